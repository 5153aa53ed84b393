"""Small text helpers: lists, plurals, numbers, and text that is safe to keep and to print."""

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

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What XML 1.0 forbids, and the C1 controls, which steer terminals.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The same, and the two that are line breaks to Word only.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

INT_HINT = "Type a whole number, such as 12."
_THOUSANDS_SEPARATOR = re.compile(r"(?<=\d)[ ,\u00a0](?=\d{3}(?!\d))")
# A number among words: "about 6", "6 people", "6 or so"; not "6-7", "1.5" or "2k".
_INTEGER = re.compile(
    r"[a-z\s,.~]*(?<![a-z.,\d])(\d{1,12})(?![a-z\d]|[.,]\d)\+?[a-z\s,.]*", re.IGNORECASE | re.ASCII
)
# Words that make another number of it.
_MULTIPLIER = re.compile("dozen|hundred|thousand|million|half|score|minus", re.IGNORECASE)


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


def printable(text: object) -> str:
    r"""Return `text` with control characters escaped, so that it can't steer a terminal."""
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], str(text))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean '...'?" with the closest known name, or nothing."""
    close = difflib.get_close_matches(str(name), list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def with_article(noun: str) -> str:
    """Return the noun with its article: "an account"."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def collapse_spaces(text: str) -> str:
    """Return the text in one line, with one space between words."""
    return " ".join(text.split())


def clean_text(text: str) -> str:
    """Return `text` with newlines as its only line breaks, and without control characters.

    A vertical tab is Word's soft return, which people paste and XML forbids.
    """
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text))


def has_hidden_characters(text: str) -> bool:
    """Return whether `clean_text` would change characters of `text` that nobody sees."""
    return _HIDDEN.search(text) is not None


def parse_int(text: str) -> int:
    """Return the one whole number in `text`.

    Raises:
        ValueError: There is none, or more than one; the message is for the user.
    """
    plain = _THOUSANDS_SEPARATOR.sub("", text.strip()).replace("\u00a0", " ")
    match = _INTEGER.fullmatch(plain)
    if match is None or _MULTIPLIER.search(plain):
        raise ValueError(INT_HINT)
    return int(match[1])


def quote_path(path: Path) -> str:
    """Return a path as it can be typed on a command line."""
    name = str(path)
    return shlex.quote(printable(f"./{name}" if name.startswith("-") else name))


def program_name() -> str:
    """Return what starts this program: its name if a shell finds it, else its path as typed."""
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
    """Return a command as it is typed: "policy-wizard review 'our answers.toml' --done"."""
    return " ".join(
        (program_name(), *(quote_path(word) if isinstance(word, Path) else word for word in words))
    )
