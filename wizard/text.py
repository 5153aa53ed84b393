"""Small text helpers: lists, plurals, and text that is safe to print on a terminal."""

import difflib
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from wizard import PROGRAM

# Control characters, line separators, lone surrogates and bidirectional controls.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def join_list(items: Iterable[object], conjunction: str = "and") -> str:
    """Return the items as a phrase: "a", "a and b", "a, b and c"."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def plural(count: int, noun: str, nouns: str = "") -> str:
    """Return `count` with its noun: "1 answer", "3 answers", "2 people"."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def shorten(text: str, width: int) -> str:
    """Return `text` cut to `width` characters, with an ellipsis where something was cut."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean '...'?" with the closest known name, or nothing."""
    close = difflib.get_close_matches(str(name), list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def printable(text: object) -> str:
    r"""Return `text` with control characters escaped, so that it can't steer a terminal."""
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], str(text))


def quote_path(path: Path) -> str:
    """Return the address of a file as it can be typed on a command line."""
    name = str(path)
    return shlex.quote(printable(f"./{name}" if name.startswith("-") else name))


def program_name() -> str:
    """Return what starts this program here: its name where a shell finds that, else the way to it as it was typed."""
    typed = Path(sys.argv[0])
    if typed.stem != PROGRAM:  # as with python -m
        return PROGRAM
    found = shutil.which(PROGRAM)
    try:
        if found and typed.samefile(found):
            return PROGRAM
    except OSError:
        return PROGRAM
    if os.name == "nt":  # PowerShell would take a name in quotes for a text
        return PROGRAM if " " in str(typed) else str(typed)
    return quote_path(typed)


def command_line(*words: str | Path) -> str:
    """Return what is typed to have this program do something: "policy-wizard review 'our answers.toml' --done"."""
    return " ".join(
        (program_name(), *(quote_path(word) if isinstance(word, Path) else word for word in words))
    )
