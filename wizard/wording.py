"""Values in the owner's words: who a person is, what a row of a table says."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from wizard import dates
from wizard.answers.fields import Kind
from wizard.answers.model import Answers, Person
from wizard.answers.suggestions import suggested
from wizard.interview import Column, Question

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
                self._names.setdefault(known.id, known.name or known.email or "somebody without a name")
            self._people = people
        return self._names


_names = _Names()


def name_of(people: tuple[Person, ...], person: str) -> str:
    """Return the name of the person with this id; a word for it where there is none."""
    return _names.of(people).get(person, _NOBODY)


def cell_words(column: Column, value: Any, people: tuple[Person, ...]) -> str:
    """Return what a cell of a table says."""
    if value is None or value == "":
        return ""
    if column.field.kind is Kind.PERSON:
        return name_of(people, value)
    if column.field.kind is Kind.CHOICE:
        return column.labels.get(value, str(value))
    if isinstance(value, datetime.date):
        return dates.words(value)
    return " ".join(str(value).split())


def row_words(table: Question, values: Mapping[str, Any], half: Mapping[str, str], people: tuple[Person, ...]) -> str:
    """Return one line that says what is in a row: its cells, with what is only half typed among them."""
    cells = (half.get(key) or cell_words(column, values.get(key), people) for key, column in table.columns.items())
    return " · ".join(cell for cell in cells if cell) or f"A {table.row} without any details yet"


def stand_in(answers: Answers, path: str | None) -> str | None:
    """Return the person who is suggested by the answer at `path`."""
    value = suggested(answers, path) if path else None
    return (value[0] if value else None) if isinstance(value, tuple) else value


def a(thing: str) -> str:
    """Return the thing with its article: "an account"."""
    return f"{'an' if thing[:1].lower() in 'aeiou' else 'a'} {thing}"
