"""The reviews of the policy as a calendar file: each review a day's entry, with a reminder a month and a week before.

Nothing looks at the clock: the same answers give the same file. An entry keeps its identity from file to file, so that
a calendar that has last year's entries moves them on, and shows no review twice.
"""

import datetime
import uuid

from icalendar import Alarm, Calendar, Event
from markdown_it.tree import SyntaxTreeNode

from wizard.answers.dates import add_months
from wizard.answers.defaults import resolve_answer
from wizard.answers.model import Answers
from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document, NoReviewDateError
from wizard.documents.markdown import parse_markdown, plain_text
from wizard.text import clean_text

REVIEWS = 3
"""How many reviews go into the calendar. Later ones come with the file that is made after the next review."""
DAYS_BEFORE = (30, 7)
_FAMILY = uuid.UUID("6f6bd1c4-7a3e-5d0c-9d5e-0c6f1f1f2b64")
"""Where the identities of our entries come from; never to be changed."""


def review_dates(answers: Answers) -> tuple[datetime.date, ...]:
    """Return the days of the coming reviews, as far apart as the owner chose; none where the next one has no date."""
    first = resolve_answer(answers, "review.next_on")
    step = 6 if answers.review.times_a_year == "twice" else 12
    days = (add_months(first, step * number) for number in range(REVIEWS))
    return tuple(day for day in days if day is not None)


def render(document: Document, answers: Answers) -> bytes:
    """Return the calendar, its words taken from the document's sections "event", "notes" and "reminder".

    Raises:
        NoReviewDateError: no date is known for the next review.
    """
    days = review_dates(answers)
    if not days:
        raise NoReviewDateError(
            "There is no date for the next review yet. Say when the policy starts to apply."
        )
    words = {section.name: _plain_text(section.markdown) for section in document.sections}
    calendar = Calendar()
    calendar.add("prodid", "-//Policy Wizard//Reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("x-revision", CHECKSUM_PLACEHOLDER)
    for number, day in enumerate(days, 1):
        calendar.add_component(_review(document, number, day, words, _written(answers, days[0])))
    return add_checksum(calendar.to_ical().decode())


def _review(
    document: Document,
    number: int,
    day: datetime.date,
    words: dict[str, str],
    written: datetime.datetime,
) -> Event:
    event = Event()
    event.add("uid", str(uuid.uuid5(_FAMILY, f"{document.business.casefold()}\n{number}")))
    event.add("dtstamp", written)
    event.add("sequence", day.toordinal())  # a later date is a newer entry
    event.add("dtstart", day)
    if day < datetime.date.max:
        event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", words["event"])
    event.add("description", words["notes"])
    event.add("transp", "TRANSPARENT")
    for days in DAYS_BEFORE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", datetime.timedelta(days=-days))
        alarm.add("description", words["reminder"])
        event.add_component(alarm)
    return event


def _written(answers: Answers, first: datetime.date) -> datetime.datetime:
    """Return when the answers last changed, as far as they tell."""
    told = [
        answers.review.adopted_on,
        answers.legal.reviewed_on,
        *(row.on for row in answers.revisions),
    ]
    day = max((day for day in told if day), default=first)
    return datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC)


def _plain_text(markdown: str) -> str:
    """Return the words of a section for a program that knows no Markdown: paragraphs, and lists with dashes."""
    blocks = "\n\n".join(_block(node) for node in parse_markdown(markdown).children)
    return clean_text(blocks).strip()


def _block(node: SyntaxTreeNode) -> str:
    if node.type == "inline":
        return plain_text(node)
    if node.type in ("bullet_list", "ordered_list"):
        return "\n".join(f"- {_block(item)}" for item in node.children)
    return "\n".join(_block(child) for child in node.children)
