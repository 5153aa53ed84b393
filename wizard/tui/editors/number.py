"""An answer that is a whole number."""

from wizard.tui.editors.editor import Held
from wizard.tui.editors.line import LineEditor


class NumberEditor(LineEditor):
    """A line that takes a whole number, with or without thousands marks."""

    def read(self, text: str) -> Held:
        """Return the number, or why it is none."""
        digits = text.replace(" ", "").replace(",", "").replace("\u00a0", "")
        if not text:
            return Held(None, text)
        if not digits.isascii() or not digits.isdigit() or len(digits) > 12:
            return Held(None, text, "Type a whole number, such as 12.")
        return Held(int(digits), text)
