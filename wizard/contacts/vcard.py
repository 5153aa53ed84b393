"""People from .vcf files, as phones and address books write them: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wizard.answers.model import Person
from wizard.contacts.contact import (
    MAX_PEOPLE,
    TOO_MANY,
    Contacts,
    ContactsError,
    SkippedLine,
    make_person,
)

_PARTS = re.compile(r'((?:[^";:]|"[^"]*")*)([;:])')
_ESCAPED = re.compile(r"\\([\\,;nN:])")
_UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")
_NAME = re.compile(r"\s*(?:[\w-]{1,50}\.)?([A-Za-z]{1,10})\s*[;:]")
_CHARSETS = re.compile(
    r"utf-?(8|16)|(us-)?ascii|(iso-?8859|windows|cp|koi8|euc|big|gb|shift)[-_]?\w{1,5}|gbk|latin-?1",
    re.I,
)
"""Those that a phone or an address book writes in; others of Python's take minutes for a long text."""
_MOST_LINES = 400_000
"""With a picture on each card, so many people need half of that."""
_MOST_CARDS, _MOST_OF_A_KIND, _LONGEST = 20_000, 100, 20_000
_USED = ("FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL")


@dataclass(frozen=True)
class Entry:
    """One detail on a card."""

    name: str
    settings: tuple[tuple[str, str], ...]
    """Each setting's name and value, in small letters; a bare one, as in vCard 2.1, stands as a type."""
    value: str

    def preferred(self) -> int:
        """Return how much the card's owner likes this detail best: the smaller, the more."""
        for name, value in self.settings:
            if name == "pref" and value.isdecimal():
                return int(value[:3])
            if name == "type" and "pref" in value.split(","):
                return 1
        return (
            50
            if any(name == "type" and "cell" in value.split(",") for name, value in self.settings)
            else 100
        )


@dataclass
class Card:
    """One card, and the line on which it begins."""

    line: int
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def first(self, name: str) -> Entry | None:
        """Return the detail of this name that its owner likes best."""
        return min(self.entries.get(name, []), key=Entry.preferred, default=None)


def is_vcard(text: str) -> bool:
    """Tell whether `text` holds cards."""
    return re.search(r"^\s*BEGIN\s*:\s*VCARD", text, re.IGNORECASE | re.MULTILINE) is not None


def parse_vcards(text: str) -> Contacts:
    """Return the people on the cards, and what could not be read.

    Raises:
        ContactsError: there are too many.
    """
    people: list[Person] = []
    unread: list[SkippedLine] = []
    more = False
    if text.count("\n") > _MOST_LINES:
        raise ContactsError(TOO_MANY)
    for card in _cards(text):
        try:
            people.append(_person(card))
        except ValueError as error:
            unread.append(SkippedLine(card.line, str(error)))
        more = more or any(len(card.entries.get(name, [])) > 1 for name in ("EMAIL", "TEL"))
        if len(people) > MAX_PEOPLE or len(unread) > _MOST_CARDS:
            raise ContactsError(TOO_MANY)
    left_out = ("second e-mail addresses and phone numbers",) if more else ()
    return Contacts(tuple(people), tuple(unread), left_out)


def _person(card: Card) -> Person:
    """Return the person on a card.

    Raises:
        ValueError: there is none.
    """
    said = {name: _plain(entry.value) for name in _USED if (entry := card.first(name)) is not None}
    names = card.first("N")
    parts = [_plain(part) for part in _UNESCAPED_SEMICOLON.split(names.value)] if names else []
    called = " ".join(part for part in (parts[1:2] + parts[:1]) if part)
    organisation = card.first("ORG")
    company = _plain(_UNESCAPED_SEMICOLON.split(organisation.value)[0]) if organisation else ""
    return make_person(
        name=said.get("FN", "").strip() or called.strip() or company,
        job=said.get("TITLE") or said.get("ROLE", ""),
        email=said.get("EMAIL", ""),
        phone=re.sub("^tel:", "", said.get("TEL", ""), flags=re.IGNORECASE),
    )


def _cards(text: str) -> Iterator[Card]:
    card: Card | None = None
    for number, line in _logical_lines(text.splitlines()):
        begin = line.replace(" ", "").upper()
        if begin == "BEGIN:VCARD":
            if card is not None:
                yield card
            card = Card(number)
        elif begin == "END:VCARD":
            if card is not None:
                yield card
            card = None
        elif card is not None:
            entry = _entry(line)
            if entry is not None and len(card.entries.setdefault(entry.name, [])) < _MOST_OF_A_KIND:
                card.entries[entry.name].append(entry)
    if card is not None:
        yield card


def _logical_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with the number it begins at, folded ones put together."""
    at = 0
    while at < len(lines):
        first, parts = at, [lines[at]]
        at += 1
        soft = "QUOTED-PRINTABLE" in parts[0].partition(":")[0].upper()
        while at < len(lines):
            if soft and parts[-1].endswith("="):
                parts[-1] = parts[-1][:-1]
                parts.append(lines[at])
            elif lines[at][:1] in (" ", "\t") and lines[at].strip():
                parts.append(lines[at][1:])
            else:
                break
            at += 1
        yield first + 1, "".join(parts)


def _entry(line: str) -> Entry | None:
    """Return what a line says: "item1.TEL;TYPE=cell:+44 20"; None if it says nothing that we use."""
    named = _NAME.match(line[:100])
    if named is None or named[1].upper() not in _USED or len(line) > _LONGEST:
        return None
    parts: list[str] = []
    at = 0
    while True:
        match = _PARTS.match(line, at)
        if match is None:
            return None
        parts.append(match[1])
        at = match.end()
        if match[2] == ":":
            break
    name = parts[0].rpartition(".")[2].strip().upper()
    settings = []
    for part in parts[1:]:
        key, equals, value = part.strip().partition("=")
        settings.append(
            (key.lower(), value.strip('"').lower()) if equals else ("type", key.lower())
        )
    value = line[at:]
    if any(value == "quoted-printable" for _, value in settings):
        charset = next((value for key, value in settings if key == "charset"), "utf-8")
        value = _decoded(value, charset)
    return Entry(name, tuple(settings), value)


def _decoded(value: str, charset: str) -> str:
    data = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
    try:
        return data.decode(charset if _CHARSETS.fullmatch(charset) else "cp1252")
    except (LookupError, UnicodeDecodeError, ValueError):
        return data.decode("cp1252", "replace")


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value).strip()
