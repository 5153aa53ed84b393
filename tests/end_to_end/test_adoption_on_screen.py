"""From a draft to a version by keyboard, in a real terminal of 80x24."""

from pathlib import Path

from tests.end_to_end.owner import WIZARD
from tests.terminal import Terminal
from wizard.answers.adoption import version
from wizard.answers.file import read
from wizard.data import LANGUAGE, folder
from wizard.versions.archive import frozen


def test_the_owner_sees_what_it_would_be_and_then_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_bytes((folder("questions") / LANGUAGE / "example.toml").read_bytes().partition(b"[[revisions]]")[0])
    terminal = Terminal([*WIZARD, path.name], columns=80, lines=24, cwd=tmp_path)
    terminal.wait_for("Welcome back")
    terminal.press("f5")
    terminal.wait_for("Write the documents")
    terminal.press("shift+tab", "shift+tab")  # round from the first stop to the last, and one up
    terminal.wait_for("The pages say: Draft")
    terminal.press("enter")
    terminal.wait_for("This becomes version 1.0, from 1 September 2026")
    assert frozen(path) == ()
    terminal.wait_for("Yes, adopt version 1.0")
    terminal.press("enter")
    terminal.wait_for("Version 1.0 is adopted")
    assert version(read(path)) == "1.0"
    assert frozen(path)[0].problems() == ()
    assert frozen(path)[0].answers() == read(path)
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
