"""The whole interview in a real terminal, by keyboard alone."""

from pathlib import Path

import docx
from docx.document import Document

from tests.end_to_end.owner import Owner
from tests.printed import pdf, words
from wizard.answers.fields import is_set
from wizard.interview import load
from wizard.storage.toml_file import read_answers

LEFT_AT = "personal_use.at_work"
SUMMARY = "What's open"


def test_interview_from_no_file_to_printed_documents(tmp_path: Path) -> None:
    file = tmp_path / "our shop.toml"

    first = Owner(file)
    first.terminal.wait_for("does not give legal advice")
    assert not file.exists()
    first.answer_until(LEFT_AT)
    assert str(file.name) in first.leave()

    second = Owner(file)
    second.terminal.wait_for("Welcome back")
    second.terminal.wait_for(load().question(LEFT_AT).ask)
    second.terminal.press("enter")
    assert second.wait_for_another().path == LEFT_AT
    second.answer_until(SUMMARY)

    answers = read_answers(file)
    asked = [question.path for question in load().questions() if question.applies(answers)]
    assert first.asked + second.asked == asked
    assert [path for path in asked if not is_set(answers, path)] == []

    second.terminal.press("f5")
    second.terminal.wait_for("Write the documents")
    second.terminal.press("enter")
    second.terminal.wait_for("Written")
    assert "Written" in second.leave()

    documents = sorted(tmp_path.glob("*.docx"))
    assert len(documents) == 2
    in_word = " ".join(text_of(docx.Document(str(document))) for document in documents)
    on_paper = " ".join(words(pdf(document, tmp_path)) for document in documents)
    for text in first.typed + second.typed:
        # A line that follows a verb begins with a small letter.
        assert text in in_word or text[:1].lower() + text[1:] in in_word
    # Word by word, since lines on paper end within answers.
    for word in {word for text in first.typed + second.typed for word in text.split()}:
        assert word.casefold() in on_paper.casefold()


def test_interview_in_smallest_window_answers_all_steps(tmp_path: Path) -> None:
    file = tmp_path / "our shop.toml"
    owner = Owner(file, columns=40, lines=15)
    owner.terminal.wait_for("A social media policy for your staff")
    owner.answer_until(SUMMARY)
    owner.leave()
    answers = read_answers(file)
    asked = [question.path for question in load().questions() if question.applies(answers)]
    assert owner.asked == asked
    assert [path for path in asked if not is_set(answers, path)] == []
    assert not answers.unfinished


def text_of(document: Document) -> str:
    """Return all words of a document, tables and links too, with single blanks between them."""
    pieces = document.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    )
    return " ".join(" ".join("".join(piece.itertext()) for piece in pieces).split())
