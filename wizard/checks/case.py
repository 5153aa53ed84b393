"""What a rule looks at."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.answers.base import AnswerModel
from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.answers.model import Answers, Person
from wizard.interview import Interview, Question


@dataclass(frozen=True)
class Case:
    """The answers to check, the questions that asked for them, and the day, where it is known."""

    answers: Answers
    interview: Interview
    today: datetime.date | None = None

    def ask(self, path: str) -> str:
        """Return how a sentence points at another question: its step and its words."""
        question = question_at(self.interview, path)
        if question is None:
            return path
        number = self.interview.step_of(question.path).number
        return f'"{question.ask}" (step {number})' if number else f'"{question.ask}"'

    def people(self) -> dict[str, Person]:
        """Return the people of the answers by id."""
        return {person.id: person for person in self.answers.people}

    @staticmethod
    def call(person: Person) -> str:
        """Return what a sentence calls a person, at its start too: the name, or what there is instead."""
        called = person.email or person.id
        return person.name or (f'"{called}"' if called else "Somebody")

    def rows(self) -> Iterator[tuple[str, int, AnswerModel]]:
        """Yield each row of each table the owner filled in: the table's path, the row's number from 1, the row."""
        for path, asked in all_fields().items():
            if asked.kind is FieldKind.TABLE:
                for number, row in enumerate(get_answer(self.answers, path), start=1):
                    yield path, number, row

    def row_name(self, path: str, number: int, row: AnswerModel) -> str:
        """Return what a sentence calls a row: its own name, else its number."""
        for key in ("name", "platform", "version", "place", "task"):
            own = getattr(row, key, "")
            if own:
                return f'"{own}"'
        question = question_at(self.interview, path)
        return f"{(question.row if question else '') or 'Row'} {number}".capitalize()


def question_at(interview: Interview, path: str) -> Question | None:
    """Return the question that asks for `path` or for the table it lies in; None when there is none."""
    while path:
        try:
            return interview.question(path)
        except KeyError:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None
