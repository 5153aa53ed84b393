"""An answer that is any number of a few."""

from collections.abc import Sequence

from wizard.session import Session
from wizard.tui.editors.editor import EditorState, EditorValue, Words
from wizard.tui.editors.lists import ListEditor
from wizard.tui.widgets.option_list import HangingIndent


class ChecklistEditor(ListEditor):
    """Rows that are ticked or not: [x] against [ ]. Space ticks; Enter keeps the list as it is and goes on."""

    HINTS = (("↑↓", "move", "down"), ("Space", "tick", "space"), ("Enter", "keep, next", "enter"))

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._keys = tuple(words.labels)
        self._ticked: set[str] = set()

    def show(self, shown: EditorState) -> None:
        """Show what is ticked, or suggested."""
        self.shown = shown
        self._keys = shown.offered or tuple(self.words.labels)
        self._ticked = {key for key in shown.visible or () if key in self.words.labels}
        self.redraw()

    def take_value(self) -> EditorValue | None:
        """Return what is ticked, if it is new."""
        if not self._touched:
            return None
        self._touched = False
        return EditorValue(self.value())

    def value(self) -> tuple[str, ...]:
        """Return what is ticked, in the order of the list; what isn't offered at the moment stays ticked."""
        return tuple(key for key in self.words.labels if key in self._ticked)

    def rows(self) -> Sequence[HangingIndent]:
        """Return a row a choice."""
        return [
            HangingIndent(tick(key in self._ticked), self.words.labels[key]) for key in self._keys
        ]

    def act_on(self, row: int) -> None:
        """Tick the row, or take the tick away."""
        self._ticked ^= {self._keys[row]}
        self.touch()

    def action_finish(self) -> None:
        """Take the list as it stands for the owner's answer, and go on."""
        self.touch()
        self.leave()


def tick(ticked: bool) -> str:
    """Return the mark of a row that is ticked, or isn't."""
    return "[x] " if ticked else "[ ] "
