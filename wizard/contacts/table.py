"""People from text: a spreadsheet, a .csv file, or addresses as mail programs write them."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from wizard.answers.model import Person
from wizard.contacts.contact import (
    MAX_PEOPLE,
    MAX_ROWS,
    TOO_MANY,
    Contacts,
    ContactsError,
    SkippedLine,
    make_person,
    one_line,
)
from wizard.data import read_data
from wizard.patterns import is_email, is_phone

MAX_CELLS = 500
MAX_LINES = 50_000
# A row over more lines has a quote that is never closed.
MAX_LINES_OF_A_ROW = 12
# Lines that show what separates the cells.
SAMPLE_LINES = 40
# What a number after a name needs to be a phone number: "Unit 12345" is a name.
MIN_PHONE_DIGITS = 7

_SEPARATORS = "\t;,"
_QUOTINGS: tuple[Literal[0], Literal[3]] = (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
_BRACKETED_EMAIL = re.compile(r"<\s*(?:mailto:)?([^<>\s@]{1,100}@[^<>\s@]{1,200})\s*>")
_EMAIL = re.compile(r"(?<![^\s<>,;@\"])[^\s<>,;@\"]{1,100}@[^\s<>,;@\"]{1,200}")
_PHONE_AT_END = re.compile(r"(?<!\S)[+(\d][\d\s()./+-]{4,40}$")
_EDGES = " ,;:|\t-–—·("

Headings = dict[str, dict[str, tuple[str, ...]]]


def parse_table(text: str) -> Contacts:
    """Return the people in the rows, and the rows that hold nobody.

    Raises:
        ContactsError: there are too many.
    """
    people: list[Person] = []
    skipped: list[SkippedLine] = []
    columns: dict[str, int] | None = None
    ignored: tuple[str, ...] = ()
    is_first_row = True
    for line, row, raw in _rows(text):
        cells = row[:MAX_CELLS]
        if raw.count("@") > 2 * MAX_PEOPLE:
            raise ContactsError(TOO_MANY)
        if not any(one_line(cell) for cell in cells):
            continue
        if is_first_row:
            is_first_row = False
            columns = _columns_by_heading(cells)
            if columns is not None:
                used = columns.values()
                headings = (one_line(cell) for index, cell in enumerate(cells) if index not in used)
                ignored = tuple(heading for heading in headings if heading)
                continue
        try:
            people += _people(cells, raw, columns)
        except ValueError as error:
            skipped.append(SkippedLine(line, str(error)))
        if len(people) > MAX_PEOPLE or len(skipped) > MAX_ROWS:
            raise ContactsError(TOO_MANY)
    return Contacts(tuple(people), tuple(skipped), ignored)


def _people(cells: Sequence[str], raw: str, columns: dict[str, int] | None) -> list[Person]:
    """Return the people in a row; several in a line of addresses, else one.

    Raises:
        ValueError: nobody is in it; the message is half a sentence.
    """
    addresses = [make_person(name=name, email=email) for name, email in _addresses(raw)]
    if addresses:
        return addresses
    if columns is None:
        cells = [part for cell in cells for part in _split_cell(cell)]
        columns = _columns_by_content(cells)
    values = {kind: cells[index] for kind, index in columns.items() if index < len(cells)}
    name = values.get("name", "").strip() or f"{values.get('first', '')} {values.get('last', '')}"
    details = {kind: values.get(kind, "") for kind in ("job", "email", "phone")}
    return [make_person(name=name, **details)]


@cache
def _heading_ranks() -> Mapping[str, tuple[str, int]]:
    """Return the kind and the rank of each known heading."""
    languages = read_data(Path(__file__).with_name("headings.toml"), Headings)
    return {
        heading: (kind, rank)
        for headings_by_kind in languages.values()
        for kind, headings in headings_by_kind.items()
        for rank, heading in enumerate(headings)
    }


def _columns_by_heading(cells: Sequence[str]) -> dict[str, int] | None:
    """Return the index of each kind of column, if this is a row of headings."""
    if any(is_email(cell) or is_phone(cell) for cell in cells):
        return None
    best: dict[str, tuple[int, int]] = {}
    for index, cell in enumerate(cells):
        heading = " ".join(re.sub(r"[^a-z0-9]+", " ", cell.lower()).split())
        kind, rank = _heading_ranks().get(heading, ("", 0))
        if kind and (kind not in best or rank < best[kind][0]):
            best[kind] = rank, index
    return {kind: index for kind, (_, index) in best.items()} or None


def _columns_by_content(cells: Sequence[str]) -> dict[str, int]:
    """Return the index of each kind of cell in a row without headings."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        text = cell.strip().strip("<>").removeprefix("mailto:")
        if is_email(text):
            columns.setdefault("email", index)
        elif is_phone(text):
            columns.setdefault("phone", index)
        elif any(char.isalpha() for char in text):
            columns.setdefault("job" if "name" in columns else "name", index)
    return columns


def _split_cell(cell: str) -> Iterator[str]:
    """Yield the parts of a cell: people type a name, an address and a number in a row."""
    text = cell.strip()
    address = next((match for match in _EMAIL.finditer(text) if is_email(match[0])), None)
    phone = _PHONE_AT_END.search(text)
    if is_email(text) or is_phone(text):
        yield cell
    elif address:
        before = text[: address.start()].rstrip()
        # "Ruiz, Ana ana@example.org" is one name.
        separators = "[\t;|,]" if before.endswith(",") else "[\t;|]"
        yield from re.split(separators, before.strip(_EDGES))
        yield address[0].strip("()")
        yield from _split_cell(text[address.end() :].strip(_EDGES + ")"))
    elif phone and is_phone(phone[0]) and len(re.findall(r"\d", phone[0])) >= MIN_PHONE_DIGITS:
        yield from re.split("[\t;|]", text[: phone.start()].strip(_EDGES))
        yield phone[0]
    else:
        yield cell


def _addresses(line: str) -> list[tuple[str, str]]:
    """Return names and addresses of "Ana Ruiz <ana@example.org>; dan@example.org", else nothing."""
    addresses: list[tuple[str, str]] = []
    end = 0
    for match in _BRACKETED_EMAIL.finditer(line):
        name = line[end : match.start()]
        for bare in _EMAIL.finditer(line, end, match.start()):
            addresses.append(("", bare[0]))
            name = line[bare.end() : match.start()]
        addresses.append((re.split("[;\t]", name.rstrip(" ;\t"))[-1].strip(" ,"), match[1]))
        end = match.end()
    if addresses or line.count("@") > 1:
        addresses += [("", bare[0]) for bare in _EMAIL.finditer(line, end)]
    return addresses


def _rows(text: str) -> list[tuple[int, list[str], str]]:
    """Return the number of each row's first line, its cells, and the row as one line.

    Raises:
        ContactsError: there are too many lines, or a cell is too long.
    """
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise ContactsError(TOO_MANY)
    start = 1 if re.fullmatch(r"sep=.", lines[0].strip(), re.IGNORECASE) else 0
    separator = lines[0].strip()[-1] if start else _guess_separator(lines[:SAMPLE_LINES])
    for quoting in _QUOTINGS:
        source = (f"{line}\n" for line in lines[start:])
        reader = csv.reader(source, delimiter=separator, quoting=quoting, skipinitialspace=True)
        rows, ends = [], [start]
        try:
            for cells in reader:
                whole = one_line((";" if separator == "\t" else f"{separator} ").join(cells))
                rows.append((ends[-1] + 1, cells, whole))
                ends.append(start + reader.line_num)
        except csv.Error as error:
            raise ContactsError(TOO_MANY) from error
        if all(end - begin <= MAX_LINES_OF_A_ROW for begin, end in pairwise(ends)):
            break
    return rows


def _guess_separator(lines: Sequence[str]) -> str:
    """Return the separator that cuts most lines into the same number of cells."""

    def agreement(separator: str) -> tuple[int, int]:
        counts = [re.sub(r'"[^"]*"', "", line).count(separator) for line in lines if line.strip()]
        cuts = [count for count in counts if count]
        usual = max(set(cuts), key=cuts.count, default=0)
        return cuts.count(usual), usual

    return max(_SEPARATORS, key=agreement)
