"""Editors that are lists: one of a few choices, any of them, own lines, rules of law."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList

from wizard.answers.fields import FieldKind
from wizard.answers.updates import update_rule_choices
from wizard.laws.selection import MANDATORY_NOTE, RuleOption
from wizard.tui.dialogs.dialog import LineDialog
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, T
from wizard.tui.messages import RowHighlighted
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent, checkbox


class ListEditor(CompactOptionList, Editor[T]):
    """Rows under one highlight. An arrow beyond the ends goes to the neighboring question."""

    BINDINGS = [
        Binding("up", "move_highlight(-1)", show=False),
        Binding("down", "move_highlight(1)", show=False),
        Binding("space", "select", show=False),
        Binding("enter", "finish", show=False),
    ]

    _dirty = False

    def rows(self) -> Sequence[HangingIndent]:
        """Return the rows as they look now."""
        raise NotImplementedError

    def select_row(self, index: int) -> None:
        """Do what Space or a click does on a row."""
        raise NotImplementedError

    def value(self) -> EditorValue[T]:
        """Return the value that the rows show."""
        raise NotImplementedError

    def first_row(self) -> int:
        """Return the row that is highlighted at first."""
        return 0

    def take_value(self) -> EditorValue[T] | None:
        was_dirty, self._dirty = self._dirty, False
        return self.value() if was_dirty else None

    def focus_region(self) -> Region:
        """Return the part of the list where the highlighted row is."""
        self._update_lines()
        row = self.highlighted
        if row is None or row not in self._index_to_line:
            return super().focus_region()
        y = self._index_to_line[row] - self.scroll_offset.y
        return Region(0, y, self.size.width, self._heights[row])

    def show_rows(self) -> None:
        """Show the rows as they are now."""
        self.update_rows(self.rows())
        if self.highlighted is None:
            self.highlighted = self.first_row()

    def mark_dirty(self, note: str = "") -> None:
        """Show and report a change by the user; `note` says what was done."""
        self.note, self._dirty = note, True
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
            self.action_leave(by > 0)

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

    _picked: Any = None

    def _values(self) -> list[Any]:
        if self.words.field.kind is FieldKind.YES_NO:
            return [key == "yes" for key in self.words.labels]
        return list(self.words.labels)

    def set_state(self, state: EditorState[Any]) -> None:
        self.state = state
        changed, self._picked = self._picked != state.visible, state.visible
        self.show_rows()
        if changed and not self.has_focus:
            self.highlighted = self.first_row()

    def value(self) -> EditorValue[Any]:
        return EditorValue(self._picked)

    def rows(self) -> Sequence[HangingIndent]:
        labels = zip(self._values(), self.words.labels.values(), strict=True)
        return [
            HangingIndent("(•) " if value == self._picked else "( ) ", label)
            for value, label in labels
        ]

    def first_row(self) -> int:
        values = self._values()
        return values.index(self._picked) if self._picked in values else 0

    def select_row(self, index: int) -> None:
        self._picked = self._values()[index]
        self.mark_dirty()

    def action_finish(self) -> None:
        self.action_select()
        self.post_left()


class ChecklistEditor(ListEditor[tuple[str, ...]]):
    """Any of a few. Space ticks; Enter confirms the list and goes on.

    A ticked choice that isn't offered at the moment stays ticked.
    """

    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("↑↓", "move", "down"),
        ("Space", "tick", "space"),
        ("Enter", "keep, next", "enter"),
    )

    _keys: tuple[str, ...] = ()
    _ticked: frozenset[str] = frozenset()

    def set_state(self, state: EditorState[tuple[str, ...]]) -> None:
        self.state = state
        self._keys = state.offered or tuple(self.words.labels)
        self._ticked = frozenset(state.visible or ())
        self.show_rows()

    def value(self) -> EditorValue[tuple[str, ...]]:
        return EditorValue(tuple(key for key in self.words.labels if key in self._ticked))

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

    An own line without its tick stays on screen, so that a slip costs no typing.
    """

    BINDINGS = [Binding("delete,backspace", "remove", show=False)]

    own_lines: tuple[str, ...] = ()

    def set_state(self, state: EditorState[tuple[str, ...]]) -> None:
        visible = state.visible or ()
        own = [line for line in visible if line not in self.words.labels]
        unticked = set(self.own_lines) - self._ticked
        kept = [line for line in self.own_lines if line in own or line in unticked]
        self.own_lines = tuple(dict.fromkeys((*kept, *own)))
        super().set_state(state)

    def value(self) -> EditorValue[tuple[str, ...]]:
        keys = (*self.words.labels, *self.own_lines)
        return EditorValue(tuple(key for key in keys if key in self._ticked))

    def rows(self) -> Sequence[HangingIndent]:
        own = [HangingIndent(checkbox(line in self._ticked), line) for line in self.own_lines]
        return [*super().rows(), *own, HangingIndent(" +  ", "Add your own…")]

    def hints(self) -> tuple[Hint, ...]:
        index = self._own_index(self.highlighted)
        if index is None:
            return self.HINTS
        if index == len(self.own_lines):
            return (("Enter", "add a line", "enter"), ("Tab", "next", "tab"))
        remove = ("Del", "remove", "delete")
        return (("Space", "tick", "space"), ("Enter", "change", "enter"), remove)

    def select_row(self, index: int) -> None:
        own = self._own_index(index)
        if own is None:
            super().select_row(index)
        elif own == len(self.own_lines):
            self._edit_line(own)
        else:
            self._ticked ^= {self.own_lines[own]}
            self.mark_dirty()

    def action_finish(self) -> None:
        own = self._own_index(self.highlighted)
        if own is None:
            super().action_finish()
        else:
            self._edit_line(own)

    def action_remove(self) -> None:
        own = self._own_index(self.highlighted)
        if own is not None and own < len(self.own_lines):
            self.replace_line(self.own_lines, own, "")

    def replace_line(self, lines: tuple[str, ...], index: int, text: str) -> None:
        """Put `text` in the place of a line, or at the end; an empty text removes the line."""
        # The file tells an own line from a choice by its words alone.
        text = text.capitalize() if text in self.words.labels else text
        replaced = (*lines[:index], *((text,) if text else ()), *lines[index + 1 :])
        new = tuple(dict.fromkeys(replaced))
        if new != self.own_lines:
            self._ticked |= set(new) - set(self.own_lines)
            self.own_lines = new
            self.mark_dirty()

    def _own_index(self, row: int | None) -> int | None:
        """Return which own line a row is, counting the row that adds one; None for a choice."""
        return None if row is None or row < len(self._keys) else row - len(self._keys)

    @work
    async def _edit_line(self, index: int) -> None:
        is_new = index == len(self.own_lines)
        await self.ask(OwnLineDialog(self, index))
        if is_new:
            self.highlighted = self.option_count - 1


class OwnLineDialog(LineDialog):
    """Edits an own line of a checklist; each change goes into the answers."""

    HINTS = (("Enter", "keep", "enter"), ("Esc", "close", "escape"))

    def __init__(self, editor: OpenChecklistEditor, index: int) -> None:
        self._editor, self._index, self._before = editor, index, editor.own_lines
        super().__init__(editor.words.ask, "".join(self._before[index : index + 1]))

    def store(self, text: str) -> None:
        self._editor.replace_line(self._before, self._index, text)
        self._editor.commit()


class RulesEditor(ChecklistEditor):
    """A row for each rule: its words, and why it applies. The right arrow shows its source too."""

    BINDINGS = [
        Binding("right", "expand(True)", show=False),
        Binding("left", "expand(False)", show=False),
    ]
    HINTS = (
        ("↑↓", "move", "down"),
        ("Space", "in or out", "space"),
        ("→", "source", "right"),
        ("Enter", "keep, next", "enter"),
    )

    _expanded: int | None = None

    def set_state(self, state: EditorState[tuple[str, ...]]) -> None:
        self.state = state
        self._ticked = frozenset(option.id for option in state.offered if option.included)
        self.show_rows()

    def value(self) -> EditorValue[tuple[str, ...]]:
        optional = [option for option in self.state.offered if not option.rule.always]
        wanted = {option.id: option.id in self._ticked for option in optional}
        suggested = {option.id: option.rule.core for option in optional}
        return EditorValue(update_rule_choices(self.state.value or (), wanted, suggested))

    def rows(self) -> Sequence[HangingIndent]:
        rows = [self._row(index, option) for index, option in enumerate(self.state.offered)]
        return rows or [HangingIndent("", "No rule that we know fits your places and your trade.")]

    def _row(self, index: int, option: RuleOption) -> HangingIndent:
        details = option.details(datetime.date.today()) if index == self._expanded else ()
        muted = [(f"\n{line}", "$foreground-muted") for line in (option.summary, *details)]
        mark = checkbox(option.id in self._ticked)
        return HangingIndent(mark, Content.assemble(option.text, *muted))

    def select_row(self, index: int) -> None:
        option = self.state.offered[index] if self.state.offered else None
        if option is not None and option.rule.always:
            self.note = MANDATORY_NOTE
            self.post_changed()
        elif option is not None:
            self._ticked ^= {option.id}
            self.mark_dirty()

    def action_expand(self, expanded: bool) -> None:
        self._expanded = self.highlighted if expanded else None
        self.show_rows()
        self.scroll_to_highlight()
        self.post_message(RowHighlighted(self))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if self._expanded not in (None, event.option_index):
            self.action_expand(False)
