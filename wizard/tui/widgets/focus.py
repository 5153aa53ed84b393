"""Move the focus."""

from textual.widget import Widget


def take_focus(widget: Widget) -> None:
    """Focus the widget now, without scrolling, so that the next key goes there.

    `Widget.focus` waits for its turn in the app's queue; until then, keys go to the old place.
    """
    if widget.is_attached:
        widget.screen.set_focus(widget, scroll_visible=False)
