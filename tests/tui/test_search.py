"""Search, and the palette: anything by its name."""

from pathlib import Path

import pytest
from textual.command import CommandList

from tests.tui.driving import Owner, begin, drive
from tests.tui.people import NAMED, TWO


def test_search_question_is_reached(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f7", *"passwords change", "enter")
        assert owner.at() == "security.password_change"

    drive(begin(tmp_path / "a.toml"), script)


def test_search_person_leads_to_the_row(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("alt+l", *"dan", "enter")
        assert owner.at() == "people"
        await owner.press("enter", "end", *"!", "escape")

    assert drive(begin(tmp_path / "a.toml", TWO), script).people[1].name == "Dan Fox!"


def test_search_without_results_leads_back(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f7", *"zzz", "enter")
        assert "Nothing has these words" in owner.screen()
        await owner.press("escape", *"Joe")

    assert drive(tmp_path / "a.toml", script).business.name == "Joe"


@pytest.mark.parametrize(
    ("typed", "first", "path"),
    [
        ("step 6", "Step 6 of 8", "employees.stance"),
        ("looks after the passwords", "Who looks after the passwords", "security.password_keeper"),
        ("whats open", "What's open", ""),
        ("quit", "Save and leave", ""),
        ("lawyer-questions", "Write one document: Questions for your lawyer", ""),
    ],
)
def test_palette_leads_to_steps_and_questions(
    tmp_path: Path, typed: str, first: str, path: str
) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("ctrl+p")
        await owner.type(typed)
        hits = owner.app.screen.query_one(CommandList)
        await owner.wait_until(
            lambda: hits.option_count and first in str(hits.get_option_at_index(0).prompt)
        )
        if path:
            await owner.press("enter")
            assert owner.at() == path

    drive(begin(tmp_path / "a.toml"), script)


def test_palette_burst_chooses_the_typed_name(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("ctrl+p", *"looks after the passwords", "enter")
        assert owner.at() == "security.password_keeper"

    drive(begin(tmp_path / "a.toml"), script)


def test_palette_writes_one_document(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("ctrl+p", *"one document: crisis plan")
        hits = owner.app.screen.query_one(CommandList)
        await owner.wait_until(
            lambda: hits.option_count and "risis" in str(hits.get_option_at_index(0).prompt)
        )
        await owner.press("enter")
        await owner.wait_for("✓ Written:")

    drive(begin(tmp_path / "a.toml", NAMED), script)
    assert len(list(tmp_path.glob("*.docx"))) == 1


def test_search_rule_is_reached(tmp_path: Path) -> None:
    body = '[business]\ncountry = "US"\n'

    async def script(owner: Owner) -> None:
        await owner.press("f7", *"endorsement guides", "enter")
        assert owner.at() == "legal.rules"
        await owner.press("space")

    assert drive(begin(tmp_path / "a.toml", body), script).legal.rules == ("not us-fed-endorse",)
