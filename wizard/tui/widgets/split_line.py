"""A line with something at its left end and something at its right."""

from textual.content import Content
from textual.widgets import Static


class SplitLine(Static):
    """Keeps the right part whole, and shortens the left one where both don't fit."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._left = self._right = Content("")

    def say(self, left: Content, right: Content) -> None:
        """Show these."""
        if not (left.is_same(self._left) and right.is_same(self._right)):
            self._left, self._right = left, right
            self._redraw()

    def on_resize(self) -> None:
        """Spread over the new width."""
        self._redraw()

    def _redraw(self) -> None:
        width = self.content_size.width
        room = width - self._right.cell_length - 2
        if room < 8:
            self.update(self._left.truncate(max(0, width), ellipsis=True), layout=False)
            return
        self.update(self._left.truncate(room, ellipsis=True, pad=True) + Content("  ") + self._right, layout=False)
