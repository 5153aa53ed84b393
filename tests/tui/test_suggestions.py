"""Our suggestions: told apart from answers, kept in one go; examples taken over."""

from pathlib import Path

from tests.tui.driving import INTERVIEW, Owner, begin, drive
from wizard.answers.fields import is_set


def test_one_key_keeps_all_suggestions_of_a_step(tmp_path: Path) -> None:
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


def test_a_step_that_needs_nothing_is_marked_by_a_shape_of_its_own(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.wait_until(lambda: "○ 5 Personal accounts" in owner.screen())
        assert "· 8 Review" in owner.screen()

    drive(begin(tmp_path / "a.toml"), script, size=(100, 30))


def test_an_example_is_taken_over_by_a_key_and_can_be_changed(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.press("right")
        await owner.type("!")
        await owner.press("alt+e")

    example = INTERVIEW.question("business.name").example
    assert drive(begin(tmp_path / "a.toml"), script).business.name == f"{example}!"


def test_an_example_never_takes_the_place_of_an_answer(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.type("Moss")
        await owner.press("alt+e", "left", "right")

    assert drive(begin(tmp_path / "a.toml"), script).business.name == "Moss"
