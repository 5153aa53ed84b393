"""Dialog for one row of a table: a field for each column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import events, on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from wizard.formatting import fallback_person
from wizard.interview import Column, Question
from wizard.session import Session
from wizard.text import with_article
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.editors.editor import EditorState, EditorValue
from wizard.tui.editors.rows import RowDraft, store_table, table_value
from wizard.tui.messages import AnswerChanged, EditorLeft
from wizard.tui.widgets.bars import HasHints, Hint
from wizard.tui.widgets.field import Field
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.link import Link


class RowDialog(Dialog[RowDraft]):
    """Edits a row; results in the row as it is when the dialog closes."""

    def __init__(self, title: str, table: Question, draft: RowDraft, session: Session) -> None:
        super().__init__(title)
        self.table, self.draft, self.session = table, draft, session
        # Whether the user asked for the row to be deleted, which its table does.
        self.must_delete = False
        self._fields = [ColumnField(self, key, column) for key, column in table.columns.items()]
        self._keep = Link(f"Keep this {table.row}", id="keep")
        self._delete = Link(f"Delete this {table.row}", id="delete")
        self._delete.display = False

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(*self._fields, self._keep, self._delete, can_focus=False)

    def hints(self) -> tuple[Hint, ...]:
        own = self.focused.hints() if isinstance(self.focused, HasHints) else ()
        return (*own, ("Esc", "keep and close", "escape"))

    def store(self) -> None:
        """Keep the row as typed so far; called at each change. By default, the result counts.

        Raises:
            ValueError: it can't be kept; the message is one sentence.
        """

    def commit(self) -> None:
        for field in self._fields:
            field.commit()

    def on_editor_left(self, message: EditorLeft) -> None:
        message.stop()
        editors = [field.editor for field in self._fields]
        index = editors.index(message.editor) + (1 if message.forward else -1)
        if 0 <= index < len(editors):
            take_focus(editors[index])
        elif message.forward and message.by_arrow:
            take_focus(self._keep)
        elif message.forward:
            self.action_close()

    @on(AnswerChanged)
    def _show_new_hints(self) -> None:
        self.show_hints()

    @on(Link.Chosen, "#keep")
    def action_close(self) -> None:
        self.commit()
        self.dismiss(self.draft)

    @on(Link.Chosen, "#delete")
    def _close_to_delete(self) -> None:
        self.must_delete = True
        self.action_close()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        nodes = event.widget.ancestors_with_self
        field = next((node for node in nodes if isinstance(node, Field)), event.widget)
        self.call_after_refresh(field.scroll_visible, animate=False)


class TableRowDialog(RowDialog):
    """Edits a row of a table in the session: each change is stored at once.

    A row that is left blank is not in the table.
    """

    def __init__(
        self,
        table: Question,
        drafts: Sequence[RowDraft],
        index: int,
        session: Session,
        new: RowDraft | None = None,
    ) -> None:
        """`index` is the row's place in `drafts`; at their end, `new` is the row to begin with."""
        is_new = index == len(drafts)
        title = f"Add {with_article(table.row)}" if is_new else f"Change this {table.row}"
        super().__init__(title, table, (new or RowDraft()) if is_new else drafts[index], session)
        self._before, self._after = tuple(drafts[:index]), tuple(drafts[index + 1 :])
        self._delete.display = not is_new

    def store(self) -> None:
        drafts = (*self._before, self.draft, *self._after)
        store_table(self.session, self.table.path, table_value(self.table.field, drafts))


class ColumnField(Field):
    """A cell of the row that a dialog edits."""

    def __init__(self, dialog: RowDialog, key: str, column: Column) -> None:
        super().__init__(column, dialog.session)
        self._dialog, self._key, self._column = dialog, key, column

    def heading(self) -> Content:
        """Return the question alone: the example is in the line itself."""
        return Content.styled(self._column.ask, "bold")

    def load_state(self) -> EditorState[Any]:
        field, draft, answers = self._column.field, self._dialog.draft, self.session.answers
        value = draft.values.get(self._key, field.default)
        text = draft.unfinished.get(self._key)
        return EditorState(
            value,
            self._key in draft.values,
            fallback_person(answers, field.fallback) or value,
            {"": text} if text else {},
            answers.people,
        )

    def store_value(self, value: EditorValue[Any]) -> str:
        dialog, error = self._dialog, value.error
        before, draft = dialog.draft, dialog.draft.with_cell(self._key, value.value)
        try:
            draft.to_row(dialog.table.field)
        except ValueError as misfit:
            error = str(misfit)
        dialog.draft = before.with_cell(self._key, None, value.text) if error else draft
        try:
            dialog.store()
        except ValueError as misfit:
            error = str(misfit)
        return error
