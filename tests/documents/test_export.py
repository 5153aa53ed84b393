"""Export: names, nobody's work replaced, nothing half-written, one sentence on failure."""

import errno
import io
import os
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NoReturn

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.documents.sample import sample
from tests.example import FILE as EXAMPLE
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.documents import docx_package
from wizard.documents import export as exporting
from wizard.documents.catalog import catalog
from wizard.documents.compose import Document, ExportError
from wizard.documents.docx_writer import render
from wizard.documents.export import file_stem, safe_file_name
from wizard.documents.formats import Format
from wizard.storage import atomic_io
from wizard.storage.toml_file import read_answers


@pytest.fixture(scope="module")
def answers() -> Answers:
    return replace_value(read_answers(EXAMPLE), "business.name", "Harbour Street Bakery")


POLICY = "Harbour Street Bakery - Social media policy.docx"
PLAN = "Harbour Street Bakery - Crisis management plan.docx"


def export(
    answers: Answers, folder: Path, documents: Sequence[str] = exporting.DEFAULT_DOCUMENTS
) -> list[Path]:
    """Export, and return where the documents are."""
    return [written.path for written in exporting.export(answers, folder, documents).written]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def edit(path: Path) -> bytes:
    """Do what Word does when somebody saves the document: other parts, in another order."""
    opened = docx.Document(str(path))
    opened.add_paragraph("Our own words.")
    opened.save(str(path))
    return path.read_bytes()


def test_both_documents_get_readable_names(answers: Answers, tmp_path: Path) -> None:
    made = export(answers, tmp_path)
    assert made == [tmp_path / POLICY, tmp_path / PLAN]
    assert names(tmp_path) == sorted([POLICY, PLAN])


def test_a_document_is_composed_once_for_all_its_formats(
    answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[str] = []

    def compose(answers: Answers, name: str) -> Document:
        composed.append(name)
        return really_compose(answers, name)

    really_compose = exporting.compose
    monkeypatch.setattr(exporting, "compose", compose)
    assert (
        len(exporting.export(answers, tmp_path, ("policy",), ("docx", "html", "md")).written) == 3
    )
    assert composed == ["policy"]


def test_only_the_documents_asked_for_are_written(answers: Answers, tmp_path: Path) -> None:
    assert export(answers, tmp_path, ("crisis-plan",)) == [tmp_path / PLAN]
    assert names(tmp_path) == [PLAN]


def test_what_was_left_alone_is_told(answers: Answers, tmp_path: Path) -> None:
    (first,) = export(answers, tmp_path, ("policy",))
    assert exporting.export(answers, tmp_path, ("policy",)).notes == ()
    edit(first)
    (written,) = exporting.export(answers, tmp_path, ("policy",)).written
    assert written.blocked_by == first
    second = POLICY.replace(".docx", " (2).docx")
    assert (
        written.note
        == f"{POLICY} was changed since we wrote it, so the new one is called {second}."
    )
    first.chmod(0o444)
    (written,) = exporting.export(answers, tmp_path, ("policy",)).written
    assert written.note == f"{POLICY} can't be written over, so the new one is called {second}."


def test_plain_text_of_an_email_is_never_written_over(answers: Answers, tmp_path: Path) -> None:
    (first,) = exporting.export(answers, tmp_path, ("announcement",), ("md",)).written
    assert exporting.export(answers, tmp_path, ("announcement",), ("md",)).written == (first,)
    said = first.path.read_bytes()
    changed = replace_value(answers, "business.name", "Harbour  Street Bakery")
    changed = replace_value(changed, "employees.questions_to", "noor")
    (second,) = exporting.export(changed, tmp_path, ("announcement",), ("md",)).written
    assert (second.blocked_by, second.path.name) == (first.path, f"{first.path.stem} (2).md")
    assert "is there already" in second.note
    assert first.path.read_bytes() == said


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_each_format_knows_its_own_file_again(
    answers: Answers, tmp_path: Path, form: Format
) -> None:
    (first,) = exporting.export(answers, tmp_path, ("policy",), (form,)).written
    assert first.path.name == POLICY.replace("docx", form)
    changed = replace_value(answers, "roles.voice", "calm")
    assert exporting.export(changed, tmp_path, ("policy",), (form,)).written == (first,)
    if form != "docx":
        first.path.write_text(
            first.path.read_text(encoding="utf-8").replace("policy", "rules"), encoding="utf-8"
        )
        (second,) = exporting.export(changed, tmp_path, ("policy",), (form,)).written
        assert second.path.name == POLICY.replace(".docx", f" (2).{form}")


def test_all_documents_at_once(answers: Answers, tmp_path: Path) -> None:
    begun: list[str] = []
    entries = catalog()
    done = exporting.export(
        answers, tmp_path, [entry.name for entry in entries], progress=begun.append
    )
    assert begun == [entry.title for entry in entries]
    assert [each.path.suffix[1:] for each in done.written] == [
        entry.formats[0] for entry in entries
    ]
    assert done.notes == ()


def test_formats_choose_among_what_can_be_had(answers: Answers, tmp_path: Path) -> None:
    done = exporting.export(answers, tmp_path, ("policy", "crisis-plan"), ("html", "md", "html"))
    assert [each.path.suffix for each in done.written] == [".html", ".md"]
    assert done.skipped == ("'Crisis management plan' is only available as docx or pdf.",)
    with pytest.raises(ExportError, match="is only available as docx or pdf"):
        exporting.export(answers, tmp_path, ("crisis-plan",), ("html",))


def test_a_calendar_without_a_date_is_left_out_and_said(tmp_path: Path) -> None:
    done = exporting.export(Answers(), tmp_path, ("policy", "review-calendar"))
    assert [each.path.suffix for each in done.written] == [".docx"]
    (said,) = done.skipped
    assert said.startswith("'Review calendar' was left out: there is no date for the next review")
    with pytest.raises(ExportError, match="no date for the next review"):
        exporting.export(Answers(), tmp_path / "none", ("review-calendar",))
    assert not (tmp_path / "none").exists()


def test_the_folder_is_made(answers: Answers, tmp_path: Path) -> None:
    assert export(answers, tmp_path / "a" / "b", ("policy",)) == [tmp_path / "a" / "b" / POLICY]


def test_a_document_nobody_changed_is_replaced(answers: Answers, tmp_path: Path) -> None:
    (first,) = export(answers, tmp_path, ("policy",))
    before = first.read_bytes()
    changed = replace_value(answers, "employees.disclaimer", "Nobody else thinks so.")
    assert export(changed, tmp_path, ("policy",)) == [first]
    assert first.read_bytes() != before
    assert names(tmp_path) == [POLICY]


def test_a_document_that_somebody_edited_is_left_alone(answers: Answers, tmp_path: Path) -> None:
    (first,) = export(answers, tmp_path, ("policy",))
    edited = edit(first)
    (second,) = export(answers, tmp_path, ("policy",))
    assert second.name == "Harbour Street Bakery - Social media policy (2).docx"
    assert first.read_bytes() == edited
    assert export(answers, tmp_path, ("policy",)) == [second]
    edit(second)
    (third,) = export(answers, tmp_path, ("policy",))
    assert third.name == "Harbour Street Bakery - Social media policy (3).docx"


def foreign_word(path: Path) -> None:
    docx.Document().save(str(path))


def foreign_zip(path: Path) -> None:
    path.write_bytes(
        docx_package.write({"docProps/core.xml": b"<dc:identifier>sha256:0</dc:identifier>"})
    )


def damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-50] if path.exists() else b"PK\x03\x04 cut off")


def link(path: Path) -> None:
    target = path.parent / "elsewhere.docx"
    export(
        replace_value(read_answers(EXAMPLE), "business.name", "Other"), path.parent, ("policy",)
    )[0].rename(target)
    path.symlink_to(target)


@pytest.mark.parametrize(
    "lay",
    [
        foreign_word,
        foreign_zip,
        damaged,
        link,
        Path.mkdir,
        Path.touch,
        lambda path: path.write_text("hello"),
    ],
    ids=["word", "zip", "damaged", "link", "folder", "empty", "text"],
)
def test_what_is_not_ours_is_left_alone(
    answers: Answers, tmp_path: Path, lay: Callable[[Path], object]
) -> None:
    path = tmp_path / POLICY
    lay(path)
    before = path.read_bytes() if path.is_file() else None
    assert export(answers, tmp_path, ("policy",)) == [
        tmp_path / POLICY.replace(".docx", " (2).docx")
    ]
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_document_that_may_only_be_read_is_left_alone(answers: Answers, tmp_path: Path) -> None:
    (first,) = export(answers, tmp_path, ("policy",))
    first.chmod(0o444)
    assert export(replace_value(answers, "roles.voice", "calm"), tmp_path, ("policy",)) != [first]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_new_documents_are_private_and_old_ones_keep_their_mode(
    answers: Answers, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        (made,) = export(answers, tmp_path, ("policy",))
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    made.chmod(0o640)
    export(replace_value(answers, "roles.voice", "calm"), tmp_path, ("policy",))
    assert stat.S_IMODE(made.stat().st_mode) == 0o640


def failing(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_is_told_and_leaves_the_old_document_whole(
    answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (made,) = export(answers, tmp_path, ("policy",))
    before = made.read_bytes()
    monkeypatch.setattr(atomic_io.os, call, failing(errno.ENOSPC))
    with pytest.raises(ExportError, match="disk is full; free some space") as caught:
        export(replace_value(answers, "roles.voice", "calm"), tmp_path, ("policy",))
    monkeypatch.undo()
    assert "\n" not in str(caught.value)
    assert made.read_bytes() == before
    assert names(tmp_path) == [POLICY]


def test_a_full_disk_leaves_nothing_in_an_empty_folder(
    answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_io.os, "write", failing(errno.ENOSPC))
    with pytest.raises(ExportError, match="free some space"):
        export(answers, tmp_path)
    monkeypatch.undo()
    assert names(tmp_path) == []


def test_a_document_open_in_word_on_windows_is_told(
    answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(answers, tmp_path, ("policy",))
    monkeypatch.setattr(Path, "replace", failing(errno.EACCES))
    monkeypatch.setattr(exporting, "_IS_WINDOWS", True)
    with pytest.raises(
        ExportError,
        match=r"policy\.docx is open in another program; close it in Word, then export again",
    ):
        export(replace_value(answers, "roles.voice", "calm"), tmp_path, ("policy",))
    assert names(tmp_path) == [POLICY]


def test_a_folder_that_is_none_is_told(answers: Answers, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("in the way")
    for folder in (place, place / "below", tmp_path / "nul\0"):
        with pytest.raises(ExportError, match="choose another folder"):
            export(answers, folder)
    assert place.read_text() == "in the way"


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root can become another user for a moment"
)
def test_a_folder_that_may_not_be_written_is_told(answers: Answers, tmp_path: Path) -> None:
    export(answers, tmp_path / "ours")  # whatever is imported late is imported now
    place = tmp_path / "theirs"
    place.mkdir(mode=0o755)
    for folder in (tmp_path, *tmp_path.parents):
        if folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        with pytest.raises(ExportError, match="doesn't allow it; choose a folder of yours"):
            export(answers, place)
    finally:
        os.seteuid(0)
    assert names(place) == []


def test_nothing_is_written_when_one_of_the_documents_cannot_be_drawn(
    answers: Answers, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="'no-such-document' can't be made"):
        export(answers, tmp_path, ("policy", "no-such-document"))
    assert names(tmp_path) == []


def test_a_name_never_leads_out_of_the_folder(answers: Answers, tmp_path: Path) -> None:
    for business in ("../../up", "/etc/passwd", "..", "a/b", "NUL", "\u202e", "x" * 200):
        for made in export(
            replace_value(answers, "business.name", business), tmp_path / "out", ("policy",)
        ):
            assert made.parent == tmp_path / "out"
    assert names(tmp_path) == ["out"]


def test_an_unchanged_answer_gives_the_same_file(answers: Answers, tmp_path: Path) -> None:
    (first,) = export(answers, tmp_path / "a", ("policy",))
    (second,) = export(answers, tmp_path / "b", ("policy",))
    assert first.read_bytes() == second.read_bytes()


def test_the_seal_breaks_with_any_part(answers: Answers, tmp_path: Path) -> None:
    (made,) = export(answers, tmp_path, ("policy",))
    whole = docx_package.read(made.read_bytes())
    assert docx_package.is_unmodified(made.read_bytes())
    assert docx_package.is_unmodified(docx_package.write(dict(reversed(whole.items()))))
    for name in whole:
        assert not docx_package.is_unmodified(
            docx_package.write({**whole, name: whole[name] + b" "})
        ), name
        assert not docx_package.is_unmodified(
            docx_package.write({key: value for key, value in whole.items() if key != name})
        ), name
    assert not docx_package.is_unmodified(docx_package.write({**whole, "word/more.xml": b""}))
    assert docx.Document(io.BytesIO(made.read_bytes())).core_properties.identifier.startswith(
        "sha256:"
    )


@given(at=st.integers(0, 10**6), size=st.integers(0, 30), put=st.binary(max_size=30))
@settings(max_examples=200)
def test_a_damaged_document_is_never_ours_and_never_a_fault(at: int, size: int, put: bytes) -> None:
    whole = render(sample(sections=()))
    at %= len(whole)
    damaged = whole[:at] + put + whole[at + size :]
    # A date or a comment in the package may differ: what counts is what the document says.
    assert not docx_package.is_unmodified(damaged) or docx_package.read(
        damaged
    ) == docx_package.read(whole)


# --- file names ---


@pytest.mark.parametrize(
    ("business", "stem"),
    [
        ("Harbour Street Bakery", "Harbour Street Bakery - Policy"),
        ("Smith & Sons (UK) Ltd.", "Smith & Sons (UK) Ltd - Policy"),
        ("Zoë’s Café", "Zoë’s Café - Policy"),
        ("Cafe\u0301", "Caf\u00e9 - Policy"),
        ("港の店", "港の店 - Policy"),
        ("../../etc/passwd", "etc passwd - Policy"),
        ("C:\\Windows\\x", "C Windows x - Policy"),
        ("CON", "CON (business) - Policy"),
        ("nul.txt", "nul txt (business) - Policy"),
        ("...", "Policy"),
        ("", "Policy"),
        ('/\\:*?"<>|', "Policy"),
        (" -rf ~", "rf - Policy"),
        ("a\u202eb\u200bc\x1b[31m\nd", "a b c 31m d - Policy"),
        ("x" * 500, "x" * 80 + " - Policy"),
        ("é" * 200, "é" * 40 + " - Policy"),
    ],
)
def test_names(business: str, stem: str) -> None:
    assert file_stem(business, "Policy") == stem


@given(business=st.text(), title=st.text())
@example(business="COM¹", title="aux")
@example(business="LPT1 .x", title="")
def test_every_name_is_one_that_every_system_takes(business: str, title: str) -> None:
    name = f"{file_stem(business, title)}.docx"
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).is_reserved()
    assert len(name.encode()) <= 255
    assert unicodedata.normalize("NFC", name) == name
    assert name[0] not in ".- "
    assert name.isprintable()
    assert not name.removesuffix(".docx").endswith((" ", "."))


@given(business=st.text())
def test_a_readable_name_stays_as_it_is(business: str) -> None:
    assert safe_file_name(safe_file_name(business)) == safe_file_name(business)
