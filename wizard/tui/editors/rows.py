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

TableValue = EditorValue[tuple[AnswerModel, ...]]


@dataclass(frozen=True)
class RowDraft:
    """A row as typed: the values that were set, and texts that aren't valid yet, by column."""

    values: Mapping[str, Any] = field(default_factory=dict)
    unfinished: Mapping[str, str] = field(default_factory=dict)
    # The index of the row in the answer; None for a row that isn't there yet.
    index: int | None = None
    # The row of the answer, while nothing in it has changed.
    row: AnswerModel | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into the row."""
        typed = [value for key, value in self.values.items() if key != "id"]
        return not self.unfinished and all(value in (None, "") for value in typed)

    def with_cell(self, key: str, value: Any, unfinished: str = "") -> RowDraft:
        """Return the row with another value, or an unfinished text; without either, it is empty."""
        values, texts = dict(self.values), dict(self.unfinished)
        values.pop(key, None)
        texts.pop(key, None)
        if unfinished:
            texts[key] = unfinished
        elif value not in (None, ""):
            values[key] = value
        return replace(self, values=values, unfinished=texts, row=None)

    def to_row(self, table: AnswerField) -> AnswerModel:
        """Return the values as a row of `table`.

        Raises:
            ValueError: a value doesn't fit its column; the message is one sentence.
        """
        if self.row is not None:
            return self.row
        new_id = {"id": ""} if table.row and "id" in table.row.model_fields else {}
        return make_row(table, {**new_id, **self.values})


def unfinished_cells(answers: Answers, path: str) -> dict[str, str]:
    """Return the unfinished texts of the table at `path`, by row and column ("0.on")."""
    cells = answers.unfinished.items()
    return {key.removeprefix(f"{path}."): text for key, text in cells if key.startswith(f"{path}.")}


def load_drafts(rows: Iterable[AnswerModel], unfinished: Mapping[str, str]) -> list[RowDraft]:
    """Return the rows of a table with their unfinished cells, then rows that have only such."""
    cells: dict[int, dict[str, str]] = {}
    for cell, text in unfinished.items():
        index, _, key = cell.partition(".")
        if index.isdecimal():
            cells.setdefault(int(index), {})[key] = text
    drafts = [
        RowDraft(explicit_values(row), cells.pop(index, {}), index, row)
        for index, row in enumerate(rows)
    ]
    return drafts + [RowDraft(unfinished=cells[index]) for index in sorted(cells)]


def table_value(table: AnswerField, drafts: Sequence[RowDraft]) -> TableValue:
    """Return the rows of a table, without blank ones, and their unfinished cells."""
    kept = [draft for draft in drafts if not draft.is_blank]
    cells = {
        f"{index}.{key}": text
        for index, draft in enumerate(kept)
        for key, text in draft.unfinished.items()
    }
    return EditorValue(tuple(draft.to_row(table) for draft in kept), unfinished=cells)


def store_table(session: Session, path: str, value: TableValue) -> None:
    """Put the rows of a table and their unfinished cells into the session, as one edit.

    Raises:
        ValueError: a value doesn't fit; the message is one sentence.
    """
    with session.group_edits():
        session.set_answer(path, value.value)
        cells = {**dict.fromkeys(unfinished_cells(session.answers, path), ""), **value.unfinished}
        for cell, text in cells.items():
            session.set_draft_text(f"{path}.{cell}", text)
