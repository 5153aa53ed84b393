"""The fields of the answers, by path: what kind each is, and how to read and change one.

A path is a table and a key ("security.password_change"), or a top-level list ("people", "revisions").
"""

import datetime
import types
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from wizard.answers.base import (
    MAX_TEXT,
    AnswerModel,
    PersonRef,
    RuleRef,
    explain_error,
    explicit_values,
)
from wizard.answers.model import Answers, Suggested

AnyPart = TypeVar("AnyPart", bound=AnswerModel)

BOOKKEEPING = ("format", "left_at", "letterhead", "unsure", "adopted", "unfinished")
"""Keys of the file that no question asks for."""
OURS = ("id", "confirmed_on", "left_on")
"""Keys of a row that no question asks for."""


class FieldKind(StrEnum):
    """What sort of answer a field takes; it chooses the editor."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes-no"
    DATE = "date"
    CHOICE = "choice"
    CHECKLIST = "checklist"
    OPEN_CHECKLIST = "open-checklist"
    """A checklist to which the owner may add lines of their own."""
    PERSON = "person"
    PEOPLE = "people"
    TABLE = "table"
    RULES = "rules"
    """The rules of law that fit the business: which the owner takes in or leaves out."""


@dataclass(frozen=True)
class AnswerField:
    """A field of the model, as the rooms above need it."""

    path: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    row: type[AnswerModel] | None = None
    fallback: str | None = None
    default: Any = None

    @property
    def key(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def columns(self) -> tuple["AnswerField", ...]:
        """The fields of one row of a table; empty for any other kind. What we keep in a row is no column."""
        return _columns(self.row) if self.row is not None else ()

    def is_empty(self, value: Any) -> bool:
        """Tell whether a value is no answer. Of rules, to choose none otherwise than we suggest is one."""
        return value in (None, "", ()) and self.kind is not FieldKind.RULES


@cache
def _columns(row: type[AnswerModel]) -> tuple[AnswerField, ...]:
    return tuple(_describe(key, info) for key, info in row.model_fields.items() if key not in OURS)


@cache
def all_fields() -> dict[str, AnswerField]:
    """Return every field that a question may ask for, by path, in the model's order."""
    found: dict[str, AnswerField] = {}
    for name, info in Answers.model_fields.items():
        if name in BOOKKEEPING:
            continue
        if isinstance(info.annotation, type) and issubclass(info.annotation, AnswerModel):
            for key, inner in info.annotation.model_fields.items():
                found[f"{name}.{key}"] = _describe(f"{name}.{key}", inner)
        else:
            found[name] = _describe(name, info)
    return found


def field_at(path: str) -> AnswerField:
    """Return the field at `path`.

    Raises:
        KeyError: there is no such field.
    """
    return all_fields()[path]


def _describe(path: str, info: FieldInfo) -> AnswerField:
    kind, choices, row = _kind(path, info.annotation, info.metadata)
    by = next((mark.by for mark in info.metadata if isinstance(mark, Suggested)), None)
    default = info.get_default(call_default_factory=True)
    return AnswerField(path, kind, choices, row, by, default)


def _kind(
    path: str, annotation: Any, metadata: list[Any]
) -> tuple[FieldKind, tuple[str, ...], type[AnswerModel] | None]:
    marks = list(metadata)
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            marks += get_args(annotation)[1:]
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            parts = [part for part in get_args(annotation) if part is not type(None)]
            if len(parts) > 1:  # only an open checklist's item has two meanings
                return FieldKind.OPEN_CHECKLIST, get_args(parts[0]), None
            annotation = parts[0]
        else:
            break
    if origin is Literal:
        return FieldKind.CHOICE, get_args(annotation), None
    if origin is tuple:
        kind, choices, row = _kind(path, get_args(annotation)[0], [])
        lists = {
            FieldKind.CHOICE: FieldKind.CHECKLIST,
            FieldKind.PERSON: FieldKind.PEOPLE,
            FieldKind.RULES: FieldKind.RULES,
        }
        return lists.get(kind, kind), choices, row
    if isinstance(annotation, type) and issubclass(annotation, AnswerModel):
        return FieldKind.TABLE, (), annotation
    if annotation is str:
        return _kind_of_text(marks), (), None
    simple = {bool: FieldKind.YES_NO, int: FieldKind.NUMBER, datetime.date: FieldKind.DATE}
    if annotation not in simple:
        raise TypeError(
            f"The field '{path}' has a type that no kind of answer fits: {annotation!r}."
        )
    return simple[annotation], (), None


def _kind_of_text(marks: list[Any]) -> FieldKind:
    if any(isinstance(mark, PersonRef) for mark in marks):
        return FieldKind.PERSON
    if any(isinstance(mark, RuleRef) for mark in marks):
        return FieldKind.RULES
    limits = [limit for mark in marks if isinstance(mark, FieldInfo) for limit in mark.metadata]
    longest = max((getattr(limit, "max_length", 0) for limit in [*limits, *marks]), default=0)
    return FieldKind.TEXT if longest >= MAX_TEXT else FieldKind.LINE


def get_answer(answers: Answers, path: str) -> Any:
    """Return the value at `path`: the owner's, or our suggestion while they have decided nothing."""
    value: Any = answers
    for key in path.split("."):
        value = getattr(value, key)
    return value


def is_set(answers: Answers, path: str) -> bool:
    """Tell whether the owner, not we, gave the value at `path`."""
    part: Any = answers
    for key in path.split("."):
        if key not in part.model_fields_set:
            return False
        part = getattr(part, key)
    return True


def replace_value(answers: Answers, path: str, value: Any) -> Answers:
    """Return new answers with `value` decided at `path`.

    Raises:
        ValueError: the value doesn't fit the field; the message is one sentence for the owner.
    """
    *tables, key = path.split(".")
    if not tables:
        return _with(answers, key, value)
    return answers.model_copy(update={tables[0]: _with(getattr(answers, tables[0]), key, value)})


def clear_value(answers: Answers, path: str) -> Answers:
    """Return new answers in which `path` is open again, so that our suggestion shows."""
    *tables, key = path.split(".")
    if not tables:
        return _without(answers, key)
    return answers.model_copy(update={tables[0]: _without(getattr(answers, tables[0]), key)})


def make_row(table: AnswerField, values: dict[str, Any]) -> AnswerModel:
    """Return a row of `table` made of `values`.

    Raises:
        ValueError: a value doesn't fit its column; the message is one sentence for the owner.
    """
    if table.row is None:
        raise TypeError(f"'{table.path}' is no table.")
    return _checked(table.row, values)


def _with(part: AnyPart, key: str, value: Any) -> AnyPart:
    return _checked(type(part), {**explicit_values(part), key: value})


def _without(part: AnyPart, key: str) -> AnyPart:
    return type(part).model_validate(
        {name: value for name, value in explicit_values(part).items() if name != key}
    )


def _checked(model: type[AnyPart], values: dict[str, Any]) -> AnyPart:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ValueError(explain_error(error.errors(include_url=False)[0])) from None
