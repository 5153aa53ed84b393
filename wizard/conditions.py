"""Conditions on answers, as the data files write them: { field = "legal.places", is = ["US"] }."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import all_fields, get_answer, is_set
from wizard.answers.model import Answers
from wizard.data import DataModel, check_choice


def _compile(pattern: Any) -> Any:
    if not isinstance(pattern, str):
        return pattern
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error


def _check_path(path: str) -> str:
    table = path.rpartition(".")[0]
    columns = all_fields()[table].columns if table in all_fields() else ()
    if path in {f"{table}.{column.key}" for column in columns}:
        return path
    return check_choice(path, all_fields())


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compile)]
FieldPath = Annotated[str, AfterValidator(lambda path: check_choice(path, all_fields()))]
Values = Annotated[tuple[str | bool, ...], Field(min_length=1)]

_TESTS = ("is", "all", "only", "lacks", "set", "decided", "at_least", "matches")


class Condition(DataModel):
    """One test of the answer at `field`, or of several conditions.

    A test sees an open answer as the documents do: with the default that stands in for it.
    """

    # A field, or a column of a table: "legal.regional_rules.place".
    field: Annotated[str, AfterValidator(_check_path)] = ""
    # The answer is one of these, or a list that holds one of them, all of them, or nothing else.
    any_value: Values | None = Field(None, alias="is")
    all_values: Values | None = Field(None, alias="all")
    only_values: Values | None = Field(None, alias="only")
    # A list that the user chose and that holds none of these.
    lacked_values: Values | None = Field(None, alias="lacks")
    # There is an answer, be it a default; the user gave it.
    has_value: bool | None = Field(None, alias="set")
    is_decided: bool | None = Field(None, alias="decided")
    # A number of at least this.
    at_least: int | None = None
    # A text, or one of a list or a column, holds this regular expression.
    matches: Pattern | None = None
    # One of these conditions holds. Goes without `field`.
    any_of: "tuple[Condition, ...]" = ()

    @model_validator(mode="after")
    def _check_tests(self) -> "Condition":
        tests = self.model_fields_set - {"field"}
        if len(tests) != 1 or bool(self.field) == bool(self.any_of):
            raise ValueError(f"must have a field and one of: {', '.join(_TESTS)}")
        asked = all_fields().get(self.field)
        for value in (
            self.any_value or self.all_values or self.only_values or self.lacked_values or ()
        ):
            if asked and asked.choices:
                check_choice(str(value), asked.choices)
        return self

    def holds(self, answers: Answers) -> bool:
        """Return whether the answers pass the test."""
        if self.any_of:
            return any(condition.holds(answers) for condition in self.any_of)
        if self.is_decided is not None:
            return is_set(answers, self.field) == self.is_decided
        if self.lacked_values is not None:
            chosen = get_answer(answers, self.field)
            return is_set(answers, self.field) and not set(chosen) & set(self.lacked_values)
        if self.matches is not None:
            return any(map(self.matches.search, self._texts(answers)))
        return self._holds_for(resolve_answer(answers, self.field))

    def _holds_for(self, value: Any) -> bool:
        if self.has_value is not None:
            return self.has_value == (value not in (None, "", ()))
        if self.at_least is not None:
            return value is not None and bool(value >= self.at_least)
        chosen = set(value) if isinstance(value, tuple) else {value}
        if self.any_value is not None:
            return bool(chosen & set(self.any_value))
        if self.all_values is not None:
            return chosen >= set(self.all_values)
        return bool(chosen) and chosen <= set(self.only_values or ())

    def _texts(self, answers: Answers) -> Iterator[str]:
        if self.field in all_fields():
            value = get_answer(answers, self.field)
            yield from map(str, value if isinstance(value, tuple) else (value,))
        else:
            table, _, column = self.field.rpartition(".")
            yield from (str(getattr(row, column)) for row in get_answer(answers, table))
