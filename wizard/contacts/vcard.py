"""People from .vcf files of phones and address books: vCard 2.1, 3.0 (RFC 2426), 4.0 (RFC 6350)."""

import quopri
import re
from collections.abc import Iterator
from operator import itemgetter

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

MAX_LINE_LENGTH = 2_000
MAX_PROPERTIES_OF_A_KIND = 100
_BEGIN = re.compile(r"^[ \t]*(BEGIN)[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^[ \t]*END[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(r"\n[ \t](?=[^\n]*\S)")
_SOFT_BREAKS = re.compile(
    r"^[^:\n]{0,99}QUOTED-PRINTABLE[^:\n]{0,99}:(?:.*=\n)+", re.IGNORECASE | re.MULTILINE
)
_NAME = re.compile(r"\s*(?:[\w-]{1,50}\.)?(FN|N|ORG|TITLE|ROLE|EMAIL|TEL)\s*[;:]", re.IGNORECASE)
# "CELL" as vCard 2.1 writes it, and "TYPE=CELL", which may be repeated.
_FLAG = re.compile(r";\s*(?:TYPE=)?\"?([\w-]+)\"?(?=[;:])", re.IGNORECASE)
# Others of Python's codecs take minutes for a long text.
_CHARSETS = re.compile(
    r"utf-?(8|16)|(us-)?ascii|(iso-?8859|windows|cp|koi8|euc|big|gb|shift)[-_]?\w{1,5}|gbk|latin-?1",
    re.IGNORECASE,
)


# By name of a property: the rank of each, the smaller the more preferred, and its value.
Properties = dict[str, list[tuple[int, str]]]


def is_vcard(text: str) -> bool:
    """Return whether `text` holds cards."""
    return _BEGIN.search(text) is not None


def parse_vcards(text: str) -> Contacts:
    """Return the people on the cards, and the cards that hold nobody.

    Raises:
        ContactsError: there are too many.
    """
    people: list[Person] = []
    skipped: list[SkippedLine] = []
    has_more = False
    for line, properties in _cards(text):
        try:
            people.append(_person(properties))
        except ValueError as error:
            skipped.append(SkippedLine(line, str(error)))
        has_more |= any(len(properties.get(name, ())) > 1 for name in ("EMAIL", "TEL"))
        if len(people) > MAX_PEOPLE or len(skipped) > MAX_ROWS:
            raise ContactsError(TOO_MANY)
    left_out = ("second e-mail addresses and phone numbers",) if has_more else ()
    return Contacts(tuple(people), tuple(skipped), left_out)


def _cards(text: str) -> Iterator[tuple[int, Properties]]:
    """Yield the line at which each card begins, and its properties."""
    starts = list(_BEGIN.finditer(text))
    ends = [*(start.start() for start in starts[1:]), len(text)]
    line, position = 1, 0
    for start, end in zip(starts, ends, strict=True):
        line += text.count("\n", position, start.start(1))
        position = start.start(1)
        body = _END.split(text[start.end() : end])[0]
        body = _SOFT_BREAKS.sub(lambda match: match[0].replace("=\n", ""), body)
        properties: Properties = {}
        for content in _FOLD.sub("", body).split("\n"):
            if (name := _NAME.match(content[:100])) and len(content) <= MAX_LINE_LENGTH:
                values = properties.setdefault(name[1].upper(), [])
                if len(values) < MAX_PROPERTIES_OF_A_KIND:
                    values += _parse_property(content)
        yield line, properties


def _person(properties: Properties) -> Person:
    """Return the person on a card, by the preferred value of each property.

    Raises:
        ValueError: nobody is on it; the message is half a sentence.
    """
    from icalendar.parser import split_on_unescaped_semicolon

    def parts(name: str) -> list[str]:
        return [part.strip() for part in split_on_unescaped_semicolon(value(name))]

    def value(name: str) -> str:
        return min(properties.get(name) or [(0, "")], key=itemgetter(0))[1]

    def text(name: str) -> str:
        return ";".join(parts(name))

    last, first = [*parts("N"), ""][:2]
    return make_person(
        name=text("FN") or f"{first} {last}".strip() or parts("ORG")[0],
        job=text("TITLE") or text("ROLE"),
        email=text("EMAIL"),
        phone=re.sub("^tel:", "", text("TEL"), flags=re.IGNORECASE),
    )


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
