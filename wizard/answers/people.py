"""People of the answers: find one by name, give one an id, replace or remove one everywhere."""

import datetime
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
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
from wizard.errors import UserError

# A revision keeps its author, even after that person leaves.
HISTORY = "revisions"


class UnknownPersonError(UserError):
    """Nobody has that name, or more than one person."""


def normalize_name(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return " ".join(name.casefold().split())


def find_person(answers: Answers, name: str) -> Person:
    """Return the person with this id or name; a first name will do if only one has it."""
    present = [person for person in answers.people if person.left_on is None]
    wanted = normalize_name(name)
    for matches in (
        [person for person in present if person.id == name],
        [person for person in present if normalize_name(person.name) == wanted],
        [person for person in present if wanted and person.name.casefold().split()[:1] == [wanted]],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            ids = " or ".join(person.id for person in matches)
            raise UnknownPersonError(f'More than one person is called "{name}"; say {ids}.')
    close = difflib.get_close_matches(name, [person.name for person in present], n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else "add them in the wizard first."
    raise UnknownPersonError(f'Nobody called "{name}" is on the list of people; {hint}')


def slugify_person_id(name: str, taken: Collection[str]) -> str:
    """Return an id that is not in `taken`: "maria-lopez", or "maria-lopez-2"."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", ascii_name)[:60].strip("-") or "person"
    number, person_id = 1, slug
    while person_id in taken:
        number += 1
        person_id = f"{slug}-{number}"
    return person_id


def replace_person(answers: Answers, leaver: str, successor: str, on: datetime.date) -> Answers:
    """Return a copy with the successor wherever the user picked the leaver, who is off the list.

    The author of a revision stays in the file, without email and phone.
    """
    for path, value, new in _replacements(answers, leaver, successor):
        if new != value:
            answers = replace_value(answers, path, new)
    return replace_value(answers, "people", _without_person(answers, leaver, on))


def remove_person(answers: Answers, leaver: str, on: datetime.date) -> Answers:
    """Return a copy with nobody wherever the user picked the leaver, who is off the list.

    A question that named only the leaver is open again.
    """
    for path, value, new in _replacements(answers, leaver, None):
        if new != value:
            is_open = new in (None, ())
            answers = clear_value(answers, path) if is_open else replace_value(answers, path, new)
    return replace_value(answers, "people", _without_person(answers, leaver, on))


def find_successors(before: Answers, after: Answers) -> tuple[tuple[Person, Person], ...]:
    """Return each person who left, with the person who took over most of their places."""
    present = {person.id: person for person in after.people if person.left_on is None}
    pairs = []
    for person in before.people:
        if person.id in present or person.left_on is not None:
            continue
        takers = Counter(heir for heir in _takers(before, after, person.id) if heir in present)
        if takers:
            pairs.append((person, present[takers.most_common(1)[0][0]]))
    return tuple(pairs)


def _takers(before: Answers, after: Answers, leaver: str) -> Iterator[str]:
    for path, field in all_fields().items():
        if path == HISTORY or not is_set(before, path):
            continue
        old, new = get_answer(before, path), get_answer(after, path)
        if field.kind is FieldKind.PERSON and old == leaver and new:
            yield new
        elif field.kind is FieldKind.PEOPLE and leaver in old:
            yield from (person for person in new if person not in old)


def _replacements(
    answers: Answers, leaver: str, successor: str | None
) -> Iterator[tuple[str, Any, Any]]:
    """Yield path, value and new value of every set answer that can name somebody."""
    for path, field in all_fields().items():
        if path != HISTORY and is_set(answers, path):
            value = get_answer(answers, path)
            yield path, value, _replace_in(field, value, leaver, successor)


def _replace_in(field: AnswerField, value: Any, leaver: str, successor: str | None) -> Any:
    if field.kind is FieldKind.PERSON:
        return successor if value == leaver else value
    if field.kind is FieldKind.PEOPLE:
        people = (successor if person == leaver else person for person in value)
        return tuple(dict.fromkeys(person for person in people if person))
    if field.kind is FieldKind.TABLE:
        return tuple(_replace_in_row(field, row, leaver, successor) for row in value)
    return value


def _replace_in_row(
    table: AnswerField, row: AnswerModel, leaver: str, successor: str | None
) -> AnswerModel:
    updates = {key: successor for key in table.person_columns if getattr(row, key) == leaver}
    return row.model_copy(update=updates) if updates else row


def _without_person(answers: Answers, leaver: str, on: datetime.date) -> tuple[Person, ...]:
    authors = {row.by for row in answers.revisions}
    people = []
    for person in answers.people:
        if person.id != leaver:
            people.append(person)
        elif leaver in authors:
            people.append(Person(id=person.id, name=person.name, left_on=on))
    return tuple(people)
