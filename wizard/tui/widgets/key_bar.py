"""The line at the bottom that says what works here and now: Textual's Footer leaks memory."""

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

GAP = "  "

BarItem = tuple[str, str, str]
"""A key, what it does, and the action that a click runs."""


class KeyBar(Static):
    """As many keys as fit, the nearest at hand first; each can be clicked."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._items: tuple[BarItem, ...] = ()
        self._always: tuple[BarItem, ...] = ()

    def say(self, items: Iterable[BarItem], always: Iterable[BarItem] = ()) -> None:
        """Show these keys; the last few `always`, whatever else has no room."""
        new = tuple(items), tuple(always)
        if new != (self._items, self._always):
            self._items, self._always = new
            self._redraw()

    def on_resize(self) -> None:
        """Show what fits now."""
        self._redraw()

    def _redraw(self) -> None:
        last = [_part(item) for item in self._always]
        if (
            self._items
            and len(last) > 1
            and _length([_part(self._items[0]), *last]) > self.content_size.width
        ):
            last = last[1:]  # what the next key does here comes before help
        room = self.content_size.width - sum(part.cell_length + len(GAP) for part in last)
        parts: list[Content] = []
        for item in self._items:
            part = _part(item)
            room -= part.cell_length + len(GAP)
            if room + len(GAP) < 0:
                break
            parts.append(part)
        self.update(Content(GAP).join([*parts, *last]), layout=False)


def _length(parts: list[Content]) -> int:
    return sum(part.cell_length for part in parts) + len(GAP) * (len(parts) - 1)


def _part(item: BarItem) -> Content:
    key, words, action = item
    return Content.assemble((key, "bold $text-accent"), f" {words}").stylize(
        Style.from_meta({"@click": action})
    )
