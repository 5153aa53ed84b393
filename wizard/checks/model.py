"""What a check gets, and what it returns."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, get_args

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve, resolve_answer
from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.answers.model import Answers, Person
from wizard.data import DataLine, DataModel, read_data
from wizard.data_dirs import questions_dir
from wizard.interview import Interview, Question
from wizard.text import join_list

Severity = Literal["error", "warning", "advice"]
# Worst first: keeps a document from being right; is risky or looks wrong; could be better.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
PLACEHOLDER = re.compile(r"\{(who )?([a-z_.]+)\}")


@dataclass(frozen=True)
class Finding:
    """A problem in the answers, in whole sentences for the user."""

    severity: Severity
    # The field whose question to go to; empty when it is about the file as a whole.
    path: str
    message: str
    fix: str
    # Short name of the check, for programs: "open", "unknown-person".
    rule: str = ""
    # Words that could replace `matched`, the user's own.
    suggestion: str = ""
    # Why it matters, where `message` doesn't say so.
    why: str = ""
    matched: str = ""
    # Where this comes from, and how sure we are; no full stop.
    source: str = ""

    @property
    def text(self) -> str:
        """All sentences, one after the other."""
        return " ".join(part for part in (self.message, self.why, self.fix) if part)


class FindingText(DataModel):
    """The words of a finding; the head of `findings.toml` explains the placeholders."""

    rule: str = ""
    severity: Severity
    message: DataLine
    why: DataLine = ""
    fix: DataLine


@cache
def load_finding_texts() -> dict[str, FindingText]:
    """Read the words of the findings, by name."""
    return read_data(questions_dir() / "findings.toml", dict[str, FindingText])


@dataclass(frozen=True)
class CheckContext:
    """The answers to check, the questions that asked for them, and today's date, if known."""

    answers: Answers
    interview: Interview
    today: datetime.date | None = None

    @cached_property
    def resolved(self) -> Answers:
        """The answers with defaults for what is open."""
        return resolve(self.answers)

    @cached_property
    def people(self) -> dict[str, Person]:
        """The people by id, those who left included."""
        return {person.id: person for person in self.answers.people}

    @property
    def staff(self) -> list[Person]:
        """The people with an id who have not left."""
        return [person for person in self.answers.people if person.id and not person.left_on]

    def finding(self, name: str, path: str, /, **values: object) -> Finding:
        """Return the finding of this name in `findings.toml`, with its placeholders filled."""
        text = load_finding_texts()[name]
        return self.finding_from(text, text.rule or name, path, values)

    def finding_from(
        self, text: FindingText, rule: str, path: str, values: dict[str, object]
    ) -> Finding:
        """Return a finding with the placeholders of its words filled."""

        def fill(sentence: str) -> str:
            return PLACEHOLDER.sub(replace, sentence)

        def replace(match: re.Match[str]) -> str:
            who, name = match.groups()
            if name in values:
                return str(values[name])
            if not who:
                return self.question_name(name)
            people = resolve_answer(self.answers, name)
            return self.names(people if isinstance(people, tuple) else [people])

        message, fix, why = fill(text.message), fill(text.fix), fill(text.why)
        return Finding(text.severity, path, message, fix, rule, why=why)

    def names(self, ids: Iterable[Any], conjunction: str = "and") -> str:
        """Return the names of these people as a sentence lists them."""
        names = [person_name(self.people[key]) for key in ids if key in self.people]
        return join_list(names or ["nobody"], conjunction)

    def question_name(self, path: str) -> str:
        """Return how a sentence points at another question: its words and its step."""
        question, number = self.interview.question(path), self.interview.step_of(path).number
        return f'"{question.ask}" (step {number})' if number else f'"{question.ask}"'

    def rows(self) -> Iterator[tuple[str, str, AnswerModel]]:
        """Yield the path, the name and the row, for each row of each table."""
        for path, field in all_fields().items():
            if field.kind is FieldKind.TABLE:
                for number, row in enumerate(get_answer(self.answers, path), start=1):
                    yield path, self._row_name(path, number, row), row

    def _row_name(self, path: str, number: int, row: AnswerModel) -> str:
        for key in ("name", "platform", "version", "place", "task"):
            if name := getattr(row, key, ""):
                return f'"{name}"'
        return f"{self.interview.question(path).row} {number}".capitalize()


def person_name(person: Person) -> str:
    """Return what a sentence calls a person: the name, or what there is instead."""
    fallback = person.email or person.id
    return person.name or (f'"{fallback}"' if fallback else "Somebody")


def find_question(interview: Interview, path: str) -> Question | None:
    """Return the question that asks for `path` or for the table that holds it, if any."""
    while path:
        try:
            return interview.question(path)
        except KeyError:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None
