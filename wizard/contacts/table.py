"""People from lines of text: a copy from a spreadsheet, a .csv file, or addresses as mail programs write them."""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from wizard.answers.model import Person
from wizard.contacts import columns
from wizard.contacts.columns import EMAIL, FIRST, JOB, LAST, NAME, PHONE
from wizard.contacts.contact import (
    MOST_PEOPLE,
    TOO_MANY,
    Contacts,
    ContactsError,
    Unread,
    make_person,
    one_line,
)
from wizard.patterns import is_email, is_phone
from wizard.text import clean_text

_BETWEEN = "\t;,"
_MOST_LETTERS, _MOST_LINES, _MOST_CELLS = 3_000_000, 50_000, 500
"""What so many people need, with all the columns that an address book writes; longer lists would take minutes."""
_LONGEST_ROW = 12
"""Lines that one row may take: more means that a quote was never closed."""
_LOOKED_AT = 40
"""Lines from which we learn what stands between the cells."""
_ADDRESS = re.compile(r"<\s*(?:mailto:)?([^<>\s@]{1,100}@[^<>\s@]{1,200})\s*>")
_BARE = re.compile(r"(?<![^\s<>,;@\"])[^\s<>,;@\"]{1,100}@[^\s<>,;@\"]{1,200}")

_NUMBER = re.compile(r"(?<!\S)[+(\d][\d\s()./+-]{4,40}$")
_FEWEST_DIGITS = 7
"""What a number behind a name must have to be taken for that of a phone: "Unit 12345" is a name."""
_EDGES = " ,;:|\t-–—·("


def people_in(text: str) -> Contacts:
    """Return the people in a list, and what could not be read.

    Raises:
        ContactsError: there are too many.
    """
    people: list[Person] = []
    unread: list[Unread] = []
    headings: dict[str, int] | None = None
    first_row = True
    left_out: tuple[str, ...] = ()
    for line, cells, whole in _rows(text):
        cells = cells[:_MOST_CELLS]
        if whole.count("@") > 2 * MOST_PEOPLE:
            raise ContactsError(TOO_MANY)
        if not any(cell and one_line(cell) for cell in cells):
            continue
        if first_row:
            first_row = False
            headings = columns.by_heading(cells)
            if headings is not None:
                used = set(headings.values())
                left_out = tuple(
                    one_line(cell)
                    for at, cell in enumerate(cells)
                    if at not in used and one_line(cell)
                )
                continue
        try:
            people += [
                make_person(name=name, email=email) for name, email in _addresses(whole)
            ] or [_person(cells, headings)]
        except ValueError as error:
            unread.append(Unread(line, str(error)))
        if len(people) > MOST_PEOPLE:
            raise ContactsError(TOO_MANY)
    return Contacts(tuple(people), tuple(unread), left_out)


def _person(cells: Sequence[str], headings: dict[str, int] | None) -> Person:
    """Return the person in a row.

    Raises:
        ValueError: there is none.
    """
    if headings is None:
        cells = [part for cell in cells for part in _parts(cell)]
    known = columns.by_content(cells) if headings is None else headings

    def cell(kind: str) -> str:
        at = known.get(kind)
        return cells[at] if at is not None and at < len(cells) else ""

    name = cell(NAME).strip() or f"{cell(FIRST)} {cell(LAST)}".strip()
    return make_person(name=name, job=cell(JOB), email=cell(EMAIL), phone=cell(PHONE))


def _parts(cell: str) -> Iterator[str]:
    """Yield what a cell holds: as people type lists, it may be a name, an address and a number in a row."""
    text = cell.strip()
    address = next((found for found in _BARE.finditer(text) if is_email(found[0])), None)
    number = _NUMBER.search(text)
    if is_email(text) or is_phone(text):
        yield cell
    elif address:
        before = text[: address.start()].rstrip()
        between = (
            "[\t;|,]" if before.endswith(",") else "[\t;|]"
        )  # "Ruiz, Ana ana@example.org" is one name
        yield from re.split(between, before.strip(_EDGES))
        yield address[0].strip("()")
        yield from _parts(text[address.end() :].strip(_EDGES + ")"))
    elif (
        number
        and is_phone(number[0])
        and sum(char.isdigit() for char in number[0]) >= _FEWEST_DIGITS
    ):
        yield from re.split("[\t;|]", text[: number.start()].strip(_EDGES))
        yield number[0]
    else:
        yield cell


def _addresses(line: str) -> list[tuple[str, str]]:
    """Return the names and addresses of a line such as "Ana Ruiz <ana@example.org>; dan@example.org", if it is one."""
    found: list[tuple[str, str]] = []
    end = 0
    for match in _ADDRESS.finditer(line):
        before = line[end : match.start()]
        bare = list(_BARE.finditer(before))
        found += [("", address[0]) for address in bare]
        name = before[bare[-1].end() :] if bare else before
        if ";" in name or "\t" in name:
            name = re.split("[;\t]", name)[-1]
        found.append((name.strip(" ,;\t"), match[1]))
        end = match.end()
    if found or line.count("@") > 1:
        found += [("", address[0]) for address in _BARE.finditer(line[end:])]
    return found


def _rows(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield each row: the number of its first line, its cells, and the row as it stands.

    Raises:
        ContactsError: there are too many.
    """
    text = clean_text(text.replace("\0", "")) if len(text) <= _MOST_LETTERS else ""
    if not text or text.count("\n") > _MOST_LINES:
        raise ContactsError(TOO_MANY)
    lines = text.split("\n")
    start = 0
    if lines and re.fullmatch(r"sep=.", lines[0].strip(), re.IGNORECASE):
        start = 1
    between = lines[0].strip()[-1] if start else _separator(lines[:_LOOKED_AT])
    ways: tuple[Literal[0], Literal[3]] = (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
    for quoting in ways:
        rows = list(_split(lines[start:], between, quoting, start))
        if all(taken <= _LONGEST_ROW for _, taken, _ in rows):
            break
    for first, taken, cells in rows:
        whole = "\n".join(lines[first - 1 : first - 1 + taken])
        yield (
            first,
            cells,
            one_line(whole.replace("\t", ";")) if between == "\t" else one_line(whole),
        )


def _split(
    lines: Sequence[str], between: str, quoting: Literal[0, 3], before: int
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the number of a row's first line, how many lines it takes, and its cells."""
    reader = csv.reader(
        (f"{line}\n" for line in lines), delimiter=between, quoting=quoting, skipinitialspace=True
    )
    while True:
        first = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell of more than 100,000 letters
            cells = ["?"]
        yield before + first + 1, max(1, reader.line_num - first), cells


def _separator(lines: Sequence[str]) -> str:
    """Return what stands between the cells: what cuts most lines into the same number of them."""

    def agreement(mark: str) -> tuple[int, int]:
        counts = [_outside_quotes(line).count(mark) for line in lines if line.strip()]
        cut = [count for count in counts if count]
        usual = max(set(cut), key=cut.count, default=0)
        return cut.count(usual) if cut else 0, usual

    return max(_BETWEEN, key=agreement)


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)
