"""How the answers file is laid out: a table a step, a block a row, so that people can read and edit it."""

import re
import tomllib
from functools import lru_cache
from typing import Any

import tomli_w

from wizard.answers.base import AnswerModel, get_field, to_toml
from wizard.answers.model import FORMAT, Answers
from wizard.storage.comments import collect, put_back

HEADER = "# Policy Wizard: the answers behind a social media policy."
HOW_TO = (
    "# To go on with them, run policy-wizard and the name of this file. Comments of your own stay."
)
_OLD_HOW_TO = "# To go on with them, run policy-wizard and the name of this file. Notes of your own stay if they are above this."
END = "# end of answers"
"""The last line; a file with our header that lacks it was cut off."""
OURS = (HEADER, HOW_TO, _OLD_HOW_TO, END)
"""The comments that we write ourselves."""

_PLAIN = re.compile(r"[ !#-\[\]-~]*")
_LEFT_AT = "left_at"


def plain_answers(answers: Answers) -> dict[str, Any]:
    """Return what the file holds: the format, and what was decided; a table with nothing in it is left out."""
    decided = {
        key: value for key, value in to_toml(answers).items() if not _says_nothing(key, value)
    }
    return {"format": FORMAT, **{key: value for key, value in decided.items() if key != "format"}}


def same(one: Answers, other: Answers) -> bool:
    """Tell whether a file would hold the same of both. What the two share isn't looked at: it costs next to nothing."""

    def told(value: Any, key: str) -> Any:
        small = isinstance(value, AnswerModel) or value in ((), {})
        return None if small and _says_nothing(key, to_toml(value)) else value

    pairs = ((key, _held(one, key), _held(other, key)) for key in _keys(one, other) - {"format"})
    return all(a is b or _same(told(a, key), told(b, key)) for key, a, b in pairs)


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if isinstance(one, AnswerModel) and isinstance(other, AnswerModel):
        keys = one.model_fields_set
        if keys == other.model_fields_set and not one.model_extra and not other.model_extra:
            return all(_same(get_field(one, key), get_field(other, key)) for key in keys)
        return all(_same(_held(one, key), _held(other, key)) for key in _keys(one, other))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    return bool(to_toml(one) == to_toml(other))


def _keys(*parts: AnswerModel) -> set[str]:
    return {key for part in parts for key in (*part.model_fields_set, *(part.model_extra or ()))}


def _held(part: AnswerModel, key: str) -> Any:
    """Return what was decided; None for nothing."""
    return get_field(part, key) if key in _keys(part) else None


def serialise(answers: Answers, notes: str = "") -> bytes:
    """Return the bytes of a file that holds `answers`, below the owner's own `notes`."""
    body = "".join(_block(plain_answers(answers), ""))
    return f"{notes}{HEADER}\n{HOW_TO}\n\n{body}\n{END}\n".encode()


def serialise_over(answers: Answers, text: str) -> bytes:
    """Return the same, with the comments that a person wrote in the file that had this text."""
    notes = _notes_above(text)
    above = "\n".join(notes).strip("\n")
    data = serialise(answers, f"{above}\n\n" if above else "")
    comments = collect(text, len(notes), OURS)
    return (
        put_back(data.decode(), comments, tomllib.loads(text), END).encode() if comments else data
    )


def _notes_above(text: str) -> list[str]:
    """Return the lines with which a file begins that a person wrote: what stands above our header, or all comments."""
    notes = []
    for line in text.split("\n"):
        bare = line.strip()
        if (bare and not bare.startswith("#")) or bare in OURS:
            break
        notes.append(line.rstrip())
    return notes


def moved(text: str, left_at: str) -> str:
    """Return the text of a file in which only the place where the owner left is another: the rest stays as written."""
    line = f"{_LEFT_AT} = {_value(left_at)}"
    lines = text.split("\n")
    for number, old in enumerate(lines):
        if old.replace(" ", "").startswith(f"{_LEFT_AT}="):
            lines[number] = line
            break
        if old.replace(" ", "").startswith("format="):
            following = lines[number + 1 : number + 2]
            if not (following and following[0].replace(" ", "").startswith(f"{_LEFT_AT}=")):
                lines.insert(number + 1, line)
                break
    return "\n".join(lines)


def _says_nothing(key: str, value: Any) -> bool:
    return (value == {} and key in Answers.model_fields) or (key == "unsure" and value == [])


def _block(table: dict[str, Any], address: str) -> list[str]:
    """Return the lines of a table: its own values first, then the tables and rows inside it, each under a heading."""
    inner = {
        key: value for key, value in table.items() if isinstance(value, dict) or _is_rows(value)
    }
    parts = [
        "".join(
            f"{_key(key)} = {_value(value)}\n" for key, value in table.items() if key not in inner
        )
    ]
    for key, value in inner.items():
        name = f"{address}.{_key(key)}".removeprefix(".")
        if isinstance(value, dict):
            parts.append(f"\n[{name}]\n")
            parts += _block(value, name)
        else:
            for row in value:
                parts.append(f"\n[[{name}]]\n")
                parts += _block(row, name)
    return parts


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


@lru_cache(maxsize=1000)
def _key(key: str) -> str:
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def _value(value: Any) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(
        value
    ):  # nothing to escape: with thousands of rows, it counts
        return f'"{value}"'
    return (
        tomli_w.dumps({"v": value}, multiline_strings=True).removeprefix("v = ").removesuffix("\n")
    )
