"""An answer that is one of a few."""

from collections.abc import Sequence
from typing import Any

from wizard.answers.fields import FieldKind
from wizard.session import Session
from wizard.tui.editors.editor import EditorState, EditorValue, Words
from wizard.tui.editors.lists import ListEditor
from wizard.tui.widgets.option_list import HangingIndent


class ChoiceEditor(ListEditor):
    """Rows of which one is picked: (•) against ( ). Space picks; Enter picks and goes on."""

    HINTS = (("↑↓", "move", "down"), ("Space", "pick", "space"), ("Enter", "pick, next", "enter"))

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._picked: Any = None
        self._values: tuple[Any, ...] = tuple(words.labels)
        if words.field.kind is FieldKind.YES_NO:
            self._values = tuple(key == "yes" for key in words.labels)

    def show(self, shown: EditorState) -> None:
        """Show which is picked, or suggested."""
        self.shown = shown
        moved = self._picked != shown.visible
        self._picked = shown.visible
        self.redraw()
        if moved and not self.has_focus:
            self.highlighted = self.first_row()

    def take_value(self) -> EditorValue | None:
        """Return what was picked, if it is new."""
        if not self._touched:
            return None
        self._touched = False
        return EditorValue(self._picked)

    def rows(self) -> Sequence[HangingIndent]:
        """Return a row a choice."""
        labels = zip(self._values, self.words.labels.values(), strict=True)
        return [
            HangingIndent("(•) " if value == self._picked else "( ) ", label)
            for value, label in labels
        ]

    def first_row(self) -> int:
        """Return the row that is picked."""
        return self._values.index(self._picked) if self._picked in self._values else 0

    def act_on(self, row: int) -> None:
        """Pick the row."""
        self._picked = self._values[row]
        self.touch()

    def action_finish(self) -> None:
        """Pick the row, and go on."""
        self.action_select()
        self.leave()
