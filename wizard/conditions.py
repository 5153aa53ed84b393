"""Conditions on answers, as the data files write them: { field = "legal.places", is = ["US"] }."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import all_fields, get_answer, is_set
from wizard.answers.model import Answers
from wizard.data import DataModel, check_choice


def _compile(pattern: Any) -> Any:
    try:
        return re.compile(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error


def _check_path(path: str) -> str:
    columns = {
        f"{table}.{column.key}" for table, field in all_fields().items() for column in field.columns
    }
    return path if path in columns else check_choice(path, all_fields())


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compile)]
FieldPath = Annotated[str, AfterValidator(lambda path: check_choice(path, all_fields()))]
Values = Annotated[tuple[str | bool | int, ...], Field(min_length=1)]


class Condition(DataModel):
    """One test of the answer at `field`, or a choice of conditions.

    An open answer counts as the documents print it: with the default that stands in for it.
    """

    # For `matches` also a column of a table: "legal.regional_rules.place".
    field: Annotated[str, AfterValidator(_check_path)] = ""
    # The answer is one of these, or a list that holds one of them, all of them, or nothing else.
    any_value: Values | None = Field(None, alias="is")
    all_values: Values | None = Field(None, alias="all")
    only_values: Values | None = Field(None, alias="only")
    # A list that the user chose and that holds none of these.
    lacked_values: Values | None = Field(None, alias="lacks")
    # There is an answer, be it a default; the user decided it.
    has_value: bool | None = Field(None, alias="set")
    is_decided: bool | None = Field(None, alias="decided")
    # A number of at least this.
    at_least: int | None = None
    # A line of a list, or a cell of the column, matches this regular expression.
    matches: Pattern | None = None
    # Somebody is chosen here and there, and nobody in both places.
    not_among: FieldPath | None = None
    # One of these conditions holds. Goes without `field`.
    any_of: "tuple[Condition, ...]" = ()

    @model_validator(mode="after")
    def _check_tests(self) -> "Condition":
        if len(self.model_fields_set - {"field"}) != 1 or bool(self.field) == bool(self.any_of):
            tests = (info.alias or name for name, info in type(self).model_fields.items())
            raise ValueError(f"must have a field and one test of: {', '.join([*tests][1:-1])}")
        values = self.any_value or self.all_values or self.only_values or self.lacked_values or ()
        choices = all_fields()[self.field].choices if values else ()
        for value in values if choices else ():
            check_choice(str(value), choices)
        return self

    def holds(self, answers: Answers) -> bool:
        """Return whether the answers pass the test."""
        if self.any_of:
            return any(condition.holds(answers) for condition in self.any_of)
        if self.is_decided is not None:
            return is_set(answers, self.field) == self.is_decided
        if self.matches is not None:
            return any(self.matches.search(text) for text in self._texts(answers))
        value = resolve_answer(answers, self.field)
        if self.has_value is not None:
            return self.has_value == (value not in (None, "", ()))
        if self.at_least is not None:
            return value is not None and bool(value >= self.at_least)
        chosen = _as_set(value)
        if self.not_among is not None:
            others = _as_set(resolve_answer(answers, self.not_among))
            return bool(chosen and others) and not chosen & others
        if self.lacked_values is not None:
            return is_set(answers, self.field) and not chosen & set(self.lacked_values)
        return (
            bool(chosen & set(self.any_value or ()))
            or bool(self.all_values and chosen >= set(self.all_values))
            or bool(self.only_values and chosen and chosen <= set(self.only_values))
        )

    def _texts(self, answers: Answers) -> list[str]:
        if self.field in all_fields():
            return list(get_answer(answers, self.field))
        table, _, column = self.field.rpartition(".")
        return [getattr(row, column) for row in get_answer(answers, table)]


def _as_set(value: Any) -> set[Any]:
    return set(value) if isinstance(value, tuple) else {value} - {None}
