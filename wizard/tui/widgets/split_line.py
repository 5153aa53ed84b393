"""A line with something at its left end and something at its right."""

from textual.content import Content
from textual.widgets import Static


class StatusLine(Static):
    """Keeps the right part whole, and shortens the left one where both don't fit."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._left = self._right = self._short = Content("")

    def say(self, left: Content, right: Content, short: Content | None = None) -> None:
        """Show these; `short` stands at the left where the window has no room for `left`, not even alone."""
        short = left if short is None else short
        if not (
            left.is_same(self._left) and right.is_same(self._right) and short.is_same(self._short)
        ):
            self._left, self._right, self._short = left, right, short
            self._redraw()

    def on_resize(self) -> None:
        """Spread over the new width."""
        self._redraw()

    def _redraw(self) -> None:
        width = self.content_size.width
        room = width - self._right.cell_length - 2
        if room < 8:
            alone = self._left if self._left.cell_length <= width else self._short
            self.update(alone.truncate(max(0, width), ellipsis=True), layout=False)
            return
        self.update(
            self._left.truncate(room, ellipsis=True, pad=True) + Content("  ") + self._right,
            layout=False,
        )
