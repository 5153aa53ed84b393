"""An answer of one line."""

import time
from typing import Any

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from wizard.answers.base import MAX_LINE, MAX_TEXT
from wizard.interview import Column
from wizard.session import Session
from wizard.text import clean_text
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, Words
from wizard.tui.paste import as_line
from wizard.undo import TYPING_PAUSE_S

SOON = 0.02
"""Seconds from a key to the report of it: the terminal gets the letter first, from a thread that needs its turn too."""


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


class OneLine(Input):
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
        return _one_line(self.value)

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


class LineEditor(Editor, OneLine):
    """A line of text. Enter goes to the next question."""

    HINTS = (("Enter", "next", "enter"),)
    BINDINGS = [
        Binding("up", "neighbor(False)", show=False),
        Binding("down", "neighbor(True)", show=False),
        Binding("right", "example_or_right", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self._told = ""
        self._confirmed = False
        self.reports = False
        """Whether a report is due."""

    def show(self, shown: EditorState) -> None:
        """Show the value, the half-typed text, or the suggestion; what means the same already is left as typed."""
        self.shown = shown
        text = shown.unfinished.get("") or self.as_text(shown.visible)
        self.placeholder = self.hint_text()
        if _one_line(text) == self.text or self._means(shown):
            self._told = self.value
            return
        self._told = text
        self.value = text
        self.cursor_position = len(text)

    def take_value(self) -> EditorValue | None:
        """Return the text as typed, if it is new."""
        if self.value == self._told and not self._confirmed:
            return None
        self._told = self.value
        self._confirmed = False
        return self.read(self.text)

    def as_text(self, value: Any) -> str:
        """Return how a value is typed."""
        return "" if value is None else str(value)

    def read(self, text: str) -> EditorValue:
        """Return what a typed text stands for."""
        if len(text) > MAX_LINE:
            return EditorValue(
                None,
                text,
                f"This is too long: at most {MAX_LINE} characters. You have typed {len(text)}.",
            )
        return EditorValue(text, text)

    def problem(self) -> str:
        """Return why what is typed is no answer."""
        return self.read(self.text).why or super().problem()

    def hint_text(self) -> str:
        """Return what stands in the line, dimmed, while it is empty: in a dialog, where room is short, the example."""
        in_dialog = isinstance(self.words, Column) and self.words.example
        return f"For example: {self.words.example}" if in_dialog else ""

    def _means(self, shown: EditorState) -> bool:
        """Tell whether the text is another spelling of the value to show ("31 March" for a date)."""
        held = self.read(self.text)
        return not shown.unfinished and shown.decided and not held.why and held.value == shown.value

    def on_input_changed(self, event: Input.Changed) -> None:
        """Report it once it is on screen, unless we wrote it ourselves; whoever can't wait pulls."""
        event.stop()
        if self.value != self._told and not self.reports:
            self.reports = True
            self.set_timer(SOON, self._report_now)

    def _report_now(self) -> None:
        self.reports = False
        if self.value != self._told:
            self.report()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on; what stands there is the owner's answer then, even if we had suggested it."""
        event.stop()
        if self.value and not self.shown.decided:
            self._confirmed = True
            self.report()
        self.leave()

    def insert_example(self) -> None:
        """Write the example into the line, if nothing is there."""
        if not self.value and self.words.example:
            self.insert_text_at_cursor(self.words.example)

    def action_example_or_right(self) -> None:
        """Take the example over; in a text, go one letter on."""
        if self.value:
            self.action_cursor_right()
        else:
            self.insert_example()

    def action_neighbor(self, forward: bool) -> None:
        """Go to the question above or below."""
        self.leave(forward=forward, by_arrow=True)


def _one_line(text: str) -> str:
    return " ".join(part.strip() for part in clean_text(text).split("\n") if part.strip())
