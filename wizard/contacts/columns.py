"""Which column of a list is which: by its heading, else by what stands in it."""

import re
from collections.abc import Mapping, Sequence

from wizard.patterns import is_email, is_phone

FIRST, LAST, NAME, JOB, EMAIL, PHONE = "first", "last", "name", "job", "email", "phone"

# As spreadsheets and address books call them; of two columns of one kind, the one named earlier here is taken.
_HEADINGS: Mapping[str, Sequence[str]] = {
    NAME: ("name", "full name", "display name", "contact", "contact name", "employee", "employee name", "person"),
    FIRST: ("first name", "given name", "forename", "first"),
    LAST: ("last name", "family name", "surname", "last"),
    JOB: ("job title", "job", "title", "position", "role", "organization title", "organization 1 title", "occupation"),
    EMAIL: (
        "e mail", "email", "mail", "e mail address", "email address", "mail address", "primary email", "work email",
        "e mail 1 value", "email 1", "e mail 1", "primary e mail", "work e mail", "e mail 1 address",
    ),
    PHONE: (
        "mobile phone", "mobile", "cell", "cell phone", "mobile number", "phone", "phone number", "telephone", "tel",
        "telephone number", "business phone", "work phone", "phone 1 value", "phone 1", "primary phone", "home phone",
        "number",
    ),
}  # fmt: skip
_MEANING = {
    heading: (kind, rank)
    for kind, headings in _HEADINGS.items()
    for rank, heading in enumerate(headings)
}


def by_heading(cells: Sequence[str]) -> dict[str, int] | None:
    """Return which column holds what, if this row is one of headings; else None."""
    if any(is_email(cell) or is_phone(cell) for cell in cells):
        return None
    found: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(cells):
        kind, rank = _MEANING.get(_plain(cell), ("", 0))
        if kind and (kind not in found or rank < found[kind][0]):
            found[kind] = rank, at
    return {kind: at for kind, (_, at) in found.items()} or None


def by_content(cells: Sequence[str]) -> dict[str, int]:
    """Return which cell of a row without headings holds what."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        text = cell.strip().strip("<>").removeprefix("mailto:")
        if not text:
            continue
        if is_email(text):
            found.setdefault(EMAIL, at)
        elif is_phone(text):
            found.setdefault(PHONE, at)
        elif any(char.isalpha() for char in text):
            found.setdefault(JOB if NAME in found else NAME, at)
    return found


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split())
