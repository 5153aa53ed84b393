"""The frame of every dialog: a title, a body, and a line with its keys."""

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from wizard.tui.messages import DialogClosed
from wizard.tui.widgets.bars import BarItem, KeyBar, TooSmall, is_too_small


class Dialog(ModalScreen[None]):
    """Opens over the pane. Esc closes it, and keeps what was typed: losing that is the worst that could happen."""

    CSS_PATH = "dialog.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]
    AUTO_FOCUS = "*"
    BINDINGS = [Binding("escape", "close", show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.key_bar = KeyBar()

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        with Vertical(classes="dialog"):
            yield Static(
                Content.styled(self._title, "bold $text-accent"), classes="title", markup=False
            )
            yield from self.body()
            yield self.key_bar
        yield TooSmall()

    def body(self) -> Iterable[Widget]:
        """Return what stands between the title and the keys."""
        raise NotImplementedError

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        return (("Esc", "close", "screen.close"),)

    def on_mount(self) -> None:
        """Show the keys."""
        self.set_class(is_too_small(self.app.size), "-too-small")
        self.key_bar.show(self.keys())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys of what is focused now."""
        self.key_bar.show(self.keys())

    def on_unmount(self) -> None:
        """Tell the app."""
        self.app.post_message(DialogClosed())

    def action_close(self) -> None:
        """Close, and keep what was typed."""
        self.dismiss(None)
