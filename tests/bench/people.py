"""How long an export takes with many people: the time for each must not grow with their number."""

import time
from pathlib import Path

from wizard.answers.fields import replace_value
from wizard.answers.model import Person
from wizard.documents.compose import compose
from wizard.documents.formats import render
from wizard.storage.toml_file import read_answers

NUMBERS = (10, 100, 1_000, 5_000)
FEWEST = 2_000
"""People who are drawn in all for one figure, so that a small number isn't measured in a blink."""


def per_person(example: Path) -> list[tuple[int, float, float]]:
    """Return, for each number of people, the seconds of an export of the policy, and those that each person adds."""
    answers = read_answers(example)

    def seconds(people: int) -> float:
        staff = tuple(
            Person(id=f"p{number}", name=f"Person {number}", job="Baker")
            for number in range(people)
        )
        many = replace_value(answers, "people", (*answers.people, *staff))
        many = replace_value(
            many, "roles.publishing", tuple(person.id for person in staff)
        )  # who has no part isn't printed
        best = float("inf")
        for _ in range(3 if people >= 1_000 else FEWEST // max(people, 100)):
            begin = time.perf_counter()
            render(compose(many, "policy"), many, "docx")
            best = min(best, time.perf_counter() - begin)
        return best

    nobody = seconds(0)
    measured = [(number, seconds(number)) for number in NUMBERS]
    return [(number, took, max(0.0, took - nobody) / number) for number, took in measured]
