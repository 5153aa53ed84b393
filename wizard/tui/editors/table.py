"""An answer that is a table: rows in a list, each edited in a dialog."""

from collections.abc import Sequence
from typing import Any

from textual.binding import Binding

from wizard.answers.base import AnswerModel
from wizard.answers.fields import FieldKind, make_row
from wizard.formatting import format_row
from wizard.interview import Question
from wizard.session import Session
from wizard.text import with_article
from wizard.tui.editors.draft import Draft, drafts_of
from wizard.tui.editors.editor import EditorState, EditorValue, Hint, Words
from wizard.tui.editors.lists import ListEditor
from wizard.tui.widgets.option_list import HangingIndent


class TableEditor(ListEditor):
    """A line a row, and a last line that adds one. Enter edits, Del removes, Alt+D duplicates, Alt+Up moves."""

    BINDINGS = [
        Binding("delete,backspace", "remove", show=False),
        Binding("u", "bring_back", show=False),
        Binding("alt+d", "duplicate", show=False),
        Binding("alt+up", "move_up", show=False),
        Binding("alt+down", "move_down", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        if not isinstance(words, Question):
            raise TypeError("A table can't lie within a table.")
        self.table = words
        kinds = {column.field.kind for column in words.columns.values()}
        self._names_people = not kinds.isdisjoint((FieldKind.PERSON, FieldKind.PEOPLE))
        self.drafts: list[Draft] = []
        self._farewell = ""
        self._open: Draft | None = None

    def show(self, shown: EditorState) -> None:
        """Show the rows, unless one is open in its dialog: that one is newer."""
        if self._names_people and shown.people is not self.shown.people:
            for draft in self.drafts:
                draft.said = ""
        self.shown = shown
        if self._open is None:
            self.drafts = drafts_of(shown.visible or (), shown.unfinished, self.drafts)
            self.put_in_order()
        self.redraw()

    def put_in_order(self) -> None:
        """Bring the rows into the order in which they are shown; here, that of the answer."""

    def take_value(self) -> EditorValue | None:
        """Return the rows, and their half-typed cells, if they are new."""
        if not self._touched:
            return None
        self._touched = False
        full = [draft for draft in self.drafts if not draft.blank]
        cells = {
            f"{at}.{key}": text
            for at, draft in enumerate(full)
            for key, text in draft.unfinished.items()
        }
        return EditorValue(tuple(draft.as_row(self.make) for draft in full), unfinished=cells)

    def make(self, values: dict[str, Any]) -> AnswerModel:
        """Return a row of these values.

        Raises:
            ValueError: a value doesn't fit its column; the message is one sentence for the owner.
        """
        return make_row(
            self.table.field, {key: value for key, value in values.items() if value is not None}
        )

    def touch(self, note: str = "") -> None:
        """Note a change, with a word on it."""
        self.note = note
        super().touch()

    def problem(self) -> str:
        """Return which row is half typed."""
        at = next((at for at, draft in enumerate(self.drafts, start=1) if draft.unfinished), 1)
        return f"Row {at} has something half typed. Open it to finish it."

    def rows(self) -> Sequence[HangingIndent]:
        """Return a line a row, and the one that adds."""
        numbered = [
            HangingIndent(f"{at}. ".rjust(4), self.line(draft))
            for at, draft in enumerate(self.drafts, start=1)
        ]
        another = "another" if self.drafts else with_article(self.table.row).partition(" ")[0]
        return [*numbered, HangingIndent(" +  ", f"Add {another} {self.table.row}…")]

    def line(self, draft: Draft) -> str:
        """Return what a row says."""
        if not draft.said:
            draft.said = self.words_of(draft)
        return draft.said

    def words_of(self, draft: Draft) -> str:
        """Put a row into words."""
        return format_row(self.table, draft.values, draft.unfinished, self.session.answers.people)

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do on the highlighted row."""
        if self._on_row() is None:
            keys: tuple[Hint, ...] = (
                ("Enter", f"add {with_article(self.table.row)}", "enter"),
                ("Tab", "next", "tab"),
            )
        else:
            keys = (
                ("Enter", "change", "enter"),
                ("Del", "delete", "delete"),
                ("Alt+D", "copy", "alt+d"),
            )
            keys = (*keys, ("Alt+↑↓", "move", "alt+up"))
        return (*((("U", "bring back", "u"),) if self._just_removed() else ()), *keys)

    def can(self, action: str) -> bool:
        """Tell whether a command for rows does anything here and now."""
        at = self._on_row()
        if at is None:
            return False
        return {
            "move_up": at > 0,
            "move_down": at + 1 < len(self.drafts),
            "add_from_list": False,
        }.get(action, True)

    def first_row(self) -> int:
        """Return the row that adds: what most people want first."""
        return len(self.drafts)

    def highlight_row(self, row: int) -> None:
        """Highlight the row of this number, as the answer counts them."""
        super().highlight_row(
            next((at for at, draft in enumerate(self.drafts) if draft.at == row), row)
        )

    def act_on(self, row: int) -> None:
        """Open the row, or a new one, in its dialog."""
        from wizard.tui.dialogs.row import RowDialog

        if row < len(self.drafts):
            draft = self.drafts[row]
            title = f"Change this {self.table.row}"
        else:
            draft = Draft(new=True)
            self.drafts.append(draft)
            title = f"Add {with_article(self.table.row)}"
        self._open = draft
        self.session.begin_group()
        remove = None if draft.new else self.action_remove
        dialog = RowDialog(title, self.table, draft, self.session, self.touch, self.make, remove)
        self.app.push_screen(dialog, self._close)

    def action_finish(self) -> None:
        """Open the row."""
        self.action_select()

    def action_remove(self) -> None:
        """Take the row off; undoing brings it back."""
        at = self._on_row()
        if at is not None:
            said = self.line(self.drafts.pop(at))
            self._farewell = deleted(said)
            self.touch(self._farewell)

    async def action_bring_back(self) -> None:
        """Undo, right after a row was removed."""
        if self._just_removed():
            await self.app.run_action("app.undo")

    def _just_removed(self) -> bool:
        return bool(self.note) and self.note == self._farewell

    def action_duplicate(self) -> None:
        """Put a row below that says the same."""
        at = self._on_row()
        if at is not None:
            self.drafts.insert(at + 1, self.copy_of(self.drafts[at]))
            self.touch(f"Row {at + 2} is a copy. Press Enter to change it.")
            self.highlighted = at + 1

    def copy_of(self, draft: Draft) -> Draft:
        """Return another row that says the same."""
        return Draft(dict(draft.values), dict(draft.unfinished))

    def action_move_up(self) -> None:
        """Move the row up."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the row down."""
        self._move(1)

    def _move(self, by: int) -> None:
        at = self._on_row()
        if at is not None and 0 <= at + by < len(self.drafts):
            self.drafts.insert(at + by, self.drafts.pop(at))
            self.touch()
            self.highlighted = at + by

    def _on_row(self) -> int | None:
        return (
            self.highlighted
            if self.highlighted is not None and self.highlighted < len(self.drafts)
            else None
        )

    def _close(self, _: object) -> None:
        opened, self._open = self._open, None
        was_new = opened is not None and opened.new
        only_looked = opened is not None and opened.new and opened.blank  # that is no answer yet
        self.drafts = [draft for draft in self.drafts if not draft.blank]
        for draft in self.drafts:
            draft.new = False
        if not only_looked:
            self.touch()
        self.deliver()
        self.session.end_group()
        if was_new:
            self.highlighted = self.first_row()


def deleted(said: str) -> str:
    """Return what is said once a row is off the list."""
    return f"Deleted: {said}. Ctrl+Z brings it back."
