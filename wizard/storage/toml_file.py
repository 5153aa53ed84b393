"""Opens and saves the answers file: TOML that people can read and edit; refused as a whole when in doubt."""

import math
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wizard.answers.base import explain_error
from wizard.answers.model import FORMAT, Answers
from wizard.storage import atomic_io, syntax_hints
from wizard.storage.limits import overfull
from wizard.storage.toml_format import END, HEADER, moved, plain_answers, serialise, serialise_over
from wizard.storage.toml_source import Location, Source
from wizard.text import clean_text, has_hidden_characters, printable

MOST_BYTES, MOST_LINES = 2_000_000, 60_000
"""What 5,000 people and 200 accounts need, and more; a longer file takes seconds and gigabytes to look through."""
_BIGGEST_NUMBER = 2**63 - 1
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_STARTS_WITH_VERB = re.compile(r"(is|has|was|does|may|can't|belongs|stops) ")


class FileError(Exception):
    """A file can't be used; the message is one plain sentence that names the file and, where known, the line or key."""

    def __init__(self, path: Path, what: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        place = f", line {line}:" if line else ("" if _STARTS_WITH_VERB.match(what) else ":")
        super().__init__(f"{printable(path)}{place} {what}.")


def read_answers(path: Path) -> Answers:
    """Return the answers in the file at `path`. Only reads; nothing on disk changes.

    Raises:
        FileError: there is no such file, it can't be read, or it is no answers file in every detail.
    """
    return read_with_bytes(path)[0]


def read_with_bytes(path: Path) -> tuple[Answers, bytes]:
    """Return the answers in the file at `path`, and its bytes as they are now, for `write` to compare.

    Raises:
        FileError: as for `read`.
    """
    try:
        data = atomic_io.read_file(path)
    except atomic_io.DiskError as error:
        raise FileError(path, str(error)) from None
    return parse_answers(data, path), data


def write_answers(path: Path, answers: Answers, expected: bytes | None) -> bytes:
    """Save `answers` at `path`, whole or not at all, and return the bytes now on disk.

    `expected` is what the file held when it was last read or written, None for a new file. Nothing is written where it
    holds these very answers already. Where only the place differs at which the owner left, only that line changes;
    otherwise our own layout is written, with a person's comments at the answers where they stood.

    Raises:
        FileError: it can't be saved, or the disk no longer holds `expected`; it is as it was.
    """
    wanted = plain_answers(answers)
    if crowd := overfull(wanted):
        raise FileError(path, f"can't be saved, because of {_name(crowd[0])}: {crowd[1]}")
    data = _bytes_to_write(path, answers, wanted, expected)
    if _is_too_long(data):
        raise FileError(
            path,
            "can't be saved, because so many answers are too long for one file; shorten the longest",
        )
    if not _holds(data, wanted, path):
        raise FileError(path, "can't be saved without changing an answer; undo the last change")
    try:
        atomic_io.atomic_write(path, data, expected)
    except atomic_io.DiskError as error:
        raise FileError(path, str(error)) from None
    return data


def says(data: bytes, answers: Answers) -> bool:
    """Tell whether `data`, of a file, holds these answers; where the owner was when they left doesn't count."""
    try:
        found = _plain(data, Path())
    except FileError:
        return False
    return {**found, "left_at": ""} == {**plain_answers(answers), "left_at": ""}


def require_folder(path: Path) -> None:
    """Check that a new file at `path` would have a folder to lie in.

    Raises:
        FileError: there is no such folder.
    """
    if not path.absolute().parent.is_dir():
        raise FileError(path, "has no folder to lie in; make the folder first, or choose another")


def parse_answers(data: bytes, path: Path) -> Answers:
    """Return the answers in `data`; `path` is only for the message.

    Raises:
        FileError: it is no answers file in every detail.
    """
    return _parse(data, path)


@lru_cache(maxsize=2)
def _parse(data: bytes, path: Path) -> Answers:
    """Do so. Kept, because each save looks at what is on disk and at what will be: the same bytes several times."""
    if _is_too_long(data):
        raise FileError(
            path, "is far too large to be an answers file; choose the file that Policy Wizard made"
        )
    source = Source(_text(data, path))
    _refuse_other_text(source, path)
    table = _table(source, path)
    _refuse_other_format(table, source, path)
    _refuse_cut(source, path)
    if crowd := overfull(table):
        raise _at(path, source, *crowd)
    for location, value in _values(table, ()):
        if problem := _bad_value(value):
            line = source.line(source.line_of(location) or 0)
            if isinstance(value, str) and re.search(
                r"\\[bf]", line
            ):  # the start of \backup or \files in Windows
                problem = syntax_hints.BACKSLASH
            raise _at(path, source, location, problem)
    try:
        return Answers.model_validate(_frozen(table))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        sentence = explain_error(first).rstrip(".")
        location = _without_branches(first["loc"], table)
        raise _at(path, source, location, sentence[:1].lower() + sentence[1:]) from None


def _is_too_long(data: bytes) -> bool:
    return len(data) > MOST_BYTES or data.count(b"\n") > MOST_LINES


def _bytes_to_write(
    path: Path, answers: Answers, wanted: dict[str, Any], expected: bytes | None
) -> bytes:
    if expected is None:
        return serialise(answers)
    try:
        old = _plain(expected, path)
    except FileError:  # the owner has chosen to write over what another program spoilt
        return serialise(answers)
    text = _text(expected, path)
    if wanted == old:
        return expected
    if wanted == {**old, "left_at": answers.left_at}:
        patched = moved(text, answers.left_at).encode()
        if _holds(patched, wanted, path):
            return patched
    with_comments = serialise_over(answers, text)
    return with_comments if _holds(with_comments, wanted, path) else serialise(answers)


def _holds(data: bytes, wanted: dict[str, Any], path: Path) -> bool:
    try:
        return _plain(data, path) == wanted
    except FileError:
        return False


@lru_cache(maxsize=2)
def _plain(data: bytes, path: Path) -> dict[str, Any]:
    """Return what a file holds. Kept like what it is made of; never changed by who gets it."""
    return plain_answers(_parse(data, path))


def _text(data: bytes, path: Path) -> str:
    if wrong := syntax_hints.of_bytes(data):
        raise FileError(path, wrong[0], wrong[1])
    return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\r")


def _refuse_other_text(source: Source, path: Path) -> None:
    if what := syntax_hints.of_text(source.text):
        raise FileError(path, what)
    if merge := syntax_hints.of_merge(source):
        raise FileError(path, *merge)
    if line := source.too_deep():
        raise FileError(
            path,
            "brackets or names nest far deeper than in any answers file; use a backup copy",
            line,
        )


def _table(source: Source, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        if "annot " in reason and (
            repeated := source.repeated()
        ):  # "Cannot overwrite", "Cannot declare twice"
            line, key, first = repeated
            what = f'"{printable(key)}" stands here again, after line {first}; keep one of the two'
            raise FileError(path, what, line) from None
        place = _PLACE.search(reason)
        line = int(place[1]) if place else source.last_line()
        if place is None or line > source.text.rstrip().count(
            "\n"
        ):  # it went wrong at the very end
            _refuse_cut(source, path)
        raise FileError(path, syntax_hints.of_line(source, line, reason), line) from None
    except (
        ValueError,
        RecursionError,
        MemoryError,
    ):  # a number of thousands of digits, and the like
        raise FileError(path, syntax_hints.UNREADABLE) from None


def _refuse_other_format(table: dict[str, Any], source: Source, path: Path) -> None:
    form = table.get("format")
    if form is None and END in {comment.strip() for comment in source.comments}:
        raise FileError(path, "has lost its beginning; use a backup copy")
    if form is None:
        what = f'does not say "format = {FORMAT}" at the top, so it is no answers file; choose the right file'
        raise FileError(path, what)
    if isinstance(form, bool) or not isinstance(form, int) or form < 1:
        what = f"no Policy Wizard ever wrote this format; it must be format = {FORMAT}"
        raise FileError(path, what, source.line_of(("format",)))
    if form > FORMAT:
        raise FileError(path, "was written by a newer Policy Wizard; update the program")


def _refuse_cut(source: Source, path: Path) -> None:
    comments = {comment.strip() for comment in source.comments}
    if HEADER in comments and END not in comments:
        raise FileError(
            path, f'stops in the middle: its last line, "{END}", is missing; use a backup copy'
        )


def _values(value: Any, location: Location) -> Iterator[tuple[Location, Any]]:
    """Yield every value that is no table or list, and every key, with where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*location, key), key
            yield from _values(inner, (*location, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(inner, (*location, number))
    else:
        yield location, value


def _bad_value(value: Any) -> str | None:
    if isinstance(value, str) and has_hidden_characters(value):
        return "there is a character here that can't be seen; type the text again"
    if isinstance(value, float) and not math.isfinite(value):
        return "this is no number that we can use; delete the line"
    if isinstance(value, int) and abs(value) > _BIGGEST_NUMBER:
        return "this number is far too large; if it is a phone number, put it in quotes"
    return None


def _at(path: Path, source: Source, location: Location, problem: str) -> FileError:
    """Return the error for a value: its line, its name ("business.staff"; rows counted from 1), the problem."""
    return FileError(path, f"{_name(location)}: {problem}", source.line_of(location))


def _name(location: Location) -> str:
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
    return f'"{printable(name)}"'


def _without_branches(location: tuple[str | int, ...], table: dict[str, Any]) -> Location:
    """Return pydantic's location without what it adds for the branches of a union."""
    found: list[str | int] = []
    value: Any = table
    for part in location:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
        else:
            break
        found.append(part)
    return tuple(found)


def _frozen(value: Any) -> Any:
    """Return what TOML gave as the strict models want it: lists as tuples, line breaks of one kind."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return clean_text(value) if isinstance(value, str) and not value.isprintable() else value
