"""Fields of the answers by path: what kind each is, and how to read and replace its value.

A path is a group and a key ("security.password_change"), or a top-level list ("people").
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
    Policy,
    RuleRef,
    explain_error,
    explicit_values,
    policy_of,
)
from wizard.answers.model import Answers

Model = TypeVar("Model", bound=AnswerModel)


class FieldKind(StrEnum):
    """What sort of answer a field takes; it chooses the editor."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes-no"
    DATE = "date"
    CHOICE = "choice"
    CHECKLIST = "checklist"
    # A checklist to which the user may add lines.
    OPEN_CHECKLIST = "open-checklist"
    PERSON = "person"
    PEOPLE = "people"
    TABLE = "table"
    # Which rules of law the user includes or excludes.
    RULES = "rules"


@dataclass(frozen=True)
class AnswerField:
    """A field of the answers, or a column of a table (its path is the key alone)."""

    path: str
    kind: FieldKind
    policy: Policy
    choices: tuple[str, ...] = ()
    row: type[AnswerModel] | None = None
    default: Any = None

    @property
    def key(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def columns(self) -> tuple["AnswerField", ...]:
        """The columns of a table that a question asks for; empty for any other kind."""
        return _fields_of(self.row) if self.row else ()

    @property
    def person_columns(self) -> tuple[str, ...]:
        """The keys of the columns that name a person."""
        return tuple(column.key for column in self.columns if column.kind is FieldKind.PERSON)

    @property
    def fallback(self) -> str | None:
        """The path of the answer that stands in while this one is open."""
        return self.policy.fallback

    @property
    def is_screened(self) -> bool:
        """Whether it holds text of the user's that becomes part of the policy."""
        return self.policy.screened or self.kind is FieldKind.OPEN_CHECKLIST

    def is_empty(self, value: Any) -> bool:
        """Return whether `value` is no answer; no choices about rules are one."""
        return value in (None, "", ()) and self.kind is not FieldKind.RULES


@cache
def all_fields() -> dict[str, AnswerField]:
    """Return every field that a question may ask for, by path, in the model's order."""
    fields: list[AnswerField] = []
    for name, info in Answers.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, AnswerModel):
            fields += _fields_of(info.annotation, f"{name}.")
        else:
            fields += [field for field in _fields_of(Answers) if field.path == name]
    return {field.path: field for field in fields}


def field_at(path: str) -> AnswerField:
    """Return the field at `path`; raise KeyError if there is none."""
    return all_fields()[path]


@cache
def _fields_of(model: type[AnswerModel], prefix: str = "") -> tuple[AnswerField, ...]:
    """Return the fields of a model that a question asks for."""
    fields = []
    for key, info in model.model_fields.items():
        policy = policy_of(info)
        if policy and not policy.internal:
            kind, choices, row = _kind(prefix + key, info.annotation, info.metadata)
            default = info.get_default(call_default_factory=True)
            fields.append(AnswerField(prefix + key, kind, policy, choices, row, default))
    return tuple(fields)


_LIST_KINDS = {FieldKind.CHOICE: FieldKind.CHECKLIST, FieldKind.PERSON: FieldKind.PEOPLE}
_SIMPLE_KINDS = {bool: FieldKind.YES_NO, int: FieldKind.NUMBER, datetime.date: FieldKind.DATE}


def _kind(
    path: str, annotation: Any, marks: list[Any]
) -> tuple[FieldKind, tuple[str, ...], type[AnswerModel] | None]:
    """Return the kind, the choices and the row model that an annotation means."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(path, args[0], [*marks, *args[1:]])
    if origin in (Union, types.UnionType):
        options = [option for option in args if option is not type(None)]
        if len(options) > 1:  # a choice, or a line that the user added
            return FieldKind.OPEN_CHECKLIST, get_args(options[0]), None
        return _kind(path, options[0], marks)
    if origin is Literal:
        return FieldKind.CHOICE, args, None
    if origin is tuple:
        kind, choices, row = _kind(path, args[0], [])
        return _LIST_KINDS.get(kind, kind), choices, row
    if isinstance(annotation, type) and issubclass(annotation, AnswerModel):
        return FieldKind.TABLE, (), annotation
    if annotation is str:
        return _kind_of_text(marks), (), None
    if annotation in _SIMPLE_KINDS:
        return _SIMPLE_KINDS[annotation], (), None
    raise TypeError(f"The field '{path}' has a type that no kind of answer fits: {annotation!r}.")


def _kind_of_text(marks: list[Any]) -> FieldKind:
    if any(isinstance(mark, PersonRef) for mark in marks):
        return FieldKind.PERSON
    if any(isinstance(mark, RuleRef) for mark in marks):
        return FieldKind.RULES
    limits = [limit for mark in marks if isinstance(mark, FieldInfo) for limit in mark.metadata]
    longest = max((getattr(limit, "max_length", 0) for limit in [*limits, *marks]), default=0)
    return FieldKind.TEXT if longest >= MAX_TEXT else FieldKind.LINE


def get_answer(answers: Answers, path: str) -> Any:
    """Return the value at `path`: the user's, or the default while nothing was set."""
    value: Any = answers
    for key in path.split("."):
        value = getattr(value, key)
    return value


def is_set(answers: Answers, path: str) -> bool:
    """Return whether the user, and not a default, gave the value at `path`."""
    model: Any = answers
    for key in path.split("."):
        if key not in model.model_fields_set:
            return False
        model = getattr(model, key)
    return True


def replace_value(answers: Answers, path: str, value: Any) -> Answers:
    """Return a copy of the answers with `value` set at `path`.

    Raises:
        ValueError: The value doesn't fit; the message is one sentence for the user.
    """
    group, _, key = path.rpartition(".")
    if not group:
        return _validate(Answers, {**explicit_values(answers), key: value})
    model = getattr(answers, group)
    model = _validate(type(model), {**explicit_values(model), key: value})
    return answers.model_copy(update={group: model})


def clear_value(answers: Answers, path: str) -> Answers:
    """Return a copy of the answers in which `path` is not set, so that the default shows."""
    group, _, key = path.rpartition(".")
    model: AnswerModel = getattr(answers, group) if group else answers
    values = {name: value for name, value in explicit_values(model).items() if name != key}
    if not group:
        return Answers.model_validate(values)
    return answers.model_copy(update={group: type(model).model_validate(values)})


def make_row(table: AnswerField, values: dict[str, Any]) -> AnswerModel:
    """Return a row of `table` made of `values`; raise ValueError as `replace_value` does."""
    if table.row is None:
        raise TypeError(f"'{table.path}' is no table.")
    return _validate(table.row, values)


def _validate(model: type[Model], values: dict[str, Any]) -> Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ValueError(explain_error(error.errors(include_url=False)[0])) from error
