"""Input of one line that takes every letter and whole pastes, and deletes by grapheme."""

import time
import unicodedata

from textual import events
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.widgets.input import Selection
from wcwidth import grapheme_boundary_before, iter_graphemes

from wizard.answers.base import MAX_TEXT
from wizard.text import clean_text
from wizard.tui.paste import as_line
from wizard.undo import TYPING_PAUSE_S

PASTE_NOTICE_S = 10


class LineInput(Input):
    """One line of text. In a dialog, it undoes its own typing; elsewhere the session does."""

    BINDINGS = [
        Binding("ctrl+z,alt+z", "undo_typing(True)", show=False),
        Binding("ctrl+y,alt+y", "undo_typing(False)", show=False),
    ]

    def __init__(self, value: str = "", placeholder: str = "") -> None:
        # What was in the line before each burst of typing, and after those that were undone.
        self._before: list[str] = []
        self._after: list[str] = []
        self._last_change_s = 0.0
        super().__init__(value, placeholder, compact=True, select_on_focus=False)

    @property
    def text(self) -> str:
        """The value as one clean line."""
        return one_line(self.value)

    def on_key(self, event: events.Key) -> None:
        if letter := unprintable_letter(event):
            event.stop()
            event.prevent_default()
            self.replace(letter, *self.selection)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text, notice = as_line(event.text, MAX_TEXT - len(self.value))
        if notice:
            self.notify(notice, timeout=PASTE_NOTICE_S)
        if text:
            self.replace(text, *self.selection)

    def action_delete_left(self) -> None:
        start, end = self.selection
        self.delete(grapheme_boundary_before(self.value, start) if start == end else start, end)

    def action_delete_right(self) -> None:
        start, end = self.selection
        self.delete(start, grapheme_end(self.value, end) if start == end else end)

    def action_cursor_left(self, select: bool = False) -> None:
        start, end = self.selection
        collapses = start != end and not select
        left = min(start, end) if collapses else grapheme_boundary_before(self.value, end)
        self.selection = Selection(start, left) if select else Selection.cursor(left)

    def action_cursor_right(self, select: bool = False) -> None:
        start, end = self.selection
        collapses = start != end and not select
        right = max(start, end) if collapses else grapheme_end(self.value, end)
        self.selection = Selection(start, right) if select else Selection.cursor(right)

    def on_focus(self) -> None:
        self._before, self._after, self._last_change_s = [], [], 0.0

    def watch_value(self, before: str, after: str) -> None:
        now = time.monotonic()
        is_burst = now - self._last_change_s < TYPING_PAUSE_S and abs(len(after) - len(before)) <= 1
        if not (self._before and is_burst):
            self._before.append(before)
        self._after, self._last_change_s = [], now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        allowed = super().check_action(action, parameters)
        return allowed and (action != "undo_typing" or isinstance(self.screen, ModalScreen))

    def action_undo_typing(self, undo: bool) -> None:
        """Undo what was typed since the line got the focus, or do it again."""
        source, target = (self._before, self._after) if undo else (self._after, self._before)
        if not source:
            self.notify(f"There is nothing to {'undo' if undo else 'do again'} here.")
            return
        text = source.pop()
        target.append(self.value)
        before, after = list(self._before), list(self._after)
        self.value, self.cursor_position = text, len(text)
        # `watch_value` took it for typing.
        self._before, self._after, self._last_change_s = before, after, 0.0


def one_line(text: str) -> str:
    """Return `text` as one clean line."""
    return " ".join(part.strip() for part in clean_text(text).split("\n") if part.strip())


def unprintable_letter(event: events.Key) -> str:
    """Return the letter of a key that Textual ignores because Python doesn't call it printable.

    Such are the full-width space, the no-break space, and joiners in emoji and Persian words.
    """
    letter = event.character or ""
    if event.is_printable or unicodedata.category(letter[:1] or "\0") == "Cc":
        return ""
    return clean_text(letter).replace("\n", "")


def grapheme_end(text: str, start: int) -> int:
    """Return the index at which the grapheme at `start` ends."""
    return start + len(next(iter_graphemes(text, start), ""))
