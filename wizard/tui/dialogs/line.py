"""A dialog with one line to type: the owner's own line of a checklist."""

from collections.abc import Callable, Iterable

from textual.widget import Widget
from textual.widgets import Input, Static

from wizard.answers.base import MAX_LINE
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.key_bar import BarItem
from wizard.tui.widgets.line_input import LineInput


class LineDialog(Dialog):
    """Hands each change to `keep`, so that nothing typed depends on how the dialog is closed."""

    def __init__(self, title: str, start: str, keep: Callable[[str], None]) -> None:
        super().__init__(title)
        self._keep = keep
        self._line = LineInput(start)
        self._note = Static(classes="state", markup=False)

    def body(self) -> Iterable[Widget]:
        """Return the line, and what there is to say about it."""
        return self._line, self._note

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        return (("Enter", "keep", "app.simulate_key('enter')"), ("Esc", "close", "screen.close"))

    def collect(self) -> None:
        """Hand over what stands in the line now."""
        self._keep(self._line.text[:MAX_LINE])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Hand it over at each key."""
        event.stop()
        long = len(self._line.text) > MAX_LINE
        self._note.update(f"! Only the first {MAX_LINE} characters are kept." if long else "")
        self.collect()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close."""
        event.stop()
        self.action_close()

    def action_close(self) -> None:
        """Close, and keep what was typed."""
        self.collect()
        super().action_close()
