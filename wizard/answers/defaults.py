"""What stands in for an open answer: the person who carries the hat meanwhile, a date counted from another."""

import calendar
import datetime
from collections.abc import Collection
from typing import Any

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import TERM_OF_TRADE
from wizard.answers.fields import AnswerField, FieldKind, all_fields, field_at, get_answer, is_set
from wizard.answers.model import Answers

FEEDBACK_DAYS = 14
"""How long staff have for their views, from the launch on, unless the owner says otherwise."""


def resolve(answers: Answers) -> Answers:
    """Return the answers as the documents see them: every open one filled with what we suggest.

    People fall back along `Suggested` (an open role goes to the person who looks after social media, or to the head
    of the business); the next review and the end of the feedback round are counted from the dates they follow.
    """
    filled = answers
    for path, asked in all_fields().items():
        if asked.kind is FieldKind.TABLE:
            filled = _update(
                filled,
                path,
                tuple(_fill_row(answers, asked, row) for row in get_answer(answers, path)),
            )
        else:
            filled = _update(filled, path, resolve_answer(answers, path))
    return filled


def resolve_answer(answers: Answers, path: str) -> Any:
    """Return the value at `path`, or what stands in for it while it is open."""
    value = get_answer(answers, path)
    if path == "legal.states" and value:
        return states_in(value, resolve_answer(answers, "legal.places"))
    if value not in (None, ()):
        return value
    if path == "business.customers_called":
        return TERM_OF_TRADE[answers.business.trade]
    if path == "review.next_on":
        return next_review_date(answers, answers.review.adopted_on)
    if path == "publication.feedback_by":
        launch, span = answers.publication.launch_on, datetime.timedelta(days=FEEDBACK_DAYS)
        return launch + span if launch and launch <= datetime.date.max - span else None
    if path == "legal.places" and not is_set(answers, path):
        return (answers.business.country,) if answers.business.country else ()
    asked = field_at(path)
    if asked.fallback is None or (value == () and is_set(answers, path)):
        return value
    return _as(asked.kind, resolve_answer(answers, asked.fallback))


def states_in(states: tuple[str, ...], places: Collection[str]) -> tuple[str, ...]:
    """Return the states that lie in one of these countries, and "other"; the rest is kept, but counts for nothing."""
    return tuple(state for state in states if state == "other" or state.partition("-")[0] in places)


def next_review_date(answers: Answers, after: datetime.date | None) -> datetime.date | None:
    """Return the day of the review that follows `after`: half a year or a year later, as the owner chose."""
    return months_later(after, 6 if answers.review.times_a_year == "twice" else 12)


def _as(kind: FieldKind, value: Any) -> Any:
    """Turn one person into a list of people, or a list into its first person, as the field needs."""
    if kind is FieldKind.PEOPLE:
        return value if isinstance(value, tuple) else (() if value is None else (value,))
    if isinstance(value, tuple):
        return value[0] if value else None
    return value


def _fill_row(answers: Answers, table: AnswerField, row: AnswerModel) -> AnswerModel:
    updates = {
        column.key: _as(column.kind, resolve_answer(answers, column.fallback))
        for column in table.columns
        if column.fallback and getattr(row, column.key) is None
    }
    return row.model_copy(update=updates) if updates else row


def _update(answers: Answers, path: str, value: Any) -> Answers:
    if value is get_answer(answers, path):
        return answers
    table, _, key = path.rpartition(".")
    if not table:
        return answers.model_copy(update={key: value})
    return answers.model_copy(
        update={table: getattr(answers, table).model_copy(update={key: value})}
    )


def months_later(day: datetime.date | None, months: int) -> datetime.date | None:
    """Return the same day `months` later, or the last of a month that is too short; None past the last year."""
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return None
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
