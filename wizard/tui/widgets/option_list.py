"""Compact option lists, and rows whose wrapped lines keep clear of their mark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual, VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

_WIDER = "\u0300"
"""Below this, every printable letter takes one cell."""

Piece = str | tuple[str, str]
"""Words, or words and their style."""
Words = str | Content | tuple[Piece, ...]
"""Pieces are put together when they are drawn: of thousands of rows, few ever are."""


class HangingIndent(Visual):
    """Shows "[x] A long label" with its second line under the label, not under the mark."""

    def __init__(self, mark: str | Content, label: Words) -> None:
        """Take both as they are: a text is never read as markup."""
        self._mark, self._label = mark, label
        self._measured = (0, 0)
        """The room of the label and its height there: a list asks for every row again when one has changed."""

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, HangingIndent)
            and _same(self._mark, other._mark)
            and _same(self._label, other._label)
        )

    def __hash__(self) -> int:
        return hash(self.plain)

    @property
    def mark(self) -> Content:
        """The mark."""
        return _content(self._mark)

    @property
    def label(self) -> Content:
        """The text."""
        return _content(self._label)

    @property
    def plain(self) -> str:
        """The words without their styles."""
        return _plain(self._mark) + _plain(self._label)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that needs no wrapping."""
        return self.mark.cell_length + self.label.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines it takes at this width."""
        if rules.get("text_wrap") == "nowrap":
            return 1
        text, room = _plain(self._label), self._room(width)
        if len(text) <= room and text.isprintable() and max(text, default="") < _WIDER:
            return 1
        if self._measured[0] != room:
            self._measured = room, self.label.get_height(rules, room)
        return self._measured[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the label, with the mark in front of its first line."""
        room = self._room(width)
        indent = max(0, width - room)
        marks = self.mark.render_strips(indent, 1, style, options) if indent else []
        blank = Strip.blank(indent, style.rich_style)
        lines = self.label.render_strips(room, height, style, options)
        first = [mark.adjust_cell_length(indent, style.rich_style) for mark in marks] or [blank]
        return [
            Strip.join([first[0] if number == 0 else blank, line])
            for number, line in enumerate(lines)
        ]

    def _room(self, width: int) -> int:
        plain = isinstance(self._mark, str) and self._mark.isascii()
        indent = len(self._mark) if plain else self.mark.cell_length
        return width - indent if width > indent + 4 else max(1, width)


def _content(words: Words) -> Content:
    if isinstance(words, Content):
        return words
    return Content(words) if isinstance(words, str) else Content.assemble(*words)


def _plain(words: Words) -> str:
    if isinstance(words, str):
        return words
    if isinstance(words, Content):
        return words.plain
    return "".join(piece if isinstance(piece, str) else piece[0] for piece in words)


def _same(one: Words, other: Words) -> bool:
    return (
        one == other
        if type(one) is type(other) is not Content
        else _content(one).is_same(_content(other))
    )


LONG = 500
"""Rows from which each has one line, cut off at its end: how thousands of texts wrap takes too long to work out."""


class CompactOptionList(OptionList):
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


def checkbox(ticked: bool) -> str:
    """Return the mark of a row that is ticked, or isn't."""
    return "[x] " if ticked else "[ ] "
