"""Whole numbers as people type them."""

import re

INT_HINT = "Type a whole number, such as 12."

_MARK = re.compile(r"(?<=\d)[ ,\u00a0](?=\d{3}(?!\d))")
"""A thousands mark."""
_ONE_NUMBER = re.compile(
    r"[a-z\s,.~]*(?<![a-z.,\d])(\d{1,12})(?![a-z\d]|[.,]\d)\+?[a-z\s,.]*", re.IGNORECASE | re.ASCII
)
"""A number among words: "about 6", "6 people", "6 or so"; not "6-7", "1.5" or "2k"."""

_TIMES = re.compile("dozen|hundred|thousand|million|half|score|minus", re.IGNORECASE)
"""Words that make another number of it."""


def parse_int(text: str) -> int:
    """Return the number that `text` names, if it is one and no other.

    Raises:
        ValueError: it names none, or more than one; the message is for the owner.
    """
    plain = _MARK.sub("", text.strip()).replace("\u00a0", " ")
    found = _ONE_NUMBER.fullmatch(plain)
    if found is None or _TIMES.search(plain):
        raise ValueError(INT_HINT)
    return int(found[1])
