"""Answers in words."""

import datetime
from typing import Any

import pytest

from wizard.formatting import Formatters, format_answer
from wizard.interview import load

INTERVIEW = load()
LOOKS = Formatters(name=str.upper, day="on {}".format, rule="rule {}".format, own="“{}”".format)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("roles.head", "tom-okafor", "TOM-OKAFOR"),
        ("roles.publishing", "tom-okafor", "TOM-OKAFOR"),
        ("review.next_on", datetime.date(2027, 3, 1), "on 2027-03-01"),
        ("legal.rules", "not us-photos", "rule not us-photos"),
        ("business.name", "Crumb", "“Crumb”"),
        ("business.name", "", ""),
        ("business.name", None, ""),
        ("business.country", "US", INTERVIEW.question("business.country").labels["US"]),
    ],
)
def test_each_kind_of_answer_looks_as_its_place_says(path: str, value: Any, expected: str) -> None:
    assert format_answer(INTERVIEW.question(path), value, LOOKS) == expected


def test_a_cell_of_a_table_is_told_like_an_answer() -> None:
    cells = INTERVIEW.question("roles.accounts").columns
    assert format_answer(cells["handle"], "@crumb", LOOKS) == "“@crumb”"
    assert format_answer(cells["owner"], "tom-okafor", LOOKS) == "TOM-OKAFOR"
