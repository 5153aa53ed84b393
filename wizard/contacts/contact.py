"""What is read from a list: people, and the lines that could not be read."""

import re
from dataclasses import dataclass

from wizard.answers.base import MAX_LINE
from wizard.answers.model import Person
from wizard.errors import UserError
from wizard.text import clean_text

MAX_PEOPLE = 500
# Rows without a person count too: a longer text is no list of the people of a small business.
MAX_ROWS = 5_000
TOO_MANY = f"That list is too long: at most {MAX_PEOPLE} people can be added at once."

# Colours and cursor movements; window titles; other escape sequences.
_ANSI = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\n]*(?:\x07|\x1b\\\\)?"
    "|\x1b[ -/]*[0-~]?"
)
_INVISIBLE = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SUFFIX = re.compile(r"\b(inc|ltd|llc|jr|sr|phd|md|gmbh|llp|plc|co|esq|i{1,3})\b", re.IGNORECASE)


class ContactsError(UserError):
    """A list can't be used at all."""


@dataclass(frozen=True)
class SkippedLine:
    """A line from which no person could be made; the reason is half a sentence."""

    line: int
    reason: str


@dataclass(frozen=True)
class Contacts:
    """The people of a list, the lines skipped, and the headings of columns that were ignored."""

    people: tuple[Person, ...] = ()
    skipped: tuple[SkippedLine, ...] = ()
    left_out: tuple[str, ...] = ()


def strip_ansi(text: str) -> str:
    """Return `text` without terminal escape sequences."""
    return _ANSI.sub("", text)


def one_line(text: str) -> str:
    """Return `text` on one line, without invisible characters."""
    return " ".join(_INVISIBLE.sub("", clean_text(text)).split())


def make_person(*, name: str = "", job: str = "", email: str = "", phone: str = "") -> Person:
    """Return a person, without an id yet.

    Raises:
        ValueError: a detail is too long, or there is no name; the message is half a sentence.
    """
    email = one_line(email).removeprefix("mailto:").strip("<>'\" ")
    name = _in_order(one_line(name).strip("'\" ")) or _name_from_address(email)
    if not email and not any(char.isalpha() for char in name):
        raise ValueError("there is no name in it")
    details = {"name": name, "job": one_line(job), "email": email, "phone": one_line(phone)}
    if any(len(value) > MAX_LINE for value in details.values()):
        raise ValueError("it is too long")
    return Person.model_validate(
        {"id": "", **{key: value for key, value in details.items() if value}}
    )


def _in_order(name: str) -> str:
    """Return "Ana Ruiz" for "Ruiz, Ana"; keep the comma before "Ltd" or "PhD"."""
    last, _, first = (part.strip() for part in name.partition(","))
    if last and first and "," not in first and not _SUFFIX.search(first):
        return f"{first} {last}"
    return name


def _name_from_address(email: str) -> str:
    """Return "Ana Ruiz" for ana.ruiz@example.org, and "" for addresses that hold no name."""
    parts = [part for part in re.split(r"[._]", email.partition("@")[0]) if part]
    if len(parts) in (2, 3) and all(part.isalpha() for part in parts):
        return " ".join(part.capitalize() for part in parts)
    return ""
