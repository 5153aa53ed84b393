"""Editors that are lists: one of a few, any of a few, and lists with own lines."""

from collections.abc import Sequence
from typing import Any

from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import OptionList

from wizard.answers.fields import FieldKind
from wizard.session import Session
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, Hint, Words
from wizard.tui.messages import RowHighlighted
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent, checkbox


class ListEditor(Editor, CompactOptionList):
    """Rows under one highlight. Up on the first row and Down on the last go to the question above or below."""

    BINDINGS = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("space", "select", show=False),
        Binding("enter", "finish", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self._touched = False

    def rows(self) -> Sequence[HangingIndent]:
        """Return what the rows look like now."""
        raise NotImplementedError

    def act_on(self, row: int) -> None:
        """Do what Space or a click does on a row."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Show the rows as they are now; the highlight stays where it was."""
        rows = self.rows()
        at = self.highlighted
        if len(rows) == self.option_count:
            for index, row in enumerate(rows):
                if self.get_option_at_index(index).prompt != row:
                    self.replace_option_prompt_at_index(index, row)
        else:
            self.set_options(rows)
            if at is not None:
                self.highlighted = min(at, len(rows) - 1)
        if self.highlighted is None and rows:
            self.highlighted = self.first_row()
        self.refresh(layout=True)

    def first_row(self) -> int:
        """Return the row that is highlighted at first."""
        return 0

    def touch(self) -> None:
        """Note that the owner changed something, show it and report it."""
        self._touched = True
        self.redraw()
        self.report()

    def focus_region(self) -> Region:
        """Return the lines of the highlighted row."""
        row = self.highlighted
        if row is None or row not in self._index_to_line:
            return super().focus_region()
        return Region(0, self._index_to_line[row], self.size.width, self._heights[row])

    def action_row(self, by: int) -> None:
        """Move the highlight; beyond the first or the last row, go to the neighbouring question."""
        to = (self.highlighted or 0) + by
        if 0 <= to < self.option_count:
            self.highlighted = to
        else:
            self.leave(forward=by > 0, by_arrow=True)

    def highlight_row(self, row: int) -> None:
        """Highlight the row of this number, as the answer counts them."""
        if 0 <= row < self.option_count:
            self.highlighted = row

    def action_select(self) -> None:
        """Act on the highlighted row."""
        if self.highlighted is not None:
            self.act_on(self.highlighted)

    def action_finish(self) -> None:
        """Do what Enter does: by default, act on the row."""
        self.action_select()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Have the row in sight."""
        event.stop()
        if self.has_focus:
            self.post_message(RowHighlighted(self))


class ChoiceEditor(ListEditor):
    """Rows of which one is picked: (•) against ( ). Space picks; Enter picks and goes on."""

    HINTS = (("↑↓", "move", "down"), ("Space", "pick", "space"), ("Enter", "pick, next", "enter"))

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._picked: Any = None
        self._values: tuple[Any, ...] = tuple(words.labels)
        if words.field.kind is FieldKind.YES_NO:
            self._values = tuple(key == "yes" for key in words.labels)

    def show(self, shown: EditorState) -> None:
        """Show which is picked, or suggested."""
        self.shown = shown
        moved = self._picked != shown.visible
        self._picked = shown.visible
        self.redraw()
        if moved and not self.has_focus:
            self.highlighted = self.first_row()

    def take_value(self) -> EditorValue | None:
        """Return what was picked, if it is new."""
        if not self._touched:
            return None
        self._touched = False
        return EditorValue(self._picked)

    def rows(self) -> Sequence[HangingIndent]:
        """Return a row a choice."""
        labels = zip(self._values, self.words.labels.values(), strict=True)
        return [
            HangingIndent("(•) " if value == self._picked else "( ) ", label)
            for value, label in labels
        ]

    def first_row(self) -> int:
        """Return the row that is picked."""
        return self._values.index(self._picked) if self._picked in self._values else 0

    def act_on(self, row: int) -> None:
        """Pick the row."""
        self._picked = self._values[row]
        self.touch()

    def action_finish(self) -> None:
        """Pick the row, and go on."""
        self.action_select()
        self.leave()


class ChecklistEditor(ListEditor):
    """Rows that are ticked or not: [x] against [ ]. Space ticks; Enter keeps the list as it is and goes on."""

    HINTS = (("↑↓", "move", "down"), ("Space", "tick", "space"), ("Enter", "keep, next", "enter"))

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._keys = tuple(words.labels)
        self._ticked: set[str] = set()

    def show(self, shown: EditorState) -> None:
        """Show what is ticked, or suggested."""
        self.shown = shown
        self._keys = shown.offered or tuple(self.words.labels)
        self._ticked = {key for key in shown.visible or () if key in self.words.labels}
        self.redraw()

    def take_value(self) -> EditorValue | None:
        """Return what is ticked, if it is new."""
        if not self._touched:
            return None
        self._touched = False
        return EditorValue(self.value())

    def value(self) -> tuple[str, ...]:
        """Return what is ticked, in the order of the list; what isn't offered at the moment stays ticked."""
        return tuple(key for key in self.words.labels if key in self._ticked)

    def rows(self) -> Sequence[HangingIndent]:
        """Return a row a choice."""
        return [
            HangingIndent(checkbox(key in self._ticked), self.words.labels[key])
            for key in self._keys
        ]

    def act_on(self, row: int) -> None:
        """Tick the row, or take the tick away."""
        self._ticked ^= {self._keys[row]}
        self.touch()

    def action_finish(self) -> None:
        """Take the list as it stands for the owner's answer, and go on."""
        self.touch()
        self.leave()


ADD = "Add your own…"


class OpenChecklistEditor(ChecklistEditor):
    """A checklist, then the owner's own lines, then a row that adds one."""

    BINDINGS = [Binding("delete,backspace", "remove", show=False)]

    _own: tuple[str, ...] = ()
    _off: tuple[str, ...] = ()
    """Own lines without a tick: they stay on screen until the pane is closed, so that a slip costs no typing."""

    def show(self, shown: EditorState) -> None:
        """Show what is ticked, or suggested, and the owner's own lines."""
        own = tuple(line for line in shown.visible or () if line not in self.words.labels)
        lines = dict.fromkeys(
            (*(line for line in self._own if line in own or line in self._off), *own)
        )
        self._own = tuple(lines)
        self._off = tuple(line for line in self._off if line not in own)
        super().show(shown)

    def value(self) -> tuple[str, ...]:
        """Return what is ticked, then the owner's own lines."""
        return (*super().value(), *(line for line in self._own if line and line not in self._off))

    def rows(self) -> Sequence[HangingIndent]:
        """Return a row a choice, a row an own line, and the row that adds one."""
        own = [HangingIndent(checkbox(line not in self._off), line) for line in self._own]
        return [*super().rows(), *own, HangingIndent(" +  ", ADD)]

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do on the highlighted row."""
        own = self._own_at(self.highlighted)
        if own is None:
            return self.HINTS
        if own == len(self._own):
            return (("Enter", "add a line", "enter"), ("Tab", "next", "tab"))
        return (
            ("Space", "tick", "space"),
            ("Enter", "change", "enter"),
            ("Del", "remove", "delete"),
        )

    def act_on(self, row: int) -> None:
        """Tick the row, or open the line to type."""
        own = self._own_at(row)
        if own is None:
            super().act_on(row)
        elif own == len(self._own):
            self._type(own)
        else:
            line = self._own[own]
            self._off = (
                tuple(off for off in self._off if off != line)
                if line in self._off
                else (*self._off, line)
            )
            self.touch()

    def action_finish(self) -> None:
        """Change an own line, add one, or keep the list and go on."""
        own = self._own_at(self.highlighted)
        if own is None:
            super().action_finish()
        else:
            self._type(own)

    def action_remove(self) -> None:
        """Take an own line off the list."""
        own = self._own_at(self.highlighted)
        if own is not None and own < len(self._own):
            self._own = (*self._own[:own], *self._own[own + 1 :])
            self.touch()

    def take_value(self) -> EditorValue | None:
        """Return what is ticked and typed, if it is new."""
        held = super().take_value()
        return held and EditorValue(held.value, text="")

    def _own_at(self, row: int | None) -> int | None:
        """Return which own line a row is; one more than the last for the row that adds; None for a choice."""
        return None if row is None or row < len(self._keys) else row - len(self._keys)

    def _type(self, own: int) -> None:
        from wizard.tui.dialogs.prompts import LineDialog

        before = self._own

        def keep(line: str) -> None:
            if (
                line in self.words.labels
            ):  # the file tells an own line from a choice by its words alone
                line = line.capitalize()
            with_it = (*before[:own], *((line,) if line else ()), *before[own + 1 :])
            lines = tuple(dict.fromkeys(with_it))
            if lines != self._own:  # a look at the dialog is no answer yet
                self._own = lines
                self.touch()

        def close(_: object) -> None:
            self.deliver()
            self.session.end_group()
            self.highlighted = self.option_count - 1 if own >= len(before) else self.highlighted

        start = before[own] if own < len(before) else ""
        self.session.begin_group()
        self.app.push_screen(LineDialog(self.words.ask, start, keep), close)
