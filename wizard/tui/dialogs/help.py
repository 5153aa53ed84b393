"""Help for a question, and all keys."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.interview import Question
from wizard.tui.actions import COMMANDS
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.editors.editor import Hint
from wizard.tui.widgets.option_list import HangingIndent
from wizard.tui.widgets.step_list import MARKS, MEANINGS


class HelpDialog(Dialog):
    """Says again what the question asks, which keys do what, and what the marks of the steps mean."""

    def __init__(self, question: Question | None, hints: Iterable[Hint]) -> None:
        super().__init__(question.ask if question else "Help")
        self._question = question
        self._hints = tuple(hints)

    def body(self) -> Iterable[Widget]:
        """Return the words and the keys."""
        parts: list[Content | HangingIndent] = []
        if self._question is not None:
            parts += [Content(self._question.help), Content(" ")]
            if self._question.example:
                parts += [Content(f"For example: {self._question.example}"), Content(" ")]
        parts += [_line(key, words) for key, words, _ in self._hints]
        parts += [_line("Tab, Shift+Tab", "next question, question before"), Content(" ")]
        parts += [
            _line(", ".join(command.shown_keys()), command.help)
            for command in COMMANDS
            if command.keys
        ]
        parts += [Content(" "), Content("In the list of steps:")]
        parts += [_line(MARKS[state][0], words) for state, words in MEANINGS.items()]
        yield VerticalScroll(*(Static(part, markup=False) for part in parts))


def _line(keys: str, words: str) -> HangingIndent:
    return HangingIndent(Content.styled(keys.ljust(16), "bold"), words)
