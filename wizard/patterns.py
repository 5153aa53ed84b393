"""What an e-mail address and a phone number look like: as a whole answer, and in the middle of a text.

What stands in a text is taken for one rather too often than too seldom: it would be read by the public.
"""

import re

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_PHONE = re.compile(
    r"(?:tel:|phone:|mobile:|t:|m:)?\s*\+?[\d\s()./\u2010-\u2015-]{5,30}(?:(?:x|ext\.?)\s*\d+)?",
    re.I,
)
_FEWEST_DIGITS = 5
_EMAIL_INSIDE = re.compile(r"[^\s@]@[^\s@]{1,255}\.[^\s@]")
_PHONE_INSIDE = re.compile(r"\+?\d(?:[\s()./-]*\d){6,}")
_DATE = re.compile(r"(?<![\d./-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?![./-]?\d)")
"""A date that stands by itself; "01.23.45.67.89" is a phone number."""


def is_email(text: str) -> bool:
    """Tell whether `text` has the shape of one e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Tell whether `text` has the shape of one phone number."""
    return (
        _PHONE.fullmatch(text.strip()) is not None
        and sum(char.isdigit() for char in text) >= _FEWEST_DIGITS
    )


def holds_details(text: str) -> bool:
    """Tell whether an e-mail address or a phone number stands somewhere in `text`."""
    return (
        _EMAIL_INSIDE.search(text) is not None
        or _PHONE_INSIDE.search(_DATE.sub("", text)) is not None
    )
