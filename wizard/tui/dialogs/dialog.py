"""Base class of all dialogs: a title, a body, and a line with its keys."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from wizard.tui.messages import DialogClosed
from wizard.tui.widgets.bars import Hint, KeyBar, TooSmall, hint_items, is_too_small

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """Opens over the pane. Esc closes it; by default, what was typed is kept."""

    CSS_PATH = Path(__file__).with_name("dialog.tcss")
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]
    AUTO_FOCUS = "*"
    BINDINGS = [Binding("escape", "close", show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._key_bar = KeyBar()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            title = Content.styled(self._title, "bold $text-accent")
            yield Static(title, classes="title", markup=False)
            yield from self.body()
            yield self._key_bar
        yield TooSmall()

    def body(self) -> Iterable[Widget]:
        """Return what stands between the title and the keys."""
        raise NotImplementedError

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do now."""
        return (("Esc", "close", "escape"),)

    def show_hints(self) -> None:
        """Show what the keys do now."""
        self._key_bar.show(hint_items(self.hints()))

    def commit(self) -> None:
        """Put what was typed into the session, as before the program ends; by default, nothing is kept."""

    def on_mount(self) -> None:
        self.set_class(is_too_small(self.app.size), "-too-small")
        self.show_hints()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.show_hints()

    def on_unmount(self) -> None:
        self.app.post_message(DialogClosed())

    def action_close(self) -> None:
        self.dismiss(None)
