"""The list of steps at the left: how each stands, and a way to any of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from wizard.progress import StepProgress, StepState
from wizard.tui.messages import PlaceChosen
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

MARKS = {
    StepState.NOT_BEGUN: ("·", "$foreground-muted"),
    StepState.SUGGESTED: ("○", "$foreground-muted"),
    StepState.BEGUN: ("…", "$text-accent"),
    StepState.ATTENTION: ("!", "bold $text-error"),
    StepState.COMPLETE: ("✓", "$text-success"),
}
"""The shape and the color of each state: the shape alone is enough."""
MEANINGS = {
    StepState.COMPLETE: "done",
    StepState.BEGUN: "begun",
    StepState.SUGGESTED: "not begun; our suggestions would do",
    StepState.NOT_BEGUN: "not begun",
    StepState.ATTENTION: "something is to be put right",
}
"""What each shape says, in the help."""


@dataclass(frozen=True)
class Place:
    """A pane, as the list names it."""

    key: str
    title: str
    number: int = 0
    """Of a step; 0 for any other pane."""


class StepList(CompactOptionList):
    """The places, each with its mark. Tab passes it by; it takes the focus only when asked for."""

    HINTS = (("↑↓", "move", "down"), ("Enter", "go there", "enter"), ("Esc", "back", "escape"))
    BINDINGS = [Binding("escape", "back", show=False)]

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.can_focus = False
        self._places = places
        self._here = ""
        self._progress: dict[str, StepProgress] = {}

    def on_mount(self) -> None:
        """Show the list."""
        self._redraw()

    def mark(self, here: str, progress: dict[str, StepProgress], places: Sequence[Place]) -> None:
        """Show where the owner is, how each step stands, and the places there are now."""
        if (here, progress, places) != (self._here, self._progress, self._places):
            self._here, self._progress, self._places = here, progress, places
            self._redraw()

    def take_focus(self) -> None:
        """Take the focus, on the place where the owner is."""
        self.can_focus = True
        self.highlighted = next(
            (at for at, place in enumerate(self._places) if place.key == self._here), 0
        )
        take_focus(self)

    def on_key(self, event: events.Key) -> None:
        """Go to the row of the step whose number was typed."""
        at = next(
            (
                at
                for at, place in enumerate(self._places)
                if place.number and str(place.number) == event.key
            ),
            None,
        )
        if at is not None:
            event.stop()
            self.highlighted = at

    def on_blur(self) -> None:
        """Be passed by again."""
        self.can_focus = False

    def action_back(self) -> None:
        """Go back to the pane."""
        self.post_message(PlaceChosen(self._here))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the place."""
        event.stop()
        self.post_message(PlaceChosen(self._places[event.option_index].key))

    def _redraw(self) -> None:
        rows = [self._row(place) for place in self._places]
        if self.option_count == len(rows):
            for at, row in enumerate(rows):
                if self.get_option_at_index(at).prompt != row:
                    self.replace_option_prompt_at_index(at, row)
        else:
            self.set_options(rows)

    def _row(self, place: Place) -> HangingIndent:
        stands = self._progress.get(place.key)
        here = place.key == self._here
        shape = MARKS[stands.state] if stands else " "
        mark = Content.assemble(
            ("▸" if here else " ", "$text-accent"), shape, f" {place.number or ' '} "
        )
        words = Content(place.title)
        if stands and stands.state in (StepState.BEGUN, StepState.ATTENTION):
            words = Content.assemble(
                words, (f" {stands.answered}/{stands.asked}", "$foreground-muted")
            )
        return HangingIndent(mark, words.stylize("bold") if here else words)
