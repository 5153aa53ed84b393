"""How we ask: reads `questions/`, and binds each question to a field of the answers."""

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import AnswerField, FieldKind, all_fields
from wizard.answers.model import Answers
from wizard.data import DataError, questions
from wizard.data_table import DataTable
from wizard.text import did_you_mean


class QuestionsError(DataError):
    """A file of questions is wrong; the message names the file and the key."""


@dataclass(frozen=True)
class Condition:
    """Says when a question applies: another answer is, or holds, one of these values."""

    field: str
    values: tuple[Any, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether the question applies to these answers."""
        value = resolve_answer(answers, self.field)
        chosen = value if isinstance(value, tuple) else (value,)
        return any(item in self.values for item in chosen)


@dataclass(frozen=True)
class Question:
    """One question: the words that ask for one field."""

    field: AnswerField
    ask: str
    help: str
    example: str = ""
    essential: bool = False
    """Whether a policy can't do without this answer."""
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The words of each choice, by its key; for yes and no, the keys are "yes" and "no"."""
    columns: Mapping[str, "Column"] = dataclasses.field(default_factory=dict)
    """For a table: the words that ask for each column, by its key."""
    row: str = ""
    """For a table: what one row is called ("person", "account")."""
    when: Condition | None = None
    only_if: Mapping[str, tuple[Condition, ...]] = dataclasses.field(default_factory=dict)
    """For single choices: they are offered only if one of these conditions holds."""

    @property
    def path(self) -> str:
        """The path of the field that this question asks for."""
        return self.field.path

    def applies(self, answers: Answers) -> bool:
        """Tell whether the question is to be asked, given the other answers."""
        return self.when is None or self.when.holds(answers)

    def offered(self, answers: Answers) -> Mapping[str, str]:
        """Return the choices that make sense, given the other answers, with their words."""
        if not self.only_if:
            return self.labels
        hidden = {
            key
            for key, any_of in self.only_if.items()
            if not any(one.holds(answers) for one in any_of)
        }
        return {key: label for key, label in self.labels.items() if key not in hidden}


@dataclass(frozen=True)
class Column:
    """The words that ask for one column of a table."""

    field: AnswerField
    ask: str
    example: str = ""
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A step of the interview: why it matters, and its questions in order."""

    number: int
    """0 for the business, then 1 to 8."""
    key: str
    title: str
    why: str
    questions: tuple[Question, ...]
    shows: tuple[str, ...] = ()
    """The sections that its answers are printed in, such as "policy/security"; those of every length."""

    @property
    def place(self) -> str:
        """Where it is, in the owner's words: "Step 1, Team roles"."""
        return f"Step {self.number}, {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Interview:
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
        return self._by_path[path]

    @functools.cached_property
    def _by_path(self) -> dict[str, Question]:
        return {question.path: question for question in self.questions()}

    def step_of(self, path: str) -> Step:
        """Return the step that asks for the field at `path`.

        Raises:
            KeyError: no question asks for it.
        """
        for step in self.steps:
            if any(question.path == path for question in step.questions):
                return step
        raise KeyError(path)


_QUESTION = (
    "field",
    "ask",
    "help",
    "example",
    "essential",
    "choices",
    "columns",
    "row",
    "when",
    "only_if",
)


def load(place: Path | None = None) -> Interview:
    """Read every step file in `place`; by default the shipped questions, which are read once.

    Raises:
        QuestionsError: a file is no TOML, a key is unknown or missing, a field is asked twice or not at all.
    """
    return _shipped() if place is None else _read(place)


@functools.cache
def _shipped() -> Interview:
    return _read(questions())


def _read(place: Path) -> Interview:
    steps = tuple(_step(path) for path in sorted(place.glob("[0-9]-*.toml")))
    asked: dict[str, str] = {}
    for step in steps:
        file = f"{step.number}-{step.key}.toml"
        for question in step.questions:
            if question.path in asked:
                raise QuestionsError(
                    f"{place / file}: question '{question.path}' is asked already, in {asked[question.path]}."
                )
            asked[question.path] = file
    missing = [path for path in all_fields() if path not in asked]
    if missing:
        raise QuestionsError(f"{place}: no question asks for the field '{missing[0]}'.")
    return Interview(steps)


def _step(path: Path) -> Step:
    table = DataTable.read(path, "the step", QuestionsError)
    table.only(("title", "why", "shows", "questions"))
    number, _, key = path.stem.partition("-")
    return Step(
        number=int(number),
        key=key,
        title=table.text("title"),
        why=table.paragraph("why"),
        questions=tuple(map(_question, table.tables("questions", "question", named_by="field"))),
        shows=table.texts("shows"),
    )


def _question(table: DataTable) -> Question:
    table.only(_QUESTION)
    asked = all_fields()[table.choice("field", all_fields())]
    is_table = asked.kind is FieldKind.TABLE
    return Question(
        field=asked,
        ask=table.text("ask"),
        help=table.paragraph("help"),
        example=_example(table),
        essential=table.yes_no("essential") if table.has("essential") else False,
        labels=_labels(table, asked),
        columns=_columns(table.table("columns"), asked) if is_table or table.has("columns") else {},
        row=table.text("row") if is_table or table.has("row") else "",
        when=_condition(table.table("when")) if table.has("when") else None,
        only_if=_only_if(table.table("only_if"), asked) if table.has("only_if") else {},
    )


def _columns(table: DataTable, asked: AnswerField) -> dict[str, Column]:
    table.only([column.key for column in asked.columns])
    return {column.key: _column(table.table(column.key), column) for column in asked.columns}


def _column(table: DataTable, asked: AnswerField) -> Column:
    table.only(("ask", "example", "choices"))
    return Column(asked, table.text("ask"), _example(table), _labels(table, asked))


def _example(table: DataTable) -> str:
    return table.paragraph("example") if table.has("example") else ""


def _labels(table: DataTable, asked: AnswerField) -> dict[str, str]:
    keys = ("yes", "no") if asked.kind is FieldKind.YES_NO else asked.choices
    if not keys and not table.has("choices"):
        return {}
    labels = table.table("choices")
    labels.only(keys)
    return {key: labels.paragraph(key) for key in keys}


def _condition(table: DataTable) -> Condition:
    table.only(("field", "is"))
    asked = all_fields()[table.choice("field", all_fields())]
    values = table.get("is", list, "a list, in square brackets")
    if not values:
        table.refuse("is", "is empty")
    for value in values:
        if asked.choices and value not in asked.choices:
            table.refuse(
                "is", f"has an unknown value '{value}'{did_you_mean(str(value), asked.choices)}"
            )
    return Condition(asked.path, tuple(values))


def _only_if(table: DataTable, asked: AnswerField) -> dict[str, tuple[Condition, ...]]:
    table.only(asked.choices if asked.kind is FieldKind.CHECKLIST else ())
    return {
        key: tuple(map(_condition, table.tables(key, f"{table.where}, {key}")))
        for key in table.values
    }
