"""A dialog that tells something and offers ways to go on."""

from collections.abc import Callable, Iterable, Mapping

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.key_bar import BarItem
from wizard.tui.widgets.marked import Marked
from wizard.tui.widgets.rows import Rows


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
        self._told = tuple(told)
        self._ways = dict(ways)
        self._choose = choose
        self._later = later
        self._list = Rows(id="ways")

    def body(self) -> Iterable[Widget]:
        """Return what is told, and the ways."""
        yield VerticalScroll(*(Static(part, markup=False) for part in self._told), can_focus=False)
        yield self._list

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        return (
            ("↑↓", "move", "app.simulate_key('down')"),
            ("Enter", "choose", "app.simulate_key('enter')"),
            ("PgDn", "read on", "screen.read(1)"),
            ("Esc", self._later, "screen.close"),
        )

    BINDINGS = [("pagedown", "read(1)", ""), ("pageup", "read(-1)", "")]

    def on_mount(self) -> None:
        """Show the ways."""
        super().on_mount()
        self._list.set_options([Marked("→ ", label) for label in self._ways.values()])
        self._list.focus()
        self._list.highlighted = None
        self._list.refresh(layout=True)

    def action_read(self, by: int) -> None:
        """Scroll what is told."""
        told = self.query_one(VerticalScroll)
        told.scroll_relative(y=by * max(1, told.size.height - 1), animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close, and go the chosen way."""
        event.stop()
        key = list(self._ways)[event.option_index]
        self.dismiss(None)
        self.app.call_later(self._choose, key)
