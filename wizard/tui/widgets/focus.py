"""Moving the focus."""

from textual.widget import Widget


def take_focus(widget: Widget) -> None:
    """Focus the widget now, without scrolling: the next key must go there.

    Textual's own `focus()` waits for its turn in the app's queue; meanwhile keys go to the old place, and a pane that
    is being hidden gives the focus to whatever comes next in it.
    """
    if not widget.is_attached:  # the owner has left meanwhile
        return
    widget.screen.set_focus(widget, scroll_visible=False)
