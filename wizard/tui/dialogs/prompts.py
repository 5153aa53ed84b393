"""Dialogs that ask for one thing: a choice, a line, a file."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from wizard.answers.base import MAX_LINE
from wizard.storage import FileError
from wizard.text import printable
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.bars import BarItem
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent


class DecisionDialog(Dialog):
    """Nothing is highlighted at first: it may open while somebody types, and no key may decide by accident."""

    def __init__(
        self,
        title: str,
        told: Iterable[Content],
        ways: Mapping[str, str],
        choose: Callable[[str], None],
        later: str = "decide later",
    ) -> None:
        """`ways` are the labels by their key; `choose` gets the key, after the dialog is closed.

        `later` says what Esc does.
        """
        super().__init__(title)
        self._text = VerticalScroll(*(Static(part, markup=False) for part in told), can_focus=False)
        self._ways = dict(ways)
        self._choose = choose
        self._later = later
        self._list = CompactOptionList(id="ways")

    def body(self) -> Iterable[Widget]:
        """Return what is told, and the ways."""
        return self._text, self._list

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        more = (("PgDn", "read on", "screen.read(1)"),) if self._text.max_scroll_y else ()
        return (
            ("↑↓", "move", "app.simulate_key('down')"),
            ("Enter", "choose", "app.simulate_key('enter')"),
            *more,
            ("Esc", self._later, "screen.close"),
        )

    BINDINGS = [("pagedown", "read(1)", ""), ("pageup", "read(-1)", "")]

    def on_mount(self) -> None:
        """Show the ways."""
        super().on_mount()
        self._list.set_options([HangingIndent("→ ", label) for label in self._ways.values()])
        self._list.focus()
        self._list.highlighted = None
        self._list.refresh(layout=True)
        self.call_after_refresh(self._show_keys)

    def on_resize(self) -> None:
        """Say whether there is more to read in a window of this size."""
        self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        if self.is_attached:
            self.key_bar.show(self.keys())

    def action_read(self, by: int) -> None:
        """Scroll what is told."""
        self._text.scroll_relative(y=by * max(1, self._text.size.height - 1), animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close, and go the chosen way."""
        event.stop()
        key = list(self._ways)[event.option_index]
        self.dismiss(None)
        self.app.call_later(self._choose, key)


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
