"""The look: dark or light, chosen by name, and remembered."""

from pathlib import Path

import pytest
from textual.command import CommandList

from tests.tui.driving import Owner, begin, drive
from wizard.tui import theme as theme_setting
from wizard.tui.theme import DARK, LIGHT, load_theme_name, save_theme_name


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("COLORFGBG", raising=False)
    return Path(theme_setting.settings_path())


async def choose(owner: Owner, words: str) -> None:
    await owner.press("ctrl+p")
    await owner.type(words)
    hits = owner.app.screen.query_one(CommandList)
    await owner.wait_until(
        lambda: hits.option_count and words in str(hits.get_option_at_index(0).prompt)
    )
    await owner.press("enter")


def test_a_look_is_chosen_by_name_and_there_the_next_time(tmp_path: Path, settings: Path) -> None:
    async def light(owner: Owner) -> None:
        assert owner.app.theme == DARK.name
        await choose(owner, "Look: light")
        assert owner.app.theme == LIGHT.name

    async def still(owner: Owner) -> None:
        assert owner.app.theme == LIGHT.name
        await choose(owner, "Look: dark")

    path = begin(tmp_path / "a.toml")
    drive(path, light)
    drive(path, still)
    assert settings.read_text() == 'look = "dark"\n'
    assert settings.stat().st_mode & 0o077 == 0
    assert [file.name for file in settings.parent.iterdir()] == [settings.name]


@pytest.mark.parametrize("body", [b"", b"look = 'pink'", b"look = ['light']", b"\xff", b"look ="])
def test_settings_that_make_no_sense_do_no_harm(settings: Path, body: bytes) -> None:
    settings.parent.mkdir(parents=True)
    settings.write_bytes(body)
    assert load_theme_name() == "dark"


def test_a_light_terminal_that_says_so_is_believed_until_the_owner_chooses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert load_theme_name() == "light"
    assert save_theme_name("dark")
    assert load_theme_name() == "dark"


def test_where_nothing_can_be_kept_the_look_still_changes(tmp_path: Path, settings: Path) -> None:
    settings.parent.parent.mkdir()
    settings.parent.write_text("in the way")

    async def light(owner: Owner) -> None:
        await choose(owner, "Look: light")
        assert owner.app.theme == LIGHT.name
        assert "can't be kept" in owner.told()

    drive(begin(tmp_path / "a.toml"), light)


@pytest.mark.parametrize(
    ("words", "at"), [("Setting: length", "business.length"), ("Setting: letterhead", "")]
)
def test_settings_are_reached_by_name(tmp_path: Path, words: str, at: str) -> None:
    async def script(owner: Owner) -> None:
        await choose(owner, words)
        assert (
            owner.at() == at if at else "Your letterhead: the name of a Word file" in owner.screen()
        )

    drive(begin(tmp_path / "a.toml"), script)
