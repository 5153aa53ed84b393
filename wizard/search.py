"""Search of questions and answers by the words in them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from wizard.answers.dates import format_date_for
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.answers.model import Answers
from wizard.formatting import Formatters, format_answer
from wizard.interview import Interview, Question
from wizard.laws.selection import rule_options

EXCERPT_LEAD = 20

_SEPARATORS = re.compile(r"[\s(){}\[\]“”„\"'‘’.,;:!?/·–—-]+")


class MatchKind(IntEnum):
    """Where the words were found; smaller numbers are listed first."""

    ASK = 0
    ANSWER = 1
    ROW = 2
    HELP = 3


@dataclass(frozen=True)
class SearchResult:
    """A question, an answer or a row that has the words; `text` is empty for a question."""

    path: str
    ask: str
    text: str
    kind: MatchKind
    row: int | None = None


class SearchIndex:
    """The questions that apply, and the answers to them."""

    def __init__(self, answers: Answers, interview: Interview) -> None:
        names = {person.id: person.name for person in answers.people}
        formatters = Formatters(
            name=lambda person: names.get(person, ""),
            day=lambda day: format_date_for(day, answers.business.country),
        )
        self._entries = [
            (
                _normalize(f"{text} {hidden}"),
                SearchResult(question.path, question.ask, text, kind, row),
            )
            for question in interview.questions()
            if question.applies(answers)
            for kind, text, hidden, row in _texts(answers, question, formatters)
        ]

    def find(self, typed: str) -> list[SearchResult]:
        """Return all entries that have every word, those first in which each begins a word."""
        words = _normalize(typed).split()
        matches = [
            (any(f" {word}" not in text for word in words), result.kind, result)
            for text, result in self._entries
            if words and all(word in text for word in words)
        ]
        return [result for *_, result in sorted(matches, key=lambda match: match[:2])]


def excerpt(text: str, typed: str, width: int) -> str:
    """Return at most `width` characters of `text`, with the first typed word among them."""
    first_word = (typed.casefold().split() or [""])[0]
    index = text.casefold().find(first_word)
    start = (
        max(0, index - EXCERPT_LEAD) if index > width - EXCERPT_LEAD and len(text) > width else 0
    )
    end = start + width
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _texts(
    answers: Answers, question: Question, formatters: Formatters
) -> Iterator[tuple[MatchKind, str, str, int | None]]:
    """Yield each text about a question, more words by which it is found, and its row."""
    yield MatchKind.ASK, "", question.ask, None
    yield MatchKind.HELP, " ".join(question.help.split()), question.example, None
    if draft := answers.unfinished.get(question.path):
        yield MatchKind.ANSWER, draft, "", None
    if question.field.kind is FieldKind.RULES:
        for index, option in enumerate(rule_options(answers)):
            yield MatchKind.ROW, option.text, f"{option.id} {option.rule.citation}", index
    elif question.field.kind is FieldKind.TABLE and is_set(answers, question.path):
        for index, row in enumerate(get_answer(answers, question.path)):
            cells = [
                format_answer(column, getattr(row, key), formatters)
                for key, column in question.columns.items()
            ]
            yield MatchKind.ROW, " · ".join(filter(None, cells)), "", index
    elif is_set(answers, question.path):
        value = get_answer(answers, question.path)
        items = value if isinstance(value, tuple) else (value,)
        lines = [format_answer(question, item, formatters) for item in items]
        if text := "; ".join(filter(None, lines)):
            yield MatchKind.ANSWER, text, "", None


def _normalize(text: str) -> str:
    """Return `text` in lower case and without accents, each word after a space."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in parts if not unicodedata.combining(char))
    return f" {_SEPARATORS.sub(' ', plain)}"
