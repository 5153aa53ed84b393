"""What a check found stands at the question and in the list, and one key takes the safer words."""

from pathlib import Path

import pytest

from tests.tui.driving import Owner, begin, drive
from wizard.tui.widgets.field import FindingNote
from wizard.tui.widgets.option_list import CompactOptionList

US = "business = {name = 'Acme', country = 'US'}\n"
CLAUSE = (
    "[[publication.own_clauses]]\nsection = 'law'\n"
    "text = 'Be kind. Never discuss your pay. Smile.'\n"
)
SAFER = "You may talk about your own pay and conditions."


async def told(owner: Owner, words: str) -> str:
    """Wait until something with these words is told at a question, and return all of it."""

    def notes() -> list[str]:
        shown = (str(note.visual) for note in owner.app.query(FindingNote) if note.display)
        return [note for note in shown if words in note]

    await owner.wait_until(notes)
    await owner.settle()
    return notes()[0]


def test_finding_at_a_line_is_fixed_with_one_key(tmp_path: Path) -> None:
    mended = f"These are my own views. {SAFER}"

    async def script(owner: Owner) -> None:
        await owner.go_to("employees.disclaimer")
        await owner.type(" Never discuss your pay with anyone")
        said = await told(
            owner, 'Could "Never discuss your pay with anyone" be read as a ban on talk about pay'
        )
        assert "In many countries staff have a right" in said
        assert SAFER in said
        assert "Source: US: NLRA s.7" in said
        await owner.press("alt+w")
        assert owner.answers.employees.disclaimer.startswith(mended)
        await owner.wait_until(
            lambda: not any(note.display for note in owner.app.query(FindingNote))
        )
        await owner.press("alt+w")
        assert owner.answers.employees.disclaimer.startswith(mended)

    employees = "employees = {stance = 'free', disclaimer = 'These are my own views.'}"
    assert drive(
        begin(tmp_path / "a.toml", US + employees), script
    ).employees.disclaimer.startswith(mended)


async def highlight(owner: Owner, words: str) -> None:
    """Go down in the list to the row with these words."""
    rows = owner.app.focused
    assert isinstance(rows, CompactOptionList)
    while words not in str(rows.highlighted_option and rows.highlighted_option.prompt):
        await owner.press("down")


@pytest.mark.parametrize("way", ["click", "list"])
def test_finding_in_a_table_replaces_only_the_sentence(tmp_path: Path, way: str) -> None:
    async def script(owner: Owner) -> None:
        if way == "click":
            await owner.go_to("publication.own_clauses")
            await told(owner, "Never discuss your pay")
            await owner.click("Take the safer words")
        else:
            await owner.press("f9")
            await highlight(owner, "Never discuss")
            assert "Alt+W takes the safer words." in " ".join(owner.screen().split())
            await owner.press("alt+w")
            assert "Never discuss" not in owner.screen()

    answers = drive(begin(tmp_path / "a.toml", US + CLAUSE), script, (100, 40))
    (row,) = answers.publication.own_clauses
    assert row.section == "law"
    assert row.text.startswith(f"Be kind. {SAFER}")
    assert row.text.endswith(" Smile.")


def test_finding_in_the_list_leads_to_its_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f9")
        await highlight(owner, "Never discuss")
        await owner.press("enter")
        assert owner.at() == "publication.own_clauses"

    drive(begin(tmp_path / "a.toml", US + CLAUSE), script)


def test_finding_without_suggestion_has_no_fix(tmp_path: Path) -> None:
    people = "people = [{id = 'a', name = 'Ann', email = 'ann at acme'}]\n"

    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await told(owner, '"ann at acme", does not look like one')
        await owner.press("alt+w")
        assert owner.answers.people[0].email == "ann at acme"

    drive(begin(tmp_path / "a.toml", people + US), script, (100, 40))
