"""Every command: more than one way to it, and none of them taken twice."""

from collections import Counter
from pathlib import Path

from tests.tui.driving import Owner, begin, drive
from tests.tui.people import TWO
from wizard.tui.actions import COMMANDS, INTERRUPT, ROW_COMMANDS
from wizard.tui.app import PolicyWizardApp


def test_each_control_key_has_a_second_way(tmp_path: Path) -> None:
    titles: set[str] = set()

    async def script(owner: Owner) -> None:
        titles.update(owner.palette())

    drive(begin(tmp_path / "a.toml"), script)
    for command in COMMANDS:
        keys = [key for key in command.keys.split(",") if key]
        others = [key for key in keys if not key.startswith("ctrl+")]
        if len(others) < len(keys):
            assert others, f"{command.title} has only {keys}"
        assert command.title in titles or command.action == "command_palette"
        assert hasattr(PolicyWizardApp, f"action_{command.action}")
    assert INTERRUPT.key == "ctrl+c"  # it copies, and leaves when pressed twice: both are commands
    assert {"copy_marked", "quit"} <= {command.action for command in COMMANDS}


def test_no_key_is_taken_twice() -> None:
    keys = [key for command in (*COMMANDS, *ROW_COMMANDS) for key in command.keys.split(",") if key]
    assert [key for key, count in Counter([*keys, INTERRUPT.key]).items() if count > 1] == []


def test_alt_keys_are_no_letters(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.type("Joe")
        await owner.press("alt+s")
        assert "Saved" in owner.told()
        await owner.press("alt+c")
        assert "Nothing is marked" in owner.told()
        await owner.press("shift+home", "alt+c")
        assert owner.app.clipboard == "Joe"
        await owner.press("alt+q")
        assert owner.app.return_code == 0

    assert drive(tmp_path / "a.toml", script).business.name == "Joe"


def test_a_row_has_its_commands_in_the_palette(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home")
        titles = owner.palette()
        assert {"Duplicate this row", "Delete this row", "Move this row down"} < titles
        assert "Add people from a list or a file" in titles
        assert "Move this row up" not in titles
        await owner.go_to("roles.head")
        assert "Duplicate this row" not in owner.palette()

    drive(begin(tmp_path / "a.toml", TWO), script)


def test_over_a_dialog_the_palette_offers_only_what_works_there(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f1")
        titles = owner.palette()
        assert {"Save", "Save and leave"} < titles
        assert not {"Next step", "Undo", "Search"} & titles

    drive(begin(tmp_path / "a.toml"), script)
