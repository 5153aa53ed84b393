"""A dialog for one row of a table: an editor a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from wizard.formatting import fallback_person
from wizard.interview import Column, Question
from wizard.session import Session
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.editors.editor import Editor, EditorState, EditorValue
from wizard.tui.messages import EditorLeft
from wizard.tui.widgets.bars import BarItem
from wizard.tui.widgets.field import Field
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.link import Link

if TYPE_CHECKING:
    from wizard.tui.editors.draft import Draft


class ColumnField(Field):
    """Shows one cell of the row, and puts into the row what the owner types."""

    def __init__(
        self,
        column: Column,
        key: str,
        draft: Draft,
        session: Session,
        check: Callable[[dict[str, Any]], object],
    ) -> None:
        super().__init__(column, session)
        self._column = column
        self._key = key
        self._draft = draft
        self._check = check

    def heading(self) -> Content:
        """Return the question alone; its example stands in the line itself."""
        return Content.styled(self._column.ask, "bold")

    def read(self) -> EditorState:
        """Return the cell as the row has it."""
        given = self._draft.values.get(self._key)
        value = self._column.field.default if given is None else given
        suggestion = fallback_person(self.session.answers, self._column.field.fallback) or value
        unfinished = (
            {"": self._draft.unfinished[self._key]} if self._key in self._draft.unfinished else {}
        )
        return EditorState(
            value, given is not None, suggestion, unfinished, self.session.answers.people
        )

    def write(self, held: EditorValue) -> str:
        """Put what the editor holds into the row; what doesn't fit is kept as half typed."""
        why = held.why or self._misfit(held.value)
        if why:
            self._draft.put_half(self._key, held.text)
        else:
            self._draft.put(self._key, held.value)
        dialog = self.screen
        if isinstance(dialog, RowDialog):
            dialog.keep()
        return why

    def _misfit(self, value: Any) -> str:
        try:
            self._check({**self._draft.values, self._key: value})
        except ValueError as error:
            return str(error)
        return ""


class RowDialog(Dialog):
    """Every change goes into the table at once; a row that stays blank is not added."""

    def __init__(
        self,
        title: str,
        table: Question,
        draft: Draft,
        session: Session,
        keep: Callable[[], None],
        check: Callable[[dict[str, Any]], object],
        remove: Callable[[], None] | None = None,
    ) -> None:
        """`remove` takes the row off its table, after the dialog is closed; None for a row that is just being made."""
        super().__init__(title)
        self.keep = keep
        self._remove = remove
        self._fields = [
            ColumnField(column, key, draft, session, check) for key, column in table.columns.items()
        ]
        self._done = Link(f"Keep this {table.row}")
        self._delete = Link(f"Delete this {table.row}")

    def body(self) -> Iterable[Widget]:
        """Return an editor a column, and a way out."""
        links = (self._done, self._delete) if self._remove else (self._done,)
        yield VerticalScroll(*self._fields, *links, can_focus=False)

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do in the focused editor."""
        focused = self.focused
        hints = focused.hints() if isinstance(focused, Editor) else (("Enter", "choose", "enter"),)
        own = tuple((key, words, f"app.simulate_key('{name}')") for key, words, name in hints)
        return (*own, ("Esc", "keep and close", "screen.close"))

    def collect(self) -> None:
        """Take over what is new in each editor."""
        for field in self._fields:
            field.collect()

    def on_editor_left(self, message: EditorLeft) -> None:
        """Go to the next cell; after the last, keep the row."""
        message.stop()
        at = next(at for at, field in enumerate(self._fields) if field.editor is message.editor)
        to = at + (1 if message.forward else -1)
        if 0 <= to < len(self._fields):
            take_focus(self._fields[to].editor)
        elif message.forward and message.by_arrow:
            take_focus(self._done)
        elif message.forward:
            self.action_close()

    def on_answer_changed(self) -> None:
        """The keys may do something else now."""
        self.key_bar.show(self.keys())

    def on_link_chosen(self, message: Link.Chosen) -> None:
        """Keep the row, or take it off."""
        message.stop()
        self.action_close()
        if message.link is self._delete and self._remove is not None:
            self.app.call_later(self._remove)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Have the whole question in sight."""
        self.key_bar.show(self.keys())
        holder = next(
            (node for node in event.widget.ancestors_with_self if isinstance(node, Field)),
            event.widget,
        )
        self.call_after_refresh(holder.scroll_visible, animate=False)

    def action_close(self) -> None:
        """Close, and keep what was typed."""
        self.collect()
        super().action_close()
