"""The window at any size: nothing is cut off, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.example import BYTES
from tests.terminal import flat
from tests.tui.driving import INTERVIEW, Owner, begin, drive
from wizard.answers.model import Answers
from wizard.interview import Question, Step
from wizard.tui.screens.pane import Pane

TALL = 700
"""Lines enough for a whole step."""


def texts(question: Question, answers: Answers) -> Iterator[str]:
    """Yield all words of a question that an owner with these answers reads."""
    yield question.ask
    yield question.help
    if question.example:
        yield f"For example: {question.example}"
    yield from question.offered(answers).values()


def test_no_word_of_a_question_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(BYTES)

    async def look(owner: Owner, step: Step) -> None:
        await owner.go_to(step.questions[0].path)
        shown = flat(owner.screen(Pane)).replace(
            " ", ""
        )  # an address too long for the line goes over two
        for question in step.questions:
            if question.applies(owner.answers):
                for text in texts(question, owner.answers):
                    assert "".join(text.split()) in shown, (question.path, text)

    async def script(owner: Owner) -> None:
        for step in INTERVIEW.steps:
            await look(owner, step)

    drive(path, script, size=(40, TALL))


@pytest.mark.parametrize("size", [(39, 24), (80, 14), (5, 2)])
def test_too_small_a_window_says_so_and_loses_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.type("Moss")
        await owner.pilot.resize_terminal(*size)
        await owner.settle()
        assert "Make" in owner.screen() or size[0] < 6
        assert "Moss" not in owner.screen()
        await owner.type(" & Fern")
        await owner.pilot.resize_terminal(80, 24)
        await owner.settle()
        assert "Make the window" not in owner.screen()
        assert "Moss & Fern" in owner.screen()
        await owner.go_to("people")
        await owner.press("enter")
        await owner.type("Ana")
        await owner.pilot.resize_terminal(*size)
        await owner.settle()
        assert "Ana" not in owner.screen()
        await owner.pilot.resize_terminal(40, 15)
        await owner.settle()
        assert "Ana" in owner.screen()
        await owner.type(" Ruiz")

    answers = drive(begin(tmp_path / "a.toml"), script)
    assert answers.business.name == "Moss & Fern"
    assert [person.name for person in answers.people] == ["Ana Ruiz"]


def test_a_dialog_for_a_row_fills_a_low_window(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("enter")
        lines = owner.screen().splitlines()
        assert "Phone number" in owner.words()
        assert sum(not line.strip() for line in lines[-4:]) < 4

    drive(begin(tmp_path / "a.toml"), script, size=(60, 16))
