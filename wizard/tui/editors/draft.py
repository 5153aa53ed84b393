"""A row of a table as it stands on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.answers.base import AnswerModel, explicit_values


@dataclass
class Draft:
    """What was decided in a row, and what is only half typed. Change it by `put` and `put_half` alone."""

    values: dict[str, Any] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    new: bool = False
    at: int | None = None
    """Which row of the answer it is; None for one that isn't there yet."""
    row: AnswerModel | None = None
    """The row of the answer that says just this; None where there is none, or something is other here by now."""
    said: str = ""
    """What a list says of it; kept until something changes, for a list may have thousands of rows."""

    @property
    def blank(self) -> bool:
        """Whether nothing at all is in it."""
        if self.unfinished:
            return False
        return all(value in (None, "") for key, value in self.values.items() if key != "id")

    def put(self, key: str, value: Any) -> None:
        """Decide a cell; nothing (None, or an empty text) opens it again. What was half typed there goes."""
        self.unfinished.pop(key, None)
        self.values.pop(key, None)
        if value not in (None, ""):
            self.values[key] = value
        self._changed()

    def put_half(self, key: str, text: str) -> None:
        """Keep what was typed in a cell and isn't valid yet."""
        self.values.pop(key, None)
        self.unfinished[key] = text
        self._changed()

    def as_row(self, make: Callable[[dict[str, Any]], AnswerModel]) -> AnswerModel:
        """Return the row that says this; `make` makes one of values, where the answer has none that does."""
        return make(self.values) if self.row is None else self.row

    def _changed(self) -> None:
        self.row, self.said = None, ""


def drafts_of(
    rows: Iterable[AnswerModel], unfinished: Mapping[str, str], before: Iterable[Draft] = ()
) -> list[Draft]:
    """Return a draft for each row of an answer, and for each half-typed row ("3.name") that isn't in it yet.

    Those of `before` that still say what their row says are taken over.
    """
    half = _by_row(unfinished)
    same = {
        id(draft.row): draft for draft in before if draft.row is not None and not draft.unfinished
    }
    drafts = []
    for at, row in enumerate(rows):
        draft = None if at in half else same.pop(id(row), None)
        if draft is None:
            draft = Draft(explicit_values(row), half.pop(at, {}), row=row)
        draft.at = at
        drafts.append(draft)
    return drafts + [Draft(unfinished=half[at]) for at in sorted(half)]


def _by_row(unfinished: Mapping[str, str]) -> dict[int, dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for cell, text in unfinished.items():
        row, _, key = cell.partition(".")
        if row.isdecimal():
            rows.setdefault(int(row), {})[key] = text
    return rows
