"""A sign that turns letters around is noticed: who reads the answer doesn't see it."""

import pytest

from wizard.answers.fields import replace_value
from wizard.answers.model import Answers, Person
from wizard.checks import findings
from wizard.interview import load


def noticed(answers: Answers) -> list[str]:
    return [finding.path for finding in findings(answers, load()) if finding.rule == "hidden-sign"]


@pytest.mark.parametrize(
    "sign", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2069"]
)
def test_a_sign_that_turns_letters_around_is_noticed(sign: str) -> None:
    assert noticed(replace_value(Answers(), "business.name", f"Rosehill{sign} Bakery")) == [
        "business.name"
    ]
    assert noticed(Answers(people=(Person(id="ana", phone=f"{sign}+44 20 7946 0018"),))) == [
        "people"
    ]
    assert noticed(Answers(unfinished={"review.next_on": f"next{sign} May"})) == ["review.next_on"]


@pytest.mark.parametrize(
    "name",
    ["مخبز الوردة", "מאפיית השושנה", "Rosehill \u200e(UK)", "👩\u200d🍳 Bakes", "Cafe\u0301"],
)
def test_other_scripts_and_joined_letters_are_left_alone(name: str) -> None:
    assert noticed(replace_value(Answers(), "business.name", name)) == []
