"""A user at the keyboard, who reads the question on the screen and answers it."""

import datetime
import re
import sys
from collections.abc import Callable
from pathlib import Path

from tests.terminal import Terminal, flat
from wizard.answers.fields import FieldKind
from wizard.interview import Column, Interview, Question, load

WIZARD = (sys.executable, "-m", "wizard")
DAY = datetime.date.today() + datetime.timedelta(days=14)
"""Every date asked for is this one or later: answers of the past would be complained about."""

GO_ON = "→ Go on"
"""The link that ends a step."""

BAR = re.compile(r"^(?P<before>[^█▌]*)[█▌] (?P<words>.*)$")
"""A line of the question that has the focus: a bar stands in front of it."""


class Owner:
    """Answers whatever is asked, by keyboard alone, and remembers what was typed."""

    def __init__(self, file: Path, *, columns: int = 80, lines: int = 24) -> None:
        """Start the wizard on `file`, in the file's folder."""
        self.interview: Interview = load()
        self.terminal = Terminal(
            [*WIZARD, file.name], columns=columns, lines=lines, cwd=file.parent
        )
        self.typed: list[str] = []
        """Every text typed so far."""
        self.asked: list[str] = []
        """The paths of the questions answered so far, in order."""

    def here(self) -> Question | None:
        """Return the question that has the focus, as read from the screen."""
        screen = self.terminal.screen()
        words = focused(screen)
        # A long question's own words may be there, with the progress beside them.
        above = titles(screen).strip().partition("  ")[0].rstrip("…")
        found = [
            one
            for one in self.interview.questions()
            if one.ask in words or (above and one.ask.startswith(above))
        ]
        return max(found, key=lambda question: len(question.ask), default=None)

    def wait_for_another(self, than: Question | None = None) -> Question:
        """Wait until a question other than `than` has the focus, and return it."""
        self.terminal.wait_for(lambda _: self.here() not in (None, than))
        question = self.here()
        assert question is not None
        return question

    def answer_until(self, stop: str) -> None:
        """Answer questions until the one for `stop` has the focus.

        Words that begin a pane, such as "What's open", stop it too.
        """
        question = self.wait_for_another()
        while question.path != stop:
            self.answer(question)
            before = question
            arrived = self._arrived(before, stop)
            self.terminal.wait_for(arrived)
            if self._at_link(self.terminal.screen()):
                self.terminal.press("enter")
                self.terminal.wait_for(self._arrived(before, stop, gone_on=True))
            following = self.here()
            if following is None or following == before:
                return
            question = following

    def _arrived(
        self, before: Question, stop: str, *, gone_on: bool = False
    ) -> Callable[[str], bool]:
        """Return a test for another question, the end of a step, or the pane `stop`."""

        def arrived(screen: str) -> bool:
            at_link = not gone_on and self._at_link(screen)
            return at_link or self.here() not in (None, before) or stop in titles(screen)

        return arrived

    def _at_link(self, screen: str) -> bool:
        """Return whether the link at the end of a step has the focus."""
        return (
            GO_ON in screen and not focused(screen) and "don't know" not in screen.splitlines()[-1]
        )

    def answer(self, question: Question) -> None:
        """Answer the question that has the focus and go on."""
        self.asked.append(question.path)
        match question.field.kind:
            case FieldKind.TABLE:
                self._add_row(question)
            case FieldKind.OPEN_CHECKLIST:
                self._add_line(question)
            case FieldKind.TEXT:
                self._type(question)
                self.terminal.press("tab")
            case _:
                self._fill(question)

    def leave(self) -> str:
        """Leave with Ctrl+Q and return what stands in the terminal afterwards."""
        self.terminal.press("ctrl+q")
        status = self.terminal.wait_exit()
        said = self.terminal.screen()
        self.terminal.close()
        assert status == 0, said
        return said

    def _fill(self, words: Question | Column) -> None:
        match words.field.kind:
            case FieldKind.LINE | FieldKind.NUMBER | FieldKind.DATE:
                self._type(words)
                self.terminal.press("enter")
            case FieldKind.TEXT:
                self._type(words)
                self.terminal.press("tab")
            case FieldKind.PERSON | FieldKind.PEOPLE:
                self.terminal.press("enter")
                self.terminal.wait_for("Add a person")
                self.terminal.press("enter")
            case _:
                self.terminal.press("enter")

    def _type(self, words: Question | Column) -> None:
        match words.field.kind:
            case FieldKind.DATE:
                text = DAY.isoformat()
            case FieldKind.NUMBER:
                text = "7"
            case _:
                text = words.example or f"Typed for {words.field.key}"
                self.typed.append(text)
        self.terminal.type(text)

    def _add_row(self, question: Question) -> None:
        self.terminal.press("end", "enter")
        columns = list(question.columns.values())
        for column in columns:
            self._wait_for_focus(column)
            self._fill(column)
        if columns[-1].field.kind is FieldKind.TEXT:  # Tab has left it for the link below
            self.terminal.wait_for("Enter choose")
            self.terminal.press("enter")
        self.terminal.wait_for(
            lambda screen: self.here() == question and "Esc " not in screen.splitlines()[-1]
        )
        self.terminal.press("tab")

    def _wait_for_focus(self, words: Question | Column) -> None:
        self.terminal.wait_for(lambda screen: words.ask in focused(screen))

    def _add_line(self, question: Question) -> None:
        text = f"My own line about {question.field.key.replace('_', ' ')}"
        self.typed.append(text)
        self.terminal.press("end", "enter")
        self.terminal.wait_for("Esc close")
        self.terminal.type(text)
        self.terminal.press("enter")
        self.terminal.wait_for(lambda screen: "Esc close" not in screen)
        self.terminal.press("tab")


def focused(screen: str) -> str:
    """Return the words beside the bar that marks what has the focus, as one line."""
    found = [BAR.match(line) for line in screen.splitlines()]
    return flat("\n".join(match["words"] for match in found if match))


def titles(screen: str) -> str:
    """Return the screen's second line: it says where the owner is."""
    return screen.splitlines()[1]
