"""The interview: reads `questions/`, and binds each question to the field that it asks for."""

import functools
from collections.abc import Mapping
from fnmatch import filter as match_names
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, InstanceOf, model_validator

from wizard.answers.fields import AnswerField, FieldKind, all_fields
from wizard.answers.model import Answers
from wizard.conditions import Condition
from wizard.data import (
    DataError,
    DataLine,
    DataModel,
    Paragraph,
    check_choice,
    check_keys,
    read_data,
    refuse_unknown,
)
from wizard.data_dirs import questions_dir


def _find_field(path: Any) -> Any:
    return all_fields()[check_choice(path, all_fields())] if isinstance(path, str) else path


class Column(DataModel):
    """The words that ask for one column of a table."""

    field: Annotated[InstanceOf[AnswerField], BeforeValidator(_find_field)]
    ask: DataLine
    example: Paragraph = ""
    # The words of each choice, by its key; for yes and no, the keys are "yes" and "no".
    labels: Mapping[str, Paragraph] = Field({}, alias="choices")

    @model_validator(mode="after")
    def _check_labels(self) -> "Column":
        is_yes_no = self.field.kind is FieldKind.YES_NO
        check_keys(self.labels, ("yes", "no") if is_yes_no else self.field.choices, "choices")
        return self


class Question(Column):
    """The words that ask for one field."""

    help: Paragraph
    # Whether a policy can't do without this answer.
    essential: bool = False
    # For a table: its columns by key, and what one row is called ("account").
    columns: Mapping[str, Column] = {}
    row: DataLine = ""
    when: Condition | None = None
    # Choices that are offered only where one of these conditions holds; "US-*" are several.
    only_if: Mapping[str, tuple[Condition, ...]] = {}

    @model_validator(mode="before")
    @classmethod
    def _bind_columns(cls, data: Any) -> Any:
        """Give each column of a table its field, so that a file need not name it."""
        table = all_fields().get(str(data.get("field"))) if isinstance(data, Mapping) else None
        columns = data.get("columns") if table else None
        if table is None or not isinstance(columns, Mapping):
            return data
        fields = {column.key: column for column in table.columns}
        check_keys(columns, tuple(fields), "columns")
        bound = {
            key: {**column, "field": fields[key]} if isinstance(column, Mapping) else column
            for key, column in columns.items()
        }
        return {**data, "columns": bound}

    @model_validator(mode="after")
    def _check_table(self) -> "Question":
        check_keys(self.columns, tuple(column.key for column in self.field.columns), "columns")
        if self.columns and not self.row:
            raise ValueError("has no 'row'")
        is_checklist = self.field.kind is FieldKind.CHECKLIST
        choices = self.field.choices if is_checklist else ()
        unmatched = [pattern for pattern in self.only_if if not match_names(choices, pattern)]
        refuse_unknown(unmatched, choices, "only_if: ")
        return self

    @property
    def path(self) -> str:
        """The path of the field that this question asks for."""
        return self.field.path

    def applies(self, answers: Answers) -> bool:
        """Return whether the question is to be asked, given the other answers."""
        return self.when is None or self.when.holds(answers)

    def offered(self, answers: Answers) -> Mapping[str, str]:
        """Return the labels of the choices that make sense, given the other answers."""
        hidden = [
            pattern
            for pattern, conditions in self.only_if.items()
            if not any(condition.holds(answers) for condition in conditions)
        ]
        return {
            key: label
            for key, label in self.labels.items()
            if not any(fnmatchcase(key, pattern) for pattern in hidden)
        }


class Step(DataModel):
    """A step of the interview: why it matters, and its questions in order."""

    title: DataLine
    why: Paragraph
    questions: tuple[Question, ...]
    # The sections of documents that its answers are printed in, such as "policy/security".
    shows: tuple[str, ...] = ()
    # From the name of the file: 0 and "business", then 1 to 8.
    number: int = 0
    key: str = ""

    @property
    def numbered_title(self) -> str:
        """The title as messages name the step: "Step 1, Team roles"."""
        return f"Step {self.number}, {self.title}" if self.number else self.title


class Interview(DataModel):
    """All steps, in order."""

    steps: tuple[Step, ...]

    def questions(self) -> tuple[Question, ...]:
        """Return every question of every step, in order."""
        return tuple(question for step in self.steps for question in step.questions)

    def question(self, path: str) -> Question:
        """Return the question that asks for the field at `path`.

        Raises:
            KeyError: no question asks for it.
        """
        return self._by_path[path][1]

    def step_of(self, path: str) -> Step:
        """Return the step that asks for the field at `path`.

        Raises:
            KeyError: no question asks for it.
        """
        return self._by_path[path][0]

    @functools.cached_property
    def _by_path(self) -> dict[str, tuple[Step, Question]]:
        return {
            question.path: (step, question) for step in self.steps for question in step.questions
        }


@functools.cache
def load(directory: Path | None = None) -> Interview:
    """Read every step file in `directory`; by default the shipped questions.

    Raises:
        DataError: a file is wrong, or a field is asked for twice or not at all.
    """
    directory = directory or questions_dir()
    steps = []
    files: dict[str, str] = {}
    for path in sorted(directory.glob("[0-9]-*.toml")):
        number, _, key = path.stem.partition("-")
        step = read_data(path, Step).model_copy(update={"number": int(number), "key": key})
        for question in step.questions:
            if question.path in files:
                raise DataError(
                    f"{path}: '{question.path}' is asked already, in {files[question.path]}."
                )
            files[question.path] = path.name
        steps.append(step)
    missing = [path for path in all_fields() if path not in files]
    if missing:
        raise DataError(f"{directory}: no question asks for the field '{missing[0]}'.")
    return Interview(steps=tuple(steps))
