"""The pane that writes the documents."""

import os
import sys
from pathlib import Path

import docx
import pytest

from tests.example import BYTES as EXAMPLE
from tests.outside_programs import outside_program
from tests.tui.driving import Owner, drive
from wizard.tui.screens.export import open_in_file_manager

USUAL = ["Crisis management plan.docx", "Social media policy.docx"]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.toml"
    path.write_bytes(EXAMPLE)
    return path


def written(directory: Path) -> list[str]:
    paths = [path for path in directory.iterdir() if path.suffix != ".toml"]
    return sorted(path.name.partition(" - ")[2] for path in paths)


def test_export_enter_writes_usual_documents(answers: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f5", "enter")
        await owner.wait_for("✓ Written:")
        await owner.wait_for("→ Open the folder")
        await owner.wait_until(lambda: owner.app.written)
        assert sorted(path.name.partition(" - ")[2] for path in owner.app.written) == USUAL

    drive(answers, script)
    assert written(answers.parent) == USUAL


def test_export_of_linked_answers_writes_beside_the_link(answers: Path, tmp_path: Path) -> None:
    directory = tmp_path / "here"
    directory.mkdir()
    link = directory / "answers.toml"
    link.symlink_to(answers)

    async def script(owner: Owner) -> None:
        await owner.press("f5", "enter")
        await owner.wait_for("✓ Written:")

    drive(link, script)
    assert written(directory) == USUAL
    assert written(tmp_path) == [""]


def test_export_writes_what_is_ticked_again(answers: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f5", "down", "space", "down", "space", "down", "space")
        await owner.press(*["down"] * 8, "space", *["up"] * 20, "enter")
        await owner.wait_for("✓ Written:")
        await owner.press("f9", "f5", "enter")
        await owner.wait_for("✓ Written:")

    drive(answers, script)
    assert written(answers.parent) == [
        "Social media in short.docx",
        "Social media in short.html",
    ]


def test_export_of_pdf_is_ticked(answers: Path) -> None:
    outside_program("soffice")

    async def script(owner: Owner) -> None:
        await owner.press("f5", "down", "space", "end", "space", *["up"] * 20, "enter")
        await owner.wait_for("✓ Written:")

    drive(answers, script)
    assert written(answers.parent) == ["Crisis management plan.docx", "Crisis management plan.pdf"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="LibreOffice isn't on the PATH")
def test_export_without_libreoffice_says_how_to_save_a_pdf(
    answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    async def script(owner: Owner) -> None:
        await owner.press("f5", *["down"] * 10)
        await owner.wait_for("For a PDF, open the document in Word and choose File, Save As")

    drive(answers, script)


def test_export_with_nothing_ticked_says_so(answers: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f5", "down", "space", "down", "space", "up", "up", "enter")
        await owner.wait_for("Nothing is ticked")

    drive(answers, script)
    assert written(answers.parent) == []


def test_export_over_changed_document_names_the_new_file(answers: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f5", "enter")
        await owner.wait_until(lambda: owner.app.written)
        owner.app.written[0].write_bytes(b"mine")
        await owner.press("enter")
        await owner.wait_for("was changed since we wrote it, so the new one is called")

    drive(answers, script)
    assert "Social media policy (2).docx" in written(answers.parent)


def test_export_one_document_from_the_palette(answers: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.choose("Write one document: Social media in short")
        await owner.wait_for("✓ Written:")

    drive(answers, script)
    assert written(answers.parent) == ["Social media in short.docx"]


def test_export_on_letterhead_is_remembered_and_used(answers: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.choose("Setting: letterhead")
        await owner.wait_for("Your letterhead: the name of a Word file")
        await owner.type("my.docx")
        await owner.press("enter")
        await owner.wait_for("my.docx is not there")
        docx.Document().save(str(answers.parent / "my.docx"))
        await owner.press("enter", "home", "enter")
        await owner.wait_for("✓ Written:")

    drive(answers, script)
    assert b'letterhead = "my.docx"' in answers.read_bytes()


def test_export_letterhead_typed_halfway_is_dropped(answers: Path) -> None:
    docx.Document().save(str(answers.parent / "my.docx"))

    async def script(owner: Owner) -> None:
        await owner.choose("Setting: letterhead")
        await owner.wait_for("Your letterhead: the name of a Word file")
        await owner.type("my.docx")
        await owner.press("escape")

    assert drive(answers, script).letterhead == ""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="needs xdg-open")
def test_folder_opens_in_file_manager_or_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/shown"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":0")
    assert open_in_file_manager(tmp_path / "a b") == ""
    assert (tmp_path / "shown").read_text() == f"{tmp_path}/a b\n"
    program.write_text("#!/bin/sh\nexit 1\n")
    assert str(tmp_path) in open_in_file_manager(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert str(tmp_path) in open_in_file_manager(tmp_path)
