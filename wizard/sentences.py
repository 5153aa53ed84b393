"""Splits a text of the user's into sentences."""

import re
from collections.abc import Iterator

# The rest of a longer text is ignored.
MAX_TEXT_LENGTH = 20_000

# A question mark ends a sentence only at the end of a line: what follows a question is about it.
_END = re.compile(r"(?:[.!]+|\?(?=[\"')\]]*\s*$))[\"')\]]*(?=\s|$)|;|\n+")
_BULLET = re.compile(r"\s*(?:[-*•–—]|\(?(?:\d{1,2}[.)]|[a-z]\)))\s+")
_ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc)\.", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`; the items of a list each with the words before the colon.

    A question and its answer are one sentence: "A reporter calls? Hang up."
    """
    return [sentence for sentence, _, _ in spans(text)]


def spans(text: str) -> list[tuple[str, int, int]]:
    """Return the sentences of `text`, each with its start and end, full stop included.

    The span of a list item is without the words before the colon.
    """
    found: list[tuple[str, int, int]] = []
    lead, line_start = "", 0
    # A space in place of the period keeps the positions.
    for line in _lines(_ABBREVIATION.sub(r"\1 ", text[:MAX_TEXT_LENGTH])):
        bullet = _BULLET.match(line)
        if bullet is None:
            lead = ""
        sentence = ""
        for start, words_end, end in _split(line, bullet.end() if bullet else 0):
            sentence = text[line_start + start : line_start + words_end].replace("\n", " ")
            found.append((f"{lead} {sentence}".strip(), line_start + start, line_start + end))
        if line.rstrip().endswith(":"):
            lead = sentence
        line_start += len(line) + 1
    return found


def _split(line: str, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield the start of each sentence of a line, the end of its words and its own end."""
    for mark in (*_END.finditer(line, start), None):
        words_end, end = mark.span() if mark else (len(line), len(line))
        words = line[start:words_end]
        if words.strip():
            left = start + len(words) - len(words.lstrip())
            right = start + len(words.rstrip())
            yield left, right, end if mark else right
        start = end


def _lines(text: str) -> list[str]:
    """Return the lines, with those that were only wrapped joined again."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1].strip() and line[:1].islower() and not _BULLET.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines
