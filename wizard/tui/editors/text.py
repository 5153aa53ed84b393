"""Editors for what is typed: a line, a whole number, a date, a text of several lines."""

import datetime

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Location
from wcwidth import grapheme_boundary_before

from wizard.answers.base import MAX_LINE, MAX_TEXT
from wizard.answers.dates import format_date, parse_date
from wizard.interview import Question
from wizard.text import clean_text, parse_int
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, T
from wizard.tui.paste import as_text
from wizard.tui.widgets.line_input import (
    PASTE_NOTICE_S,
    LineInput,
    grapheme_end,
    one_line,
    unprintable_letter,
)

DATE_EXAMPLE = "2027-03-31 or 31 March 2027"


class InputEditor(LineInput, Editor[T]):
    """A line to type in. Enter goes to the next question."""

    HINTS = (("Enter", "next", "enter"),)
    BINDINGS = [
        Binding("up", "leave(False)", show=False),
        Binding("down", "leave(True)", show=False),
        Binding("right", "example_or_right", show=False),
    ]

    _taken = ""
    _confirmed = False

    def parse(self, text: str) -> T | None:
        """Return the value that `text` stands for.

        Raises:
            ValueError: it stands for none; the message is one sentence.
        """
        raise NotImplementedError

    def format(self, state: EditorState[T]) -> str:
        """Return the text of the visible value."""
        return "" if state.visible is None else str(state.visible)

    def hint_text(self) -> str:
        """Return the placeholder: in the dialog of a row, which has no other room, the example."""
        in_dialog = not isinstance(self.words, Question)
        return f"For example: {self.words.example}" if in_dialog and self.words.example else ""

    def set_state(self, state: EditorState[T]) -> None:
        self.state = state
        self.placeholder = self.hint_text()
        text = state.unfinished.get("") or self.format(state)
        typed = self._typed_value()
        # Another spelling of the same value, such as "31 March" of a date, is left as it is.
        is_same = not state.unfinished and not typed.error and typed.value == state.value
        if one_line(text) != self.text and not (state.is_set and is_same):
            self.value = text
            self.cursor_position = len(text)
        self._taken = self.value

    def take_value(self) -> EditorValue[T] | None:
        if self.value == self._taken and not self._confirmed:
            return None
        self._taken, self._confirmed = self.value, False
        return self._typed_value()

    def _typed_value(self) -> EditorValue[T]:
        try:
            return EditorValue(self.parse(self.text) if self.text else None, self.text)
        except ValueError as error:
            return EditorValue(None, self.text, str(error))

    def unfinished_error(self) -> str:
        return self._typed_value().error or super().unfinished_error()

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
        if not self.value:
            self.insert_text_at_cursor(self.words.example)

    def action_example_or_right(self) -> None:
        if self.value:
            self.action_cursor_right()
        else:
            self.insert_example()


class LineEditor(InputEditor[str]):
    """A line of text."""

    def parse(self, text: str) -> str:
        if len(text) > MAX_LINE:
            raise ValueError(
                f"This is too long: at most {MAX_LINE} characters. You have typed {len(text)}."
            )
        return text


class NumberEditor(InputEditor[int]):
    """A whole number, with or without thousands marks and words around it."""

    def parse(self, text: str) -> int:
        return parse_int(text)


class DateEditor(InputEditor[datetime.date]):
    """A date. A suggested date is the placeholder: it moves with the date that it follows."""

    def parse(self, text: str) -> datetime.date:
        return parse_date(text)

    def format(self, state: EditorState[datetime.date]) -> str:
        return state.value.isoformat() if state.is_set and state.value else ""

    def hint_text(self) -> str:
        return format_date(self.state.fallback) if self.state.fallback else DATE_EXAMPLE


class TextEditor(TextArea, Editor[str]):
    """An area of text. Enter is a new line, so Tab goes to the next question."""

    DEFAULT_CSS = "TextEditor { height: auto; min-height: 3; max-height: 10; }"
    BINDINGS = [Binding("alt+z", "undo", show=False), Binding("alt+y", "redo", show=False)]
    HINTS = (("Tab", "next", "tab"), ("Enter", "new line", "enter"))

    _taken = ""

    def __init__(self) -> None:
        super().__init__(compact=True, highlight_cursor_line=False)

    def set_state(self, state: EditorState[str]) -> None:
        self.state = state
        text = state.unfinished.get("") or state.visible or ""
        if clean_text(text).strip("\n") != clean_text(self.text).strip("\n"):
            self.load_text(text)
        self._taken = self.text

    def take_value(self) -> EditorValue[str] | None:
        if self.text == self._taken:
            return None
        self._taken = self.text
        return EditorValue(self.text, self.text)

    def insert_example(self) -> None:
        if not self.text:
            self.insert(self.words.example)

    def focus_region(self) -> Region:
        return Region(0, max(0, self.cursor_screen_offset.y - self.region.y), self.size.width, 1)

    def get_cursor_left_location(self) -> Location:
        row, column = self.cursor_location
        if column == 0:
            return super().get_cursor_left_location()
        return row, grapheme_boundary_before(self.document.get_line(row), column)

    def get_cursor_right_location(self) -> Location:
        row, column = self.cursor_location
        if self.cursor_at_end_of_line:
            return super().get_cursor_right_location()
        return row, grapheme_end(self.document.get_line(row), column)

    def on_key(self, event: events.Key) -> None:
        if letter := unprintable_letter(event):
            event.stop()
            event.prevent_default()
            self.replace(letter, *self.selection, maintain_selection_offset=False)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text, notice = as_text(event.text, MAX_TEXT - len(self.text))
        if notice:
            self.notify(notice, timeout=PASTE_NOTICE_S)
        if text:
            self.replace(text, *self.selection, maintain_selection_offset=False)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.text != self._taken:
            self.post_changed()
