"""Somebody leaves: what they did for the business online, as a list of what to hand over."""

import datetime
from dataclasses import dataclass
from typing import Any

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve
from wizard.answers.fields import FieldKind, get_answer
from wizard.answers.model import Answers, Person
from wizard.answers.people import HISTORY
from wizard.interview import Interview

DOCUMENT = "leaver"


@dataclass(frozen=True)
class Duty:
    """Something that somebody else has to take over."""

    path: str
    ask: str
    """The question that names the person."""
    what: str
    """For a row of a table, which: "Instagram, @acorn"; else ""."""


def find_duties(answers: Answers, person: str, interview: Interview) -> tuple[Duty, ...]:
    """Return all that falls to the person with this id, by choice or as a stand-in, in the order of the questions."""
    whole = resolve(answers)
    found = []
    for question in interview.questions():
        if question.path == HISTORY or not question.applies(whole):
            continue
        value = get_answer(whole, question.path)
        if value == person or (question.field.kind is FieldKind.PEOPLE and person in value):
            found.append(Duty(question.path, question.ask, ""))
        elif question.field.kind is FieldKind.TABLE:
            for key in question.field.person_columns:
                rows = [row for row in value if getattr(row, key) == person]
                found += [
                    Duty(question.path, question.columns[key].ask, _name(row)) for row in rows
                ]
    return tuple(found)


def handover_context(
    answers: Answers,
    leaver: Person,
    successor: Person | None,
    on: datetime.date,
    interview: Interview,
) -> dict[str, Any]:
    """Return what the checklist for somebody who leaves needs besides the answers, which still name them."""
    return {
        "leaver": leaver,
        "successor": successor,
        "last_day": on,
        "duties": find_duties(answers, leaver.id, interview),
        "changed": successor is not None,
    }


def _name(row: AnswerModel) -> str:
    cells = [getattr(row, key, "") for key in ("platform", "handle", "name", "task")]
    return ", ".join(cell for cell in cells if cell)
