"""What e-mail addresses and phone numbers look like, as a whole answer and inside a text."""

import re

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_PHONE = re.compile(
    r"(?:tel:|phone:|mobile:|t:|m:)?\s*\+?[\d\s()./\u2010-\u2015-]{5,30}(?:(?:x|ext\.?)\s*\d+)?",
    re.I,
)
MIN_PHONE_DIGITS = 5
_EMAIL_INSIDE = re.compile(r"[^\s@]@[^\s@]{1,255}\.[^\s@]")
_PHONE_INSIDE = re.compile(r"\+?\d(?:[\s()./-]*\d){6,}")
# A date that stands by itself; "01.23.45.67.89" is a phone number.
_DATE = re.compile(r"(?<![\d./-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?![./-]?\d)")


def is_email(text: str) -> bool:
    """Return whether `text` looks like one e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Return whether `text` looks like one phone number."""
    digits = sum(char.isdigit() for char in text)
    return digits >= MIN_PHONE_DIGITS and _PHONE.fullmatch(text.strip()) is not None


def holds_details(text: str) -> bool:
    """Return whether an e-mail address or a phone number is somewhere in `text`.

    It errs on the safe side: the public would read them.
    """
    is_number = _PHONE_INSIDE.search(_DATE.sub("", text)) is not None
    return is_number or _EMAIL_INSIDE.search(text) is not None
