"""An answer that is a table: rows in a list, each edited in a dialog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from textual.binding import Binding

from wizard.answers.fields import new_row
from wizard.answers.model import Part
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.editors.editor import Held, Hint, Shown, Words
from wizard.tui.editors.rows import RowsEditor
from wizard.tui.widgets.marked import Marked
from wizard.tui.wording import a, count_named, row_words


@dataclass
class Draft:
    """A row as it stands on screen: what was decided in it, and what is only half typed."""

    values: dict[str, Any] = field(default_factory=dict)
    unfinished: dict[str, str] = field(default_factory=dict)
    new: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing at all is in it."""
        typed = (value for key, value in self.values.items() if key != "id")
        return not self.unfinished and all(value in (None, "") for value in typed)


class TableEditor(RowsEditor):
    """A line a row, and a last line that adds one. Enter edits, Del removes, U brings back, Alt+Up moves."""

    BINDINGS = [
        Binding("delete,backspace", "remove", show=False),
        Binding("u,ctrl+z", "restore", show=False),
        Binding("alt+up", "move(-1)", show=False),
        Binding("alt+down", "move(1)", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        if not isinstance(words, Question):
            raise TypeError("A table can't lie within a table.")
        self.table = words
        self.drafts: list[Draft] = []
        self._removed: list[tuple[int, Draft]] = []
        self._open: Draft | None = None

    def show(self, shown: Shown) -> None:
        """Show the rows, unless one is open in its dialog: that one is newer."""
        self.shown = shown
        if self._open is None:
            half = _by_row(shown.unfinished)
            rows = tuple(shown.visible or ())
            self.drafts = [Draft(_decided(row), half.pop(at, {})) for at, row in enumerate(rows)]
            self.drafts += [Draft(unfinished=half[at]) for at in sorted(half)]
        self.redraw()

    def pull(self) -> Held | None:
        """Return the rows, and their half-typed cells, if they are new."""
        if not self._touched:
            return None
        self._touched = False
        full = [draft for draft in self.drafts if not draft.blank]
        cells = {f"{at}.{key}": text for at, draft in enumerate(full) for key, text in draft.unfinished.items()}
        return Held(tuple(self.make(draft.values) for draft in full), unfinished=cells)

    def make(self, values: dict[str, Any]) -> Part:
        """Return a row of these values.

        Raises:
            ValueError: a value doesn't fit its column; the message is one sentence for the owner.
        """
        given = {key: value for key, value in values.items() if value is not None}
        return new_row(self.table.field, {"id": "", **given} if self.table.path == "people" else given)

    def touch(self, note: str = "") -> None:
        """Note a change, with a word on it."""
        self.note = note
        super().touch()

    def problem(self) -> str:
        """Return which row is half typed."""
        at = next((at for at, draft in enumerate(self.drafts, start=1) if draft.unfinished), 1)
        return f"Row {at} has something half typed. Open it to finish it."

    def rows(self) -> Sequence[Marked]:
        """Return a line a row, and the one that adds."""
        people = self.session.answers.people
        lines = [row_words(self.table, draft.values, draft.unfinished, people) for draft in self.drafts]
        numbered = [Marked(f"{at}. ".rjust(4), line) for at, line in enumerate(lines, start=1)]
        another = "another" if self.drafts else a(self.table.row).partition(" ")[0]
        return [*numbered, Marked(" +  ", f"Add {another} {self.table.row}…")]

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do on the highlighted row."""
        if self._on_row() is None:
            keys: tuple[Hint, ...] = (("Enter", f"add {a(self.table.row)}", "enter"), ("Tab", "next", "tab"))
        else:
            keys = (("Enter", "change", "enter"), ("Del", "remove", "delete"), ("Alt+↑↓", "move", "alt+up"))
        return (*keys, *((("U", "bring back", "u"),) if self._removed else ()))

    def first_row(self) -> int:
        """Return the row that adds: what most people want first."""
        return len(self.drafts)

    def act_on(self, row: int) -> None:
        """Open the row, or a new one, in its dialog."""
        from wizard.tui.dialogs.row import RowDialog

        if row < len(self.drafts):
            draft = self.drafts[row]
            title = f"Change this {self.table.row}"
        else:
            draft = Draft({"id": ""} if self.table.path == "people" else {}, new=True)
            self.drafts.append(draft)
            title = f"Add {a(self.table.row)}"
        self._open = draft
        if draft.new and self.table.path == "people":
            draft.values["id"] = ""
        self.app.push_screen(RowDialog(title, self.table, draft, self.session, self.touch, self.make), self._close)

    def action_finish(self) -> None:
        """Open the row."""
        self.action_select()

    def action_remove(self) -> None:
        """Take the row off, so that U can bring it back."""
        at = self._on_row()
        if at is not None:
            draft = self.drafts.pop(at)
            self._removed.append((at, draft))
            said = row_words(self.table, draft.values, draft.unfinished, self.session.answers.people)
            self.touch(f"Removed: {said}. Press U to bring it back.{self._still_named(draft)}")

    def action_restore(self) -> None:
        """Bring back the row that was removed last."""
        if self._removed:
            at, draft = self._removed.pop()
            self.drafts.insert(min(at, len(self.drafts)), draft)
            self.touch()
            self.highlighted = min(at, len(self.drafts) - 1)

    def action_move(self, by: int) -> None:
        """Move the row up or down."""
        at = self._on_row()
        if at is not None and 0 <= at + by < len(self.drafts):
            self.drafts.insert(at + by, self.drafts.pop(at))
            self.touch()
            self.highlighted = at + by

    def _still_named(self, draft: Draft) -> str:
        if self.table.path != "people":
            return ""
        number = count_named(self.session.answers, draft.values.get("id"))
        answers = "another answer names" if number == 1 else f"{number} other answers name"
        return f" Until then, {answers} this person." if number else ""

    def _on_row(self) -> int | None:
        return self.highlighted if self.highlighted is not None and self.highlighted < len(self.drafts) else None

    def _close(self, _: object) -> None:
        opened, self._open = self._open, None
        was_new = opened is not None and opened.new
        self.drafts = [draft for draft in self.drafts if not draft.blank]
        for draft in self.drafts:
            draft.new = False
        self.touch()
        if was_new:
            self.highlighted = len(self.drafts)


def _decided(row: Part) -> dict[str, Any]:
    return {key: getattr(row, key) for key in row.model_fields_set}


def _by_row(unfinished: Mapping[str, str]) -> dict[int, dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for cell, text in unfinished.items():
        row, _, key = cell.partition(".")
        if row.isdecimal():
            rows.setdefault(int(row), {})[key] = text
    return rows
