"""Where the sentences of an owner's text begin and end."""

import re
from collections.abc import Iterator

LONGEST_TEXT = 20_000
"""How much of a text is looked at."""

_END = re.compile(r"(?:[.!]+|\?(?=[\"')\]]*\s*$))[\"')\]]*(?=\s|$)|;|\n+")
"""A question mark ends a sentence only where the line ends: what follows a question is about it."""
_BULLET = re.compile(r"\s*(?:[-*•–—]|\(?(?:\d{1,2}[.)]|[a-z]\)))\s+")
_SHORT = re.compile(r"\b(e\.g|i\.e|etc)\.", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`. The points of a list come each with the words before their colon.

    A question and what answers it are one sentence: "A reporter calls? Hang up."
    """
    return [sentence for sentence, _, _ in spans(text)]


def spans(text: str) -> list[tuple[str, int, int]]:
    """Return the sentences of `text`, and where each begins and ends there, its full stop included.

    The words before the colon of a list are not within the place of its points.
    """
    found: list[tuple[str, int, int]] = []
    lead, start = "", 0
    for line in _lines(
        _SHORT.sub(lambda short: f"{short[1]} ", text[:LONGEST_TEXT])
    ):  # as long as before
        bullet = _BULLET.match(line)
        if bullet is None:
            lead = ""
        piece = ""
        for begin, end, full_stop in _pieces(line, bullet.end() if bullet else 0):
            piece = text[start + begin : start + end].replace("\n", " ")
            found.append((f"{lead} {piece}".strip(), start + begin, start + full_stop))
        if line.rstrip().endswith(":"):
            lead = piece
        start += len(line) + 1
    return found


def _pieces(line: str, begin: int) -> Iterator[tuple[int, int, int]]:
    """Yield where each sentence of a line begins, where its words end, and where its full stop does."""
    for mark in (*_END.finditer(line, begin), None):
        end, full_stop = mark.span() if mark else (len(line), len(line))
        words = line[begin:end]
        if words.strip():
            left = begin + len(words) - len(words.lstrip())
            right = begin + len(words.rstrip())
            yield left, right, full_stop if mark else right
        begin = full_stop


def _lines(text: str) -> list[str]:
    """Return the lines, with those joined again that were only wrapped."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1].strip() and line[:1].islower() and not _BULLET.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines
