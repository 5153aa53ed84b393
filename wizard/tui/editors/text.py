"""An answer of several lines."""

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import TextArea

from wizard.answers.base import MAX_TEXT
from wizard.session import Session
from wizard.text import clean_text
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, Words
from wizard.tui.paste import as_text


class TextEditor(Editor, TextArea):
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
        self._told = ""

    def show(self, shown: EditorState) -> None:
        """Show the text, unless it stands there already."""
        self.shown = shown
        text = shown.unfinished.get("") or shown.visible or ""
        if clean_text(text).strip("\n") != clean_text(self.text).strip("\n"):
            self.load_text(text)
        self._told = self.text

    def take_value(self) -> EditorValue | None:
        """Return the text, if it is new."""
        if self.text == self._told:
            return None
        self._told = self.text
        return EditorValue(self.text, self.text)

    def insert_example(self) -> None:
        """Write the example into the area, if nothing is there."""
        if not self.text and self.words.example:
            self.insert(self.words.example)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        pasted, said = as_text(event.text, MAX_TEXT - len(self.text))
        if said:
            self.app.notify(said, timeout=10)
        if pasted and (result := self._replace_via_keyboard(pasted, *self.selection)):
            self.move_cursor(result.end_location)

    def focus_region(self) -> Region:
        """Return the line of the cursor."""
        return Region(0, max(0, self.cursor_screen_offset.y - self.region.y), self.size.width, 1)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Report it, unless we wrote it ourselves."""
        event.stop()
        if self.text != self._told:
            self.report()
