"""What stands in for an open answer: another answer, or a date counted from another."""

import datetime
from collections.abc import Collection
from typing import Any

from wizard.answers.base import AnswerModel
from wizard.answers.dates import add_months
from wizard.answers.fields import AnswerField, FieldKind, all_fields, field_at, get_answer, is_set
from wizard.answers.model import Answers, CustomersCalled, Trade

# Later reviews come with the calendar that is exported after the next one.
REVIEW_COUNT = 2
# How long staff can give feedback after the launch.
FEEDBACK_DAYS = 14

# What a trade usually calls those whom it works for, if not customers.
TERM_OF_TRADE: dict[Trade, CustomersCalled] = {
    "beauty": "clients",
    "professional": "clients",
    "health": "patients",
    "finance": "clients",
    "education": "students",
    "charity": "service-users",
    "public": "service-users",
}

# What an organization of these kinds usually calls itself.
NOUN_OF_TRADE: dict[Trade, str] = {
    "health": "practice",
    "education": "school",
    "charity": "charity",
    "public": "organization",
}


def resolve(answers: Answers) -> Answers:
    """Return the answers as the documents see them: every open one filled with what stands in."""
    resolved = answers
    for path, field in all_fields().items():
        value = get_answer(answers, path)
        if field.kind is FieldKind.TABLE:
            new = tuple(_resolve_row(answers, field, row) for row in value)
        else:
            new = resolve_answer(answers, path)
        if new is not value:
            resolved = _replace(resolved, path, new)
    return resolved


def resolve_answer(answers: Answers, path: str) -> Any:
    """Return the value at `path`, or what stands in for it while it is open."""
    value = get_answer(answers, path)
    if path == "legal.states" and value:
        return states_in(value, resolve_answer(answers, "legal.places"))
    if value not in (None, "", ()):
        return value
    if path in _DERIVED and not is_set(answers, path):
        return _DERIVED[path](answers)
    field = field_at(path)
    if field.fallback is None or (value == () and is_set(answers, path)):
        return value
    return _fit(field.kind, resolve_answer(answers, field.fallback))


def states_in(states: tuple[str, ...], places: Collection[str]) -> tuple[str, ...]:
    """Return the states that lie in one of these countries, and "other"."""
    return tuple(state for state in states if state == "other" or state.partition("-")[0] in places)


def next_review_date(answers: Answers, after: datetime.date | None) -> datetime.date | None:
    """Return the day of the review that follows `after`; None beyond the calendar."""
    return add_months(after, 6 if answers.review.times_a_year == "twice" else 12)


def review_dates(answers: Answers) -> tuple[datetime.date, ...]:
    """Return the days of the coming reviews; none if the next one has no date."""
    first = resolve_answer(answers, "review.next_on")
    step = 6 if answers.review.times_a_year == "twice" else 12
    days = (add_months(first, step * number) for number in range(REVIEW_COUNT))
    return tuple(day for day in days if day is not None)


def _feedback_end(answers: Answers) -> datetime.date | None:
    launch, span = answers.publication.launch_on, datetime.timedelta(days=FEEDBACK_DAYS)
    return launch + span if launch and launch <= datetime.date.max - span else None


_DERIVED = {
    "business.called": lambda answers: (
        "home"
        if answers.business.customers_called == "residents"
        else NOUN_OF_TRADE.get(answers.business.trade, "")
    ),
    "business.customers_called": lambda answers: TERM_OF_TRADE.get(
        answers.business.trade, "customers"
    ),
    "legal.places": lambda answers: (answers.business.country,) if answers.business.country else (),
    "review.next_on": lambda answers: next_review_date(answers, answers.review.effective_on),
    "publication.feedback_by": _feedback_end,
}


def _fit(kind: FieldKind, value: Any) -> Any:
    """Return one person as a list of people, or a list as its first person, as the field needs."""
    if kind is FieldKind.PEOPLE:
        return value if isinstance(value, tuple) else (() if value is None else (value,))
    if isinstance(value, tuple):
        return value[0] if value else None
    return value


def _resolve_row(answers: Answers, table: AnswerField, row: AnswerModel) -> AnswerModel:
    updates = {
        column.key: _fit(column.kind, resolve_answer(answers, column.fallback))
        for column in table.columns
        if column.fallback and getattr(row, column.key) is None
    }
    return row.model_copy(update=updates) if updates else row


def _replace(answers: Answers, path: str, value: Any) -> Answers:
    group, _, key = path.rpartition(".")
    model = getattr(answers, group).model_copy(update={key: value}) if group else value
    return answers.model_copy(update={group or key: model})
