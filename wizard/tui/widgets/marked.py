"""A text with a mark before it; lines that wrap stay clear of the mark."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_WIDER = "\u0300"
"""Below this, every printable letter takes one cell."""


class Marked(Visual):
    """Shows "[x] A long label" with its second line under the label, not under the mark."""

    def __init__(self, mark: str | Content, label: str | Content) -> None:
        """Take both as they are: a text is never read as markup."""
        self._mark, self._label = mark, label

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marked) and _same(self._mark, other._mark) and _same(self._label, other._label)

    def __hash__(self) -> int:
        return hash(self.plain)

    @property
    def mark(self) -> Content:
        """The mark."""
        return self._mark if isinstance(self._mark, Content) else Content(self._mark)

    @property
    def label(self) -> Content:
        """The text."""
        return self._label if isinstance(self._label, Content) else Content(self._label)

    @property
    def plain(self) -> str:
        """The words without their styles."""
        return self.mark.plain + self.label.plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that needs no wrapping."""
        return self.mark.cell_length + self.label.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines it takes at this width."""
        room = self._room(width)
        text = self._label if isinstance(self._label, str) else self._label.plain
        if len(text) <= room and text.isprintable() and max(text, default="") < _WIDER:  # few rows are ever drawn
            return 1
        return self.label.get_height(rules, room)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the label, with the mark in front of its first line."""
        room = self._room(width)
        indent = max(0, width - room)
        marks = self.mark.render_strips(indent, 1, style, options) if indent else []
        blank = Strip.blank(indent, style.rich_style)
        lines = self.label.render_strips(room, height, style, options)
        first = [mark.adjust_cell_length(indent, style.rich_style) for mark in marks] or [blank]
        return [Strip.join([first[0] if number == 0 else blank, line]) for number, line in enumerate(lines)]

    def _room(self, width: int) -> int:
        plain = isinstance(self._mark, str) and self._mark.isascii()
        indent = len(self._mark) if plain else self.mark.cell_length
        return width - indent if width > indent + 4 else max(1, width)


def _same(one: str | Content, other: str | Content) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return (Content(one) if isinstance(one, str) else one).is_same(Content(other) if isinstance(other, str) else other)
