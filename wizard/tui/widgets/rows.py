"""A list whose highlight can be seen on every terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from textual.geometry import Size
from textual.style import Style
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

LONG = 500
"""Rows from which each has one line, cut off at its end: how thousands of texts wrap takes too long to work out."""


class Rows(OptionList):
    """A compact list of plain texts. Without colours of our own, the highlighted row is shown in reverse."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, markup=False)
        self._measured: tuple[list[object], int, int] | None = None

    def add_options(self, new_options: Iterable[Option | VisualType | None]) -> Self:
        """Add rows at the end."""
        added = list(new_options)
        is_long = self.option_count + len(added) >= LONG
        self.styles.text_wrap = "nowrap" if is_long else "wrap"
        self.styles.text_overflow = "ellipsis" if is_long else "fold"
        return super().add_options(added)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height at this width. Textual asks several times for one key, each time for every row."""
        if self.styles.text_wrap == "nowrap":
            return self.option_count
        rows: list[object] = [option.prompt for option in self.options]
        measured = self._measured
        if measured is None or measured[1] != width or measured[0] != rows:
            measured = rows, width, super().get_content_height(container, viewport, width)
            self._measured = measured
        return measured[2]

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a row; Textual 8.2.8 leaves reverse out of it, whatever the style sheet says."""
        style = super().get_visual_style(*component_classes, partial=partial)
        highlighted = "option-list--option-highlighted" in component_classes
        if highlighted and self.has_focus and self.app.native_ansi_color:
            return style + Style(reverse=True)
        return style
