"""Help for a question, and all keys."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.interview import Question
from wizard.tui.actions import COMMANDS
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import HangingIndent
from wizard.tui.widgets.step_list import STATE_MARKS, STATE_MEANINGS

KEY_WIDTH = 16


class HelpDialog(Dialog[None]):
    """Explains the question, the keys, and the marks in the list of steps."""

    def __init__(self, question: Question | None, hints: Iterable[Hint]) -> None:
        super().__init__(question.ask if question else "Help")
        self._question = question
        self._keys = [(key, label) for key, label, _ in hints]

    def body(self) -> Iterable[Widget]:
        commands = [(", ".join(item.key_labels()), item.help) for item in COMMANDS if item.keys]
        lines: list[Content | HangingIndent] = []
        if self._question is not None:
            lines += [Content(self._question.help), Content(" ")]
            if self._question.example:
                lines += [Content(f"For example: {self._question.example}"), Content(" ")]
        lines += _rows([*self._keys, ("Tab, Shift+Tab", "next question, question before")])
        lines += [Content(" "), *_rows(commands), Content(" "), Content("In the list of steps:")]
        lines += _rows(
            (STATE_MARKS[state][0], meaning) for state, meaning in STATE_MEANINGS.items()
        )
        yield VerticalScroll(*(Static(line, markup=False) for line in lines))


def _rows(rows: Iterable[tuple[str, str]]) -> Iterable[HangingIndent]:
    return (
        HangingIndent(Content.styled(key.ljust(KEY_WIDTH), "bold"), label) for key, label in rows
    )
