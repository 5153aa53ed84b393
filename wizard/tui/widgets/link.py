"""A line of text that does something when it is chosen."""

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Link(Static, can_focus=True):
    """Does what it says on Enter, Space or a click. Bright while it has the focus."""

    BINDINGS = [Binding("enter,space", "choose", show=False)]

    HINTS = (("Enter", "choose", "enter"),)

    class Chosen(Message):
        """The link was chosen."""

        def __init__(self, link: "Link") -> None:
            super().__init__()
            self.link = link

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(_words(label), id=id, markup=False)

    def set_label(self, label: str) -> None:
        """Show another label."""
        self.update(_words(label))

    def action_choose(self) -> None:
        """Report that it was chosen."""
        self.post_message(self.Chosen(self))

    def on_click(self) -> None:
        """Do the same by mouse."""
        self.action_choose()


def _words(label: str) -> Content:
    return Content(f" → {label} ")
