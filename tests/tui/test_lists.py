"""Choices, checklists, rules of law, and suggestions."""

from pathlib import Path

import pytest

from tests.tui.driving import INTERVIEW, Owner, begin, drive
from wizard.answers.fields import is_set
from wizard.documents.compose import compose
from wizard.tui.editors.lists import RulesEditor


def test_choice_space_picks_and_enter_goes_on(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.country")
        await owner.press("down", "space")
        assert "(•) United Kingdom" in owner.screen()
        assert owner.at() == "business.country"
        await owner.press("down", "enter")
        assert owner.at() == "business.staff"

    assert drive(tmp_path / "answers.toml", script).business.country == "IE"


def test_choice_arrow_at_an_end_leaves_the_list(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.country")
        await owner.press("up")
        assert owner.at() == "business.name"
        await owner.press("down", "end", "down")
        assert owner.at() == "business.staff"

    drive(tmp_path / "answers.toml", script)


def test_choice_suggestion_is_no_answer_until_confirmed(tmp_path: Path) -> None:
    path = begin(tmp_path / "answers.toml", '[business]\nname = "Joe\'s"')

    async def passing_by(owner: Owner) -> None:
        await owner.go_to("security.password_change")
        assert "(•) After a leak" in owner.screen()
        assert "○ Our suggestion" in owner.screen()
        await owner.press("tab")

    async def confirming(owner: Owner) -> None:
        await owner.go_to("security.password_change")
        await owner.press("enter")
        assert "✓ Your answer" in owner.screen()

    assert "password_change" not in drive(path, passing_by).security.model_fields_set
    assert "password_change" in drive(path, confirming).security.model_fields_set


def test_open_checklist_keeps_own_lines(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.prevention")
        await owner.press("space", "end", "enter")
        await owner.type("Count to ten")
        assert owner.answers.crisis.prevention[-1] == "Count to ten"
        await owner.press("enter")
        assert "[ ] Read a post again" in owner.screen()
        await owner.press("up", "enter")
        await owner.type(" first")
        await owner.press("escape")
        assert "[x] Count to ten first" in owner.screen()
        await owner.press("end", "enter")
        await owner.type("Ask Maria")
        await owner.press("enter", "up", "delete")

    answers = drive(tmp_path / "answers.toml", script)
    assert answers.crisis.prevention == (
        "facts",
        "mistakes",
        "tell-early",
        "no-arguing",
        "watch",
        "Count to ten first",
    )


def test_question_hidden_keeps_its_answer(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("publication.places")
        assert "intranet address" not in owner.screen().lower()
        await owner.press("down", "space", "tab")
        assert owner.at() == "publication.intranet_address"
        await owner.type("https://in.example")
        await owner.press("shift+tab", "space", "tab")
        assert owner.at() == "publication.launch_on"
        assert owner.answers.publication.intranet_address == "https://in.example"
        await owner.press("shift+tab", "space", "tab")
        assert owner.at() == "publication.intranet_address"
        assert "https://in.example" in owner.screen()

    assert (
        drive(tmp_path / "answers.toml", script).publication.intranet_address
        == "https://in.example"
    )


def test_question_of_each_kind_can_be_marked_unsure(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        for path in (
            "business.name",
            "business.country",
            "people",
            "roles.head",
            "security.sign_in",
        ):
            await owner.go_to(path)
            await owner.press("f8")
            assert "? You don't know yet" in owner.screen(), path
        await owner.press("ctrl+t")
        await owner.go_to("business.name")
        await owner.type("Joe")

    assert drive(tmp_path / "answers.toml", script).unsure == (
        "business.country",
        "people",
        "roles.head",
    )


IN_THE_US = '[business]\nname = "Acorn"\ncountry = "US"\nstaff = 12\n[legal]\nplaces = ["US"]\n'


def rule_texts(owner: Owner) -> list[str]:
    editor = owner.field().editor
    assert isinstance(editor, RulesEditor)
    return [str(row) for row in editor.rows()]


def highlighted_rule(owner: Owner) -> str:
    editor = owner.field().editor
    assert isinstance(editor, RulesEditor)
    return rule_texts(owner)[editor.highlighted or 0]


def test_rule_left_out_is_not_in_the_policy(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        assert "○ Our suggestion" in owner.said()
        while "You may report" not in highlighted_rule(owner):
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
    assert (
        "report a suspected violation of the law to any government agency, or help in" not in text
    )
    assert "We may check the use of our devices" in text


def test_rule_that_is_mandatory_cannot_be_left_out(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        await owner.press("space")
        assert "can't be left out" in owner.said()
        assert "[x] Nothing in this policy limits" in owner.screen()

    assert drive(begin(tmp_path / "a.toml", IN_THE_US), script).legal.rules == ()


def test_rules_enter_confirms_the_suggestion(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        await owner.press("enter")
        assert owner.at() == "legal.topics"
        await owner.press("shift+tab")
        assert "✓ Your answer" in owner.said()

    drive(begin(tmp_path / "a.toml", IN_THE_US), script)


def test_rules_follow_places_and_states(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.places")
        await owner.press("enter")
        assert owner.at() == "legal.states"
        assert "California" in owner.screen()
        assert "Ontario" not in owner.screen()
        await owner.press(*["down"] * 4, "space")
        await owner.go_to("legal.rules")
        assert any("California" in rule for rule in rule_texts(owner))
        await owner.go_to("legal.places")
        # From the United States to the United Kingdom.
        await owner.press("space", "down", "space", "enter")
        assert owner.at() == "legal.facts"
        await owner.go_to("legal.rules")
        assert all("\nUnited Kingdom" in rule for rule in rule_texts(owner))

    answers = drive(begin(tmp_path / "a.toml", IN_THE_US), script)
    assert answers.legal.places == ("GB",)
    assert answers.legal.states == ("US-CA",)  # hidden, and kept


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_rules_highlighted_is_always_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("legal.rules")
        for _ in range(12):
            await owner.press("down")
            first_words = (
                highlighted_rule(owner).removeprefix("[x] ").removeprefix("[ ] ").split()[:4]
            )
            assert " ".join(first_words) in owner.words()

    drive(begin(tmp_path / "a.toml", IN_THE_US), script, size=size)


def test_checklist_choice_not_offered_stays_ticked(tmp_path: Path) -> None:
    body = IN_THE_US.replace('places = ["US"]', 'places = ["US"]\nfacts = ["works-council"]')

    async def script(owner: Owner) -> None:
        await owner.go_to("legal.facts")
        assert "works council" not in owner.screen()
        await owner.press("space")

    assert drive(begin(tmp_path / "a.toml", body), script).legal.facts == (
        "works-council",
        "staff-reps",
    )


def test_suggestions_of_a_step_are_kept_with_one_key(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("personal_use.at_work")
        assert "○" in owner.said()
        assert "left here" in owner.screen()
        await owner.press("f12")
        assert "✓" in owner.said()

    answers = drive(begin(tmp_path / "a.toml"), script, size=(100, 30))
    step = next(step for step in INTERVIEW.steps if step.key == "personal-use")
    assert sum(is_set(answers, question.path) for question in step.questions) > 1
    assert not is_set(answers, "employees.stance")


def test_example_is_inserted_into_an_empty_line(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.press("right")
        await owner.type("!")
        await owner.press("alt+e")

    example = INTERVIEW.question("business.name").example
    assert drive(begin(tmp_path / "a.toml"), script).business.name == f"{example}!"


def test_example_does_not_replace_an_answer(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.type("Moss")
        await owner.press("alt+e", "left", "right")

    assert drive(begin(tmp_path / "a.toml"), script).business.name == "Moss"
