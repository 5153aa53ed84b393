"""Review: what to look at because it grows old, and the record that somebody did."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wizard.answers.base import MAX_LINE
from wizard.answers.dates import format_date_for
from wizard.answers.defaults import next_review_date, resolve
from wizard.answers.diff import is_adopted
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers, Person, Revision
from wizard.answers.people import HISTORY
from wizard.answers.updates import replace_in
from wizard.errors import UserError
from wizard.interview import Interview
from wizard.laws.selection import included_rules
from wizard.text import clean_text, collapse_spaces

UNCHANGED = "Reviewed, nothing changed"
CHANGED = "Reviewed; the changes come with the next version"
# The question where the user records what came of an item of the agenda.
_ACCOUNTS = "roles.accounts"
_AGENDA_QUESTIONS = {"incidents": "crisis.prevention", "access": _ACCOUNTS}
# Items of the agenda that have a topic of their own.
_OTHER_TOPICS = ("contacts", "accounts", "platforms", "law", "staff-views")


class ReviewError(UserError):
    """The review can't be recorded like this."""


@dataclass(frozen=True)
class ReviewItem:
    """One thing to look at, and the question (and row) where it can be changed.

    `person` is the id of the person whose details are to be confirmed, if any.
    """

    text: str
    path: str
    row: int | None = None
    person: str = ""


@dataclass(frozen=True)
class ReviewTopic:
    """A question about things that grow old together."""

    title: str
    points: tuple[ReviewItem, ...]


def review_topics(
    answers: Answers, interview: Interview, today: datetime.date
) -> tuple[ReviewTopic, ...]:
    """Return what to look at; what grows old soonest comes first.

    Raises:
        DataError: A file of rules is wrong.
    """
    resolved = resolve(answers)
    topics = (
        ("Is each of these people still here, and reached like this?", _people_items(resolved)),
        (
            "Is each account still yours, and does its owner still look after it?",
            _account_items(resolved),
        ),
        (
            "Have you joined or left a platform, or is there one that staff use for work?",
            _platform_items(resolved),
        ),
        ("Have the rules changed?", _law_items(answers, resolved, today)),
        ("What do staff say?", _staff_items(resolved)),
        ("What else you wanted to go through:", _agenda_items(resolved, interview)),
    )
    return tuple(ReviewTopic(title, points) for title, items in topics if (points := tuple(items)))


def can_record_review(answers: Answers) -> bool:
    """Return whether there is a policy in force that a review can be about."""
    has_version = answers.adopted.version or answers.revisions
    return answers.review.effective_on is not None and bool(has_version)


def due_message(answers: Answers, today: datetime.date) -> str:
    """Return a sentence that says since when the review is due; "" where it isn't."""
    day = resolve(answers).review.next_on
    if day is None or day > today or not can_record_review(answers):
        return ""
    days = (today - day).days
    if not days:
        return "The review is due today."
    ago = "yesterday" if days == 1 else f"{days} days ago"
    return f"The review was due on {format_date_for(day, answers.business.country)}, {ago}."


def is_confirmed(person: Person, answers: Answers, today: datetime.date) -> bool:
    """Return whether the person's details were confirmed in the current review."""
    day = person.confirmed_on
    if day is None or day > today:
        return False
    last = max((row.on for row in answers.revisions if row.on), default=datetime.date.min)
    return day == today or day > last


def confirm_people(
    answers: Answers, person_ids: Collection[str], on: datetime.date | None
) -> Answers:
    """Return a copy that records that these details were right that day; None undoes it."""
    people = tuple(
        person.model_copy(update={"confirmed_on": on}) if person.id in person_ids else person
        for person in answers.people
    )
    return replace_value(answers, "people", people)


def record_review(
    answers: Answers,
    on: datetime.date,
    *,
    following: datetime.date | None = None,
    by: str | None = None,
    note: str = "",
    unconfirmed: Collection[str] = (),
) -> Answers:
    """Return a copy that records the review: a revision, people confirmed, the next review.

    `by` is a person's id, and so are those `unconfirmed`, whose details nobody could check.

    Raises:
        ReviewError: The dates are out of order, or there is nothing to review yet.
    """
    if answers.review.effective_on is None or not can_record_review(answers):
        raise ReviewError(
            "No version is adopted yet, so there is nothing to review; adopt the policy first."
        )
    newest = max([answers.review.effective_on, *(row.on for row in answers.revisions if row.on)])
    if on < newest:
        raise ReviewError(
            f"The review can't be on {on}, before {newest}, the last day in the list of versions; "
            "if this computer's clock is wrong, set it right."
        )
    default_note = UNCHANGED if is_adopted(answers) else CHANGED
    what = collapse_spaces(clean_text(note))[:MAX_LINE] or default_note
    if any(row.on == on and row.what == what for row in answers.revisions[-1:]):
        raise ReviewError(f"This review is noted down already, on {on}.")
    following = following or next_review_date(answers, on)
    if following is None or following <= on:
        raise ReviewError(
            f"The next review ({following}) has to come after this one ({on}); choose a later day."
        )
    # A row without a version is no version: the policy stays the one that was adopted.
    row = Revision(on=on, what=what, by=by or resolve(answers).review.reviewed_by)
    confirmed = {person.id for person in answers.people if not person.left_on} - set(unconfirmed)
    answers = confirm_people(answers, confirmed, on) if confirmed else answers
    answers = replace_value(answers, HISTORY, (*answers.revisions, row))
    return replace_in(answers, "review", next_on=following)


def _people_items(answers: Answers) -> Iterator[ReviewItem]:
    present = [person for person in answers.people if person.left_on is None]
    for row, person in enumerate(present):
        details = filter(None, (person.job, person.phone, person.email, person.other))
        confirmed = "never confirmed"
        if day := person.confirmed_on:
            confirmed = f"confirmed {format_date_for(day, answers.business.country)}"
        text = f"{person.name or person.id}: {', '.join(details) or 'no details'} ({confirmed})"
        yield ReviewItem(text, "people", row, person.id)


def _account_items(answers: Answers) -> Iterator[ReviewItem]:
    names = {person.id: person.name for person in answers.people}
    for row, account in enumerate(answers.roles.accounts):
        label = ", ".join(filter(None, (account.platform, account.handle)))
        owner = names.get(account.owner or "") or "nobody yet"
        yield ReviewItem(f"{label}: {owner}", _ACCOUNTS, row)


def _platform_items(answers: Answers) -> Iterator[ReviewItem]:
    platforms = dict.fromkeys(row.platform for row in answers.roles.accounts if row.platform)
    yield ReviewItem(f"So far: {', '.join(platforms) or 'none'}", _ACCOUNTS)


def _law_items(answers: Answers, resolved: Answers, today: datetime.date) -> Iterator[ReviewItem]:
    country = resolved.business.country
    for rule_set in included_rules(answers):
        day = format_date_for(rule_set.checked, country)
        text = f"{rule_set.title}: checked by us on {day}"
        if rule_set.is_outdated(today):
            text += "; more than six months ago, so a newer Policy Wizard may know more"
        yield ReviewItem(text, "legal.places")
    for number, rule in enumerate(resolved.legal.regional_rules):
        text = f"{rule.place or 'Your own rule'}: {collapse_spaces(rule.rule)}"
        yield ReviewItem(text, "legal.regional_rules", number)
    legal = resolved.legal
    if adviser := ", ".join(filter(None, (legal.adviser, legal.adviser_firm))):
        read_on = resolved.legal.reviewed_on
        day = f"on {format_date_for(read_on, country)}" if read_on else "never"
        yield ReviewItem(f"{adviser}: last read it {day}", "legal.reviewed_on")


def _staff_items(answers: Answers) -> Iterator[ReviewItem]:
    names = {person.id: person.name for person in answers.people}
    paths = {
        answers.employees.questions_to: "employees.questions_to",
        answers.publication.feedback_to: "publication.feedback_to",
    }
    for person, path in reversed(paths.items()):
        if person and names.get(person):
            yield ReviewItem(f"Ask {names[person]} what was asked and proposed since.", path)


def _agenda_items(answers: Answers, interview: Interview) -> Iterator[ReviewItem]:
    question = interview.question("review.agenda")
    for item in answers.review.agenda:
        if item and item not in _OTHER_TOPICS:
            text = question.labels.get(item, item)
            yield ReviewItem(text, _AGENDA_QUESTIONS.get(item, question.path))
