"""Puts one person in all places of another, or nobody, and tells where that was done between two sets of answers."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

from wizard.answers.base import AnswerModel
from wizard.answers.fields import (
    AnswerField,
    FieldKind,
    all_fields,
    clear_value,
    get_answer,
    is_set,
    replace_value,
)
from wizard.answers.model import Answers, Person

HISTORY = "revisions"
"""What somebody did stays theirs."""


def replace_person(answers: Answers, leaver: str, successor: str, on: datetime.date) -> Answers:
    """Return the answers with the successor wherever the owner had picked the leaver, and the leaver off the list.

    Whoever is named in the list of versions stays in the file, without e-mail and phone, so that it goes on saying who
    made which version.
    """
    for path, asked in all_fields().items():
        if path != HISTORY and is_set(answers, path):
            value = get_answer(answers, path)
            new = _with(asked, value, leaver, successor)
            if new != value:
                answers = replace_value(answers, path, new)
    return replace_value(answers, "people", tuple(_people(answers, leaver, on)))


def find_successors(before: Answers, after: Answers) -> tuple[tuple[Person, Person], ...]:
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
    for path, asked in all_fields().items():
        if path == HISTORY or not is_set(before, path):
            continue
        old, new = get_answer(before, path), get_answer(after, path)
        if asked.kind is FieldKind.PERSON and old == gone and new:
            yield new
        elif asked.kind is FieldKind.PEOPLE and gone in old:
            yield from (one for one in new if one not in old)


def remove_person(answers: Answers, leaver: str, on: datetime.date) -> Answers:
    """Return the answers with nobody wherever the owner had picked the leaver, and the leaver off the list.

    A question that named only the leaver is open again.
    """
    for path, asked in all_fields().items():
        if path == HISTORY or not is_set(answers, path):
            continue
        value = get_answer(answers, path)
        if asked.kind is FieldKind.PERSON and value == leaver:
            answers = clear_value(answers, path)
        elif asked.kind is FieldKind.PEOPLE and leaver in value:
            others = tuple(one for one in value if one != leaver)
            answers = replace_value(answers, path, others) if others else clear_value(answers, path)
        elif asked.kind is FieldKind.TABLE:
            keys = [column.key for column in person_columns(asked)]
            rows = tuple(_row_with(row, keys, leaver, None) for row in value)
            if rows != value:
                answers = replace_value(answers, path, rows)
    return replace_value(answers, "people", tuple(_people(answers, leaver, on)))


def _people(answers: Answers, leaver: str, on: datetime.date) -> list[Person]:
    named = {row.by for row in answers.revisions}
    people = []
    for person in answers.people:
        if person.id != leaver:
            people.append(person)
        elif leaver in named:
            people.append(Person(id=person.id, name=person.name, left_on=on))
    return people


def _with(asked: AnswerField, value: Any, leaver: str, successor: str) -> Any:
    if asked.kind is FieldKind.PERSON:
        return successor if value == leaver else value
    if asked.kind is FieldKind.PEOPLE:
        return tuple(dict.fromkeys(successor if one == leaver else one for one in value))
    if asked.kind is FieldKind.TABLE:
        keys = [column.key for column in person_columns(asked)]
        return tuple(_row_with(row, keys, leaver, successor) for row in value)
    return value


def _row_with(row: AnswerModel, keys: list[str], leaver: str, successor: str | None) -> AnswerModel:
    mine = {key: successor for key in keys if getattr(row, key) == leaver}
    return row.model_copy(update=mine) if mine else row


def person_columns(table: AnswerField) -> list[AnswerField]:
    """Return the columns of a table that name somebody."""
    return [column for column in table.columns if column.kind is FieldKind.PERSON]
