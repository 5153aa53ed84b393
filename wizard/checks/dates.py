"""Dates: in order, not forgotten, not mistyped."""

import datetime
from collections.abc import Iterator

from wizard.answers.diff import DRAFT, version_label
from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.answers.model import Revision
from wizard.checks.model import CheckContext, Finding

NEXT_REVIEW = "review.next_on"
LAWYER_REVIEW = "legal.reviewed_on"
# Outside these, a date is more likely mistyped.
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
# With a week's grace.
YEAR, HALF_YEAR = datetime.timedelta(days=372), datetime.timedelta(days=190)


def check_dates(context: CheckContext) -> Iterator[Finding]:
    """Find dates that contradict each other, have passed, or look mistyped."""
    yield from _check_effective_date(context)
    yield from _check_next_review(context)
    yield from _check_launch(context)
    yield from _check_revisions(context)
    yield from _check_lawyer_review(context)
    yield from _check_years(context)


def _check_effective_date(context: CheckContext) -> Iterator[Finding]:
    planned = context.answers.review.effective_on
    if _is_planned(context) and planned and context.today and EARLIEST <= planned < context.today:
        yield context.finding("effective-date-passed", "review.effective_on", date=planned)


def _is_planned(context: CheckContext) -> bool:
    """Return whether no version was ever adopted."""
    return version_label(context.answers) == DRAFT


def _check_next_review(context: CheckContext) -> Iterator[Finding]:
    effective, due = context.answers.review.effective_on, context.resolved.review.next_on
    if due is None:
        return
    if effective and due <= effective:
        yield context.finding("review-before-effect", NEXT_REVIEW, due=due, effective=effective)
        return
    revised = max((row.on for row in context.answers.revisions if row.on), default=None)
    if revised and due <= revised:
        yield context.finding("review-before-revision", NEXT_REVIEW, due=due, revised=revised)
    elif context.today and due < context.today and not _is_planned(context):
        yield context.finding("review-overdue", NEXT_REVIEW, due=due)
    last = max((day for day in (effective, revised) if day), default=None)
    if last and due - last > YEAR:
        yield context.finding("review-late", NEXT_REVIEW, due=due, last=last)
    elif last and context.answers.review.times_a_year == "twice" and due - last > HALF_YEAR:
        yield context.finding("second-review-late", NEXT_REVIEW, due=due, last=last)


def _check_launch(context: CheckContext) -> Iterator[Finding]:
    publication, effective = context.answers.publication, context.answers.review.effective_on
    launch, feedback = publication.launch_on, publication.feedback_by
    if launch and feedback and feedback < launch:
        path = "publication.feedback_by"
        yield context.finding("feedback-before-launch", path, feedback=feedback, launch=launch)
    if launch and effective and launch - effective > YEAR:
        yield context.finding(
            "launch-late", "publication.launch_on", launch=launch, effective=effective
        )


def _check_revisions(context: CheckContext) -> Iterator[Finding]:
    previous: datetime.date | None = None
    # A version that was adopted may start later: staff get some days to read it first.
    starts = context.answers.review.effective_on, context.answers.adopted.on
    for path, name, row in context.rows():
        if not isinstance(row, Revision) or row.on is None:
            continue
        if previous and row.on < previous:
            yield context.finding(
                "revisions-order", path, name=name, date=row.on, previous=previous
            )
        if context.today and row.on > context.today and row.on not in starts:
            yield context.finding("future", path, name=name, date=row.on)
        previous = row.on


def _check_lawyer_review(context: CheckContext) -> Iterator[Finding]:
    reviewed = context.answers.legal.reviewed_on
    if reviewed and context.today and reviewed > context.today:
        yield context.finding("lawyer-in-future", LAWYER_REVIEW, date=reviewed)
    days = (context.answers.review.effective_on, *(row.on for row in context.answers.revisions))
    latest = max((day for day in days if day), default=None)
    if reviewed and latest and EARLIEST <= reviewed < latest - YEAR:
        yield context.finding("adviser-long-ago", LAWYER_REVIEW, date=reviewed, latest=latest)


def _check_years(context: CheckContext) -> Iterator[Finding]:
    dates = [
        (path, get_answer(context.answers, path), "")
        for path, field in all_fields().items()
        if field.kind is FieldKind.DATE
    ]
    for path, name, row in context.rows():
        values = (getattr(row, key) for key in type(row).model_fields)
        dates += [(path, day, f" at {name}") for day in values if isinstance(day, datetime.date)]
    for path, day, place in dates:
        if day and not EARLIEST <= day <= LATEST:
            yield context.finding("odd-year", path, date=day, place=place)
