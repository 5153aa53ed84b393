"""The answers file: TOML that people can read and edit, refused as a whole when in doubt."""

import contextlib
import math
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli_w
import tomlkit
from pydantic import ValidationError
from tomlkit.items import AoT, InlineTable, Table

from wizard.answers.base import explain_error, to_toml
from wizard.answers.fields import FieldKind, all_fields
from wizard.answers.model import FORMAT, Answers
from wizard.answers.upgrade import RENAMED, find_other_format, read_format_1
from wizard.storage import FileError
from wizard.storage.atomic_io import TooLargeError, atomic_write, read_file
from wizard.storage.syntax_hints import (
    UNREADABLE,
    Location,
    explain_syntax_error,
    find_comments,
    find_encoding_problem,
    find_line,
    find_text_problem,
)
from wizard.text import clean_text, has_hidden_characters, printable

MAX_BYTES = 1_000_000
MAX_PEOPLE, MAX_ROWS = 500, 200
MAX_DEPTH = 40

HEADER = "# Policy Wizard: the answers behind a social media policy."
HOW_TO = (
    "# To go on with them, run policy-wizard and the name of this file. Comments of your own stay."
)
# The last line; a file with our header that lacks it was cut off.
END = "# end of answers"
_OLD_HOW_TO = HOW_TO.replace(
    "Comments of your own stay", "Notes of your own stay if they are above this"
)
_CUT_OFF = f'stops in the middle: its last line, "{END}", is missing; use a backup copy'
_OWN_COMMENTS = (HEADER, HOW_TO, _OLD_HOW_TO, END)

# Keys that identify a row, in order of preference.
_ROW_NAMES = ("id", "name", "platform", "version", "place", "task")


def read_answers(path: Path) -> Answers:
    """Return the answers in the file at `path`; raise FileError if it isn't a valid one."""
    return read_with_bytes(path)[0]


def read_with_bytes(path: Path) -> tuple[Answers, bytes]:
    """Return the answers in the file at `path`, and its bytes, which `write_answers` compares."""
    data = read_file(path, MAX_BYTES)
    return parse_answers(data, path), data


def write_answers(path: Path, answers: Answers, expected: bytes | None) -> bytes:
    """Save `answers` at `path`, whole or not at all, and return the bytes now on disk.

    `expected` is what the file held when it was last read or written, None for a new file. A file
    with comments is edited in place, and so is one in which only the position changes; any other
    is rewritten. A file that holds these very answers is left as it is.

    Raises:
        FileError: it can't be saved, or the disk no longer holds `expected`; it is as it was.
    """
    table = to_dict(answers)
    for location, problem in _find_problems(table):
        raise FileError(path, f"can't be saved, because of {_key_name(location)}: {problem}")
    data = _new_content(path, answers, expected)
    if len(data) > MAX_BYTES:
        raise TooLargeError(path, "can't be saved, because it is too large; shorten some answers")
    if data != expected and tomllib.loads(data.decode()) != table:
        raise FileError(path, "can't be saved without changing an answer; undo the last change")
    atomic_write(path, data, expected)
    return data


def parse_answers(data: bytes, path: Path) -> Answers:
    """Return the answers in `data`, or raise FileError; `path` is only for the message.

    Answers of an older format are those of the current one; the caller decides if to write them.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(path, "is far too large to be an answers file; choose another file")
    text = _decode(data, path)
    table = _parse_toml(text, path)
    file_format = _check_format(table, text, path)
    for location, problem in (*_find_problems(table), *_find_mixed(table, file_format)):
        raise FileError(path, f"{_key_name(location)}: {problem}", find_line(text, location))
    read = Answers.model_validate if file_format == FORMAT else read_format_1
    try:
        return read(_to_model_input(table))
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        location = _location_in(table, first["loc"])
        # A line of a checklist may be a choice or the user's own; the latter says what it must be.
        own = [each for each in others if _location_in(table, each["loc"]) == location]
        problem = explain_error(own[0] if own else first).rstrip(".")
        field = all_fields().get(".".join(map(str, location)))
        if field is not None and field.kind is FieldKind.TABLE:
            problem = f"This must be rows, each under a heading [[{field.path}]]"
        problem = f"{_key_name(location)}: {problem[:1].lower()}{problem[1:]}"
        raise FileError(path, problem, find_line(text, location)) from error


def contains_answers(data: bytes, answers: Answers) -> bool:
    """Return whether a file with this content holds `answers`; the position doesn't count."""
    try:
        return _without_position(parse_answers(data, Path())) == _without_position(answers)
    except FileError:
        return False


def require_parent_dir(path: Path) -> None:
    """Raise FileError unless the parent directory of `path` exists."""
    if not path.absolute().parent.is_dir():
        raise FileError(
            path, "is in a folder that doesn't exist; create it first, or choose another"
        )


def max_entries(path: str) -> int:
    """Return how many rows or lines the list at `path` may have."""
    field = all_fields().get(path)
    if field is None or field.path == "people" or field.kind is FieldKind.PEOPLE:
        return MAX_PEOPLE
    return MAX_ROWS


def to_dict(answers: Answers) -> dict[str, Any]:
    """Return what the file holds: the format, and what was decided, without empty tables."""
    table = {"format": FORMAT, **to_toml(answers)}
    empty = [key for key, value in table.items() if value == {} and key in Answers.model_fields]
    empty += ["unsure"] if not table.get("unsure") else []
    return {key: value for key, value in table.items() if key not in empty}


def same_answers(first: Answers, second: Answers) -> bool:
    """Return whether a file would hold the same of both; models alone ignore what is a default."""
    return first == second and to_dict(first) == to_dict(second)


def serialize(answers: Answers, comments: tuple[str, ...] = ()) -> bytes:
    """Return the content of a file that holds `answers`, with `comments` at its end."""
    body = "".join(_layout(to_dict(answers)))
    notes = "".join(f"\n{comment}" for comment in comments)
    return f"{HEADER}\n{HOW_TO}\n\n{body}{notes}\n{END}\n".encode()


def _decode(data: bytes, path: Path) -> str:
    if problem := find_encoding_problem(data):
        raise FileError(path, *problem)
    return data.decode().removeprefix("\ufeff").replace("\r\n", "\n")


def _parse_toml(text: str, path: Path) -> dict[str, Any]:
    if problem := find_text_problem(text):
        raise FileError(path, problem)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if HEADER in text and END not in text:
            raise FileError(path, _CUT_OFF) from error
        raise FileError(path, *explain_syntax_error(text, error)) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, and the like
        raise FileError(path, UNREADABLE) from error


def _check_format(table: dict[str, Any], text: str, path: Path) -> int:
    """Return the format of the file; raise FileError if we can't read it."""
    file_format, comments = table.get("format"), find_comments(text)
    # Users write comments of their own behind it.
    has_end = any(comment.startswith(END) for comment in comments)
    if HEADER in comments and not has_end:
        raise FileError(path, _CUT_OFF)
    if file_format is None and has_end:
        raise FileError(path, "has lost its beginning; use a backup copy")
    if file_format is not None and type(file_format) is not int:
        problem = f'"format": this must be a whole number without quotes, such as {FORMAT}'
        raise FileError(path, problem, find_line(text, ("format",)))
    if file_format is None or file_format < 1:
        problem = (
            f'has no line "format = {FORMAT}", so it is no answers file; choose the right file'
        )
        raise FileError(path, problem)
    if file_format > FORMAT:
        raise FileError(path, "was written by a newer Policy Wizard; update the program")
    return file_format


def _find_mixed(table: dict[str, Any], file_format: int) -> Iterator[tuple[Location, str]]:
    """Yield the answers that a file of this format doesn't have, but that of another one."""
    other = FORMAT - 1 if file_format == FORMAT else FORMAT
    for location in find_other_format(table, file_format):
        yield (
            location,
            f"this is an answer of format {other}, and the file says format {file_format}; "
            "use a backup copy",
        )


def _find_problems(value: object, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield what TOML allows and an answers file doesn't, with its location."""
    if len(location) > MAX_DEPTH:
        yield location, "this nests far deeper than in any answers file; use a backup copy"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _find_problems(inner, (*location, key))
    elif isinstance(value, list):
        count, limit = len(value), max_entries(".".join(map(str, location)))
        if count > limit:
            yield (
                location,
                f"there are {count} entries, and there is room for {limit}; take some out",
            )
        for index, inner in enumerate(value):
            yield from _find_problems(inner, (*location, index))
    elif isinstance(value, str) and has_hidden_characters(value):
        # "\b" and "\f" in a Windows path are such characters.
        yield location, "a character can't be seen; type the text again, in single quotes (')"
    elif isinstance(value, float) and not math.isfinite(value):
        yield location, "this is no number that we can use; delete the line"


def _key_name(location: Location) -> str:
    """Return a location as a person reads it, rows counted from 1: "people.2.phone"."""
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
    return f'"{printable(name)}"'


def _location_in(table: dict[str, Any], location: Location) -> Location:
    """Return a location that pydantic gives without what it adds for the branches of a union."""
    value: Any = table
    for depth, part in enumerate(location):
        if not isinstance(value, dict | list):
            return location[:depth]
        value = value.get(part) if isinstance(value, dict) else value[int(part)]
    return location


def _to_model_input(value: Any) -> Any:
    """Return `value` with tuples for lists and one kind of line break, as the models want."""
    if isinstance(value, dict):
        return {key: _to_model_input(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_to_model_input(inner) for inner in value)
    return clean_text(value) if isinstance(value, str) else value


def _without_position(answers: Answers) -> dict[str, Any]:
    return {**to_dict(answers), "left_at": ""}


def _is_row_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _layout(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the TOML of a table: its own values, then each inner table and row under its heading.

    tomli-w alone would put short rows into one line, and longer ones under headings.
    """
    inner = {
        key: value for key, value in table.items() if isinstance(value, dict) or _is_row_list(value)
    }
    yield tomli_w.dumps(
        {key: value for key, value in table.items() if key not in inner}, multiline_strings=True
    )
    for key, value in inner.items():
        name = prefix + tomli_w.dumps({key: 0}).removesuffix(" = 0\n")
        for row in [value] if isinstance(value, dict) else value:
            yield f"\n[{name}]\n" if isinstance(value, dict) else f"\n[[{name}]]\n"
            yield from _layout(row, f"{name}.")


def _new_content(path: Path, answers: Answers, expected: bytes | None) -> bytes:
    try:
        old = parse_answers(expected or b"", path)
    except FileError:  # there is none yet, or the user overwrites one that is damaged
        return serialize(answers)
    is_old_format = has_old_format(expected or b"")
    if same_answers(old, answers) and not is_old_format:
        return expected or b""
    text = _decode(expected or b"", path)
    if is_old_format:
        text = _rename_keys(text)
    comments = Counter(find_comments(text)) - Counter(_OWN_COMMENTS)
    if comments or _without_position(old) == _without_position(answers):
        # tomlkit can't edit every valid file; then the comments move to the end.
        with contextlib.suppress(Exception):
            edited = _edit_in_place(text, to_dict(answers), comments)
            if tomllib.loads(edited) == to_dict(answers):
                return edited.encode()
    return serialize(answers, tuple(comments.elements()))


def has_old_format(data: bytes) -> bool:
    """Return whether `data` are answers of an older format."""
    try:
        return 0 < int(tomllib.loads(data.decode("utf-8-sig"))["format"]) < FORMAT
    except (ValueError, KeyError, TypeError):
        return False


def _rename_keys(text: str) -> str:
    """Return the text with the keys of the current format, each with the comment beside it."""
    lines = text.split("\n")
    for new, old in {new: old for old, new in reversed(RENAMED.items())}.items():
        number = find_line(text, tuple(old.split(".")))
        if number:
            key, new_key = old.rpartition(".")[2], new.rpartition(".")[2]
            lines[number - 1] = lines[number - 1].replace(key, new_key, 1)
    return "\n".join(lines)


def _edit_in_place(text: str, new: dict[str, Any], comments: Counter[str]) -> str:
    """Return the TOML `text` changed to hold `new`; comments of what is gone move to the end."""
    lines = [line for line in text.split("\n") if line.strip() != END]
    if "left_at" in new and not any(line.startswith("left_at") for line in lines):
        # tomlkit would put it below a comment that belongs to the first table.
        index = next(index for index, line in enumerate(lines) if line.startswith("format"))
        lines.insert(index + 1, 'left_at = ""')
    document = tomlkit.parse("\n".join(lines))
    _update_table(document, document.unwrap(), new)
    edited = tomlkit.dumps(document).rstrip("\n")
    lost = comments - Counter(find_comments(edited))
    parts = [edited, *lost.elements()] if lost else [edited]
    return "\n".join([*parts, "", END, ""] if END in text else [*parts, ""])


def _update_table(
    table: tomlkit.TOMLDocument | Table, old: dict[str, Any], new: dict[str, Any]
) -> None:
    for key in [key for key in old if key not in new]:
        del table[key]
    # Comments below the last value belong to what follows: new values go above them.
    body = table.value.body if isinstance(table, Table) else table.body
    tail = []
    while body and body[-1][0] is None:
        tail.append(body.pop())
    for key, value in new.items():
        current = table.get(key)
        if key in old and old[key] == value:
            continue
        if isinstance(current, Table) and isinstance(value, dict):
            _update_table(current, old[key], value)
        elif isinstance(current, AoT) and _is_row_list(value):
            _update_rows(current, old[key], value)
        else:
            if isinstance(current, Table | AoT | InlineTable) or _is_row_list(value):
                table.pop(key, None)
            table[key] = _toml_item({key: value})
    body.extend(reversed(tail))


def _update_rows(rows: AoT, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """Edit rows in place; each is recognized by its name, and takes its comments along."""
    index_by_name = {_row_name(row): index for index, row in enumerate(old)}
    tables = []
    for row in new:
        index = index_by_name.pop(_row_name(row), None)
        if index is None:
            tables.append(_toml_item({"row": [row]})[0])
        else:
            _update_table(rows[index], old[index], row)
            tables.append(rows[index])
    rows.clear()
    rows.extend(tables)


def _row_name(row: dict[str, Any]) -> str:
    return next((f"{key} {row[key]}" for key in _ROW_NAMES if row.get(key)), "")


def _toml_item(table: dict[str, Any]) -> Any:
    """Return the only value of `table` for tomlkit, in our layout."""
    (item,) = tomlkit.parse("".join(_layout(table)) + "\n").values()
    return item
