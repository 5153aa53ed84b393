"""Rows of a table while they are edited, and how they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wizard.answers.base import AnswerModel, explicit_values
from wizard.answers.fields import AnswerField, make_row
from wizard.answers.model import Answers
from wizard.session import Session
from wizard.tui.editors.editor import EditorValue


@dataclass(frozen=True)
class RowDraft:
    """A row as typed: the values that were set, and texts that aren't valid yet, by column."""

    values: Mapping[str, Any] = field(default_factory=dict)
    unfinished: Mapping[str, str] = field(default_factory=dict)
    # The position of the row in the answer; None for one that isn't there yet.
    position: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into the row."""
        values = (value for key, value in self.values.items() if key != "id")
        return not self.unfinished and all(value in (None, "") for value in values)

    def with_value(self, key: str, value: Any) -> RowDraft:
        """Return the row with a cell set; None or an empty text clears it."""
        values = {other: kept for other, kept in self.values.items() if other != key}
        if value not in (None, ""):
            values[key] = value
        return replace(self, values=values, unfinished=_without(self.unfinished, key))

    def with_text(self, key: str, text: str) -> RowDraft:
        """Return the row with a text in a cell that isn't valid yet."""
        return replace(
            self,
            values=_without(self.values, key),
            unfinished={**self.unfinished, key: text},
        )

    def to_row(self, table: AnswerField) -> AnswerModel:
        """Return the values as a row of `table`.

        Raises:
            ValueError: a value doesn't fit its column; the message is one sentence.
        """
        new_id = {"id": ""} if table.row and "id" in table.row.model_fields else {}
        return make_row(table, {**new_id, **self.values})


def load_drafts(rows: Iterable[AnswerModel], unfinished: Mapping[str, str]) -> list[RowDraft]:
    """Return the rows of an answer with their unfinished cells ("3.name"), and rows that have only such cells."""
    cells: dict[int, dict[str, str]] = {}
    for path, text in unfinished.items():
        index, _, key = path.partition(".")
        if index.isdecimal():
            cells.setdefault(int(index), {})[key] = text
    drafts = [
        RowDraft(explicit_values(row), cells.pop(index, {}), index)
        for index, row in enumerate(rows)
    ]
    return drafts + [RowDraft(unfinished=cells[index]) for index in sorted(cells)]


def unfinished_cells(answers: Answers, path: str) -> dict[str, str]:
    """Return the unfinished texts of the table at `path`, by row and column ("0.on")."""
    return {
        cell.removeprefix(f"{path}."): text
        for cell, text in answers.unfinished.items()
        if cell.startswith(f"{path}.")
    }


def table_value(
    table: AnswerField, drafts: Sequence[RowDraft]
) -> EditorValue[tuple[AnswerModel, ...]]:
    """Return the rows of a table, without blank ones, and their unfinished cells."""
    kept = [draft for draft in drafts if not draft.is_blank]
    cells = {
        f"{index}.{key}": text
        for index, draft in enumerate(kept)
        for key, text in draft.unfinished.items()
    }
    return EditorValue(tuple(draft.to_row(table) for draft in kept), unfinished=cells)


def store_table(session: Session, path: str, value: EditorValue[tuple[AnswerModel, ...]]) -> None:
    """Put the rows of a table and their unfinished cells into the session, as one edit.

    Raises:
        ValueError: a value doesn't fit; the message is one sentence.
    """
    with session.group_edits():
        session.set_answer(path, value.value)
        for cell in unfinished_cells(session.answers, path):
            if cell not in value.unfinished:
                session.set_draft_text(f"{path}.{cell}", "")
        for cell, text in value.unfinished.items():
            session.set_draft_text(f"{path}.{cell}", text)


def _without(cells: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {other: value for other, value in cells.items() if other != key}
