"""Dates: in order, not forgotten, not mistyped."""

import datetime
from collections.abc import Iterator
from functools import cache
from typing import get_args

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.checks.case import Case
from wizard.checks.finding import Finding

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
"""Outside these, a date is more likely a slip of the finger."""
A_YEAR, HALF_A_YEAR = datetime.timedelta(days=372), datetime.timedelta(days=190)
"""With a week's grace: nobody reviews a policy to the day."""


def find(case: Case) -> Iterator[Finding]:
    """Find dates that contradict each other, have passed, or look mistyped."""
    yield from _review(case)
    yield from _launch(case)
    yield from _revisions(case)
    yield from _adviser(case)
    yield from _mistyped(case)


def _review(case: Case) -> Iterator[Finding]:
    review = case.answers.review
    adopted, following = review.adopted_on, resolve_answer(case.answers, "review.next_on")
    if following is None:
        return
    if adopted and following <= adopted:
        yield Finding(
            "error",
            "review.next_on",
            f"The next review ({following}) is not after the day the policy takes effect ({adopted}).",
            "Correct one of the two dates.",
            "review-before-adoption",
        )
        return
    reviewed = [row.on for row in case.answers.revisions if row.on]
    last = max([day for day in (adopted, *reviewed) if day], default=None)
    if reviewed and following <= max(reviewed):
        yield Finding(
            "warning",
            "review.next_on",
            f"The next review ({following}) is not after the last revision ({max(reviewed)}).",
            "Type the date of the review that comes next.",
            "review-before-revision",
        )
    elif case.today and following < case.today:
        yield Finding(
            "warning",
            "review.next_on",
            f"The review was due on {following}.",
            "Review the policy, note it down in the revisions, and type the date of the next review.",
            "review-overdue",
        )
    if last and following - last > A_YEAR:
        yield Finding(
            "warning",
            "review.next_on",
            f"The next review ({following}) is more than a year after {last}.",
            "A policy that is reviewed less than once a year grows stale; choose an earlier date.",
            "review-late",
        )
    elif last and review.times_a_year == "twice" and following - last > HALF_A_YEAR:
        yield Finding(
            "warning",
            "review.next_on",
            f"You chose two reviews a year, but the next one ({following}) is more than six months after {last}.",
            f"Choose an earlier date, or change {case.ask('review.times_a_year')}.",
            "review-late",
        )


def _launch(case: Case) -> Iterator[Finding]:
    launch, feedback = case.answers.publication.launch_on, case.answers.publication.feedback_by
    adopted = case.answers.review.adopted_on
    if launch and feedback and feedback < launch:
        yield Finding(
            "error",
            "publication.feedback_by",
            f"Staff are asked for their views by {feedback}, before they see the policy ({launch}).",
            "Correct one of the two dates.",
            "feedback-before-launch",
        )
    if launch and adopted and launch - adopted > A_YEAR:
        yield Finding(
            "warning",
            "publication.launch_on",
            f"Staff see the policy on {launch}, more than a year after it takes effect ({adopted}).",
            "Correct one of the two dates.",
            "launch-late",
        )


def _revisions(case: Case) -> Iterator[Finding]:
    before: datetime.date | None = None
    starts = (
        case.answers.review.adopted_on,
        case.answers.adopted.on,
    )  # staff get some days to read it first
    for number, row in enumerate(case.answers.revisions, start=1):
        name = case.row_name("revisions", number, row)
        if row.on is None:
            yield Finding(
                "warning",
                "revisions",
                f"The revision {name} has no date.",
                "Type its date.",
                "no-date",
            )
            continue
        if before and row.on < before:
            yield Finding(
                "error",
                "revisions",
                f"The revision {name} ({row.on}) comes after one of a later day ({before}).",
                "Put the revisions in the order of their dates, the oldest first.",
                "revisions-order",
            )
        if case.today and row.on > case.today and row.on not in starts:
            yield Finding(
                "warning",
                "revisions",
                f"The revision {name} has a date in the future ({row.on}).",
                "Check the date.",
                "future",
            )
        before = row.on


def _adviser(case: Case) -> Iterator[Finding]:
    reviewed = case.answers.legal.reviewed_on
    if reviewed and case.today and reviewed > case.today:
        yield Finding(
            "warning",
            "legal.reviewed_on",
            f"This date is in the future ({reviewed}).",
            "Type the day on which the text was last looked at, or leave it open until then.",
            "future",
        )
    days = (case.answers.review.adopted_on, *(row.on for row in case.answers.revisions))
    latest = max((day for day in days if day), default=None)
    if reviewed and latest and EARLIEST <= reviewed < latest - A_YEAR:
        yield Finding(
            "advice",
            "legal.reviewed_on",
            f"Your adviser read the policy on {reviewed}, more than a year before the version of {latest}.",
            "Have it read again, or correct the date.",
            "adviser-long-ago",
            why="The law may have changed since, and so may the policy.",
        )


def _mistyped(case: Case) -> Iterator[Finding]:
    for path, asked in all_fields().items():
        day = get_answer(case.answers, path) if asked.kind is FieldKind.DATE else None
        if day and not EARLIEST <= day <= LATEST:
            yield Finding(
                "warning", path, f"The date {day} looks mistyped.", "Check the year.", "odd-year"
            )
    for path, number, row in case.rows():
        for key in row.model_fields_set & _dates_of(type(row)):
            day = getattr(row, key)
            if day and not EARLIEST <= day <= LATEST:
                name = case.row_name(path, number, row)
                yield Finding(
                    "warning",
                    path,
                    f"The date {day} at {name} looks mistyped.",
                    "Check the year.",
                    "odd-year",
                )


@cache
def _dates_of(row: type[AnswerModel]) -> frozenset[str]:
    return frozenset(
        key for key, info in row.model_fields.items() if datetime.date in get_args(info.annotation)
    )
