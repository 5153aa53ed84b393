"""Editor for an answer of several lines."""

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import TextArea
from textual.widgets.text_area import Location
from wcwidth import grapheme_boundary_before

from wizard.answers.base import MAX_TEXT
from wizard.session import Session
from wizard.text import clean_text
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, Words
from wizard.tui.paste import as_text
from wizard.tui.widgets.line_input import PASTE_NOTICE_S, grapheme_end, unprintable_letter


class TextEditor(TextArea, Editor[str]):
    """An area of text. Enter is a new line, so Tab goes to the next question."""

    DEFAULT_CSS = """
    TextEditor {
        height: auto;
        min-height: 3;
        max-height: 10;
    }
    """
    BINDINGS = [Binding("alt+z", "undo", show=False), Binding("alt+y", "redo", show=False)]
    HINTS = (("Tab", "next", "tab"), ("Enter", "new line", "enter"))

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(compact=True, highlight_cursor_line=False)
        self.words = words
        self.session = session
        self._taken = ""

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
        if not self.text and self.words.example:
            self.insert(self.words.example)

    def focus_region(self) -> Region:
        line = max(0, self.cursor_screen_offset.y - self.region.y)
        return Region(0, line, self.size.width, 1)

    def get_cursor_left_location(self) -> Location:
        row, column = self.cursor_location
        if column == 0:
            return super().get_cursor_left_location()
        return row, grapheme_boundary_before(self.document.get_line(row), column)

    def get_cursor_right_location(self) -> Location:
        row, column = self.cursor_location
        line = self.document.get_line(row)
        if column == len(line):
            return super().get_cursor_right_location()
        return row, grapheme_end(line, column)

    def on_key(self, event: events.Key) -> None:
        character = unprintable_letter(event)
        if character:
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection, maintain_selection_offset=False)

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
