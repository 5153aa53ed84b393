"""What is read from a list: people, and the lines that told us nothing."""

import re
from dataclasses import dataclass

from wizard.answers.base import MAX_LINE
from wizard.answers.model import Person
from wizard.text import clean_text

MOST_PEOPLE = 5_000
TOO_MANY = f"That list is too long: at most {MOST_PEOPLE} people can be added at once."

_STEERING = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, moves of the cursor
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\n]*(?:\x07|\x1b\\\\)?"  # the title of the window
    "|\x1b[ -/]*[0-~]?"
)
_UNSEEN = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NO_NAME = re.compile(r"\b(inc|ltd|llc|jr|sr|phd|md|gmbh|llp|plc|co|esq|i{1,3})\b", re.IGNORECASE)


class ContactsError(Exception):
    """A list can't be used at all; the message is one sentence for the owner."""


@dataclass(frozen=True)
class Unread:
    """A line from which no person could be made."""

    line: int
    why: str


@dataclass(frozen=True)
class Contacts:
    """What a list says."""

    people: tuple[Person, ...] = ()
    unread: tuple[Unread, ...] = ()
    left_out: tuple[str, ...] = ()
    """Headings of columns, or kinds of details, for which we have no use."""


def without_steering(text: str) -> str:
    """Return `text` without the sequences that steer a terminal."""
    return _STEERING.sub("", text)


def one_line(text: str) -> str:
    """Return a text from elsewhere on one line, without anything that can't be seen."""
    return " ".join(_UNSEEN.sub("", clean_text(text)).split())


def make_person(*, name: str = "", job: str = "", email: str = "", phone: str = "") -> Person:
    """Return a person with these details, who has no id yet.

    Raises:
        ValueError: it is too long or says nothing; the message is half a sentence for the owner.
    """
    name, job, email, phone = (one_line(cell) for cell in (name, job, email, phone))
    email = email.removeprefix("mailto:").strip("<>'\" ")
    name = _in_order(name.strip("'\" ")) or _from_address(email)
    if not (name or email):
        raise ValueError("there is no name in it")
    if not email and not any(char.isalpha() for char in name):
        raise ValueError("there is no name in it")
    given = {"name": name, "job": job, "email": email, "phone": phone}
    if any(len(cell) > MAX_LINE for cell in given.values()):
        raise ValueError("it is too long")
    return Person.model_validate({"id": "", **{key: cell for key, cell in given.items() if cell}})


def _in_order(name: str) -> str:
    """Return "Ana Ruiz" for "Ruiz, Ana"; a comma before "Ltd" or "PhD" stays."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and last and first and "," not in first and not _NO_NAME.search(first):
        return f"{first} {last}"
    return name


def _from_address(email: str) -> str:
    """Return the name that an address plainly holds: "Ana Ruiz" for ana.ruiz@example.org; else nothing."""
    parts = [part for part in re.split(r"[._]", email.partition("@")[0]) if part]
    if len(parts) in (2, 3) and all(part.isalpha() for part in parts):
        return " ".join(part.capitalize() for part in parts)
    return ""
