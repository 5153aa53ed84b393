"""Each type of clause that published policies have can be printed, from an answer or a suggestion of its own."""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.documents.said import lines
from wizard.answers.fields import FieldKind, field_at, replace_value
from wizard.answers.model import Answers, Person
from wizard.documents.compose import compose

CLAUSES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("clauses.toml").read_text(encoding="utf-8")
)
GROUPS = {"F": 8, "R": 14, "S": 12, "C": 12, "L": 21, "P": 18, "E": 12, "W": 7, "V": 6}
"""How many types there are in each group: front matter, roles, security, crisis, law, personal, employees, ..."""


@pytest.fixture(scope="module")
def acorn() -> Answers:
    answers = Answers()
    for path, value in {
        "business.name": "Acorn Toys",
        "business.country": "GB",
        "people": (
            Person(
                id="ana",
                name="Ana Brandt",
                job="Owner",
                email="ana@acorn.example",
                phone="555 0101",
            ),
            Person(
                id="ben", name="Ben Cole", job="Sales", email="ben@acorn.example", phone="555 0102"
            ),
            Person(
                id="cy", name="Cy Dunne", job="Workshop", email="cy@acorn.example", phone="555 0103"
            ),
        ),
        "roles.head": "ana",
        "roles.lead": "ben",
    }.items():
        answers = replace_value(answers, path, value)
    return answers


def test_no_type_is_left_out() -> None:
    assert list(CLAUSES) == [
        f"{group}{number}" for group, last in GROUPS.items() for number in range(1, last + 1)
    ]
    assert len(CLAUSES) == 110


def missing(answers: Answers, about: dict[str, Any]) -> list[str]:
    """Return the words that the document doesn't have."""
    printed = "\n".join(lines(compose(answers, about.get("document", "policy"))))
    patterns = {
        words: ".*".join(re.escape(part) for part in words.split(".*")) for words in about["words"]
    }
    return [
        words for words, pattern in patterns.items() if not re.search(pattern, printed, re.DOTALL)
    ]


@pytest.mark.parametrize("clause", CLAUSES)
def test_the_clause_is_printed(acorn: Answers, clause: str) -> None:
    about = CLAUSES[clause]
    assert about.keys() <= {"what", "document", "answers", "words"}
    for path, value in about.get("answers", {}).items():
        acorn = replace_value(acorn, path, frozen(value))
    assert missing(acorn, about) == [], about["what"]


@pytest.mark.parametrize(
    "clause", [clause for clause, about in CLAUSES.items() if "answers" in about]
)
def test_other_answers_print_other_words(acorn: Answers, clause: str) -> None:
    about = CLAUSES[clause]
    for path, value in about["answers"].items():
        acorn = replace_value(acorn, path, another(path, frozen(value)))
    assert missing(acorn, about) != [], about["what"]


def another(path: str, value: Any) -> Any:
    """Return an answer that says nothing of what `value` says."""
    if field_at(path).kind is FieldKind.CHOICE:
        return next(choice for choice in field_at(path).choices if choice != value)
    if field_at(path).kind is FieldKind.PERSON:
        return "ana" if value != "ana" else "ben"
    return {bool: False, int: 3, str: "", tuple: (), datetime.date: datetime.date(2031, 5, 6)}[
        type(value)
    ]


def frozen(value: Any) -> Any:
    """Return the value with tuples for lists, as the answers hold them."""
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value
