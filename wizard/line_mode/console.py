"""Lines in and out, and the commands that can be typed instead of an answer."""

import io
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TextIO

from wizard.text import clean_text, printable

MAX_WIDTH, MIN_WIDTH = 76, 20
# Typed before a word that is an answer, though it is a command.
ESCAPE = "\\"


COMMANDS = {
    "?": "say what to type here, and all of these words",
    "back": "go to the question before",
    "skip": "leave this question as it is, and go on; Enter alone does the same",
    "keep": "make our suggestion your answer",
    "example": "hear an example",
    "unsure": "put this question off: you don't know yet",
    "clear": "take your answer back; our suggestion stands again",
    "safer": "take over the safer words that were offered",
    "go": "go to a step: go 3",
    "open": "hear what is still open",
    "write": "write the documents",
    "quit": "save and leave; you come back to this question",
}
_ALIASES = {
    "help": "?",
    "next": "skip",
    "exit": "quit",
    "bye": "quit",
    "export": "write",
    "undo": "clear",
}


class EndOfInputError(Exception):
    """There are no more lines to read."""


class QuitError(Exception):
    """The user wants to leave."""


def parse_command(text: str) -> tuple[str, str] | None:
    """Return the name and the argument of a command; None for an answer."""
    word, _, argument = text.partition(" ")
    name, argument = _ALIASES.get(word.lower(), word.lower()), argument.strip()
    is_complete = argument.isdigit() if name == "go" else not argument
    return (name, argument) if name in COMMANDS and is_complete else None


class Console:
    """Prints wrapped lines, and reads lines; by default on the program's own streams."""

    def __init__(self, source: TextIO | None = None, out: TextIO | None = None) -> None:
        self._source = source or sys.stdin
        self._out = out or sys.stdout
        for stream, errors in ((self._source, "replace"), (self._out, "backslashreplace")):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=errors)
        self._is_echoed = self._source.isatty()
        columns = shutil.get_terminal_size((MAX_WIDTH, 24)).columns
        self._width = max(MIN_WIDTH, min(columns - 1, MAX_WIDTH))

    def say(self, text: str = "", indent: str = "") -> None:
        """Print a text wrapped; its line breaks stay, and control characters are escaped."""
        for line in text.split("\n"):
            wrapped = textwrap.wrap(
                printable(line.replace("\t", " ")),
                self._width,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
            self._out.write("\n".join(wrapped) + "\n")

    def read_line(self, prompt: str = "> ") -> str:
        """Return the next line, without control characters and spaces around it.

        Raises:
            EndOfInputError: there is none.
        """
        self._out.write(prompt)
        self._out.flush()
        line = self._source.readline()
        if not self._is_echoed:
            self._out.write("\n")
        if not line:
            raise EndOfInputError
        return clean_text(line).strip()

    def read_text(self, first: str, save: Callable[[str], object]) -> None:
        """Save `first` and the lines after it, up to one that is just a full stop.

        When the input ends or a signal arrives before that, the lines so far are saved.
        """
        lines: list[str] = []
        line = first
        try:
            while line != ".":
                lines.append(line.removeprefix(ESCAPE))
                line = self.read_line(". ")
        except BaseException:
            with suppress(ValueError):
                save("\n".join(lines))
            raise
        save("\n".join(lines))

    def read_word(self, question: str, words: tuple[str, ...]) -> str:
        """Ask until one of the words is typed, and return it."""
        while True:
            self.say(question)
            word = self.read_line().lower()
            if word in words:
                return word

    def print_commands(self, commands: Mapping[str, str]) -> None:
        """Print what each command does, and how to type one as an answer."""
        for name, description in commands.items():
            self.say(f"  {name}: {description}", indent="    ")
        self.say(f"If one of them is your answer, type {ESCAPE} before it: {ESCAPE}skip.")
