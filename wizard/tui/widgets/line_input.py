"""A line to type in."""

import time

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from wizard.answers.base import MAX_TEXT
from wizard.text import clean_text
from wizard.tui.paste import as_line
from wizard.undo import TYPING_PAUSE_S


class TypedText:
    """What a line said before each burst of typing."""

    def __init__(self) -> None:
        self._before: list[str] = []
        self._after: list[str] = []
        self._last = 0.0
        self._travels = False

    def note(self, before: str, after: str) -> None:
        """Note that the line says something else now."""
        if self._travels:
            self._travels = False
            return
        self._after.clear()
        now = time.monotonic()
        if (
            not self._before
            or now - self._last > TYPING_PAUSE_S
            or abs(len(after) - len(before)) > 1
        ):
            self._before.append(before)
        self._last = now

    def back(self, now: str) -> str | None:
        """Return what the line said before the last burst; None if there was none."""
        return self._travel(now, self._before, self._after)

    def forward(self, now: str) -> str | None:
        """Return what it said before that was taken back."""
        return self._travel(now, self._after, self._before)

    def _travel(self, now: str, off: list[str], on: list[str]) -> str | None:
        if not off:
            return None
        on.append(now)
        self._last = 0.0
        text = off.pop()
        self._travels = text != now
        return text


class LineInput(Input):
    """A line to type in, which takes all of what is pasted; Textual's own keeps the first line and drops the rest."""

    virtual_size = Reactive(Size(0, 0))
    """The width of the text. It is no reason to lay out the whole pane again at each key, as Textual's Input does."""

    BINDINGS = [
        Binding("ctrl+z,alt+z", "travel(True)", show=False),
        Binding("ctrl+y,alt+y", "travel(False)", show=False),
    ]

    def __init__(self, value: str = "", placeholder: str = "") -> None:
        self._typed = TypedText()
        """In a dialog, what was typed since the line got the focus; elsewhere, the session takes steps back."""
        super().__init__(value, placeholder, compact=True, select_on_focus=False)

    def on_focus(self) -> None:
        """What was typed earlier is no longer taken back here."""
        self._typed = TypedText()

    def watch_value(self, before: str, after: str) -> None:
        """Note what was typed."""
        self._typed.note(before, after)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave undo to the app, but in a dialog."""
        return action != "travel" or isinstance(self.screen, ModalScreen)

    def action_travel(self, back: bool) -> None:
        """Take back what was typed here since the line got the focus, or do it again."""
        text = self._typed.back(self.value) if back else self._typed.forward(self.value)
        if text is None:
            self.app.notify(
                "There is nothing to undo here." if back else "There is nothing to do again here."
            )
        else:
            self.value = text
            self.cursor_position = len(text)

    @property
    def text(self) -> str:
        """What stands there, as one clean line."""
        return one_line(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        pasted, said = as_line(event.text, MAX_TEXT - len(self.value))
        if said:
            self.told_of_paste(said)
        if not pasted:
            return
        if self.selection.is_empty:
            self.insert_text_at_cursor(pasted)
        else:
            self.replace(pasted, *self.selection)

    def told_of_paste(self, said: str) -> None:
        """Say what was changed in what was pasted."""
        self.app.notify(said, timeout=10)


def one_line(text: str) -> str:
    """Return the text as one clean line."""
    return " ".join(part.strip() for part in clean_text(text).split("\n") if part.strip())
