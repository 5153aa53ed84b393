"""The pane that writes the documents: one Enter for the usual two, a list to tick others, and where each went."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import docx
import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.example import BYTES as EXAMPLE
from wizard.interview import load
from wizard.session import Session
from wizard.tui.app import PolicyWizardApp
from wizard.tui.screens import export as folder_program
from wizard.tui.screens.export import ExportPane

Script = Callable[[ExportPane, Pilot[None]], Awaitable[None]]


def at_the_pane(place: Path, script: Script) -> None:
    """Open the pane with the example's answers in a terminal of 80 by 24, and do as the script says."""
    file = place / "answers.toml"
    if not file.is_symlink():
        file.write_bytes(EXAMPLE)

    async def drive() -> None:
        session = Session(file, load())
        app = PolicyWizardApp(session)
        async with app.run_test(size=(80, 24)) as pilot:
            await app.go_to_place("export")
            await pilot.pause()
            await script(app.query_one(ExportPane), pilot)
        session.close()

    asyncio.run(drive())


async def written(pane: ExportPane, pilot: Pilot[None]) -> str:
    """Wait until the documents are written or refused, and return what is said then."""
    for _ in range(3000):
        await pilot.pause(0.01)
        if not pane.is_writing:
            break
    await pilot.pause()
    return str(pane.query_one(".result", Static).visual)


def made(place: Path) -> list[str]:
    return sorted(
        path.name.partition(" - ")[2] for path in place.iterdir() if path.name != "answers.toml"
    )


def test_one_key_writes_the_policy_and_the_plan(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        said = await written(pane, pilot)
        assert all(path.name in said for path in pane.app.written)

    at_the_pane(tmp_path, script)
    assert made(tmp_path) == ["Crisis management plan.docx", "Social media policy.docx"]


def test_documents_lie_beside_a_link_to_the_answers(tmp_path: Path) -> None:
    """As `export` has it, and as versions and signatures have it."""
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / "real.toml").write_bytes(EXAMPLE)
    place = tmp_path / "here"
    place.mkdir()
    (place / "answers.toml").symlink_to(tmp_path / "cloud" / "real.toml")

    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        assert "Written" in await written(pane, pilot)

    at_the_pane(place, script)
    assert made(place) == ["Crisis management plan.docx", "Social media policy.docx"]
    assert [path.name for path in (tmp_path / "cloud").iterdir()] == ["real.toml"]


def test_what_is_ticked_is_written_and_remembered(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press(
            "down", "space", "down", "space", "down", "space"
        )  # neither of the two, but the summary
        await pilot.press(*["down"] * 8, "space")
        await pilot.press(*["up"] * 20)
        await pilot.press("enter")
        await written(pane, pilot)
        await pilot.press("f9", "f5", "enter")
        await written(pane, pilot)

    at_the_pane(tmp_path, script)
    assert made(tmp_path) == ["Social media in short.docx", "Social media in short.html"]


def test_nothing_ticked_is_said(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press("down", "space", "down", "space", "up", "up", "enter")
        assert "Nothing is ticked" in await written(pane, pilot)

    at_the_pane(tmp_path, script)
    assert made(tmp_path) == []


def test_a_document_that_was_changed_is_named(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        await written(pane, pilot)
        pane.app.written[0].write_bytes(b"mine")
        await pilot.press("enter")
        said = await written(pane, pilot)
        assert "was changed since we wrote it, so the new one is called" in said

    at_the_pane(tmp_path, script)
    assert "Social media policy (2).docx" in made(tmp_path)


def test_every_row_is_reached_and_seen(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press("down")
        rows = pane.query_one("#documents")
        for _ in range(12):
            await pilot.pause()
            region = rows.focus_region().translate(rows.virtual_region.offset)  # type: ignore[attr-defined]
            assert pane.scroll_y <= region.y
            assert region.bottom <= pane.scroll_y + pane.size.height
            await pilot.press("down")
        assert pilot.app.focused is not rows

    at_the_pane(tmp_path, script)


def test_a_letterhead_is_remembered_and_used(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        pane.query_one("#letterhead").focus()
        await pilot.press("enter", *"my.docx", "enter")
        await pilot.pause()
        assert pane.session.answers.letterhead == "my.docx"
        assert "my.docx" in str(pane._letterhead.visual)
        pane.query_one("#write").focus()
        await pilot.press("enter")
        assert "my.docx is not there" in await written(pane, pilot)
        docx.Document().save(str(tmp_path / "my.docx"))
        await pilot.press("enter")
        assert "Written" in await written(pane, pilot)

    at_the_pane(tmp_path, script)
    assert b'letterhead = "my.docx"' in (tmp_path / "answers.toml").read_bytes()


@pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the desktop's own program is used there"
)
class TestFolder:
    def test_it_is_shown(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program = tmp_path / "xdg-open"
        program.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/shown"\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        monkeypatch.setenv("DISPLAY", ":0")
        assert folder_program._open_folder(tmp_path / "a b") == ""
        assert (tmp_path / "shown").read_text() == f"{tmp_path}/a b\n"

    def test_without_a_desktop_its_address_is_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        assert (
            folder_program._open_folder(tmp_path)
            == f"The folder can't be opened from here. It is: {tmp_path}"
        )

    def test_a_program_that_fails_is_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(folder_program, "_file_manager", lambda: "false")
        assert str(tmp_path) in folder_program._open_folder(tmp_path)

    def test_a_program_that_stays_is_not_waited_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = tmp_path / "stays"
        program.write_text("#!/bin/sh\nexec sleep 3\n")
        program.chmod(0o755)
        monkeypatch.setattr(folder_program, "_file_manager", lambda: str(program))
        monkeypatch.setattr(folder_program, "FILE_MANAGER_TIMEOUT_S", 0.05)
        assert folder_program._open_folder(tmp_path) == ""


def test_the_way_to_the_folder_is_in_sight_once_it_is_written(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        await written(pane, pilot)
        await pilot.pause()
        for part in ("#open-folder", ".result"):
            assert pane.region.contains_region(pane.query_one(part).region)

    at_the_pane(tmp_path, script)


def test_home_and_end_take_along_what_enter_does(tmp_path: Path) -> None:
    async def script(pane: ExportPane, pilot: Pilot[None]) -> None:
        await pilot.press("end")
        await pilot.pause()
        last = pane.screen.focused
        assert last is not None
        assert last is pane.stops()[-1]
        assert pane.region.contains_region(last.region)
        await pilot.press("home")
        assert pane.screen.focused is pane.start()

    at_the_pane(tmp_path, script)
