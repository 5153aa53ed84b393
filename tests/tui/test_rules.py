"""The rules of law on screen: which fit, why each is here, and what the owner leaves out or takes in."""

from pathlib import Path

import pytest

from tests.tui.driving import Owner, begin, drive
from wizard.documents.compose import compose
from wizard.tui.editors.lists import RulesEditor

IN_THE_US = '[business]\nname = "Acorn"\ncountry = "US"\nstaff = 12\n[legal]\nplaces = ["US"]\n'


def rules_of(owner: Owner) -> RulesEditor:
    editor = owner.field().editor
    assert isinstance(editor, RulesEditor)
    return editor


def test_a_rule_is_left_out_and_stays_out_of_the_policy(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        assert "○ Our suggestion" in owner.said()
        while rules_of(owner)._offers[rules_of(owner).highlighted or 0].id != "us-fed-report":
            await owner.press("down")
        assert "[x] You may report" in owner.screen()
        assert "To watch" not in owner.screen()
        await owner.press("right")
        assert "To watch: Do not make staff report inside" in owner.screen()
        await owner.press("space")
        assert "[ ] You may report" in owner.screen()
        assert "✓ Your answer" in owner.said()
        await owner.press("down")
        assert "To watch" not in owner.screen()

    answers = drive(begin(tmp_path / "a.toml", IN_THE_US), script, size=(80, 40))
    assert answers.legal.rules == ("not us-fed-report",)
    text = "".join(section.markdown for section in compose(answers, "policy").sections)
    assert "report a suspected legal violation to any government agency" not in text
    assert "We may check the use of company devices" in text


def test_the_rights_of_staff_cannot_be_left_out(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        await owner.press("space")
        assert "can't be left out" in owner.said()
        assert "[x] Nothing here limits" in owner.screen()

    assert drive(begin(tmp_path / "a.toml", IN_THE_US), script).legal.rules == ()


def test_our_choice_is_kept_with_one_key(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        await owner.press("enter")
        assert owner.at() == "legal.topics"
        await owner.press("shift+tab")
        assert "✓ Your answer" in owner.said()

    drive(begin(tmp_path / "a.toml", IN_THE_US), script)


def test_states_are_asked_only_where_there_are_some_and_bring_their_rules(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.places")
        await owner.press("enter")
        assert owner.at() == "legal.states"
        assert "California" in owner.screen()
        assert "Ontario" not in owner.screen()
        await owner.press("space")
        await owner.go_to("legal.rules")
        ids = [offer.id for offer in rules_of(owner)._offers]
        assert "us-ca-980" in ids
        await owner.go_to("legal.places")
        await owner.press(
            "space", "down", "space", "enter"
        )  # from the United States to the United Kingdom
        assert owner.at() == "legal.facts"
        await owner.go_to("legal.rules")
        assert {offer.reasons[0] for offer in rules_of(owner)._offers} == {"United Kingdom"}

    answers = drive(begin(tmp_path / "a.toml", IN_THE_US), script)
    assert answers.legal.places == ("GB",)
    assert answers.legal.states == ("US-CA",)  # hidden, and kept


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_long_rules_wrap_and_the_highlighted_one_is_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        for _ in range(12):
            await owner.press("down")
            offer = rules_of(owner)._offers[rules_of(owner).highlighted or 0]
            assert " ".join(offer.text.split()[:4]) in " ".join(owner.screen().split())

    drive(begin(tmp_path / "a.toml", IN_THE_US), script, size=size)


def test_a_choice_that_is_not_offered_at_the_moment_stays_ticked(tmp_path: Path) -> None:
    body = IN_THE_US.replace('places = ["US"]', 'places = ["US"]\nfacts = ["works-council"]')

    async def script(owner: Owner) -> None:
        await owner.go_to("legal.facts")
        assert "works council" not in owner.screen()
        await owner.press("space")

    assert drive(begin(tmp_path / "a.toml", body), script).legal.facts == (
        "works-council",
        "staff-reps",
    )
