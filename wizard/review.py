"""The review: the short way through what grows old, and noting down that somebody went it."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from wizard import laws
from wizard.answers.adoption import is_adopted
from wizard.answers.fields import change
from wizard.answers.model import Answers, Person, Revision
from wizard.answers.suggestions import effective, next_review, suggested
from wizard.answers.text import MAX_LINE, clean
from wizard.days import long_day
from wizard.interview import Interview

UNCHANGED = "Reviewed, nothing changed"
CHANGED = "Reviewed; the changes come with the next version"


class ReviewError(Exception):
    """The review can't be noted down like this; the message is one sentence."""


@dataclass(frozen=True)
class Topic:
    """Something to look at."""

    title: str
    lines: tuple[str, ...]


def topics(answers: Answers, interview: Interview, today: datetime.date) -> tuple[Topic, ...]:
    """Return what to look at, in the order of how soon it grows old.

    Raises:
        LawsError: a file of rules is wrong.
    """
    whole = effective(answers)
    found = [
        Topic("Is each of these people still here, and reached like this?", _people(whole)),
        Topic("Is each account still yours, and does its owner still look after it?", _accounts(whole)),
        Topic("Have you joined or left a platform, or is there one that staff use for work?", ()),
        Topic("Have the rules changed?", _rules(answers, whole, today)),
        Topic("What do staff say?", _staff(whole)),
        Topic("What else you wanted to go through:", _agenda(whole, interview)),
    ]
    return tuple(topic for topic in found if topic.lines or topic.title.startswith("Have you joined"))


def due(answers: Answers, today: datetime.date) -> bool:
    """Tell whether the day of the next review has come."""
    day = suggested(answers, "review.next_on")
    return bool(day and day <= today)


def done(
    answers: Answers,
    on: datetime.date,
    *,
    following: datetime.date | None = None,
    by: str | None = None,
    note: str = "",
    unconfirmed: Collection[str] = (),
) -> Answers:
    """Return the answers with the review of that day noted down: in the list of versions, at each person, and the next.

    `by` is a person's id, and so are those `unconfirmed`, whose details nobody could check.

    Raises:
        ReviewError: the dates are out of order, or there is nothing to review yet.
    """
    if answers.review.adopted_on is None or not (answers.adopted.version or answers.revisions):
        raise ReviewError("No version is adopted yet, so there is nothing to review; adopt the policy first.")
    dated = [row.on for row in answers.revisions if row.on]
    newest = max([answers.review.adopted_on, *dated])
    if on < newest:
        raise ReviewError(
            f"The review can't be on {on}, before {newest}, the last day in the list of versions; "
            "if this computer's clock is wrong, give the day with --on."
        )
    unchanged = is_adopted(answers)
    what = " ".join(clean(note).split())[:MAX_LINE] or (UNCHANGED if unchanged else CHANGED)
    last = answers.revisions[-1] if answers.revisions else Revision()
    if last.on == on and last.what == what:
        raise ReviewError(f"This review is noted down already, on {on}.")
    following = following or next_review(answers, on)
    if following is None or following <= on:
        raise ReviewError(f"The next review ({following}) has to come after this one ({on}); choose a later day.")
    # A row without a version is no version: the policy stays the one that was adopted.
    row = Revision(on=on, what=what, by=by or suggested(answers, "review.reviewed_by"))
    people = tuple(_confirmed(person, on, unconfirmed) for person in answers.people)
    answers = change(answers, "people", people) if people != answers.people else answers
    return change(change(answers, "revisions", (*answers.revisions, row)), "review.next_on", following)


def _confirmed(person: Person, on: datetime.date, unconfirmed: Collection[str]) -> Person:
    if person.left_on or person.id in unconfirmed:
        return person
    return person.model_copy(update={"confirmed_on": on})


def _people(whole: Answers) -> tuple[str, ...]:
    lines = []
    for person in whole.people:
        if person.left_on is None:
            details = [part for part in (person.job, person.phone, person.email, person.other) if part]
            day = person.confirmed_on
            confirmed = f"confirmed {long_day(day, whole.business.country)}" if day else "never confirmed"
            lines.append(f"{person.name or person.id}: {', '.join(details) or 'no details'} ({confirmed})")
    return tuple(lines)


def _accounts(whole: Answers) -> tuple[str, ...]:
    names = {person.id: person.name for person in whole.people}
    return tuple(
        f"{', '.join(filter(None, (row.platform, row.handle)))}: {names.get(row.owner or '') or 'nobody yet'}"
        for row in whole.roles.accounts
    )


def _rules(answers: Answers, whole: Answers, today: datetime.date) -> tuple[str, ...]:
    country = whole.business.country
    lines = []
    for pack in laws.applying(answers):
        old = "; more than six months ago, so a newer Policy Wizard may know more" if pack.is_out_of_date(today) else ""
        lines.append(f"{pack.title}: checked by us on {long_day(pack.checked, country)}{old}")
    lines += [f"{row.place or 'Your own rule'}: {' '.join(row.rule.split())}" for row in whole.legal.regional_rules]
    if whole.legal.adviser:
        seen = whole.legal.reviewed_on
        lines.append(f"{whole.legal.adviser}: last read it {'on ' + long_day(seen, country) if seen else 'never'}")
    return tuple(lines)


def _staff(whole: Answers) -> tuple[str, ...]:
    names = {person.id: person.name for person in whole.people}
    ears = dict.fromkeys((whole.publication.feedback_to, whole.employees.questions_to))
    return tuple(f"Ask {names[one]} what was asked and proposed since." for one in ears if one and names.get(one))


def _agenda(whole: Answers, interview: Interview) -> tuple[str, ...]:
    labels = interview.question("review.agenda").labels
    covered = ("contacts", "accounts", "platforms", "law", "staff-views")
    return tuple(labels.get(item, item) for item in whole.review.agenda if item and item not in covered)
