"""Input of one line that takes every letter, whole pastes, and deletes by grapheme."""

import time
import unicodedata

from textual import events
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input
from wcwidth import grapheme_boundary_before, iter_graphemes

from wizard.answers.base import MAX_TEXT
from wizard.text import clean_text
from wizard.tui.paste import as_line
from wizard.undo import TYPING_PAUSE_S

PASTE_NOTICE_S = 10


class LineInput(Input):
    """One line of text. In a dialog, it undoes its own typing; elsewhere the session does."""

    BINDINGS = [
        Binding("ctrl+z,alt+z", "undo_typing", show=False),
        Binding("ctrl+y,alt+y", "redo_typing", show=False),
    ]

    def __init__(self, value: str = "", placeholder: str = "") -> None:
        self._undo: list[str] = []
        self._redo: list[str] = []
        self._last_change = 0.0
        super().__init__(value, placeholder, compact=True, select_on_focus=False)

    @property
    def text(self) -> str:
        """The value as one clean line."""
        return one_line(self.value)

    def on_key(self, event: events.Key) -> None:
        character = unprintable_letter(event)
        if character:
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text, notice = as_line(event.text, MAX_TEXT - len(self.value))
        if notice:
            self.notify(notice, timeout=PASTE_NOTICE_S)
        if text:
            self.replace(text, *self.selection)

    def action_delete_left(self) -> None:
        if self.selection.is_empty:
            self.delete(
                grapheme_boundary_before(self.value, self.cursor_position), self.cursor_position
            )
        else:
            self.delete_selection()

    def action_delete_right(self) -> None:
        if self.selection.is_empty:
            self.delete(self.cursor_position, grapheme_end(self.value, self.cursor_position))
        else:
            self.delete_selection()

    def action_cursor_left(self, select: bool = False) -> None:
        if select or not self.selection.is_empty:
            super().action_cursor_left(select)
        else:
            self.cursor_position = grapheme_boundary_before(self.value, self.cursor_position)

    def action_cursor_right(self, select: bool = False) -> None:
        if select or not self.selection.is_empty:
            super().action_cursor_right(select)
        else:
            self.cursor_position = grapheme_end(self.value, self.cursor_position)

    # Undo of what was typed since the line got the focus

    def on_focus(self) -> None:
        self._undo, self._redo, self._last_change = [], [], 0.0

    def watch_value(self, before: str, after: str) -> None:
        now = time.monotonic()
        paused = now - self._last_change > TYPING_PAUSE_S
        if not self._undo or paused or abs(len(after) - len(before)) > 1:
            self._undo.append(before)
        self._redo.clear()
        self._last_change = now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("undo_typing", "redo_typing"):
            return isinstance(self.screen, ModalScreen)
        return super().check_action(action, parameters)

    def action_undo_typing(self) -> None:
        self._restore(self._undo, self._redo, "There is nothing to undo here.")

    def action_redo_typing(self) -> None:
        self._restore(self._redo, self._undo, "There is nothing to do again here.")

    def _restore(self, source: list[str], target: list[str], notice: str) -> None:
        if not source:
            self.notify(notice)
            return
        text = source.pop()
        target.append(self.value)
        stacks = list(self._undo), list(self._redo)
        self.value = text
        # Not a change by typing: put back what `watch_value` made of them.
        self._undo, self._redo = stacks
        self._last_change = 0.0
        self.cursor_position = len(text)


def one_line(text: str) -> str:
    """Return `text` as one clean line."""
    return " ".join(part.strip() for part in clean_text(text).split("\n") if part.strip())


def unprintable_letter(event: events.Key) -> str:
    """Return the letter of a key that Textual ignores because Python doesn't call it printable.

    Such are the full-width space, the no-break space, and the joiners within emoji and Persian words.
    """
    character = event.character
    if not character or event.is_printable or unicodedata.category(character[0]) == "Cc":
        return ""
    return clean_text(character).replace("\n", "")


def grapheme_end(text: str, start: int) -> int:
    """Return the index at which the grapheme beginning at `start` ends."""
    return start + len(next(iter_graphemes(text, start), ""))
