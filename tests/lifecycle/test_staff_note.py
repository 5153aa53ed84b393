"""What a note to staff says of two versions: changes of the policy, in its own words."""

import datetime
from typing import Any

import pytest

from tests.example import ANSWERS
from wizard.answers.fields import get_answer, replace_value
from wizard.answers.model import Answers
from wizard.answers.people import replace_person
from wizard.lifecycle.comparison import format_staff_note, staff_note

LINES = ("Film only what is yours.", "Wave at the camera.")


def note(before: Answers, after: Answers) -> str:
    return format_staff_note(staff_note(before, after, "1.0", "1.1"), after)


def changes(before: Answers, after: Answers) -> list[str]:
    return [line for line in note(before, after).splitlines() if line.startswith("- ")]


def with_answer(path: str, value: Any, answers: Answers = ANSWERS) -> Answers:
    return replace_value(answers, path, value)


def with_lines(*lines: str) -> Answers:
    return with_answer("personal_use.own_accounts", ("lasting", *lines))


def test_line_of_the_user_is_new_and_then_gone() -> None:
    assert changes(with_lines(), with_lines(LINES[0])) == [f"- New: {LINES[0]}"]
    assert changes(with_lines(LINES[0]), with_lines()) == [f"- No longer: {LINES[0]}"]


def test_line_that_moves_up_is_no_change() -> None:
    assert changes(with_lines(*LINES), with_lines(LINES[1])) == [f"- No longer: {LINES[0]}"]


def test_row_of_a_table_is_named_by_its_first_cell() -> None:
    accounts = ANSWERS.roles.accounts
    before = with_answer("roles.accounts", accounts[:3])
    assert any(
        line.startswith("- New: TikTok") and "Owner: Tom Okafor." in line
        for line in changes(before, ANSWERS)
    )
    handed_on = accounts[3].model_copy(update={"owner": "elena-ruiz"})
    found = changes(ANSWERS, with_answer("roles.accounts", (*accounts[:3], handed_on)))
    assert any("TikTok" in line and "Owner: Elena Ruiz." in line for line in found)


def test_successor_is_named_once() -> None:
    after = replace_person(ANSWERS, "priya-nair", "sam-whitfield", datetime.date(2026, 12, 1))
    text = note(ANSWERS, after)
    assert text.count("Sam Whitfield takes over from Priya Nair.") == 1
    assert "Priya Nair" not in text.replace("from Priya Nair", "")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("business.length", "full"),
        ("review.agenda", ("contacts",)),
        ("crisis.executives", "tom-okafor"),
    ],
)
def test_changes_that_staff_do_not_need_are_left_out(path: str, value: Any) -> None:
    assert get_answer(ANSWERS, path) != value
    text = note(with_answer(path, value), ANSWERS)
    assert "Nothing that affects you has changed in version 1.1." in text
    assert changes(with_answer(path, value), ANSWERS) == []
