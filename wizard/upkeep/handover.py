"""Somebody leaves: what they did for the business online, and a successor for all of it."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wizard.answers.fields import FieldType, Kind, change, fields, forget, get, is_decided
from wizard.answers.model import Answers, Part, Person
from wizard.answers.suggestions import effective
from wizard.interview import Interview

DOCUMENT = "leaver"
HISTORY = "revisions"
"""What somebody did stays theirs."""


@dataclass(frozen=True)
class Duty:
    """Something that somebody else has to take over."""

    path: str
    ask: str
    """The question that names the person."""
    what: str
    """For a row of a table, which: "Instagram, @acorn"; else ""."""


def duties(answers: Answers, person: str, interview: Interview) -> tuple[Duty, ...]:
    """Return all that falls to the person with this id, by choice or as a stand-in, in the order of the questions."""
    whole = effective(answers)
    found = []
    for question in interview.questions():
        if question.path == HISTORY or not question.applies(whole):
            continue
        value = get(whole, question.path)
        if value == person or (question.field.kind is Kind.PEOPLE and person in value):
            found.append(Duty(question.path, question.ask, ""))
        elif question.field.kind is Kind.TABLE:
            for column in _people_in(question.field):
                rows = [row for row in value if getattr(row, column.key) == person]
                found += [Duty(question.path, question.columns[column.key].ask, _name(row)) for row in rows]
    return tuple(found)


def checklist(
    answers: Answers, leaver: Person, successor: Person | None, on: datetime.date, interview: Interview
) -> dict[str, Any]:
    """Return what the checklist for somebody who leaves needs besides the answers, which still name them."""
    return {
        "leaver": leaver,
        "successor": successor,
        "last_day": on,
        "duties": duties(answers, leaver.id, interview),
        "changed": successor is not None,
    }


def hand_over(answers: Answers, leaver: str, successor: str, on: datetime.date) -> Answers:
    """Return the answers with the successor wherever the owner had picked the leaver, and the leaver off the list.

    Whoever is named in the list of versions stays in the file, without e-mail and phone, so that it goes on saying who
    made which version.
    """
    for path, asked in fields().items():
        if path != HISTORY and is_decided(answers, path):
            value = get(answers, path)
            new = _with(asked, value, leaver, successor)
            if new != value:
                answers = change(answers, path, new)
    return change(answers, "people", tuple(_people(answers, leaver, on)))


def successions(before: Answers, after: Answers) -> tuple[tuple[Person, Person], ...]:
    """Return each person who is gone from the answers, with whoever stands in most of their places now, if anybody."""
    here = {person.id: person for person in after.people if person.left_on is None}
    found = []
    for gone in before.people:
        if gone.id in here or gone.left_on is not None:
            continue
        heirs = Counter(heir for heir in _heirs(before, after, gone.id) if heir in here)
        if heirs:
            found.append((gone, here[heirs.most_common(1)[0][0]]))
    return tuple(found)


def _heirs(before: Answers, after: Answers, gone: str) -> Iterator[str]:
    for path, asked in fields().items():
        if path == HISTORY or not is_decided(before, path):
            continue
        old, new = get(before, path), get(after, path)
        if asked.kind is Kind.PERSON and old == gone and new:
            yield new
        elif asked.kind is Kind.PEOPLE and gone in old:
            yield from (one for one in new if one not in old)


def leave_open(answers: Answers, leaver: str, on: datetime.date) -> Answers:
    """Return the answers with nobody wherever the owner had picked the leaver, and the leaver off the list.

    A question that named only the leaver is open again.
    """
    for path, asked in fields().items():
        if path == HISTORY or not is_decided(answers, path):
            continue
        value = get(answers, path)
        if asked.kind is Kind.PERSON and value == leaver:
            answers = forget(answers, path)
        elif asked.kind is Kind.PEOPLE and leaver in value:
            others = tuple(one for one in value if one != leaver)
            answers = change(answers, path, others) if others else forget(answers, path)
        elif asked.kind is Kind.TABLE:
            keys = [column.key for column in _people_in(asked)]
            rows = tuple(_row_with(row, keys, leaver, None) for row in value)
            if rows != value:
                answers = change(answers, path, rows)
    return change(answers, "people", tuple(_people(answers, leaver, on)))


def _people(answers: Answers, leaver: str, on: datetime.date) -> list[Person]:
    named = {row.by for row in answers.revisions}
    people = []
    for person in answers.people:
        if person.id != leaver:
            people.append(person)
        elif leaver in named:
            people.append(Person(id=person.id, name=person.name, left_on=on))
    return people


def _with(asked: FieldType, value: Any, leaver: str, successor: str) -> Any:
    if asked.kind is Kind.PERSON:
        return successor if value == leaver else value
    if asked.kind is Kind.PEOPLE:
        return tuple(dict.fromkeys(successor if one == leaver else one for one in value))
    if asked.kind is Kind.TABLE:
        keys = [column.key for column in _people_in(asked)]
        return tuple(_row_with(row, keys, leaver, successor) for row in value)
    return value


def _row_with(row: Part, keys: list[str], leaver: str, successor: str | None) -> Part:
    mine = {key: successor for key in keys if getattr(row, key) == leaver}
    return row.model_copy(update=mine) if mine else row


def _people_in(table: FieldType) -> list[FieldType]:
    return [column for column in table.columns if column.kind is Kind.PERSON]


def _name(row: Part) -> str:
    cells = [getattr(row, key, "") for key in ("platform", "handle", "name", "task")]
    return ", ".join(cell for cell in cells if cell)
