"""A checklist to which the owner may add lines of their own."""

from collections.abc import Sequence

from textual.binding import Binding

from wizard.tui.editors.checklist import ChecklistEditor
from wizard.tui.editors.editor import EditorState, EditorValue, Hint
from wizard.tui.widgets.option_list import HangingIndent, checkbox

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
