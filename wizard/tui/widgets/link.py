"""A line of text that does something when it is chosen."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from wizard.tui.widgets.bars import Hint


class Link(Static, can_focus=True):
    """Posts `Link.Chosen` on Enter, Space or a click."""

    BINDINGS = [Binding("enter,space", "choose", show=False)]

    @dataclass
    class Chosen(Message):
        """A link was chosen."""

        link: "Link"

        @property
        def control(self) -> "Link":
            return self.link

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(_content(label), id=id, markup=False)

    def set_label(self, label: str) -> None:
        """Show another label."""
        self.update(_content(label))

    def hints(self) -> tuple[Hint, ...]:
        return (("Enter", "choose", "enter"),)

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self))

    def on_click(self) -> None:
        self.action_choose()


def _content(label: str) -> Content:
    return Content(f" → {label} ")
