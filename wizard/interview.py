"""How we ask: reads `questions/`, and binds each question to a field of the answers."""

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.answers.fields import FieldType, Kind, fields
from wizard.answers.model import Answers
from wizard.answers.suggestions import suggested
from wizard.data import LANGUAGE, folder
from wizard.data_table import did_you_mean


class QuestionsError(Exception):
    """A file of questions is wrong; the message names the file and the key."""


@dataclass(frozen=True)
class Condition:
    """Says when a question applies: another answer is, or holds, one of these values."""

    field: str
    values: tuple[Any, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether the question applies to these answers."""
        value = suggested(answers, self.field)
        chosen = value if isinstance(value, tuple) else (value,)
        return any(item in self.values for item in chosen)


@dataclass(frozen=True)
class Question:
    """One question: the words that ask for one field."""

    field: FieldType
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
        hidden = {key for key, any_of in self.only_if.items() if not any(one.holds(answers) for one in any_of)}
        return {key: label for key, label in self.labels.items() if key not in hidden}


@dataclass(frozen=True)
class Column:
    """The words that ask for one column of a table."""

    field: FieldType
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


_STEP = {"title": str, "why": str, "shows": list, "questions": list}
_QUESTION = {
    "field": str, "ask": str, "help": str, "example": str, "essential": bool, "choices": dict, "columns": dict,
    "row": str, "when": dict, "only_if": dict,
}  # fmt: skip
_COLUMN = {"ask": str, "example": str, "choices": dict}
_CONDITION = {"field": str, "is": list}
_IN_WORDS = {str: "text in quotes", list: "a list, in square brackets", dict: "a table", bool: "true or false"}


def load(place: Path | None = None) -> Interview:
    """Read every step file in `place` (by default the shipped questions).

    Raises:
        QuestionsError: a file is no TOML, a key is unknown or missing, a field is asked twice or not at all.
    """
    place = place or folder("questions") / LANGUAGE
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
    missing = [path for path in fields() if path not in asked]
    if missing:
        raise QuestionsError(f"{place}: no question asks for the field '{missing[0]}'.")
    return Interview(steps)


def _step(path: Path) -> Step:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QuestionsError(f"{path}: {error}") from None
    _only(path, "the step", table, _STEP, set(_STEP))
    number, _, key = path.stem.partition("-")
    questions = []
    for entry in table["questions"]:
        if not isinstance(entry, dict):
            raise QuestionsError(f"{path}: the step: 'questions' must be tables, each under [[questions]].")
        questions.append(_question(path, entry))
    return Step(int(number), key, table["title"], table["why"], tuple(questions), tuple(table["shows"]))


def _question(path: Path, entry: dict[str, Any]) -> Question:
    name = str(entry.get("field", "?"))
    where = f"question '{name}'"
    if name not in fields():
        raise QuestionsError(f"{path}: {where}: the answers have no such field{did_you_mean(name, fields())}.")
    asked = fields()[name]
    _only(path, where, entry, _QUESTION, {"field", "ask", "help"})
    labels = _labels(path, where, asked, entry.get("choices", {}))
    if asked.kind is Kind.TABLE:
        _only(path, where, entry, _QUESTION, {"columns", "row"})
    columns = _columns(path, where, asked, entry.get("columns", {}))
    when = _condition(path, where, entry["when"]) if "when" in entry else None
    return Question(
        asked, entry["ask"], entry["help"], entry.get("example", ""), entry.get("essential", False), labels, columns,
        entry.get("row", ""), when, _only_if(path, where, asked, entry.get("only_if", {})),
    )  # fmt: skip


def _columns(path: Path, where: str, asked: FieldType, entries: dict[str, Any]) -> dict[str, Column]:
    known = {column.key: column for column in asked.columns}
    _only(path, f"{where}, columns", entries, dict.fromkeys(known, dict), set(known))
    columns = {}
    for key, column in known.items():
        inside = f"{where}, column '{key}'"
        _only(path, inside, entries[key], _COLUMN, {"ask"})
        labels = _labels(path, inside, column, entries[key].get("choices", {}))
        columns[key] = Column(column, entries[key]["ask"], entries[key].get("example", ""), labels)
    return columns


def _labels(path: Path, where: str, asked: FieldType, choices: dict[str, str]) -> dict[str, str]:
    keys = ("yes", "no") if asked.kind is Kind.YES_NO else asked.choices
    _only(path, f"{where}, choices", choices, dict.fromkeys(keys, str), set(keys))
    return {key: choices[key] for key in keys}


def _condition(path: Path, where: str, entry: dict[str, Any]) -> Condition:
    _only(path, f"{where}, when", entry, _CONDITION, set(_CONDITION))
    if entry["field"] not in fields():
        raise QuestionsError(f"{path}: {where}, when: no such field{did_you_mean(entry['field'], fields())}.")
    choices = fields()[entry["field"]].choices
    for value in entry["is"]:
        if choices and value not in choices:
            close = did_you_mean(str(value), choices)
            raise QuestionsError(f"{path}: {where}, when: '{entry['field']}' has no choice '{value}'{close}.")
    return Condition(entry["field"], tuple(entry["is"]))


def _only_if(path: Path, where: str, asked: FieldType, entries: dict[str, Any]) -> dict[str, tuple[Condition, ...]]:
    keys = asked.choices if asked.kind is Kind.CHECKLIST else ()
    _only(path, f"{where}, only_if", entries, dict.fromkeys(keys, list), set())
    conditions = {}
    for key, any_of in entries.items():
        inside = f"{where}, only_if '{key}'"
        if not all(isinstance(entry, dict) for entry in any_of):
            raise QuestionsError(f"{path}: {inside}: each condition must be a table, in braces.")
        conditions[key] = tuple(_condition(path, inside, entry) for entry in any_of)
    return conditions


def _only(path: Path, where: str, entry: Mapping[str, Any], known: Mapping[str, type], needed: set[str]) -> None:
    """Check that `entry` holds only `known` keys, each of its type and not empty, and all `needed` ones."""
    unknown = sorted(set(entry) - set(known))
    if unknown:
        raise QuestionsError(f"{path}: {where}: the key '{unknown[0]}' is not known{did_you_mean(unknown[0], known)}.")
    missing = sorted(needed - set(entry))
    if missing:
        raise QuestionsError(f"{path}: {where}: '{missing[0]}' is missing.")
    for key, value in entry.items():
        if not isinstance(value, known[key]):
            raise QuestionsError(f"{path}: {where}: '{key}' must be {_IN_WORDS[known[key]]}.")
        if value in ("", []):
            raise QuestionsError(f"{path}: {where}: '{key}' is empty.")
