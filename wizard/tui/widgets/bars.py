"""One-line bars of the screen, and the note that covers a window that is too small."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

MIN_SIZE = Size(40, 15)
# Cells below which the left part of a status line says too little to be shown.
MIN_LEFT_WIDTH = 8
GAP = "  "

# A key as printed on keyboards, what it does, and its name in Textual.
Hint = tuple[str, str, str]
# The same with the action that a click runs.
BarItem = tuple[str, str, str]


@runtime_checkable
class HasHints(Protocol):
    """A widget with keys of its own."""

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do now."""


def hint_items(hints: Iterable[Hint]) -> tuple[BarItem, ...]:
    """Return hints as items of the key bar: a click presses the key."""
    return tuple((key, label, f"app.simulate_key('{name}')") for key, label, name in hints)


class KeyBar(Static):
    """Shows as many keys as fit, the most important first; each can be clicked.

    Used in place of Textual's Footer, which leaks memory at each change of focus.
    """

    items: reactive[tuple[BarItem, ...]] = reactive(())
    always: reactive[tuple[BarItem, ...]] = reactive(())

    def show(self, items: Iterable[BarItem], always: Iterable[BarItem] = ()) -> None:
        """Show `items` as far as they fit, and `always` at the end."""
        self.items, self.always = tuple(items), tuple(always)

    def render(self) -> Content:
        width = self.content_size.width
        last = [_key(item) for item in self.always]
        if self.items and len(last) > 1 and _width([_key(self.items[0]), *last]) > width:
            del last[0]
        keys: list[Content] = []
        for item in self.items:
            if _width([*keys, _key(item), *last]) > width:
                break
            keys.append(_key(item))
        return Content(GAP).join([*keys, *last])


class StatusLine(Static):
    """A line with a left and a right part; the left one is shortened where both don't fit."""

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(Content(""))
    short: reactive[Content] = reactive(Content(""))

    def show(self, left: Content, right: Content, short: Content | None = None) -> None:
        """Show both parts; `short` replaces `left` where not even that alone fits."""
        self.left, self.right, self.short = left, right, left if short is None else short

    def render(self) -> Content:
        width = self.content_size.width
        left_width = width - self.right.cell_length - len(GAP)
        if left_width < MIN_LEFT_WIDTH:
            alone = self.left if self.left.cell_length <= width else self.short
            return alone.truncate(max(0, width), ellipsis=True)
        return self.left.truncate(left_width, ellipsis=True, pad=True) + Content(GAP) + self.right


class TooSmall(Static):
    """Asks for a larger window; shown while the screen has the class `-too-small`."""

    def __init__(self) -> None:
        size = f"{MIN_SIZE.width} columns and {MIN_SIZE.height} lines"
        super().__init__(
            Content(f"Make the window larger: to {size}. Your answers are safe. Ctrl+Q leaves.")
        )


def is_too_small(size: Size) -> bool:
    """Return whether a window of this size is too small to work in."""
    return size.width < MIN_SIZE.width or size.height < MIN_SIZE.height


def _key(item: BarItem) -> Content:
    key, label, action = item
    return Content.assemble((key, "bold $text-accent"), f" {label}").stylize(
        Style.from_meta({"@click": action})
    )


def _width(parts: list[Content]) -> int:
    return sum(part.cell_length for part in parts) + len(GAP) * (len(parts) - 1)
