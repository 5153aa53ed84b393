"""Lines out and lines in: nothing moves on the screen, nothing is coloured, each thing is said once."""

import shutil
import sys
import textwrap
from typing import TextIO

from wizard.text import clean_text, printable

WIDEST, NARROWEST = 76, 20
"""Letters in a line: no more than reads well, no less than leaves room for a word."""


class EndOfInputError(Exception):
    """Whoever typed has gone."""


class Talk:
    """Says lines, and listens to one at a time."""

    def __init__(self, source: TextIO | None = None, out: TextIO | None = None) -> None:
        """Take where lines come from and go to; by default the program's own input and output."""
        self._source = source or sys.stdin
        self._out = out or sys.stdout
        for stream, errors in ((self._source, "replace"), (self._out, "backslashreplace")):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors=errors)  # a byte that is no letter must not end the interview
        self._is_echoed = self._source.isatty()
        columns = shutil.get_terminal_size((WIDEST, 24)).columns
        self._width = max(NARROWEST, min(columns - 1, WIDEST))

    def say(self, text: str = "", indent: str = "") -> None:
        """Say a text; its own line breaks stay, longer lines are wrapped, and nothing in it steers the terminal."""
        for line in text.split("\n"):
            wrapped = textwrap.wrap(
                printable(line.replace("\t", " ")), self._width, subsequent_indent=indent,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            self._out.write("\n".join(wrapped) + "\n")

    def listen(self, prompt: str = "> ") -> str:
        """Return the next line, cleaned, without its end.

        Raises:
            EndOfInputError: there is none any more.
        """
        self._out.write(prompt)
        self._out.flush()
        line = self._source.readline()
        if not self._is_echoed:
            self._out.write("\n")
        if not line:
            raise EndOfInputError
        return clean_text(line).strip()
