"""Editors for answers of one line: text, a whole number, a date."""

import datetime

from textual.binding import Binding
from textual.widgets import Input

from wizard.answers.base import MAX_LINE
from wizard.answers.dates import format_date, parse_date
from wizard.interview import Column
from wizard.session import Session
from wizard.text import parse_int
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, T, Words
from wizard.tui.widgets.line_input import LineInput, one_line

DATE_EXAMPLE = "2027-03-31 or 31 March 2027"


class InputEditor(LineInput, Editor[T]):
    """A line to type in. Enter goes to the next question."""

    HINTS = (("Enter", "next", "enter"),)
    BINDINGS = [
        Binding("up", "leave(False)", show=False),
        Binding("down", "leave(True)", show=False),
        Binding("right", "example_or_right", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self._taken = ""
        self._confirmed = False

    def parse(self, text: str) -> EditorValue[T]:
        """Return the value that `text` stands for, or why it stands for none."""
        raise NotImplementedError

    def format(self, state: EditorState[T]) -> str:
        """Return the text of the visible value."""
        return "" if state.visible is None else str(state.visible)

    def hint_text(self) -> str:
        """Return the placeholder; in a table's dialog, which has no room for it elsewhere, the example."""
        if isinstance(self.words, Column) and self.words.example:
            return f"For example: {self.words.example}"
        return ""

    def set_state(self, state: EditorState[T]) -> None:
        self.state = state
        self.placeholder = self.hint_text()
        text = state.unfinished.get("") or self.format(state)
        if one_line(text) != self.text and not self._means_value_of(state):
            self.value = text
            self.cursor_position = len(text)
        self._taken = self.value

    def take_value(self) -> EditorValue[T] | None:
        if self.value == self._taken and not self._confirmed:
            return None
        self._taken = self.value
        self._confirmed = False
        return self.parse(self.text)

    def unfinished_error(self) -> str:
        return self.parse(self.text).error or super().unfinished_error()

    def _means_value_of(self, state: EditorState[T]) -> bool:
        """Return whether the text is another spelling of the value, such as "31 March" of a date."""
        typed = self.parse(self.text)
        return (
            state.is_set and not state.unfinished and not typed.error and typed.value == state.value
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.value != self._taken:
            self.post_changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        # Enter on a suggestion makes it the answer.
        if self.value and not self.state.is_set:
            self._confirmed = True
            self.post_changed()
        self.post_left()

    def insert_example(self) -> None:
        if not self.value and self.words.example:
            self.insert_text_at_cursor(self.words.example)

    def action_example_or_right(self) -> None:
        if self.value:
            self.action_cursor_right()
        else:
            self.insert_example()

    def action_leave(self, forward: bool) -> None:
        self.post_left(forward=forward, by_arrow=True)


class LineEditor(InputEditor[str]):
    """A line of text."""

    def parse(self, text: str) -> EditorValue[str]:
        if len(text) > MAX_LINE:
            error = f"This is too long: at most {MAX_LINE} characters. You have typed {len(text)}."
            return EditorValue(None, text, error)
        return EditorValue(text, text)


class NumberEditor(InputEditor[int]):
    """A whole number, with or without thousands marks and words around it."""

    def parse(self, text: str) -> EditorValue[int]:
        try:
            return EditorValue(parse_int(text) if text else None, text)
        except ValueError as error:
            return EditorValue(None, text, str(error))


class DateEditor(InputEditor[datetime.date]):
    """A date. A suggested date is the placeholder, because it moves with the date it follows."""

    def parse(self, text: str) -> EditorValue[datetime.date]:
        try:
            return EditorValue(parse_date(text) if text else None, text)
        except ValueError as error:
            return EditorValue(None, text, str(error))

    def format(self, state: EditorState[datetime.date]) -> str:
        return state.value.isoformat() if state.is_set and state.value else ""

    def hint_text(self) -> str:
        fallback = self.state.fallback
        return format_date(fallback) if fallback else DATE_EXAMPLE
