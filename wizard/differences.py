"""What differs between two sets of answers, told in the words of the questions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wizard.answers.base import AnswerModel, to_toml
from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve
from wizard.answers.diff import Change, comparable_value, find_changes
from wizard.answers.fields import FieldKind
from wizard.answers.model import Answers
from wizard.formatting import Formatters, format_answer
from wizard.interview import Column, Interview, Question, Step
from wizard.laws.placeholders import clause_text, placeholder_values
from wizard.laws.selection import included_rules
from wizard.text import collapse_spaces

OPEN = "open"
_LONGEST_QUOTE = 80
_MOST_RULES = 8
"""How many rules of law are told one by one."""
_SHORT = 45
"""How long an answer may be to stand in one phrase with the one before it."""

Words = Question | Column


@dataclass(frozen=True)
class Difference:
    """One question that is answered otherwise than before."""

    step: Step
    path: str
    ask: str
    lines: tuple[str, ...]
    """What is new, a sentence or a phrase each: "Who runs the business? Ana Ruiz, was Tom Beck"."""
    follows: bool
    """Whether neither answer is the owner's: it follows from another, as a stand-in does."""


def describe_changes(
    before: Answers, after: Answers, interview: Interview
) -> tuple[Difference, ...]:
    """Return what the documents say otherwise, in the order of the questions.

    Revisions and the date of the next review are left out, and so are questions that no longer apply.
    """
    old, new = resolve(before), resolve(after)
    decided = {
        change.path for change in find_changes(before, after) if change.was_set or change.is_set
    }
    changed = {change.path: change for change in find_changes(old, new)}
    telling = _Telling(old, new)
    found = []
    for step in interview.steps:
        for question in step.questions:
            change = changed.get(question.path)
            if (
                question.field.kind is FieldKind.RULES
            ):  # what they come to, also where another answer makes them fit
                lines = _rules(old, new)
                if lines:
                    found.append(
                        Difference(
                            step, question.path, question.ask, lines, question.path not in decided
                        )
                    )
                continue
            if change is None or not question.field.policy.versioned or not question.applies(new):
                continue
            if comparable_value(change.before) == comparable_value(change.after):
                continue
            lines = telling.tell(question, change)
            if lines:
                found.append(
                    Difference(
                        step, question.path, question.ask, lines, question.path not in decided
                    )
                )
    return tuple(found)


def _rules(before: Answers, after: Answers) -> tuple[str, ...]:
    """Return which rules of law are printed now and weren't, and the other way round; of many, how many."""
    old, new = (
        {
            rule.id: clause_text(rule, placeholder_values(answers))
            for pack in included_rules(answers)
            for rule in pack.rules
        }
        for answers in (before, after)
    )
    came = [new[key] for key in new if key not in old]
    went = [old[key] for key in old if key not in new]
    if len(came) + len(went) > _MOST_RULES:
        told = (
            f"{_count(came)} of law came into the policy",
            f"{_count(went)} of law went out of it",
        )
        return tuple(line for line, some in zip(told, (came, went), strict=True) if some)
    return (
        *(f"New rule of law: “{rule}”" for rule in came),
        *(f"No longer a rule: “{rule}”" for rule in went),
    )


def _count(rules: Sequence[str]) -> str:
    return f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}"


def group_by_step(found: Sequence[Difference]) -> tuple[tuple[Step, tuple[Difference, ...]], ...]:
    """Return the differences in groups, a step each."""
    groups = groupby(found, key=lambda difference: difference.step.number)
    listed = [tuple(group) for _, group in groups]
    return tuple((group[0].step, group) for group in listed)


class _Telling:
    """Puts values into words; people by the name they had at the time."""

    def __init__(self, before: Answers, after: Answers) -> None:
        old, new = (
            {person.id: person.name for person in answers.people} for answers in (before, after)
        )
        country = after.business.country

        def looks(names: Mapping[str, str], others: Mapping[str, str]) -> Formatters:
            return Formatters(
                name=lambda person: names.get(person) or others.get(person) or f'"{person}"',
                day=lambda day: format_date_for(day, country),
                own=_quote,
            )

        self._before, self._after = looks(old, new), looks(new, old)

    def tell(self, question: Question, change: Change) -> tuple[str, ...]:
        if question.field.kind is FieldKind.TABLE:
            return tuple(
                f"{question.ask} {line}"
                for line in self._rows(question, change.before, change.after)
            )
        if isinstance(change.before, tuple) or isinstance(change.after, tuple):
            return self._lists(question, change.before or (), change.after or ())
        return (f"{question.ask} {self._both(question, change.before, change.after)}",)

    def _both(self, words: Words, before: Any, after: Any) -> str:
        old, new = self._old(words, before), self._new(words, after)
        if max(len(old), len(new)) > _SHORT or (words.labels and "," in new):
            return f"{new or OPEN}. Before: {old or OPEN}"
        return f"{new or OPEN}, was {old or OPEN}"

    def _lists(self, words: Words, before: Sequence[Any], after: Sequence[Any]) -> tuple[str, ...]:
        added = [self._new(words, item) for item in after if item not in before]
        removed = [self._old(words, item) for item in before if item not in after]
        parts = []
        if added:
            parts.append(f"Added: {'; '.join(filter(None, added))}")
        if removed:
            parts.append(f"Removed: {'; '.join(filter(None, removed))}")
        if not parts:
            parts.append(
                f"Now in this order: {', '.join(self._new(words, item) for item in after)}"
            )
        return (f"{words.ask} {'. '.join(parts)}",)

    def _rows(
        self, question: Question, before: Sequence[AnswerModel], after: Sequence[AnswerModel]
    ) -> Iterable[str]:
        if question.path == "people":
            before = [row for row in before if getattr(row, "left_on", None) is None]
            after = [row for row in after if getattr(row, "left_on", None) is None]
        pairs, gone, new = _matched(question, before, after)
        added = [self._row_name(question, row, self._new) for row in new]
        removed = [self._row_name(question, row, self._old) for row in gone]
        if added:
            yield f"Added: {'; '.join(added)}"
        if removed:
            yield f"Removed: {'; '.join(removed)}"
        told = bool(added or removed)
        for old, now in pairs:
            cells = [
                f"{column.ask.rstrip('?')}: {self._both(column, getattr(old, key), getattr(now, key))}"
                for key, column in question.columns.items()
                if to_toml(getattr(old, key)) != to_toml(getattr(now, key))
            ]
            if cells:
                told = True
                yield f"{self._row_name(question, now, self._new)}: {'; '.join(cells)}"
        if not told:
            yield "Now in another order"

    def _row_name(
        self, question: Question, row: AnswerModel, worded: Callable[[Words, Any], str]
    ) -> str:
        cells = [worded(column, getattr(row, key)) for key, column in question.columns.items()]
        said = [cell for cell in cells if cell]
        if question.path == "people":
            said = said[:1]
        return ", ".join(said[:2]) or f"a {question.row} without a name"

    def _old(self, words: Words, value: Any) -> str:
        return format_answer(words, value, self._before)

    def _new(self, words: Words, value: Any) -> str:
        return format_answer(words, value, self._after)


def _quote(text: str) -> str:
    said = collapse_spaces(text)
    return said if len(said) <= _LONGEST_QUOTE else f"{said[:_LONGEST_QUOTE]}…"


def _matched(
    question: Question, before: Sequence[AnswerModel], after: Sequence[AnswerModel]
) -> tuple[list[tuple[AnswerModel, AnswerModel]], list[AnswerModel], list[AnswerModel]]:
    """Pair the rows that are the same thing before and after; return the pairs, those gone, and those new.

    A person is known by the id, any other row by all it says, else by its first cell.
    """
    first = "id" if question.path == "people" else next(iter(question.columns))
    keys: tuple[Callable[[AnswerModel], str], ...] = (
        lambda row: repr(to_toml(row)),
        lambda row: getattr(row, first),
    )
    partners: dict[int, AnswerModel] = {}
    gone = list(before)
    for key in keys:
        waiting: dict[str, list[AnswerModel]] = {}
        for old in reversed(gone):
            waiting.setdefault(key(old), []).append(old)
        for number, row in enumerate(after):
            if number not in partners and key(row) and waiting.get(key(row)):
                partners[number] = waiting[key(row)].pop()
        taken = set(map(id, partners.values()))
        gone = [old for old in gone if id(old) not in taken]
    pairs = [(partners[number], row) for number, row in enumerate(after) if number in partners]
    return pairs, gone, [row for number, row in enumerate(after) if number not in partners]
