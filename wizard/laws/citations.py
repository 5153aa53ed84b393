"""Words for the owner in the place of our short forms: how sure we are of a rule, and what was read for it."""

import re

_MEANINGS = {
    "VERIFIED primary": "read in the law itself or on an official page",
    "VERIFIED secondary": "read in what others write about it",
    "VERIFIED": "read in a source",
    "KNOWN high": "from general knowledge, high",
    "KNOWN": "from general knowledge",
    "secondary": "in what others write about it",
    "NOT FOUND": "not found",
}
"""What the words of a rule's status mean; of two that begin alike, the longer first."""
_SURENESS = {"high": "fairly sure", "medium": "not quite sure", "low": "unsure"}
_SURE = re.compile(r"(^|[.,;:/(] ?)(high|medium|low)\b", re.IGNORECASE)
_MARK = re.compile(r"\bS\d+[a-z]?\b")
_LAST_MARK = re.compile(r",? \bS\d+[a-z]?(?=\))")
_MARKS = re.compile(r" *[(\[]S\d+[a-z]?(?:, S?\d+[a-z]?)*(?:, weak)?[)\]]")


def strip_source_marks(text: str) -> str:
    """Return a text of ours without the marks that point to what was read: "(S1, S2)"."""
    return _MARK.sub("a source", _LAST_MARK.sub("", _MARKS.sub("", text)))


def expand_status(text: str) -> str:
    """Return a text of ours with words for our short forms: how sure we are, and of what; without marks."""
    words = strip_source_marks(text)
    for level, meaning in _MEANINGS.items():
        words = words.replace(level, meaning)
    return _SURE.sub(_sure, words)


def _sure(found: re.Match[str]) -> str:
    words = _SURENESS[found[2].lower()]
    return found[1] + (words.capitalize() if found[2][0].isupper() else words)


def source_marks(text: str) -> tuple[str, ...]:
    """Return the marks in a text of ours that point to what was read, such as "S1"."""
    return tuple(dict.fromkeys(_MARK.findall(text)))
