"""An answer that is a whole number."""

from wizard.parsing import parse_int
from wizard.tui.editors.editor import Held
from wizard.tui.editors.line import LineEditor


class NumberEditor(LineEditor):
    """A line that takes a whole number, with or without thousands marks, and words around it."""

    def read(self, text: str) -> Held:
        """Return the number, or why it is none."""
        if not text:
            return Held(None, text)
        try:
            return Held(parse_int(text), text)
        except ValueError as error:
            return Held(None, text, str(error))
