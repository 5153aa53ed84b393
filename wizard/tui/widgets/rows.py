"""A list whose highlight can be seen on every terminal."""

from textual.style import Style
from textual.widgets import OptionList


class Rows(OptionList):
    """A compact list of plain texts. Without colours of our own, the highlighted row is shown in reverse."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, markup=False)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a row; Textual 8.2.8 leaves reverse out of it, whatever the style sheet says."""
        style = super().get_visual_style(*component_classes, partial=partial)
        highlighted = "option-list--option-highlighted" in component_classes
        if highlighted and self.has_focus and self.app.native_ansi_color:
            return style + Style(reverse=True)
        return style
