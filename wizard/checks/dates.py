"""Dates: in order, not forgotten, not mistyped."""

import datetime
from collections.abc import Iterator

from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.checks.model import CheckContext, Finding

NEXT_REVIEW = "review.next_on"
LAWYER_REVIEW = "legal.reviewed_on"
REVISIONS = "revisions"
# Outside these, a date is more likely mistyped.
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
# With a week's grace.
YEAR, HALF_YEAR = datetime.timedelta(days=372), datetime.timedelta(days=190)


def check_dates(context: CheckContext) -> Iterator[Finding]:
    """Find dates that contradict each other, have passed, or look mistyped."""
    yield from _check_next_review(context)
    yield from _check_launch(context)
    yield from _check_revisions(context)
    yield from _check_lawyer_review(context)
    yield from _check_years(context)


def _check_next_review(context: CheckContext) -> Iterator[Finding]:
    adopted, due = context.answers.review.adopted_on, context.resolved.review.next_on
    if due is None:
        return
    if adopted and due <= adopted:
        yield Finding(
            "error",
            NEXT_REVIEW,
            f"The next review ({due}) is not after the day the policy takes effect ({adopted}).",
            "Correct one of the two dates.",
            "review-before-adoption",
        )
        return
    revised = max((row.on for row in context.answers.revisions if row.on), default=None)
    if revised and due <= revised:
        yield Finding(
            "warning",
            NEXT_REVIEW,
            f"The next review ({due}) is not after the last revision ({revised}).",
            "Type the date of the review that comes next.",
            "review-before-revision",
        )
    elif context.today and due < context.today:
        yield Finding(
            "warning",
            NEXT_REVIEW,
            f"The review was due on {due}.",
            "Review the policy, note it down in the revisions, and type the date of the next review.",
            "review-overdue",
        )
    last = max((day for day in (adopted, revised) if day), default=None)
    if last and due - last > YEAR:
        yield Finding(
            "warning",
            NEXT_REVIEW,
            f"The next review ({due}) is more than a year after {last}.",
            "A policy that is reviewed less than once a year grows stale; choose an earlier date.",
            "review-late",
        )
    elif last and context.answers.review.times_a_year == "twice" and due - last > HALF_YEAR:
        yield Finding(
            "warning",
            NEXT_REVIEW,
            f"You chose two reviews a year, but the next one ({due}) is more than six months after {last}.",
            f"Choose an earlier date, or change {context.question_name('review.times_a_year')}.",
            "review-late",
        )


def _check_launch(context: CheckContext) -> Iterator[Finding]:
    launch, feedback = (
        context.answers.publication.launch_on,
        context.answers.publication.feedback_by,
    )
    adopted = context.answers.review.adopted_on
    if launch and feedback and feedback < launch:
        yield Finding(
            "error",
            "publication.feedback_by",
            f"Staff are asked for their views by {feedback}, before they see the policy ({launch}).",
            "Correct one of the two dates.",
            "feedback-before-launch",
        )
    if launch and adopted and launch - adopted > YEAR:
        yield Finding(
            "warning",
            "publication.launch_on",
            f"Staff see the policy on {launch}, more than a year after it takes effect ({adopted}).",
            "Correct one of the two dates.",
            "launch-late",
        )


def _check_revisions(context: CheckContext) -> Iterator[Finding]:
    previous: datetime.date | None = None
    # A version that was adopted may start later: staff get some days to read it first.
    starts = context.answers.review.adopted_on, context.answers.adopted.on
    for number, row in enumerate(context.answers.revisions, start=1):
        name = context.row_name(REVISIONS, number, row)
        if row.on is None:
            message = f"The revision {name} has no date."
            yield Finding("warning", REVISIONS, message, "Type its date.", "no-date")
            continue
        if previous and row.on < previous:
            yield Finding(
                "error",
                REVISIONS,
                f"The revision {name} ({row.on}) comes after one of a later day ({previous}).",
                "Put the revisions in the order of their dates, the oldest first.",
                "revisions-order",
            )
        if context.today and row.on > context.today and row.on not in starts:
            message = f"The revision {name} has a date in the future ({row.on})."
            yield Finding("warning", REVISIONS, message, "Check the date.", "future")
        previous = row.on


def _check_lawyer_review(context: CheckContext) -> Iterator[Finding]:
    reviewed = context.answers.legal.reviewed_on
    if reviewed and context.today and reviewed > context.today:
        yield Finding(
            "warning",
            LAWYER_REVIEW,
            f"This date is in the future ({reviewed}).",
            "Type the day on which the text was last looked at, or leave it open until then.",
            "future",
        )
    days = (context.answers.review.adopted_on, *(row.on for row in context.answers.revisions))
    latest = max((day for day in days if day), default=None)
    if reviewed and latest and EARLIEST <= reviewed < latest - YEAR:
        yield Finding(
            "advice",
            LAWYER_REVIEW,
            f"Your adviser read the policy on {reviewed}, more than a year before the version of {latest}.",
            "Have it read again, or correct the date.",
            "adviser-long-ago",
            why="The law may have changed since, and so may the policy.",
        )


def _check_years(context: CheckContext) -> Iterator[Finding]:
    dates = [
        (path, get_answer(context.answers, path), "")
        for path, field in all_fields().items()
        if field.kind is FieldKind.DATE
    ]
    for path, number, row in context.rows():
        values = (getattr(row, key) for key in type(row).model_fields)
        name = context.row_name(path, number, row)
        dates += [(path, day, f" at {name}") for day in values if isinstance(day, datetime.date)]
    for path, day, place in dates:
        if day and not EARLIEST <= day <= LATEST:
            message = f"The date {day}{place} looks mistyped."
            yield Finding("warning", path, message, "Check the year.", "odd-year")
