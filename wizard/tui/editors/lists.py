"""Editors that are lists: one of a few choices, any of them, and any of them with lines of one's own."""

from collections.abc import Sequence
from typing import Any

from textual import work
from textual.binding import Binding
from textual.widgets import OptionList

from wizard.answers.fields import FieldKind
from wizard.session import Session
from wizard.tui.dialogs.prompts import LineDialog
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, T, Words
from wizard.tui.messages import RowHighlighted
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent, checkbox


class ListEditor(CompactOptionList, Editor[T]):
    """Rows under one highlight. Up on the first row and Down on the last go to the neighboring question."""

    BINDINGS = [
        Binding("up", "move_highlight(-1)", show=False),
        Binding("down", "move_highlight(1)", show=False),
        Binding("space", "select", show=False),
        Binding("enter", "finish", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self._dirty = False

    def rows(self) -> Sequence[HangingIndent]:
        """Return the rows as they look now."""
        raise NotImplementedError

    def select_row(self, index: int) -> None:
        """Do what Space or a click does on a row."""
        raise NotImplementedError

    def value(self) -> T | None:
        """Return the value that the rows show."""
        raise NotImplementedError

    def first_row(self) -> int:
        """Return the row that is highlighted at first."""
        return 0

    def take_value(self) -> EditorValue[T] | None:
        if not self._dirty:
            return None
        self._dirty = False
        return EditorValue(self.value())

    def show_rows(self) -> None:
        """Show the rows as they are now."""
        self.update_rows(self.rows())
        if self.highlighted is None and self.option_count:
            self.highlighted = self.first_row()

    def mark_dirty(self, note: str = "") -> None:
        """Show and report a change by the user; `note` says what was done."""
        self.note = note
        self._dirty = True
        self.show_rows()
        self.post_changed()

    def highlight_row(self, index: int) -> None:
        """Highlight a row by its position in the answer."""
        if 0 <= index < self.option_count:
            self.highlighted = index

    def action_move_highlight(self, by: int) -> None:
        index = (self.highlighted or 0) + by
        if 0 <= index < self.option_count:
            self.highlighted = index
        else:
            self.post_left(forward=by > 0, by_arrow=True)

    def action_select(self) -> None:
        if self.highlighted is not None:
            self.select_row(self.highlighted)

    def action_finish(self) -> None:
        self.action_select()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.has_focus:
            self.post_message(RowHighlighted(self))


class ChoiceEditor(ListEditor[Any]):
    """One of a few. Space picks; Enter picks and goes on."""

    HINTS = (("↑↓", "move", "down"), ("Space", "pick", "space"), ("Enter", "pick, next", "enter"))

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        yes_no = words.field.kind is FieldKind.YES_NO
        self._values: list[Any] = [key == "yes" if yes_no else key for key in words.labels]
        self._picked: Any = None

    def set_state(self, state: EditorState[Any]) -> None:
        self.state = state
        changed = self._picked != state.visible
        self._picked = state.visible
        self.show_rows()
        if changed and not self.has_focus:
            self.highlighted = self.first_row()

    def value(self) -> Any:
        return self._picked

    def rows(self) -> Sequence[HangingIndent]:
        return [
            HangingIndent("(•) " if value == self._picked else "( ) ", label)
            for value, label in zip(self._values, self.words.labels.values(), strict=True)
        ]

    def first_row(self) -> int:
        return self._values.index(self._picked) if self._picked in self._values else 0

    def select_row(self, index: int) -> None:
        self._picked = self._values[index]
        self.mark_dirty()

    def action_finish(self) -> None:
        self.action_select()
        self.post_left()


class ChecklistEditor(ListEditor[tuple[str, ...]]):
    """Any of a few. Space ticks; Enter confirms the list and goes on.

    A ticked choice that isn't offered at the moment stays ticked.
    """

    HINTS = (("↑↓", "move", "down"), ("Space", "tick", "space"), ("Enter", "keep, next", "enter"))

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._keys = tuple(words.labels)
        self._ticked: set[str] = set()

    def set_state(self, state: EditorState[tuple[str, ...]]) -> None:
        self.state = state
        self._keys = state.offered or tuple(self.words.labels)
        self._ticked = {key for key in state.visible or () if key in self.words.labels}
        self.show_rows()

    def value(self) -> tuple[str, ...]:
        return tuple(key for key in self.words.labels if key in self._ticked)

    def rows(self) -> Sequence[HangingIndent]:
        return [
            HangingIndent(checkbox(key in self._ticked), self.words.labels[key])
            for key in self._keys
        ]

    def select_row(self, index: int) -> None:
        self._ticked ^= {self._keys[index]}
        self.mark_dirty()

    def action_finish(self) -> None:
        self.mark_dirty()
        self.post_left()


class OpenChecklistEditor(ChecklistEditor):
    """A checklist, then the user's own lines, then a row that adds one.

    An own line without its tick stays on screen until the pane is closed, so that a slip costs no typing.
    """

    BINDINGS = [Binding("delete,backspace", "remove", show=False)]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._own_lines: tuple[str, ...] = ()
        self._unticked: set[str] = set()

    def set_state(self, state: EditorState[tuple[str, ...]]) -> None:
        ticked = [line for line in state.visible or () if line not in self.words.labels]
        kept = [line for line in self._own_lines if line in ticked or line in self._unticked]
        self._own_lines = tuple(dict.fromkeys((*kept, *ticked)))
        self._unticked.difference_update(ticked)
        super().set_state(state)

    def value(self) -> tuple[str, ...]:
        return (*super().value(), *(line for line in self._own_lines if line not in self._unticked))

    def rows(self) -> Sequence[HangingIndent]:
        lines = [
            HangingIndent(checkbox(line not in self._unticked), line) for line in self._own_lines
        ]
        return [*super().rows(), *lines, HangingIndent(" +  ", "Add your own…")]

    def hints(self) -> tuple[Hint, ...]:
        line = self._line_index(self.highlighted)
        if line is None:
            return self.HINTS
        if line == len(self._own_lines):
            return (("Enter", "add a line", "enter"), ("Tab", "next", "tab"))
        return (
            ("Space", "tick", "space"),
            ("Enter", "change", "enter"),
            ("Del", "remove", "delete"),
        )

    def select_row(self, index: int) -> None:
        line = self._line_index(index)
        if line is None:
            super().select_row(index)
        elif line == len(self._own_lines):
            self._edit_line(line)
        else:
            self._unticked ^= {self._own_lines[line]}
            self.mark_dirty()

    def action_finish(self) -> None:
        line = self._line_index(self.highlighted)
        if line is None:
            super().action_finish()
        else:
            self._edit_line(line)

    def action_remove(self) -> None:
        line = self._line_index(self.highlighted)
        if line is not None and line < len(self._own_lines):
            self.replace_line(self._own_lines, line, "")

    def replace_line(self, lines: tuple[str, ...], index: int, text: str) -> None:
        """Put `text` in the place of a line, or at the end; an empty text removes the line."""
        # The file tells an own line from a choice by its words alone.
        text = text.capitalize() if text in self.words.labels else text
        replaced = (*lines[:index], *((text,) if text else ()), *lines[index + 1 :])
        if (new := tuple(dict.fromkeys(replaced))) != self._own_lines:
            self._own_lines = new
            self.mark_dirty()

    def _line_index(self, row: int | None) -> int | None:
        """Return which own line a row is, counting the row that adds one; None for a choice."""
        return None if row is None or row < len(self._keys) else row - len(self._keys)

    @work
    async def _edit_line(self, index: int) -> None:
        is_new = index == len(self._own_lines)
        self.session.begin_group()
        try:
            await self.app.push_screen_wait(_OwnLineDialog(self, self._own_lines, index))
        finally:
            self.session.end_group()
        if is_new:
            self.highlighted = self.option_count - 1


class _OwnLineDialog(LineDialog):
    """Edits an own line of a checklist; each change goes into the answers."""

    def __init__(self, editor: OpenChecklistEditor, lines: tuple[str, ...], index: int) -> None:
        super().__init__(editor.words.ask, lines[index] if index < len(lines) else "")
        self._editor = editor
        self._all_lines = lines
        self._index = index

    def store(self, text: str) -> None:
        self._editor.replace_line(self._all_lines, self._index, text)
        self._editor.commit()
