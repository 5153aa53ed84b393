"""List of the steps at the left: the state of each, and a way to any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from wizard.progress import StepProgress, StepState
from wizard.tui.messages import PlaceChosen
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

# A shape and its style; the shape alone tells the states apart.
STATE_MARKS = {
    StepState.COMPLETE: ("✓", "$text-success"),
    StepState.BEGUN: ("…", "$text-accent"),
    StepState.SUGGESTED: ("○", "$foreground-muted"),
    StepState.NOT_BEGUN: ("·", "$foreground-muted"),
    StepState.ATTENTION: ("!", "bold $text-error"),
}
STATE_MEANINGS = {
    StepState.COMPLETE: "done",
    StepState.BEGUN: "begun",
    StepState.SUGGESTED: "not begun; our suggestions would do",
    StepState.NOT_BEGUN: "not begun",
    StepState.ATTENTION: "something is to be put right",
}


@dataclass(frozen=True)
class Place:
    """A pane, as lists name it; `number` is that of a step, 0 for other panes."""

    key: str
    title: str
    number: int = 0

    def label(self, last_step: int = 0) -> str:
        """Return "Step 3 of 8 · Crisis"; without the number of the last step, "Step 3 · Crisis"."""
        of_last = f" of {last_step}" if last_step else ""
        return f"Step {self.number}{of_last} · {self.title}" if self.number else self.title


class StepList(CompactOptionList):
    """All panes with the marks of the steps. Tab passes by; a key of its own focuses it."""

    BINDINGS = [Binding("escape", "back", show=False)]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.can_focus = False
        self._places: Sequence[Place] = ()
        self._current = ""
        self._progress: Mapping[str, StepProgress] = {}

    def hints(self) -> tuple[Hint, ...]:
        return (("↑↓", "move", "down"), ("Enter", "go there", "enter"), ("Esc", "back", "escape"))

    def show_places(self, places: Sequence[Place], current: str) -> None:
        """Show the panes there are, and the current one."""
        self._places, self._current = places, current
        self._update()

    def show_progress(self, progress: Mapping[str, StepProgress]) -> None:
        """Show the marks of the steps."""
        self._progress = progress
        self._update()

    def take_focus(self) -> None:
        """Take the focus, on the current pane."""
        self.can_focus = True
        self.highlighted = next(
            (row for row, place in enumerate(self._places) if place.key == self._current), 0
        )
        take_focus(self)

    def on_key(self, event: events.Key) -> None:
        for row, place in enumerate(self._places):
            if place.number and str(place.number) == event.key:
                event.stop()
                self.highlighted = row

    def on_blur(self) -> None:
        self.can_focus = False

    def action_back(self) -> None:
        self.post_message(PlaceChosen(self._current))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(PlaceChosen(self._places[event.option_index].key))

    def _update(self) -> None:
        prompts = [self._prompt(place) for place in self._places]
        if [option.prompt for option in self.options] != prompts:
            highlighted = self.highlighted
            self.set_options(prompts)
            self.highlighted = highlighted

    def _prompt(self, place: Place) -> HangingIndent:
        progress = self._progress.get(place.key)
        is_current = place.key == self._current
        mark = Content.assemble(
            ("▸" if is_current else " ", "$text-accent"),
            STATE_MARKS[progress.state] if progress else " ",
            f" {place.number or ' '} ",
        )
        title = Content.styled(place.title, "bold" if is_current else "")
        if progress and progress.state in (StepState.BEGUN, StepState.ATTENTION):
            count = (f" {progress.answered}/{progress.asked}", "$foreground-muted")
            title = Content.assemble(title, count)
        return HangingIndent(mark, title)
