"""An answer of one line."""

from typing import Any

from textual.binding import Binding
from textual.widgets import Input

from wizard.answers.base import MAX_LINE
from wizard.interview import Column
from wizard.session import Session
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, Words
from wizard.tui.widgets.line_input import LineInput, one_line

SOON = 0.02
"""Seconds from a key to the report of it: the terminal gets the letter first, from a thread that needs its turn too."""


class LineEditor(Editor, LineInput):
    """A line of text. Enter goes to the next question."""

    HINTS = (("Enter", "next", "enter"),)
    BINDINGS = [
        Binding("up", "neighbor(False)", show=False),
        Binding("down", "neighbor(True)", show=False),
        Binding("right", "example_or_right", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self._told = ""
        self._confirmed = False
        self.reports = False
        """Whether a report is due."""

    def show(self, shown: EditorState) -> None:
        """Show the value, the half-typed text, or the suggestion; what means the same already is left as typed."""
        self.shown = shown
        text = shown.unfinished.get("") or self.as_text(shown.visible)
        self.placeholder = self.hint_text()
        if one_line(text) == self.text or self._means(shown):
            self._told = self.value
            return
        self._told = text
        self.value = text
        self.cursor_position = len(text)

    def take_value(self) -> EditorValue | None:
        """Return the text as typed, if it is new."""
        if self.value == self._told and not self._confirmed:
            return None
        self._told = self.value
        self._confirmed = False
        return self.read(self.text)

    def as_text(self, value: Any) -> str:
        """Return how a value is typed."""
        return "" if value is None else str(value)

    def read(self, text: str) -> EditorValue:
        """Return what a typed text stands for."""
        if len(text) > MAX_LINE:
            return EditorValue(
                None,
                text,
                f"This is too long: at most {MAX_LINE} characters. You have typed {len(text)}.",
            )
        return EditorValue(text, text)

    def problem(self) -> str:
        """Return why what is typed is no answer."""
        return self.read(self.text).why or super().problem()

    def hint_text(self) -> str:
        """Return what stands in the line, dimmed, while it is empty: in a dialog, where room is short, the example."""
        in_dialog = isinstance(self.words, Column) and self.words.example
        return f"For example: {self.words.example}" if in_dialog else ""

    def _means(self, shown: EditorState) -> bool:
        """Tell whether the text is another spelling of the value to show ("31 March" for a date)."""
        held = self.read(self.text)
        return not shown.unfinished and shown.decided and not held.why and held.value == shown.value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Report it once it is on screen, unless we wrote it ourselves; whoever can't wait pulls."""
        event.stop()
        if self.value != self._told and not self.reports:
            self.reports = True
            self.set_timer(SOON, self._report_now)

    def _report_now(self) -> None:
        self.reports = False
        if self.value != self._told:
            self.report()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on; what stands there is the owner's answer then, even if we had suggested it."""
        event.stop()
        if self.value and not self.shown.decided:
            self._confirmed = True
            self.report()
        self.leave()

    def insert_example(self) -> None:
        """Write the example into the line, if nothing is there."""
        if not self.value and self.words.example:
            self.insert_text_at_cursor(self.words.example)

    def action_example_or_right(self) -> None:
        """Take the example over; in a text, go one letter on."""
        if self.value:
            self.action_cursor_right()
        else:
            self.insert_example()

    def action_neighbor(self, forward: bool) -> None:
        """Go to the question above or below."""
        self.leave(forward=forward, by_arrow=True)
