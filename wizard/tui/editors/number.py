"""An answer that is a whole number."""

from wizard.text import parse_int
from wizard.tui.editors.editor import EditorValue
from wizard.tui.editors.line import LineEditor


class NumberEditor(LineEditor):
    """A line that takes a whole number, with or without thousands marks, and words around it."""

    def read(self, text: str) -> EditorValue:
        """Return the number, or why it is none."""
        if not text:
            return EditorValue(None, text)
        try:
            return EditorValue(parse_int(text), text)
        except ValueError as error:
            return EditorValue(None, text, str(error))
