"""The adoption panel: proposal, changes to it, and refusals."""

from datetime import date
from pathlib import Path

import pytest

from tests.tui.driving import INTERVIEW, Owner, drive
from wizard.answers.diff import version_label
from wizard.lifecycle.archive import archived_versions
from wizard.session import Session
from wizard.storage.toml_file import read_answers
from wizard.tui.messages import PlaceChosen

DAY = date(2027, 2, 1)


async def propose(
    owner: Owner, path: str = "crisis.executives", value: object = "tom-okafor"
) -> None:
    """Change an answer, and have an adoption proposed."""
    owner.app.session.set_answer(path, value)
    owner.app.post_message(PlaceChosen("export", "adopt"))
    await owner.wait_for("Adopt it as a version…")
    await owner.press("enter")


def test_adoption_takes_other_number_day_and_text(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await propose(owner)
        await owner.wait_for("Yes, adopt version 1.1")
        await owner.press("tab", "enter")
        await owner.wait_for("The version to come")
        await owner.press("end", "ctrl+u")
        await owner.type("3.0")
        await owner.press("enter", "end", "ctrl+u")
        await owner.type("2027-03-15")
        await owner.press("enter", "end", "ctrl+u")
        await owner.type("Tom decides now")
        await owner.press("escape")
        await owner.wait_for("This becomes version 3.0, from March 15, 2027.")
        await owner.press("shift+tab", "enter")
        await owner.wait_for("Version 3.0 is adopted")

    after = drive(bakery, script, today=lambda: DAY)
    row = after.revisions[-1]
    assert (row.version, row.on, row.what, row.by) == (
        "3.0", date(2027, 3, 15), "Tom decides now", "priya-nair",
    )  # fmt: skip
    assert archived_versions(bakery)[-1].answers() == after


def test_adoption_leaves_out_unfinished_date(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await propose(owner)
        await owner.wait_for("Yes, adopt version 1.1")
        await owner.press("tab", "enter")
        await owner.wait_for("The version to come")
        await owner.press("enter", "end", "ctrl+u")
        await owner.type("2027-02-29")
        await owner.press("escape")
        await owner.wait_for("This becomes version 1.1, from February 1, 2027.")
        assert "“2027-02-29” was left out" in owner.told()

    drive(bakery, script, today=lambda: DAY)


@pytest.mark.parametrize(
    ("path", "value", "proposed", "otherwise"),
    [
        (
            "crisis.executives",
            "tom-okafor",
            "Staff need not sign again, only be told.",
            "Everybody signs it.",
        ),
        (
            "employees.stance",
            "free",
            "Everybody signs it.",
            "Staff need not sign again, only be told.",
        ),
    ],
)
def test_adoption_switches_between_signing_and_telling(
    bakery: Path, path: str, value: str, proposed: str, otherwise: str
) -> None:
    async def script(owner: Owner) -> None:
        await propose(owner, path, value)
        await owner.wait_for(proposed)
        await owner.press("tab", "tab", "enter")
        await owner.wait_for(otherwise)
        await owner.press("shift+tab", "shift+tab", "enter")
        await owner.wait_for("is adopted")

    adopted = drive(bakery, script, today=lambda: DAY).adopted
    assert (adopted.read_from == adopted.version) == (otherwise == "Everybody signs it.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.0", "does not come after 1.0"),
        ("two", "is no number of a version"),
        ("0.9", "choose a higher number"),
    ],
)
def test_adoption_refuses_invalid_number(bakery: Path, typed: str, said: str) -> None:
    async def script(owner: Owner) -> None:
        await propose(owner)
        await owner.wait_for("Yes, adopt version 1.1")
        await owner.press("tab", "enter")
        await owner.wait_for("The version to come")
        await owner.press("end", "ctrl+u")
        await owner.type(typed)
        await owner.press("escape")
        await owner.wait_for(said)
        await owner.wait_for("Adopt it as a version…")

    drive(bakery, script, today=lambda: DAY)
    assert [one.version for one in archived_versions(bakery)] == ["1.0"]


def test_adoption_leaves_existing_folder_alone(bakery: Path) -> None:
    mine = bakery.parent / "versions" / "1.1"
    mine.mkdir()
    (mine / "mine.txt").write_text("mine")

    async def script(owner: Owner) -> None:
        await propose(owner)
        await owner.wait_for("! ")
        assert "Yes, adopt" not in owner.words()

    assert version_label(drive(bakery, script, today=lambda: DAY)) == "Draft after 1.0"
    assert [path.name for path in mine.iterdir()] == ["mine.txt"]


def test_adoption_interrupted_is_completed(bakery: Path) -> None:
    text = bakery.read_text(encoding="utf-8")
    bakery.write_text(text.partition("[[revisions]]")[0] + "\n# end of answers\n", encoding="utf-8")

    async def script(owner: Owner) -> None:
        owner.app.post_message(PlaceChosen("export", "adopt"))
        await owner.wait_for("Adopt it as a version…")
        await owner.press("enter")
        await owner.wait_for("The adoption of version 1.0 had been cut off; it is complete now.")

    assert drive(bakery, script, today=lambda: DAY) == archived_versions(bakery)[0].answers()


def test_adoption_moves_focus_to_what_comes_next(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await propose(owner)
        await owner.wait_for("Yes, adopt version 1.1")
        await owner.press("enter")
        await owner.wait_for("Version 1.1 is adopted")
        assert owner.app.focused is not None
        assert owner.app.focused.id == "adopt-news"

    drive(bakery, script, today=lambda: DAY)
    assert read_answers(bakery).adopted.version == "1.1"


def test_adoption_in_read_only_window_changes_nothing(bakery: Path) -> None:
    bakery.write_text(
        bakery.read_text(encoding="utf-8").replace('"encouraged"', '"free"'), encoding="utf-8"
    )
    first = Session(bakery, INTERVIEW)

    async def script(owner: Owner) -> None:
        owner.app.post_message(PlaceChosen("export", "adopt"))
        await owner.wait_for("Adopt it as a version…")
        await owner.press("enter")
        assert "Here you can only look at it." in owner.told()
        await owner.app.go_to("review")
        await owner.wait_for("All 6 that are not ticked")
        await owner.press("enter")
        await owner.app.go_to("signatures")
        await owner.wait_for("[ ] Devon Brooks")
        await owner.press("enter")
        await owner.wait_for("[ ] Devon Brooks")

    before = bakery.read_bytes()
    drive(bakery, script, today=lambda: DAY)
    assert first.close()
    assert bakery.read_bytes() == before
    assert [one.version for one in archived_versions(bakery)] == ["1.0"]
    assert not list(bakery.parent.glob("*.csv"))
