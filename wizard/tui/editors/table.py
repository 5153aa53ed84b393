"""Editor for a table: its rows in a list, each edited in a dialog."""

from collections.abc import Sequence

from textual import work
from textual.binding import Binding

from wizard.answers.base import AnswerModel
from wizard.formatting import format_row
from wizard.interview import Question
from wizard.session import Session
from wizard.text import with_article
from wizard.tui.dialogs.row import TableRowDialog
from wizard.tui.editors.editor import EditorState, EditorValue, Words
from wizard.tui.editors.lists import ListEditor
from wizard.tui.editors.rows import RowDraft, load_drafts, table_value
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import HangingIndent


class TableEditor(ListEditor[tuple[AnswerModel, ...]]):
    """A line for each row, and a last line that adds one."""

    BINDINGS = [
        Binding("delete,backspace", "remove", show=False),
        Binding("u", "undo_removal", show=False),
        Binding("alt+d", "duplicate", show=False),
        Binding("alt+up", "move_up", show=False),
        Binding("alt+down", "move_down", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        if not isinstance(words, Question):
            raise TypeError("A table can't be a column of another table.")
        self.table = words
        self.drafts: list[RowDraft] = []
        self._removal_note = ""

    def set_state(self, state: EditorState[tuple[AnswerModel, ...]]) -> None:
        self.state = state
        self.drafts = self.sort_drafts(load_drafts(state.visible or (), state.unfinished))
        self.show_rows()

    def sort_drafts(self, drafts: list[RowDraft]) -> list[RowDraft]:
        """Return the rows in the order in which they are shown."""
        return drafts

    def take_value(self) -> EditorValue[tuple[AnswerModel, ...]] | None:
        if not self._dirty:
            return None
        self._dirty = False
        return table_value(self.table.field, self.drafts)

    def unfinished_error(self) -> str:
        row = next((row for row, draft in enumerate(self.drafts, 1) if draft.unfinished), 1)
        return f"Row {row} has something half typed. Open it to finish it."

    def rows(self) -> Sequence[HangingIndent]:
        rows = [
            HangingIndent(f"{row}. ".rjust(4), self.describe(draft))
            for row, draft in enumerate(self.drafts, 1)
        ]
        noun = self.table.row
        add = f"another {noun}" if self.drafts else with_article(noun)
        return [*rows, HangingIndent(" +  ", f"Add {add}…")]

    def describe(self, draft: RowDraft) -> str:
        """Return what a row says, in one line."""
        return format_row(self.table, draft.values, draft.unfinished, self.state.people)

    def hints(self) -> tuple[Hint, ...]:
        undo: tuple[Hint, ...] = (("U", "bring back", "u"),) if self._was_row_removed() else ()
        if self._row_index() is None:
            add = f"add {with_article(self.table.row)}"
            return (*undo, ("Enter", add, "enter"), ("Tab", "next", "tab"))
        return (
            *undo,
            ("Enter", "change", "enter"),
            ("Del", "delete", "delete"),
            ("Alt+D", "copy", "alt+d"),
            ("Alt+↑↓", "move", "alt+up"),
        )

    def is_enabled(self, action: str) -> bool:
        """Return whether a command for rows has an effect now."""
        index = self._row_index()
        if index is None or action == "add_from_list":
            return False
        if action == "move_up":
            return index > 0
        return action != "move_down" or index + 1 < len(self.drafts)

    def first_row(self) -> int:
        """Return the row that adds: what most people want first."""
        return len(self.drafts)

    def highlight_row(self, index: int) -> None:
        positions = [draft.position for draft in self.drafts]
        super().highlight_row(positions.index(index) if index in positions else index)

    def select_row(self, index: int) -> None:
        self._edit_row(index)

    @work
    async def _edit_row(self, index: int) -> None:
        is_new = index == len(self.drafts)
        self.session.begin_group()
        try:
            dialog = TableRowDialog(self.table, self.drafts, index, self.session)
            draft = await self.app.push_screen_wait(dialog)
            self.commit()
        finally:
            self.session.end_group()
        if is_new:
            self.highlighted = self.first_row()
        elif draft is None:
            self.action_remove()

    def action_remove(self) -> None:
        index = self._row_index()
        if index is not None:
            self._removal_note = (
                f"Deleted: {self.describe(self.drafts.pop(index))}. Ctrl+Z brings it back."
            )
            self.mark_dirty(self._removal_note)

    async def action_undo_removal(self) -> None:
        if self._was_row_removed():
            await self.app.run_action("app.undo")

    def action_duplicate(self) -> None:
        index = self._row_index()
        if index is not None:
            self.drafts.insert(index + 1, self.copy_of(self.drafts[index]))
            self.mark_dirty(f"Row {index + 2} is a copy. Press Enter to change it.")
            self.highlighted = index + 1

    def copy_of(self, draft: RowDraft) -> RowDraft:
        """Return a new row with the same answers."""
        values = {key: value for key, value in draft.values.items() if key in self.table.columns}
        return RowDraft(values, draft.unfinished)

    def action_move_up(self) -> None:
        self._move(-1)

    def action_move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        index = self._row_index()
        if index is not None and 0 <= index + by < len(self.drafts):
            self.drafts.insert(index + by, self.drafts.pop(index))
            self.mark_dirty()
            self.highlighted = index + by

    def _row_index(self) -> int | None:
        """Return which row is highlighted; None for a line that adds one."""
        index = self.highlighted
        return index if index is not None and index < len(self.drafts) else None

    def _was_row_removed(self) -> bool:
        return bool(self.note) and self.note == self._removal_note
