"""Who has read and signed which version: a list beside the answers, as .csv, which any spreadsheet opens."""

import csv
import datetime
import hashlib
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from wizard.answers.base import MAX_LINE
from wizard.answers.model import Answers
from wizard.answers.people import normalize_name
from wizard.lifecycle.numbering import parse_version
from wizard.storage import FileError, atomic_io
from wizard.text import clean_text, printable

COLUMNS = ("name", "version", "date", "left")
_ENDING = "-signatures.csv"
_LONGEST_NAME = 255
"""Bytes; what disks allow."""
_FORMULA = ("=", "+", "-", "@")
_MOST_ROWS = 100_000


class SignatureError(Exception):
    """The list can't be used; the message is one sentence that names the file and, where known, the line."""


@dataclass(frozen=True)
class Signature:
    """A name, and what it signed when; without a version: somebody on the staff who hasn't signed yet."""

    name: str
    version: str = ""
    on: datetime.date | None = None
    left: datetime.date | None = None
    """The day on which they left; nobody waits for their signature."""


@dataclass(frozen=True)
class SignatureRegister:
    """All rows, in the order in which they were noted down."""

    rows: tuple[Signature, ...] = ()

    def signed(self, names: Iterable[str], version: str, on: datetime.date) -> "SignatureRegister":
        """Return the list with these signatures; one that is there already stays as it is."""
        known = {(normalize_name(row.name), row.version) for row in self.rows}
        new = {
            normalize_name(name): name
            for name in names
            if (normalize_name(name), version) not in known
        }
        return SignatureRegister(
            (*self.rows, *(Signature(name, version, on) for name in new.values()))
        )

    def taken_back(self, name: str, version: str, on: datetime.date) -> "SignatureRegister":
        """Return the list without the signature that was noted down by mistake; the name stays on it."""
        mine = (normalize_name(name), version, on)
        rows = tuple(
            row for row in self.rows if (normalize_name(row.name), row.version, row.on) != mine
        )
        return SignatureRegister(rows).with_staff([name])

    def with_staff(self, names: Iterable[str]) -> "SignatureRegister":
        """Return the list with these names on it, whether they signed or not."""
        known = {normalize_name(row.name) for row in self.rows if row.left is None}
        new = {normalize_name(name): name for name in names if normalize_name(name) not in known}
        return SignatureRegister((*self.rows, *(Signature(name) for name in new.values())))

    def without(self, name: str, left: datetime.date) -> "SignatureRegister":
        """Return the list with a note that this person left; what they signed stays on it."""
        mine = [row for row in self.rows if normalize_name(row.name) == normalize_name(name)]
        if not mine:
            return SignatureRegister((*self.rows, Signature(name, left=left)))
        return SignatureRegister(
            tuple(replace(row, left=row.left or left) if row in mine else row for row in self.rows)
        )


@dataclass(frozen=True)
class SignatureStatus:
    """Who has signed what counts, and who hasn't."""

    read_from: str
    """The oldest version whose signatures count."""
    signed: tuple[Signature, ...]
    missing: tuple[str, ...]


def register_path(path: Path) -> Path:
    """Return where the list of the answers at `path` lies; a name that would be too long for the disk is cut."""
    stem, digest = path.stem, hashlib.sha256(os.fsencode(path.name)).hexdigest()[:8]
    if len(os.fsencode(f"{stem}{_ENDING}")) <= _LONGEST_NAME:
        return path.with_name(f"{stem}{_ENDING}")
    while len(os.fsencode(f"{stem}-{digest}{_ENDING}")) > _LONGEST_NAME:
        stem = stem[:-1]
    return path.with_name(f"{stem}-{digest}{_ENDING}")


def signature_status(register: SignatureRegister, answers: Answers) -> SignatureStatus:
    """Return who has signed: of all on the list, and of all whom the policy names."""
    left = {normalize_name(row.name) for row in register.rows if row.left}
    left -= {normalize_name(row.name) for row in register.rows if not row.left}
    names = {normalize_name(row.name): row.name for row in register.rows}
    names |= {
        normalize_name(person.name): person.name
        for person in answers.people
        if person.name and not person.left_on
    }
    read_from = answers.adopted.read_from or answers.adopted.version
    latest: dict[str, Signature] = {}
    for row in register.rows:
        if is_valid_for(row.version, read_from):
            latest[normalize_name(row.name)] = row
    missing = sorted(
        (name for key, name in names.items() if key not in latest and key not in left),
        key=normalize_name,
    )
    return SignatureStatus(
        read_from, tuple(row for key, row in latest.items() if key not in left), tuple(missing)
    )


def is_pending(name: str, answers_file: Path) -> bool:
    """Tell whether somebody of this name is on the list beside the answers, and not noted down as having left.

    A list that can't be read waits for nobody.
    """
    try:
        register, _ = read_register(register_path(answers_file))
    except SignatureError:
        return False
    return any(
        normalize_name(row.name) == normalize_name(name) and row.left is None
        for row in register.rows
    )


def is_valid_for(version: str, read_from: str) -> bool:
    """Tell whether whoever signed `version` need not sign again."""
    number, needed = parse_version(version), parse_version(read_from)
    if number is None or needed is None:
        return bool(version) and version == read_from
    return number >= needed


def read_register(path: Path) -> tuple[SignatureRegister, bytes | None]:
    """Return the list at `path`, and its bytes for `write`; an empty list where there is no file yet.

    Raises:
        SignOffError: it is no such list.
    """
    if not os.path.lexists(path):
        return SignatureRegister(), None
    data = _bytes(path)
    return SignatureRegister(tuple(_rows(path, data))), data


def read_names(path: Path) -> tuple[Signature, ...]:
    """Return the rows of somebody else's list: a column of names, perhaps with a heading, a version and a date.

    Raises:
        SignOffError: it is no such list, or is empty.
    """
    rows = tuple(_rows(path, _bytes(path)))
    if not rows:
        raise SignatureError(f"{printable(path)} has no names in it; write one name a line.")
    return rows


def read_pasted(text: str) -> tuple[Signature, ...]:
    """Return the rows of a list that was pasted, in the same form.

    Raises:
        SignOffError: it is no such list, or is empty.
    """
    rows = tuple(_rows(Path("The pasted list"), text.encode("utf-8", "replace")))
    if not rows:
        raise SignatureError("There are no names in what you pasted.")
    return rows


def write_register(path: Path, register: SignatureRegister, expected: bytes | None) -> bytes:
    """Save the list, whole or not at all, if the disk still holds `expected`; return its bytes.

    Raises:
        SignOffError: it can't be saved; it is as it was.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in register.rows:
        writer.writerow((_harmless(row.name), _harmless(row.version), row.on or "", row.left or ""))
    data = out.getvalue().encode()
    try:
        atomic_io.atomic_write(path, data, expected)
    except FileError as error:
        raise SignatureError(str(error)) from error
    return data


def name(text: str) -> str:
    """Return a name as it is kept.

    Raises:
        SignOffError: it is empty, too long, or a spreadsheet would take it for a formula.
    """
    kept = " ".join(clean_text(text).split())
    if not kept or len(kept) > MAX_LINE or kept.startswith(_FORMULA):
        raise SignatureError(f'"{printable(kept[:40])}" is no name; type the name of a person.')
    return kept


def _harmless(text: str) -> str:
    """Return a name or a number without the signs by which a spreadsheet would take it for a formula."""
    return text.lstrip(f"{''.join(_FORMULA)} ")


def _bytes(path: Path) -> bytes:
    try:
        return atomic_io.read_file(path)
    except FileError as error:
        raise SignatureError(str(error)) from error


def _rows(path: Path, data: bytes) -> Iterable[Signature]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SignatureError(
            f'{printable(path)} is not in UTF-8; save it again as "CSV UTF-8".'
        ) from None
    start = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=start.count))
    order = list(COLUMNS)
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if reader.line_num == 1 and "name" in [cell.casefold() for cell in cells]:
                order = [cell.casefold() for cell in cells]
                continue
            if reader.line_num > _MOST_ROWS:
                raise SignatureError(
                    f"{printable(path)} is far too long to be a list of staff; choose another file."
                )
            yield _row(path, reader.line_num, dict(zip(order, cells, strict=False)))
    except csv.Error:
        raise SignatureError(
            f"{printable(path)}, line {reader.line_num}: this can't be read as a list; mend it."
        ) from None


def _row(path: Path, line: int, cells: dict[str, str]) -> Signature:
    place = f"{printable(path)}, line {line}:"
    try:
        who = name(cells.get("name", ""))
    except SignatureError as error:
        raise SignatureError(f"{place} {error}") from None
    days = []
    for key in ("date", "left"):
        try:
            days.append(datetime.date.fromisoformat(cells[key]) if cells.get(key) else None)
        except ValueError:
            raise SignatureError(
                f'{place} "{printable(cells[key][:40])}" is no date; write year-month-day, such as 2027-03-31.'
            ) from None
    return Signature(who, " ".join(clean_text(cells.get("version", "")).split())[:MAX_LINE], *days)
