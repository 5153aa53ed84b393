"""A text with a mark before it; lines that wrap stay clear of the mark."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Marked(Visual):
    """Shows "[x] A long label" with its second line under the label, not under the mark."""

    def __init__(self, mark: str | Content, label: str | Content) -> None:
        """Take both as they are: a text is never read as markup."""
        self.mark = mark if isinstance(mark, Content) else Content(mark)
        self.label = label if isinstance(label, Content) else Content(label)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marked) and self.mark.is_same(other.mark) and self.label.is_same(other.label)

    def __hash__(self) -> int:
        return hash((self.mark.plain, self.label.plain))

    @property
    def plain(self) -> str:
        """The words without their styles."""
        return self.mark.plain + self.label.plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width that needs no wrapping."""
        return self.mark.cell_length + self.label.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines it takes at this width."""
        return self.label.get_height(rules, self._room(width))

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
        indent = self.mark.cell_length
        return width - indent if width > indent + 4 else max(1, width)
