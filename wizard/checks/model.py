"""What a check gets, and what it returns."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve
from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.answers.model import Answers, Person
from wizard.interview import Interview, Question
from wizard.text import join_list

Severity = Literal["error", "warning", "advice"]
# Worst first: keeps a document from being right; is risky or looks wrong; could be better.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")


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

    what = property(lambda self: self.message)
    do = property(lambda self: self.fix)
    safer = property(lambda self: self.suggestion)
    found = property(lambda self: self.matched)
    told = property(lambda self: self.text)

    @property
    def text(self) -> str:
        """All sentences, one after the other."""
        return " ".join(part for part in (self.message, self.why, self.fix) if part)


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

    def names(self, ids: Iterable[str], conjunction: str = "and") -> str:
        """Return the names of these people as a sentence lists them."""
        names = [person_name(self.people[key]) for key in ids if key in self.people]
        return join_list(names or ["nobody"], conjunction)

    def question_name(self, path: str) -> str:
        """Return how a sentence points at another question: its words and its step."""
        question = self.interview.question(path)
        number = self.interview.step_of(path).number
        return f'"{question.ask}" (step {number})' if number else f'"{question.ask}"'

    def rows(self) -> Iterator[tuple[str, int, AnswerModel]]:
        """Yield the path, the number from 1 and the row, for each row of each table."""
        for path, field in all_fields().items():
            if field.kind is FieldKind.TABLE:
                for number, row in enumerate(get_answer(self.answers, path), start=1):
                    yield path, number, row

    def row_name(self, path: str, number: int, row: AnswerModel) -> str:
        """Return what a sentence calls a row: its name in quotes, else its number."""
        for key in ("name", "platform", "version", "place", "task"):
            if name := getattr(row, key, ""):
                return f'"{name}"'
        return f"{self.interview.question(path).row or 'Row'} {number}".capitalize()


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
