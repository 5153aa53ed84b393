"""An answer that is a day."""

import datetime
from typing import Any

from wizard.answers import dates
from wizard.tui.editors.editor import EditorState, EditorValue
from wizard.tui.editors.line import LineEditor


class DateEditor(LineEditor):
    """A line that takes a date. A suggested date stands in it dimmed, because it moves with the one it follows."""

    def show(self, shown: EditorState) -> None:
        """Show the owner's date, or what they have typed of it."""
        self.shown = shown
        self.placeholder = self.hint_text()
        super().show(shown)

    def as_text(self, value: Any) -> str:
        """Return the date as the file has it."""
        return value.isoformat() if isinstance(value, datetime.date) and self.shown.decided else ""

    def read(self, text: str) -> EditorValue:
        """Return the date, or what is wrong with it."""
        if not text:
            return EditorValue(None, text)
        try:
            return EditorValue(dates.parse_date(text), text)
        except ValueError as error:
            return EditorValue(None, text, str(error))

    def hint_text(self) -> str:
        """Return our suggestion, else how a date is written."""
        suggestion = self.shown.suggestion
        return (
            dates.format_date(suggestion)
            if isinstance(suggestion, datetime.date)
            else "2027-03-31 or 31 March 2027"
        )
