"""A dialog that asks for another place to save to."""

from collections.abc import Callable, Iterable
from pathlib import Path

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from wizard.storage.toml_file import FileError
from wizard.text import printable
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.key_bar import BarItem
from wizard.tui.widgets.line_input import LineInput


class PlaceDialog(Dialog):
    """Stays open until the answers are saved at the typed place, or Esc gives up."""

    def __init__(self, start: Path, save: Callable[[Path], None]) -> None:
        """`save` writes to a place; its FileError is shown, and another place can be typed."""
        super().__init__("Save to another place")
        self._start = start
        self._save = save
        self._line = LineInput(str(start))
        self._note = Static(classes="state", markup=False)

    def body(self) -> Iterable[Widget]:
        """Return the line, and what there is to say about it."""
        words = "Type a folder, or a folder and the name of a new file. The wizard goes on with that file."
        return Static(words, markup=False), self._line, self._note

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        return (
            ("Enter", "save there", "app.simulate_key('enter')"),
            ("Esc", "not now", "screen.close"),
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save there, or say why that can't be."""
        event.stop()
        if not self._line.text:
            return
        try:
            place = Path(self._line.text).expanduser()
            self._save(place / self._start.name if place.is_dir() else place)
        except (FileError, OSError, ValueError, RuntimeError) as error:
            self._note.update(Content(f"! {printable(error)}"))
        else:
            self.dismiss(None)
