"""What covers a window that is too small to work in; below it, all stays as it is."""

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

LEAST = Size(40, 15)
"""Columns and lines from which nothing is cut off."""


class TooSmall(Static):
    """Asks for a larger window. The screen shows it while it has the class `-too-small`."""

    def __init__(self) -> None:
        least = f"{LEAST.width} columns and {LEAST.height} lines"
        super().__init__(
            Content(f"Make the window larger: to {least}. Your answers are safe. Ctrl+Q leaves.")
        )


def is_too_small(size: Size) -> bool:
    """Tell whether a window of this size has no room to work in."""
    return size.width < LEAST.width or size.height < LEAST.height
