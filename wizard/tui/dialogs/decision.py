"""A dialog that tells something and offers ways to go on."""

from collections.abc import Callable, Iterable, Mapping

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.key_bar import BarItem
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
            self.key_bar.say(self.keys())

    def action_read(self, by: int) -> None:
        """Scroll what is told."""
        self._text.scroll_relative(y=by * max(1, self._text.size.height - 1), animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close, and go the chosen way."""
        event.stop()
        key = list(self._ways)[event.option_index]
        self.dismiss(None)
        self.app.call_later(self._choose, key)
