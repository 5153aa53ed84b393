"""Businesses to make documents for, from one that answered nothing to one that has everything."""

import datetime
from collections.abc import Callable
from functools import cache

from tests.example import FILE as EXAMPLE
from wizard.answers.fields import FieldKind, all_fields, make_row, replace_value
from wizard.answers.model import Answers, Person
from wizard.storage.toml_file import read_answers

OWN_CHECKLISTS = [
    path for path, asked in all_fields().items() if asked.kind is FieldKind.OPEN_CHECKLIST
]
CHOICES = [
    (path, asked.choices) for path, asked in all_fields().items() if asked.kind is FieldKind.CHOICE
]
CHOOSE_RULES = ("business.other_trades", "legal.states", "legal.facts")
"""Checklists that print no words of their own: they decide which rules of law fit."""
CHECKLISTS = [
    (path, asked.choices)
    for path, asked in all_fields().items()
    if asked.choices and asked.kind is not FieldKind.CHOICE and path not in CHOOSE_RULES
]


@cache
def example() -> Answers:
    return read_answers(EXAMPLE)


@cache
def fewest() -> Answers:
    """A business that answered what a policy can't do without, and nothing else."""
    answers = Answers()
    for path, value in {
        "business.name": "Tiny & Sons",
        "business.country": "GB",
        "people": (Person(id="jo", name="Jo Hart"),),
        "roles.head": "jo",
        "roles.lead": "jo",
        "review.effective_on": datetime.date(2026, 3, 1),
    }.items():
        answers = replace_value(answers, path, value)
    return answers


@cache
def everything() -> Answers:
    """Sixty people, two countries, every box ticked, every table with many rows."""
    answers = replace_value(example(), "business.staff", 60)
    answers = replace_value(answers, "legal.places", ("US", "GB"))
    people = tuple(
        Person(
            id=f"p{n}",
            name=f"Person {n} Longname",
            job=f"Job {n}",
            email=f"p{n}@x.example",
            phone=f"555 01{n:02}",
        )
        for n in range(14)
    )
    answers = replace_value(answers, "people", example().people + people)
    for path, choices in CHECKLISTS:
        if path != "legal.places":
            answers = replace_value(answers, path, choices)
    accounts = tuple(
        make_row(all_fields()["roles.accounts"], {"platform": f"Site {n}", "owner": f"p{n % 14}"})
        for n in range(40)
    )
    return replace_value(answers, "roles.accounts", accounts)


BUSINESSES: dict[str, Callable[[], Answers]] = {
    "nothing": Answers,
    "fewest": fewest,
    "example": example,
    "everything": everything,
}
