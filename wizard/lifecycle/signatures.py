"""Who has read and signed which version: a register beside the answers, as .csv.

Whatever can't be read, understood or saved is a `SignatureError`.
"""

import csv
import datetime
import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wizard.answers.base import MAX_LINE
from wizard.answers.model import Answers
from wizard.answers.people import normalize_name
from wizard.errors import UserError
from wizard.lifecycle.archive import parse_version
from wizard.storage import FileError, atomic_io
from wizard.text import clean_text, collapse_spaces, printable

COLUMNS = ("name", "version", "date", "left")
MAX_ROWS = 10_000
MAX_FILE_NAME_BYTES = 255
# Empty rows of a signing sheet, for staff who aren't on the list yet.
MIN_BLANK_ROWS, MAX_BLANK_ROWS = 3, 100
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@")


class SignatureError(UserError):
    """The register can't be used; the message names the file and, where known, the line."""


@dataclass(frozen=True)
class Signature:
    """A name, what it signed, and when; without a version, somebody who hasn't signed yet."""

    name: str
    version: str = ""
    on: datetime.date | None = None
    left: datetime.date | None = None  # the day on which they left the staff

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return normalize_name(self.name)


@dataclass(frozen=True)
class SignatureRegister:
    """All rows, in the order in which they were recorded."""

    rows: tuple[Signature, ...] = ()

    def signed(self, names: Iterable[str], version: str, on: datetime.date) -> "SignatureRegister":
        """Return a copy with these signatures; one that is there already stays as it is."""
        known = {row.key for row in self.rows if row.version == version}
        return self._with(known, (Signature(name, version, on) for name in names))

    def with_staff(self, names: Iterable[str]) -> "SignatureRegister":
        """Return a copy with these names on the list, whether they signed or not."""
        known = {row.key for row in self.rows if row.left is None}
        return self._with(known, map(Signature, names))

    def withdrawn(self, signature: Signature) -> "SignatureRegister":
        """Return a copy without a signature recorded by mistake; the name stays on the list."""
        rows = tuple(row for row in self.rows if row != signature)
        return SignatureRegister(rows).with_staff([signature.name])

    def without(self, name: str, left: datetime.date) -> "SignatureRegister":
        """Return a copy that records that this person left; what they signed stays on it."""
        leaver = Signature(name, left=left)
        rows = (
            self.rows if any(row.key == leaver.key for row in self.rows) else (*self.rows, leaver)
        )
        return SignatureRegister(
            tuple(
                replace(row, left=row.left or left) if row.key == leaver.key else row
                for row in rows
            )
        )

    def _with(self, known: set[str], rows: Iterable[Signature]) -> "SignatureRegister":
        new = {row.key: row for row in rows if row.key not in known}
        return SignatureRegister((*self.rows, *new.values()))


@dataclass(frozen=True)
class SignatureStatus:
    """Who has signed a version that counts, the oldest being `read_from`, and who hasn't."""

    read_from: str
    signed: tuple[Signature, ...]
    missing: tuple[str, ...]


def register_path(path: Path) -> Path:
    """Return the path of the register of the answers at `path`; a name that is too long is cut."""
    ending = "-signatures.csv"
    stem = os.fsencode(path.stem)
    if len(stem) + len(ending) > MAX_FILE_NAME_BYTES:
        ending = f"-{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:8]}{ending}"
    return path.with_name(
        stem[: MAX_FILE_NAME_BYTES - len(ending)].decode("utf-8", "ignore") + ending
    )


def signature_status(register: SignatureRegister, answers: Answers) -> SignatureStatus:
    """Return who has signed: of all on the register, and of all whom the policy names."""
    left = {row.key for row in register.rows if row.left}
    left -= {row.key for row in register.rows if not row.left}
    people = [Signature(row.name) for row in answers.people if row.name and not row.left_on]
    names = {row.key: row.name for row in (*register.rows, *people)}
    read_from = answers.adopted.read_from or answers.adopted.version
    signed = {
        row.key: row
        for row in register.rows
        if row.key not in left and is_valid_for(row.version, read_from)
    }
    missing = sorted(names.keys() - signed.keys() - left)
    return SignatureStatus(read_from, tuple(signed.values()), tuple(names[key] for key in missing))


def sheet_context(status: SignatureStatus, version: str, answers: Answers) -> dict[str, Any]:
    """Return what the signing sheet for a version needs besides the answers.

    Those whom the policy names come first, in their order.
    """
    places = {normalize_name(row.name): place for place, row in enumerate(answers.people)}
    last = len(places)
    missing = sorted(status.missing, key=lambda name: places.get(normalize_name(name), last))
    unlisted = (answers.business.staff or 0) - len(status.signed) - len(status.missing)
    blank_rows = min(max(unlisted, MIN_BLANK_ROWS), MAX_BLANK_ROWS)
    return {"missing": missing, "signs": version, "blank_rows": blank_rows}


def is_valid_for(version: str, read_from: str) -> bool:
    """Return whether whoever signed `version` need not sign again."""
    number, oldest = parse_version(version), parse_version(read_from)
    if number is None or oldest is None:
        return bool(version) and version == read_from
    return number >= oldest


def is_pending(name: str, answers_file: Path) -> bool:
    """Return whether this name is on the register, and hasn't left; False if it can't be read."""
    try:
        register, _ = read_register(register_path(answers_file))
    except SignatureError:
        return False
    return any(row.key == normalize_name(name) and row.left is None for row in register.rows)


def read_register(path: Path) -> tuple[SignatureRegister, bytes | None]:
    """Return the register at `path` and its bytes, for `write_register`; empty if there is none."""
    if not os.path.lexists(path):
        return SignatureRegister(), None
    data = _read(path)
    return SignatureRegister(tuple(_parse(printable(path), data))), data


def read_names(path: Path) -> tuple[Signature, ...]:
    """Return the rows of a list of names: a name a line, or the columns of a register."""
    if rows := tuple(_parse(printable(path), _read(path))):
        return rows
    raise SignatureError(f"{printable(path)} has no names in it; write one name a line.")


def read_pasted(text: str) -> tuple[Signature, ...]:
    """Return the rows of a list that was pasted, in the same form."""
    if rows := tuple(_parse("The pasted list", text.encode("utf-8", "replace"))):
        return rows
    raise SignatureError("There are no names in what you pasted.")


def write_register(path: Path, register: SignatureRegister, expected: bytes | None) -> bytes:
    """Save the register if the disk still holds `expected`; return its bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in register.rows:
        cells = (cell.lstrip("".join(_FORMULA_SIGNS) + " ") for cell in (row.name, row.version))
        writer.writerow((*cells, row.on or "", row.left or ""))
    data = text.getvalue().encode()
    try:
        atomic_io.atomic_write(path, data, expected)
    except FileError as error:
        raise SignatureError(str(error)) from error
    return data


def parse_name(text: str) -> str:
    """Return a name as it is kept."""
    name = collapse_spaces(clean_text(text))
    if not name or len(name) > MAX_LINE or name.startswith(_FORMULA_SIGNS):
        raise SignatureError(f'"{printable(name[:40])}" is no name; type the name of a person.')
    return name


def _read(path: Path) -> bytes:
    try:
        return atomic_io.read_file(path)
    except FileError as error:
        raise SignatureError(str(error)) from error


def _parse(source: str, data: bytes) -> Iterator[Signature]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SignatureError(f'{source} is not in UTF-8; save it again as "CSV UTF-8".') from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = list(COLUMNS)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if reader.line_num > MAX_ROWS:
                raise SignatureError(
                    f"{source} is far too long to be a list of staff; choose another file."
                )
            if reader.line_num == 1 and "name" in map(str.casefold, cells):
                columns = [cell.casefold() for cell in cells]
            elif any(cells):
                place = f"{source}, line {reader.line_num}:"
                yield _parse_row(place, dict(zip(columns, cells, strict=False)))
    except csv.Error as error:
        raise SignatureError(
            f"{source}, line {reader.line_num}: this can't be read as a list; mend it."
        ) from error


def _parse_row(place: str, cells: dict[str, str]) -> Signature:
    try:
        name = parse_name(cells.get("name", ""))
    except SignatureError as error:
        raise SignatureError(f"{place} {error}") from error
    version = collapse_spaces(clean_text(cells.get("version", "")))[:MAX_LINE]
    days: list[datetime.date | None] = []
    for text in (cells.get("date"), cells.get("left")):
        try:
            days.append(datetime.date.fromisoformat(text) if text else None)
        except ValueError as error:
            raise SignatureError(
                f'{place} "{printable((text or "")[:40])}" is no date; write year-month-day, '
                "such as 2027-03-31."
            ) from error
    return Signature(name, version, *days)
