"""What must hold when something goes wrong, and the private hooks of Textual that it hangs on."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from textual import events
from textual.drivers import linux_driver
from textual.pilot import Pilot
from textual.widgets import Static

from tests.set_up import ROOT
from tests.tui.driving import INTERVIEW, Owner, begin, drive
from wizard.session import Session
from wizard.storage import toml_file
from wizard.tui import app as module
from wizard.tui import status
from wizard.tui.app import PolicyWizardApp
from wizard.tui.dialogs.dialog import PlaceDialog
from wizard.tui.key_queue import Walk
from wizard.tui.messages import DialogClosed, RowHighlighted
from wizard.tui.navigation import step_key
from wizard.tui.terminal import forgive_bad_bytes
from wizard.tui.theme import DARK
from wizard.tui.widgets.line_input import LineInput


class FaultError(Exception):
    def __rich__(self) -> str:
        return "the secret name"


@pytest.mark.parametrize("fault", [RuntimeError("the secret name"), FaultError()])
def test_a_fault_ends_calmly_saves_and_prints_no_answer(
    tmp_path: Path,
    fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def break_down(self: PolicyWizardApp) -> None:
        raise fault

    monkeypatch.setattr(PolicyWizardApp, "action_help", break_down)
    session = Session(tmp_path / "a.toml", INTERVIEW)
    app = PolicyWizardApp(session)

    async def script(pilot: Pilot[None]) -> None:
        for key in (*"Joe", "f1"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        while app.crash is None:
            await pilot.pause(0.01)

    app.run(headless=True, auto_pilot=script)
    saved = session.close()
    results, complaints = status.goodbye(
        session, app.written, saved=saved, crashed=app.crash is not None
    )
    assert app.return_code == 1
    assert toml_file.read_answers(tmp_path / "a.toml").business.name == "Joe"
    assert "had to stop" in complaints[0]
    assert "a.toml" in results[0]
    printed = "".join(capfd.readouterr())
    assert "secret" not in printed
    assert "Traceback" not in printed


def test_a_byte_that_is_no_letter_does_no_harm() -> None:
    forgive_bad_bytes()
    decode = linux_driver.getincrementaldecoder("utf-8")().decode
    assert decode(b"a\xffb", final=False) == "a\N{REPLACEMENT CHARACTER}b"


def test_a_failed_save_is_said_and_leaving_asks_once(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    async def script(owner: Owner) -> None:
        await owner.type("J")
        owner.app.session.flush()
        folder.rename(tmp_path / "unplugged")
        await owner.type("o")
        owner.app.session.flush()
        await owner.settle()
        assert "! Not saved" in owner.screen().splitlines()[0]
        assert "its folder is not there" in " ".join(owner.screen().split())
        await owner.press("ctrl+q")
        assert owner.app.is_running
        (tmp_path / "unplugged").rename(folder)
        await owner.press("ctrl+q")
        assert owner.app.return_code == 0

    assert drive(folder / "a.toml", script).business.name == "Jo"


def test_a_place_that_cannot_be_is_told_and_another_can_be_typed(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        dialog = PlaceDialog(tmp_path / "a.toml", owner.app.session.save_elsewhere)
        await owner.app.push_screen(dialog)
        for name in ("~nobody-of-this-name/a.toml", f"{tmp_path}/{'x' * 300}", "/dev/null/a.toml"):
            dialog.query_one(LineInput).value = name
            await owner.press("enter")
            assert owner.app.screen is dialog
            assert str(dialog.query_one(".state", Static).visual).startswith("! ")
        dialog.query_one(LineInput).value = str(tmp_path)
        await owner.press("enter")
        assert owner.app.screen is not dialog

    drive(tmp_path / "new.toml", script)
    assert (tmp_path / "a.toml").is_file()


def test_a_copy_of_a_cloud_folder_is_told_at_the_start(tmp_path: Path) -> None:
    path = begin(tmp_path / "a.toml")
    (tmp_path / "a (conflicted copy 2026-11-01).toml").write_bytes(b"")

    async def script(owner: Owner) -> None:
        told = " ".join(
            str(part.visual) for part in owner.app.screen.query(".promise").results(Static)
        )
        assert "a (conflicted copy 2026-11-01).toml lies beside your answers" in told
        assert "Go on" in owner.screen()

    drive(path, script)


def test_without_colours_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.prevention")
        styles = [
            segment.style
            for strip in owner.app.screen._compositor.render_strips()
            for segment in strip
        ]
        assert {style.color.name for style in styles if style and style.color} <= {"default"}
        assert any(style and style.reverse for style in styles)

    drive(tmp_path / "a.toml", script)


def test_the_start_imports_only_what_the_first_picture_needs() -> None:
    code = f"import sys, {module.__name__}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    names = set(done.stdout.split())
    late = ("summary", "export", "step")
    assert not names & {f"wizard.tui.screens.{pane}" for pane in late}
    assert not names & {
        "docx",
        "jinja2",
        "markdown_it",
        "wizard.documents",
        "wizard.tui.dialogs.dialog",
    }
    assert not names & {
        f"textual.widgets._{widget}" for widget in ("markdown", "data_table", "text_area", "footer")
    }


def test_the_colours_are_ours(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        assert owner.app.screen.styles.background.hex == (DARK.background or "").upper()

    drive(tmp_path / "a.toml", script)


def test_what_arrives_while_the_panes_are_taken_away_is_no_fault(tmp_path: Path) -> None:
    async def run() -> None:
        session = Session(tmp_path / "a.toml", INTERVIEW)
        app = PolicyWizardApp(session)
        async with app.run_test() as pilot:
            await app.go_to_question("roles.accounts")
            await pilot.pause()
            await app._panes["step-1"].remove()
            app.on_descendant_focus()
            app._show_change()
            app._show_saved()
            app._panes["step-1"].keep_in_sight()
            await pilot.pause()
        session.close()

    asyncio.run(run())


def test_what_arrives_after_leaving_is_no_fault(tmp_path: Path) -> None:
    async def run() -> None:
        session = Session(tmp_path / "a.toml", INTERVIEW)
        app = PolicyWizardApp(session)
        async with app.run_test() as pilot:
            await app.go_to_question("roles.accounts")
            editor = app.question_field().editor  # type: ignore[union-attr]
            marks = {step_key(step): session.step_progress(step) for step in INTERVIEW.steps}
            await pilot.pause()
        app.on_row_highlighted(RowHighlighted(editor))
        app.on_descendant_focus()
        app.on_dialog_closed(DialogClosed())
        app._show_change()
        app._show_saved()
        app._draw_marks(marks, session.findings())
        app._draw_page()
        await app._show_page("step-1", ())
        await app.on_event(events.Key("f4", None))
        await app.go_to_place("summary")
        walk = Walk(app, app._typeahead._arrive)
        walk.begin()
        assert not walk._is_more()
        session.close()

    asyncio.run(run())
