"""Answers in the owner's words: who a person is, what an answer or a row of a table says."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wizard.answers import dates
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind
from wizard.answers.model import Answers, Person
from wizard.interview import Column, Question
from wizard.laws.selection import format_rule_choice
from wizard.text import collapse_spaces

_NOBODY = "somebody who is no longer on the list"


class _Names:
    """The names of the people last asked about; they are asked about once for each row that names one."""

    def __init__(self) -> None:
        self._people: Iterable[Person] = ()
        self._names: dict[str, str] = {}

    def of(self, people: Iterable[Person]) -> dict[str, str]:
        """Return the names by id."""
        if people is not self._people:
            self._names = {}
            for known in people:
                self._names.setdefault(
                    known.id, known.name or known.email or "somebody without a name"
                )
            self._people = people
        return self._names


_names = _Names()


def person_name(people: tuple[Person, ...], person: str) -> str:
    """Return the name of the person with this id; a word for it where there is none."""
    return _names.of(people).get(person, _NOBODY)


@dataclass(frozen=True)
class Formatters:
    """How answers look where they are told: on a line of the screen, in a list of what changed, in a document."""

    name: Callable[[str], str]
    """Returns the name of the person with this id."""
    day: Callable[[datetime.date], str] = dates.format_date
    rule: Callable[[str], str] = format_rule_choice
    """Returns what was chosen about a rule of law."""
    own: Callable[[str], str] = collapse_spaces
    """Returns what the owner typed as it is shown."""


def format_answer(asked: Question | Column, value: Any, looks: Formatters) -> str:
    """Return what an answer says, a cell of a table, or one item of a list; nothing where it says nothing.

    A row of a table isn't one answer but several: `row_words` has words for it.
    """
    if value is None or value == "":
        return ""
    if asked.field.kind in (FieldKind.PERSON, FieldKind.PEOPLE):
        return looks.name(value)
    if asked.field.kind is FieldKind.RULES:
        return looks.rule(value)
    if isinstance(value, bool):
        return collapse_spaces(asked.labels["yes" if value else "no"])
    if isinstance(value, datetime.date):
        return looks.day(value)
    key = str(value)
    return collapse_spaces(asked.labels[key]) if key in asked.labels else looks.own(key)


def format_row(
    table: Question, values: Mapping[str, Any], half: Mapping[str, str], people: tuple[Person, ...]
) -> str:
    """Return one line that says what is in a row: its cells, with what is only half typed among them."""
    looks = Formatters(lambda person: person_name(people, person))
    cells = (
        half.get(key) or format_answer(column, values.get(key), looks)
        for key, column in table.columns.items()
    )
    return " · ".join(cell for cell in cells if cell) or f"A {table.row} without any details yet"


def fallback_person(answers: Answers, path: str | None) -> str | None:
    """Return the person who is suggested by the answer at `path`."""
    value = resolve_answer(answers, path) if path else None
    return (value[0] if value else None) if isinstance(value, tuple) else value
