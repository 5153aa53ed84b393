"""The app as a whole: faults, saving, notifications, themes, and text by somebody else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from tests.documents.said import filled
from tests.example import FILE as EXAMPLE
from tests.set_up import ROOT
from tests.tui.driving import INTERVIEW, Owner, begin, drive
from wizard.session import Session
from wizard.storage import toml_file
from wizard.storage.toml_file import serialize
from wizard.tui import theme
from wizard.tui.app import PolicyWizardApp
from wizard.tui.run import farewell
from wizard.tui.theme import DARK, LIGHT

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
HOSTILE = (
    "[@click=app.evil]x[/] [/nope] [b]c[/b] [link='https://evil.example']y[/link] $(reboot) {{7*7}}"
    " {0} %s a\\[b] e\u0301\u200d👩‍👩‍👧 שלום \u202egnp.exe\u2066 a\tb"
)


class FaultError(Exception):
    def __rich__(self) -> str:
        return "the secret name"


@pytest.mark.parametrize("fault", [RuntimeError("the secret name"), FaultError()])
def test_fault_saves_exits_and_prints_no_answer(
    tmp_path: Path,
    fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def break_down(_: PolicyWizardApp) -> None:
        raise fault

    monkeypatch.setattr(PolicyWizardApp, "action_help", break_down)
    session = Session(tmp_path / "a.toml", INTERVIEW)
    app = PolicyWizardApp(session)

    async def script(pilot: Pilot[None]) -> None:
        for key in (*"Joe", "f1"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        while not app.crashed:
            await pilot.pause(0.01)

    app.run(headless=True, auto_pilot=script)
    is_saved = session.close()
    _, problems = farewell(
        session, app.written, is_saved=is_saved, crashed=app.crashed, recovery=None
    )
    assert app.return_code == 1
    assert toml_file.read_answers(tmp_path / "a.toml").business.name == "Joe"
    assert "had to stop" in problems[0]
    printed = "".join(capfd.readouterr())
    assert "secret" not in printed
    assert "Traceback" not in printed


def test_failed_save_is_shown_and_leaving_asks_once(tmp_path: Path) -> None:
    directory = tmp_path / "stick"
    directory.mkdir()

    async def script(owner: Owner) -> None:
        await owner.type("J")
        owner.app.session.flush()
        directory.rename(tmp_path / "unplugged")
        await owner.type("o")
        owner.app.session.flush()
        await owner.settle()
        assert "! Not saved" in owner.screen().splitlines()[0]
        assert "its folder is not there" in " ".join(owner.screen().split())
        await owner.press("ctrl+q")
        assert owner.app.is_running
        (tmp_path / "unplugged").rename(directory)
        await owner.press("ctrl+q")
        assert owner.app.return_code == 0

    assert drive(directory / "a.toml", script).business.name == "Jo"


def test_conflicted_copy_is_mentioned_at_start(tmp_path: Path) -> None:
    path = begin(tmp_path / "a.toml")
    (tmp_path / "a (conflicted copy 2026-11-01).toml").write_bytes(b"")

    async def script(owner: Owner) -> None:
        await owner.wait_for("a (conflicted copy 2026-11-01).toml lies beside your answers")

    drive(path, script, size=(120, 40))


def test_ctrl_c_twice_leaves(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.type("Joe")
        await owner.press("ctrl+c")
        assert owner.app.is_running
        await owner.press("ctrl+c")
        assert owner.app.return_code == 0

    assert drive(tmp_path / "a.toml", script).business.name == "Joe"


def test_alt_keys_are_commands_and_no_letters(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.type("Joe")
        await owner.press("alt+s")
        assert "Saved" in owner.told()
        await owner.press("alt+c")
        assert "Nothing is marked" in owner.told()
        assert "Saved" not in owner.told()
        await owner.press("shift+home", "alt+c")
        assert owner.app.clipboard == "Joe"
        await owner.press("alt+q")
        assert owner.app.return_code == 0

    assert drive(tmp_path / "a.toml", script).business.name == "Joe"


def test_passing_notice_goes_with_the_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        for key in ("tab", "enter", "f4"):
            await owner.go_to("business.name")
            await owner.press("ctrl+s")
            assert "Saved" in owner.told()
            await owner.press(key)
            assert owner.told() == ""
        await owner.go_to("business.name")
        await owner.paste("Joe's\nBar")
        await owner.press("tab")
        assert "joined into one" in owner.told(), "a change to an answer stays readable"

    drive(begin(tmp_path / "a.toml"), script)


def test_read_only_session_says_so_once_for_repeated_keys(tmp_path: Path) -> None:
    path = begin(tmp_path / "a.toml")
    first = Session(path, INTERVIEW)

    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.press(*"xxxx")
        await owner.press("f8", "f8", "f8")
        assert owner.told().count("is open already") == 1
        await owner.press("ctrl+z")
        assert owner.told().count("is open already") == 1

    drive(path, script)
    first.close()


def test_start_imports_no_writer_of_documents() -> None:
    code = "import sys, wizard.tui.app; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {
        "docx",
        "jinja2",
        "icalendar",
        "textual.widgets._markdown",
    }


def look(owner: Owner) -> None:
    """Check that nothing on the screen can be clicked by mistake or steers the terminal."""
    assert owner.app.is_running
    for strip in owner.app.screen._compositor.render_strips():
        assert not STEERING.search(strip.text)
        for segment in strip:
            assert segment.style is None or segment.style.link is None
            assert "evil" not in str(segment.style.meta if segment.style else "")


def test_hostile_text_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_bytes(serialize(filled(toml_file.read_answers(EXAMPLE), HOSTILE)))
    other = serialize(filled(toml_file.read_answers(EXAMPLE), f"{HOSTILE} and more"))

    async def script(owner: Owner) -> None:
        look(owner)
        walk = (
            *[("f4", "f4", "f4")] * 3,
            ("f3", "f1"),
            ("escape", "f9", "down"),
            ("f6",),
            ("escape", "f7"),
            (*"click",),
            ("down", "enter"),
            ("ctrl+p", *"what is [/"),
            ("escape", "escape"),
        )
        for keys in walk:
            await owner.press(*keys)
            look(owner)
        for path_ in ("people", "roles.head"):
            await owner.go_to(path_)
            for keys in (("home", "enter"), ("escape", "escape")):
                await owner.press(*keys)
                look(owner)
        owner.app.notify("[red]Ana[/] [@click=app.evil]x[/] [/nope]", markup=True)
        await owner.settle()
        look(owner)
        path.write_bytes(other)
        await owner.wait_until(lambda: len(owner.app.screen_stack) > 1)
        await owner.settle()
        look(owner)
        await owner.press("pagedown", "down", "enter", "f9")

    drive(path, script, size=(110, 40))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("COLORFGBG", raising=False)
    return theme.settings_path()


def test_theme_chosen_by_name_is_remembered(tmp_path: Path, settings: Path) -> None:
    async def choose_light(owner: Owner) -> None:
        assert owner.app.theme == DARK.name
        await owner.choose("Look: light")
        await owner.wait_until(lambda: owner.app.theme == LIGHT.name)

    async def choose_dark(owner: Owner) -> None:
        assert owner.app.theme == LIGHT.name
        await owner.choose("Look: dark")
        await owner.wait_until(lambda: owner.app.theme == DARK.name)

    path = begin(tmp_path / "a.toml")
    drive(path, choose_light)
    drive(path, choose_dark)
    assert settings.read_text() == 'look = "dark"\n'
    assert settings.stat().st_mode & 0o077 == 0
    assert [file.name for file in settings.parent.iterdir()] == [settings.name]


@pytest.mark.parametrize("body", [b"", b"look = 'pink'", b"look = ['light']", b"\xff", b"look ="])
def test_theme_settings_invalid_are_ignored(settings: Path, body: bytes) -> None:
    settings.parent.mkdir(parents=True)
    settings.write_bytes(body)
    assert theme.load_theme_name() == "dark"


@pytest.mark.usefixtures("settings")
def test_theme_follows_terminal_until_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert theme.load_theme_name() == "light"
    assert theme.save_theme_name("dark")
    assert theme.load_theme_name() == "dark"


def test_theme_that_cannot_be_saved_still_changes(tmp_path: Path, settings: Path) -> None:
    settings.parent.parent.mkdir()
    settings.parent.write_text("in the way")

    async def script(owner: Owner) -> None:
        await owner.choose("Look: light")
        await owner.wait_until(lambda: owner.app.theme == LIGHT.name)
        assert "can't be kept" in owner.told()

    drive(begin(tmp_path / "a.toml"), script)
