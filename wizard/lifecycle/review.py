"""The review: the short way through what grows old, and noting down that somebody went it."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from wizard.answers.base import MAX_LINE
from wizard.answers.dates import format_date_for
from wizard.answers.defaults import next_review_date, resolve, resolve_answer
from wizard.answers.diff import is_adopted
from wizard.answers.fields import get_answer, replace_value
from wizard.answers.model import Answers, Person, Revision
from wizard.interview import Interview
from wizard.laws.selection import included_rules
from wizard.text import clean_text

UNCHANGED = "Reviewed, nothing changed"
CHANGED = "Reviewed; the changes come with the next version"
_AGENDA = {"incidents": "crisis.prevention", "access": "roles.accounts"}
"""Where the owner writes down what came of an item of the agenda."""


class ReviewError(Exception):
    """The review can't be noted down like this; the message is one sentence."""


@dataclass(frozen=True)
class ReviewItem:
    """One thing to look at, and the question where it can be changed."""

    text: str
    path: str
    row: int | None = None
    """Which row of the answer, where that is a table."""
    person: str = ""
    """The id of the person whom it is about, if their details are to be confirmed."""


@dataclass(frozen=True)
class ReviewTopic:
    """What to ask about some things that grow old together."""

    title: str
    points: tuple[ReviewItem, ...]


def review_topics(
    answers: Answers, interview: Interview, today: datetime.date
) -> tuple[ReviewTopic, ...]:
    """Return what to look at, in the order of how soon it grows old.

    Raises:
        LawsError: a file of rules is wrong.
    """
    whole = resolve(answers)
    found = [
        ReviewTopic("Is each of these people still here, and reached like this?", _people(whole)),
        ReviewTopic(
            "Is each account still yours, and does its owner still look after it?", _accounts(whole)
        ),
        ReviewTopic(
            "Have you joined or left a platform, or is there one that staff use for work?",
            _platforms(whole),
        ),
        ReviewTopic("Have the rules changed?", _rules(answers, whole, today)),
        ReviewTopic("What do staff say?", _staff(whole)),
        ReviewTopic("What else you wanted to go through:", _agenda(whole, interview)),
    ]
    return tuple(topic for topic in found if topic.points)


def can_record_review(answers: Answers) -> bool:
    """Tell whether there is a policy in force that a review can be about."""
    return answers.review.adopted_on is not None and bool(
        answers.adopted.version or answers.revisions
    )


def is_due(answers: Answers, today: datetime.date) -> bool:
    """Tell whether the policy is in force, and the day of its next review has come."""
    day = resolve_answer(answers, "review.next_on")
    return bool(day and day <= today) and can_record_review(answers)


def due_message(answers: Answers, today: datetime.date) -> str:
    """Return a sentence that says since when the review is due; "" where it isn't."""
    day = resolve_answer(answers, "review.next_on")
    if day is None or not is_due(answers, today):
        return ""
    late = (today - day).days
    if not late:
        return "The review is due today."
    ago = "yesterday" if late == 1 else f"{late} days ago"
    return f"The review was due on {format_date_for(day, answers.business.country)}, {ago}."


def is_confirmed(person: Person, answers: Answers, today: datetime.date) -> bool:
    """Tell whether the person's details were found right in the review that is going on, which may take some days."""
    day = person.confirmed_on
    if day is None or day > today:
        return False
    return day == today or day > max(
        (row.on for row in answers.revisions if row.on), default=datetime.date.min
    )


def confirm_people(answers: Answers, people: Collection[str], on: datetime.date | None) -> Answers:
    """Return the answers with a note that these people's details were right that day; None takes the note back.

    `people` are ids.
    """
    noted = tuple(
        one.model_copy(update={"confirmed_on": on}) if one.id in people else one
        for one in answers.people
    )
    return replace_value(answers, "people", noted)


def record_review(
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
    if answers.review.adopted_on is None or not can_record_review(answers):
        raise ReviewError(
            "No version is adopted yet, so there is nothing to review; adopt the policy first."
        )
    dated = [row.on for row in answers.revisions if row.on]
    newest = max([answers.review.adopted_on, *dated])
    if on < newest:
        raise ReviewError(
            f"The review can't be on {on}, before {newest}, the last day in the list of versions; "
            "if this computer's clock is wrong, set it right."
        )
    unchanged = is_adopted(answers)
    what = " ".join(clean_text(note).split())[:MAX_LINE] or (UNCHANGED if unchanged else CHANGED)
    last = answers.revisions[-1] if answers.revisions else Revision()
    if last.on == on and last.what == what:
        raise ReviewError(f"This review is noted down already, on {on}.")
    following = following or next_review_date(answers, on)
    if following is None or following <= on:
        raise ReviewError(
            f"The next review ({following}) has to come after this one ({on}); choose a later day."
        )
    # A row without a version is no version: the policy stays the one that was adopted.
    row = Revision(on=on, what=what, by=by or resolve_answer(answers, "review.reviewed_by"))
    people = tuple(_confirmed(person, on, unconfirmed) for person in answers.people)
    answers = replace_value(answers, "people", people) if people != answers.people else answers
    return replace_value(
        replace_value(answers, "revisions", (*answers.revisions, row)), "review.next_on", following
    )


def _confirmed(person: Person, on: datetime.date, unconfirmed: Collection[str]) -> Person:
    if person.left_on or person.id in unconfirmed:
        return person
    return person.model_copy(update={"confirmed_on": on})


def _people(whole: Answers) -> tuple[ReviewItem, ...]:
    points = []
    for row, person in enumerate(one for one in whole.people if one.left_on is None):
        details = [part for part in (person.job, person.phone, person.email, person.other) if part]
        day = person.confirmed_on
        confirm_people = (
            f"confirmed {format_date_for(day, whole.business.country)}"
            if day
            else "never confirmed"
        )
        text = (
            f"{person.name or person.id}: {', '.join(details) or 'no details'} ({confirm_people})"
        )
        points.append(ReviewItem(text, "people", row, person.id))
    return tuple(points)


def _accounts(whole: Answers) -> tuple[ReviewItem, ...]:
    names = {person.id: person.name for person in whole.people}
    return tuple(
        ReviewItem(
            f"{', '.join(filter(None, (row.platform, row.handle)))}: {names.get(row.owner or '') or 'nobody yet'}",
            "roles.accounts",
            number,
        )
        for number, row in enumerate(whole.roles.accounts)
    )


def _platforms(whole: Answers) -> tuple[ReviewItem, ...]:
    known = dict.fromkeys(row.platform for row in whole.roles.accounts if row.platform)
    return (ReviewItem(f"So far: {', '.join(known) or 'none'}", "roles.accounts"),)


def _rules(answers: Answers, whole: Answers, today: datetime.date) -> tuple[ReviewItem, ...]:

    country = whole.business.country
    points = []
    for pack in included_rules(answers):
        old = (
            "; more than six months ago, so a newer Policy Wizard may know more"
            if pack.is_outdated(today)
            else ""
        )
        text = f"{pack.title}: checked by us on {format_date_for(pack.checked, country)}{old}"
        points.append(ReviewItem(text, "legal.places"))
    for number, row in enumerate(whole.legal.regional_rules):
        text = f"{row.place or 'Your own rule'}: {' '.join(row.rule.split())}"
        points.append(ReviewItem(text, "legal.regional_rules", number))
    if whole.legal.adviser:
        seen = whole.legal.reviewed_on
        text = f"{whole.legal.adviser}: last read it {'on ' + format_date_for(seen, country) if seen else 'never'}"
        points.append(ReviewItem(text, "legal.reviewed_on"))
    return tuple(points)


def _staff(whole: Answers) -> tuple[ReviewItem, ...]:
    names = {person.id: person.name for person in whole.people}
    asked: dict[str, str] = {}
    for path in ("publication.feedback_to", "employees.questions_to"):
        asked.setdefault(get_answer(whole, path) or "", path)
    return tuple(
        ReviewItem(f"Ask {names[one]} what was asked and proposed since.", path)
        for one, path in asked.items()
        if names.get(one)
    )


def _agenda(whole: Answers, interview: Interview) -> tuple[ReviewItem, ...]:
    labels = interview.question("review.agenda").labels
    covered = ("contacts", "accounts", "platforms", "law", "staff-views")
    return tuple(
        ReviewItem(labels.get(item, item), _AGENDA.get(item, "review.agenda"))
        for item in whole.review.agenda
        if item and item not in covered
    )
