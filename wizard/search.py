"""Finds words in the questions and in what the owner answered."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from wizard.answers.base import AnswerModel
from wizard.answers.dates import format_date_for
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.answers.model import Answers
from wizard.formatting import Formatters, format_answer
from wizard.interview import Interview, Question
from wizard.laws.selection import rule_options

_BETWEEN_WORDS = re.compile(r"[\s(){}\[\]“”„\"'‘’.,;:!?/·–—-]+")


class MatchKind(IntEnum):
    """Where the words were found; the smaller comes first."""

    ASK = 0
    ANSWER = 1
    ROW = 2
    HELP = 3


@dataclass(frozen=True)
class SearchResult:
    """A place that has the words."""

    path: str
    """The question to go to."""
    ask: str
    text: str
    """What stands there: the answer, the row; nothing where the question itself has the words."""
    place: MatchKind
    row: int | None = None
    """For a table: which row."""


class SearchIndex:
    """All questions that apply, and all answers to them, as they are when it is made."""

    def __init__(self, answers: Answers, interview: Interview) -> None:
        self._entries = [
            (_folded(f"{one.text} {words}"), one) for one, words in _entries(answers, interview)
        ]

    def find(self, typed: str) -> list[SearchResult]:
        """Return every place that has all the words; nothing where nothing was typed.

        Those come first in which each begins a word: "tom" is rather Tom than a customer.
        """
        words = _folded(typed).split()
        if not words:
            return []
        found = [(text, one) for text, one in self._entries if all(word in text for word in words)]
        found.sort(
            key=lambda pair: (not all(f" {word}" in pair[0] for word in words), pair[1].place)
        )
        return [one for _, one in found]


def _entries(answers: Answers, interview: Interview) -> Iterator[tuple[SearchResult, str]]:
    """Yield each place, and the words by which it is found besides its text."""
    names = {person.id: person.name for person in answers.people}
    country = answers.business.country
    looks = Formatters(
        name=lambda person: names.get(person, ""), day=lambda day: format_date_for(day, country)
    )
    for question in interview.questions():
        if not question.applies(answers):
            continue
        path, ask = question.path, question.ask
        yield SearchResult(path, ask, "", MatchKind.ASK), ask
        yield (
            SearchResult(path, ask, " ".join(question.help.split()), MatchKind.HELP),
            question.example,
        )
        half = answers.unfinished.get(path)
        if half:
            yield SearchResult(path, ask, half, MatchKind.ANSWER), ""
        if question.field.kind is FieldKind.RULES:
            for number, offer in enumerate(rule_options(answers)):
                yield (
                    SearchResult(path, ask, offer.text, MatchKind.ROW, number),
                    f"{offer.id} {offer.rule.citation}",
                )
            continue
        if not is_set(answers, path):
            continue
        value = get_answer(answers, path)
        if question.field.kind is FieldKind.TABLE:
            for number, row in enumerate(value):
                yield SearchResult(path, ask, _row(question, row, looks), MatchKind.ROW, number), ""
        else:
            items = value if isinstance(value, tuple) else (value,)
            said = "; ".join(
                words for item in items if (words := format_answer(question, item, looks))
            )
            if said:
                yield SearchResult(path, ask, said, MatchKind.ANSWER), ""


def _row(question: Question, row: AnswerModel, looks: Formatters) -> str:
    cells = (
        format_answer(column, getattr(row, key), looks) for key, column in question.columns.items()
    )
    return " · ".join(cell for cell in cells if cell)


def _folded(text: str) -> str:
    """Return a text as it is compared: small letters, without accents, so that "lopez" finds López; a blank first."""
    if text.isascii():
        plain = text.lower()
    else:
        parts = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(char for char in parts if not unicodedata.combining(char))
    return f" {_BETWEEN_WORDS.sub(' ', plain)}"


def excerpt(text: str, typed: str, most: int) -> str:
    """Return at most `most` letters of a text, with the first of the typed words among them."""
    first = (typed.casefold().split() or [""])[0]
    at = text.casefold().find(first)
    start = max(0, at - 20) if len(text) > most and at > most - 20 else 0
    cut = text[start : start + most]
    return f"{'…' if start else ''}{cut}{'…' if start + most < len(text) else ''}"
