"""Somebody leaves or joins: what they hand over, and the answers and the register after it."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve
from wizard.answers.fields import AnswerField, FieldKind, all_fields, get_answer, is_set
from wizard.answers.model import Answers, Person
from wizard.answers.people import HISTORY, remove_person, replace_person
from wizard.interview import Interview
from wizard.lifecycle.signatures import is_pending

LEAVER_DOCUMENT = "leaver"


@dataclass(frozen=True)
class Duty:
    """Something that somebody else has to take over.

    `what` says which row of a table names the person, such as "Instagram, @acorn"; else it is "".
    """

    path: str
    ask: str
    what: str = ""


@dataclass(frozen=True)
class Removal:
    """The answers after somebody was taken off the list of people, and a message about it."""

    answers: Answers
    message: str


def find_duties(answers: Answers, person: str, interview: Interview) -> tuple[Duty, ...]:
    """Return all that falls to a person, by choice or as a stand-in, in the order of questions."""
    resolved = resolve(answers)
    duties = []
    for question in interview.questions():
        if question.path == HISTORY or not question.applies(resolved):
            continue
        value = get_answer(resolved, question.path)
        if question.field.kind is FieldKind.TABLE:
            for key in question.field.person_columns:
                duties += [
                    Duty(question.path, question.columns[key].ask, _describe(question.field, row))
                    for row in value
                    if getattr(row, key) == person
                ]
        elif value == person or (question.field.kind is FieldKind.PEOPLE and person in value):
            duties.append(Duty(question.path, question.ask))
    return tuple(duties)


def questions_naming(answers: Answers, person: str) -> tuple[str, ...]:
    """Return the paths of the questions whose set answer names a person, `HISTORY` among them."""
    paths = []
    for path, field in all_fields().items():
        if is_set(answers, path):
            value = get_answer(answers, path)
            rows = value if field.kind is FieldKind.TABLE else ()
            in_rows = any(
                getattr(row, key) == person for row in rows for key in field.person_columns
            )
            is_person = field.kind is FieldKind.PERSON and value == person
            is_among = field.kind is FieldKind.PEOPLE and person in value
            if in_rows or is_person or is_among:
                paths.append(path)
    return tuple(paths)


def leaver_context(
    answers: Answers,
    leaver: Person,
    successor: Person | None,
    on: datetime.date,
    interview: Interview,
) -> dict[str, Any]:
    """Return what the checklist for a leaver needs besides the answers, which still name them."""
    return {
        "leaver": leaver,
        "successor": successor,
        "last_day": on,
        "duties": find_duties(answers, leaver.id, interview),
        "changed": successor is not None,
    }


def remove_from_staff(
    answers: Answers, person_id: str, successor: str | None, on: datetime.date, answers_file: Path
) -> Removal:
    """Take a person off the list, with a successor or nobody in all of their places.

    Whoever made a version stays, marked as left.
    """
    person = next(row for row in answers.people if row.id == person_id)
    after = (
        replace_person(answers, person_id, successor, on)
        if successor
        else remove_person(answers, person_id, on)
    )
    name, stays = _name(person), any(row.id == person_id for row in after.people)
    if not stays:
        index = answers.people.index(person)
        unfinished = _without_row(answers.unfinished, index)
        after = after.model_copy(update={"unfinished": unfinished})
    parts = [f"{name} is marked as left." if stays else f"Deleted: {name}."]
    if is_pending(name, answers_file):
        parts.append("They are on the list of who has signed: press Del there too.")
    parts += [f"{_name(row)} takes over." for row in after.people if row.id == successor]
    return Removal(after, " ".join(parts))


def _name(person: Person) -> str:
    return person.name or person.email or "this person"


def _describe(table: AnswerField, row: AnswerModel) -> str:
    keys = [column.key for column in table.columns if column.kind is FieldKind.LINE][:2]
    return ", ".join(filter(None, (getattr(row, key) for key in keys)))


def _without_row(unfinished: dict[str, str], row: int) -> dict[str, str]:
    """Return the half-typed texts without those of a row of people; later rows move up."""
    kept = {}
    for path, text in unfinished.items():
        table, _, rest = path.partition(".")
        number, _, key = rest.partition(".")
        if table != "people" or not number.isdecimal():
            kept[path] = text
        elif int(number) != row:
            kept[f"people.{int(number) - (int(number) > row)}.{key}"] = text
    return kept
