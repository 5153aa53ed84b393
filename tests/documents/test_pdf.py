"""PDFs that LibreOffice makes of the Word documents."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.example import ANSWERS
from tests.outside_programs import outside_program
from wizard.documents import pdf
from wizard.documents.compose import ExportError
from wizard.documents.export import export

SAVE_FROM_WORD = "open the document in Word and choose File, Save As, PDF."
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")


@pytest.fixture
def fake_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a program that is found in place of LibreOffice; it does nothing."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return program


def test_pdf_is_tagged_and_the_same_again(tmp_path: Path) -> None:
    outside_program("soffice")
    (first,) = export(ANSWERS, tmp_path, ["summary"], ["pdf"]).written
    content = first.path.read_bytes()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/Lang(en-US)" in content
    (again,) = export(ANSWERS, tmp_path, ["summary"], ["pdf"]).written
    assert again.path == first.path
    assert again.path.read_bytes() == content
    pdfinfo = Path(outside_program("pdftotext")).with_name("pdfinfo")
    shown = subprocess.run([pdfinfo, first.path], check=True, capture_output=True, text=True).stdout
    assert "Tagged:          yes" in shown


def test_pdf_of_new_answers_replaces_ours_and_no_other(tmp_path: Path) -> None:
    outside_program("soffice")
    (first,) = export(ANSWERS, tmp_path, ["acknowledgement"], ["pdf"]).written
    old = first.path.read_bytes()
    business = ANSWERS.business.model_copy(update={"country": "GB"})
    british = ANSWERS.model_copy(update={"business": business})
    (second,) = export(british, tmp_path, ["acknowledgement"], ["pdf"]).written
    assert second.path == first.path
    assert second.path.read_bytes() != old
    second.path.write_bytes(second.path.read_bytes() + b"%")
    (third,) = export(british, tmp_path, ["acknowledgement"], ["pdf"]).written
    assert third.path.stem.endswith(" (2)")


@needs_shell
@pytest.mark.usefixtures("fake_libreoffice")
def test_failing_libreoffice_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=f"can't convert the document: {SAVE_FROM_WORD}"):
        export(ANSWERS, tmp_path, ["policy"], ["pdf"])


@needs_shell
def test_slow_libreoffice_is_stopped(
    fake_libreoffice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "TIMEOUT_S", 0.2)
    fake_libreoffice.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    result = export(ANSWERS, tmp_path, ["policy", "crisis-plan"], also=["pdf"])
    assert [file.path.suffix for file in result.written] == [".docx", ".docx"]
    (note,) = result.notes
    assert note.startswith("No PDF was created, because LibreOffice took longer than")
