"""A list whose highlight can be seen on every terminal."""

from textual.geometry import Size
from textual.style import Style
from textual.widgets import OptionList


class Rows(OptionList):
    """A compact list of plain texts. Without colours of our own, the highlighted row is shown in reverse."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, markup=False)
        self._measured: tuple[list[object], int, int] | None = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height at this width. Textual asks several times for one key, each time for every row."""
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
