"""Compact option lists, and rows whose wrapped lines are indented past their mark."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual, VisualType
from textual.widgets import OptionList

# Columns that a label needs at least; in a narrower list it wraps below its mark.
MIN_LABEL_WIDTH = 5


class HangingIndent(Visual):
    """A mark and a label, such as "[x] A long label"; more lines start below the label."""

    def __init__(self, mark: str | Content, label: str | Content) -> None:
        self.mark = mark if isinstance(mark, Content) else Content(mark)
        self.label = label if isinstance(label, Content) else Content(label)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, HangingIndent)
            and self.mark.is_same(other.mark)
            and self.label.is_same(other.label)
        )

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return self.mark.plain + self.label.plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self.mark.cell_length + self.label.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        width -= self._indent(width)
        is_one_line = "\n" not in self.label.plain and self.label.cell_length <= width
        return 1 if is_one_line else self.label.get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        indent = self._indent(width)
        blank = Strip.blank(indent, style.rich_style)
        marks = self.mark.render_strips(indent, 1, style, options) if indent else []
        first = marks[0].adjust_cell_length(indent, style.rich_style) if marks else blank
        lines = self.label.render_strips(width - indent, height, style, options)
        return [Strip.join([blank if index else first, line]) for index, line in enumerate(lines)]

    def _indent(self, width: int) -> int:
        indent = self.mark.cell_length
        return indent if width >= indent + MIN_LABEL_WIDTH else 0


class CompactOptionList(OptionList):
    """A list of plain texts whose highlight can be seen on every terminal."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, markup=False)

    def update_rows(self, rows: Sequence[VisualType]) -> None:
        """Show these rows; the highlight keeps its place."""
        if len(rows) == self.option_count:
            changed = [
                index
                for index, row in enumerate(rows)
                if self.get_option_at_index(index).prompt != row
            ]
            # Each layout of a long step takes a while.
            if not changed:
                return
            for index in changed:
                self.replace_option_prompt_at_index(index, rows[index])
        else:
            highlighted = self.highlighted
            self.set_options(rows)
            if highlighted is not None and rows:
                self.highlighted = min(highlighted, len(rows) - 1)
        self.refresh(layout=True)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a row, with reverse for the highlight in a terminal's own colors.

        Textual 8.2.8 drops `text-style: reverse` from component styles.
        """
        style = super().get_visual_style(*component_classes, partial=partial)
        highlighted = "option-list--option-highlighted" in component_classes
        if highlighted and self.has_focus and self.app.native_ansi_color:
            return style + Style(reverse=True)
        return style


def checkbox(ticked: bool) -> str:
    """Return the mark of a row that can be ticked."""
    return "[x] " if ticked else "[ ] "
