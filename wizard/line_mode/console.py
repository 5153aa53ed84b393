"""Lines in and out: nothing moves, nothing is coloured."""

import io
import shutil
import sys
import textwrap
from typing import TextIO

from wizard.text import clean_text, printable

MAX_WIDTH, MIN_WIDTH = 76, 20
# Typed before a word that is an answer, though it is a command.
ESCAPE = "\\"


class EndOfInputError(Exception):
    """There are no more lines to read."""


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

    def read_text(self, first: str, lines: list[str]) -> str:
        """Return `first` and the lines after it, up to one that is just a full stop.

        Each is added to `lines` at once, so that they aren't lost when the input ends.
        """
        line = first
        while line != ".":
            lines.append(line.removeprefix(ESCAPE))
            line = self.read_line(". ")
        return "\n".join(lines)

    def read_word(self, question: str, words: tuple[str, ...]) -> str:
        """Ask until one of the words is typed, and return it."""
        while True:
            self.say(question)
            word = self.read_line().lower()
            if word in words:
                return word
