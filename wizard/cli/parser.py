"""Reads what was typed; a complaint is one sentence that says where to look."""

import argparse
import os
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from wizard import PROGRAM
from wizard.cli.declared import COMMANDS
from wizard.errors import ExitCode
from wizard.text import printable

_WIDTH = 79
"""Columns of the help."""
_OPTIONS = {"help": "--help", "version": "--version"}
"""What programs of other makers have as commands."""
_ALIKE = 0.7
"""How like a command a word must be to be taken for a slip: "exprot" is, "reports" is not."""


class Parser(argparse.ArgumentParser):
    """Reads words and options in any order."""

    def __init__(
        self, prog: str, description: str, epilog: str = "", usage: str | None = None
    ) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            usage=usage,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Return what was typed, or say what is wrong with it and end."""
        # Behind "--", every word is one, and argparse knows that only where it takes the words in their order.
        read = self.parse_known_args if "--" in words else self.parse_known_intermixed_args
        options, left = read(words)
        if left:
            from wizard.text import did_you_mean

            known = self._option_string_actions if left[0].startswith("-") else ()
            self.refuse(f"'{left[0]}' is not known here", did_you_mean(left[0], known))
        return options

    def error(self, message: str) -> NoReturn:
        """Say what argparse finds wrong, and end."""
        self.refuse(message)

    def refuse(self, what: str, hint: str = "") -> NoReturn:
        """Say what is wrong, with a hint or else where to look, and end."""
        self.exit(
            ExitCode.USAGE_ERROR,
            f"{self.prog}: {printable(what)}{printable(hint) or f'; see {self.prog} --help'}\n",
        )


def parser(name: str) -> Parser:
    """Return what reads the words behind one of `COMMANDS`."""
    declared = COMMANDS[name]
    made = Parser(f"{PROGRAM} {name}", textwrap.fill(declared.about, _WIDTH), declared.epilog)
    declared.arguments(made)
    return made


def meant(word: str) -> str:
    """Return the command or the option that was likely meant by a word which is none, and no file; "" for none."""
    if Path(word).suffix or Path(word).name != word or os.path.lexists(word):
        return ""
    if word in _OPTIONS:
        return _OPTIONS[word]
    import difflib

    close = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=_ALIKE)
    return close[0] if close else ""
