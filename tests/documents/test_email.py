"""The announcement as an email draft: a mail program opens it unsent, with both parts."""

import email
import email.policy
from email.message import EmailMessage

import pytest

from tests.documents.businesses import example
from tests.documents.said import filled
from wizard.answers.model import Answers
from wizard.documents.checksum import is_unmodified
from wizard.documents.compose import compose
from wizard.documents.formats import render


def draft(answers: Answers) -> EmailMessage:
    file = render(compose(answers, "announcement"), answers, "eml")
    message = email.message_from_bytes(file, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_draft_is_unsent_and_has_a_subject_and_no_people() -> None:
    message = draft(example())
    assert message["X-Unsent"] == "1"
    assert message["Subject"].startswith("Our social media policy")
    assert not any(message[name] for name in ("From", "To", "Date"))


def test_both_parts_say_the_same() -> None:
    message = draft(example())
    text, html = part(message, "plain"), part(message, "html")
    assert text.startswith("Hello everyone,\n\n")
    assert "<p>Hello everyone,</p>" in html
    for words in ("Elena Ruiz", "elena@larkspurlane.example", "September 29, 2026"):
        assert words in text
        assert words in html
    assert '<a href="mailto:elena@larkspurlane.example">' in html
    assert message["Subject"] not in text


def test_an_edited_draft_is_recognized() -> None:
    file = render(compose(example(), "announcement"), example(), "eml")
    assert file == render(compose(example(), "announcement"), example(), "eml")
    assert is_unmodified(file)
    assert not is_unmodified(file.replace(b"Hello", b"Dear "))


@pytest.mark.parametrize("typed", ["x\r\nBcc: all@staff.example", "<script>x</script>", "é" * 200])
def test_hostile_text_adds_no_header_and_no_element(typed: str) -> None:
    message = draft(filled(example(), typed))
    assert set(message.keys()) == {
        "Subject",
        "X-Unsent",
        "X-Revision",
        "MIME-Version",
        "Content-Type",
    }
    assert "<script" not in part(message, "html")
