"""People from .vcf files of phones and address books: vCard 2.1, 3.0 (RFC 2426), 4.0 (RFC 6350)."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wizard.answers.model import Person
from wizard.contacts.contact import (
    MAX_PEOPLE,
    MAX_ROWS,
    TOO_MANY,
    Contacts,
    ContactsError,
    SkippedLine,
    make_person,
)

MAX_LINE_LENGTH = 20_000
MAX_PROPERTIES_OF_A_KIND = 100
_NAME = re.compile(r"\s*(?:[\w-]{1,50}\.)?(FN|N|ORG|TITLE|ROLE|EMAIL|TEL)\s*[;:]", re.IGNORECASE)
# "CELL" as vCard 2.1 writes it, and "TYPE=CELL", which may be repeated.
_FLAG = re.compile(r";\s*(?:TYPE=)?\"?([\w-]+)\"?(?=[;:])", re.IGNORECASE)
# Others of Python's codecs take minutes for a long text.
_CHARSETS = re.compile(
    r"utf-?(8|16)|(us-)?ascii|(iso-?8859|windows|cp|koi8|euc|big|gb|shift)[-_]?\w{1,5}|gbk|latin-?1",
    re.IGNORECASE,
)


@dataclass
class _Card:
    line: int
    # By name of the property: its rank, the smaller the more preferred, and its value.
    properties: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return the preferred value, still with its escapes."""
        return min(self.properties.get(name, []), key=lambda item: item[0], default=(0, ""))[1]


def is_vcard(text: str) -> bool:
    """Return whether `text` holds cards."""
    return re.search(r"^\s*BEGIN\s*:\s*VCARD", text, re.IGNORECASE | re.MULTILINE) is not None


def parse_vcards(text: str) -> Contacts:
    """Return the people on the cards, and the cards that hold nobody.

    Raises:
        ContactsError: there are too many.
    """
    people: list[Person] = []
    skipped: list[SkippedLine] = []
    has_more = False
    for card in _cards(text):
        try:
            people.append(_person(card))
        except ValueError as error:
            skipped.append(SkippedLine(card.line, str(error)))
        has_more |= any(len(card.properties.get(name, ())) > 1 for name in ("EMAIL", "TEL"))
        if len(people) > MAX_PEOPLE or len(skipped) > MAX_ROWS:
            raise ContactsError(TOO_MANY)
    left_out = ("second e-mail addresses and phone numbers",) if has_more else ()
    return Contacts(tuple(people), tuple(skipped), left_out)


def _person(card: _Card) -> Person:
    last, first = [*_parts(card.value("N")), ""][:2]
    return make_person(
        name=_unescape(card.value("FN"))
        or f"{first} {last}".strip()
        or _parts(card.value("ORG"))[0],
        job=_unescape(card.value("TITLE") or card.value("ROLE")),
        email=_unescape(card.value("EMAIL")),
        phone=re.sub("^tel:", "", _unescape(card.value("TEL")), flags=re.IGNORECASE),
    )


def _parts(value: str) -> list[str]:
    from icalendar.parser import split_on_unescaped_semicolon

    return [part.strip() for part in split_on_unescaped_semicolon(value)]


def _unescape(value: str) -> str:
    from icalendar.parser import unescape_backslash

    return str(unescape_backslash(value)).strip()


def _cards(text: str) -> Iterator[_Card]:
    card: _Card | None = None
    for number, line in _unfold(text):
        marker = line.replace(" ", "").upper()
        if marker in ("BEGIN:VCARD", "END:VCARD"):
            if card is not None:
                yield card
            card = _Card(number) if marker == "BEGIN:VCARD" else None
        elif card is not None and (name := _NAME.match(line[:100])):
            properties = card.properties.setdefault(name[1].upper(), [])
            if len(line) <= MAX_LINE_LENGTH and len(properties) < MAX_PROPERTIES_OF_A_KIND:
                properties += _parse_property(line)
    if card is not None:
        yield card


def _unfold(text: str) -> Iterator[tuple[int, str]]:
    """Yield each logical line with the number of its first line."""
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        first, parts = index, [lines[index]]
        is_quoted = "QUOTED-PRINTABLE" in parts[0].partition(":")[0].upper()
        index += 1
        while index < len(lines):
            if is_quoted and parts[-1].endswith("="):
                parts[-1] = parts[-1][:-1]
                parts.append(lines[index])
            elif lines[index][:1] in (" ", "\t") and lines[index].strip():
                parts.append(lines[index][1:])
            else:
                break
            index += 1
        yield first + 1, "".join(parts)


def _parse_property(line: str) -> list[tuple[int, str]]:
    """Return the rank and the value of "item1.TEL;TYPE=cell:+44 20", or nothing."""
    from icalendar.parser import Contentline

    # icalendar refuses flags without a value, and keeps the last of repeated parameters.
    head = _FLAG.sub(r";\1=", line[: line.find(":") + 1])
    rest = line[line.find(":") + 1 :]
    try:
        content = Contentline(head + rest)  # type: ignore[no-untyped-call]
        _, settings, value = content.raw_parts()
    except ValueError:
        return []
    flags = {name.upper() for name, setting in settings.items() if not setting}
    types = settings.get("TYPE", "")
    flags |= set((types if isinstance(types, str) else ",".join(types)).upper().split(","))
    preference = str(settings.get("PREF", ""))
    rank = 50 if "CELL" in flags else 100
    if preference.isdecimal():
        rank = int(preference[:3])
    elif "PREF" in flags:
        rank = 1
    if "QUOTED-PRINTABLE" in {*flags, str(settings.get("ENCODING", "")).upper()}:
        value = _decode(value, str(settings.get("CHARSET", "utf-8")))
    return [(rank, value)]


def _decode(value: str, charset: str) -> str:
    data = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
    try:
        return data.decode(charset if _CHARSETS.fullmatch(charset) else "cp1252")
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")
