"""Write the reviews of the policy as a calendar: one all-day event for each, with reminders.

The same answers give the same file. An entry keeps its identity from file to file, so that a
calendar that has last year's entries moves them, and shows no review twice.
"""

import uuid
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event
from markdown_it.tree import SyntaxTreeNode

from wizard.answers.dates import add_months
from wizard.answers.defaults import resolve
from wizard.answers.model import Answers
from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document, NoReviewDateError
from wizard.documents.markdown import parse_markdown, plain_text
from wizard.text import clean_text

# Later reviews come with the file that is made after the next one.
REVIEW_COUNT = 3
REMINDER_DAYS = (30, 7)
# The namespace of the entries' identities; never to be changed.
_NAMESPACE = uuid.UUID("6f6bd1c4-7a3e-5d0c-9d5e-0c6f1f1f2b64")


def review_dates(answers: Answers) -> tuple[date, ...]:
    """Return the days of the coming reviews; none if the next one has no date."""
    first = resolve(answers).review.next_on
    step = 6 if answers.review.times_a_year == "twice" else 12
    days = (add_months(first, step * number) for number in range(REVIEW_COUNT))
    return tuple(day for day in days if day is not None)


def render(document: Document, answers: Answers) -> bytes:
    """Return the calendar; its texts are the document's sections "event", "notes", "reminder".

    Raises:
        NoReviewDateError: no date is known for the next review.
    """
    days = review_dates(answers)
    if not days:
        raise NoReviewDateError(
            "There is no date for the next review yet. Say when the policy starts to apply."
        )
    texts = {section.name: _to_text(section.markdown) for section in document.sections}
    changes = [answers.review.adopted_on, answers.legal.reviewed_on]
    changes += [row.on for row in answers.revisions]
    changed_on = max((day for day in changes if day), default=days[0])
    calendar = Calendar()
    calendar.add("prodid", "-//Policy Wizard//Reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("x-revision", CHECKSUM_PLACEHOLDER)
    for number, day in enumerate(days, 1):
        event = Event()
        identity = f"{document.business.casefold()}\n{number}"
        event.add("uid", str(uuid.uuid5(_NAMESPACE, identity)))
        event.add("dtstamp", datetime.combine(changed_on, time(), tzinfo=UTC))
        event.add("sequence", day.toordinal())  # a later date is a newer entry
        event.add("dtstart", day)
        if day < date.max:
            event.add("dtend", day + timedelta(days=1))
        event.add("summary", texts["event"])
        event.add("description", texts["notes"])
        event.add("transp", "TRANSPARENT")
        for days_before in REMINDER_DAYS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", timedelta(days=-days_before))
            alarm.add("description", texts["reminder"])
            event.add_component(alarm)
        calendar.add_component(event)
    return add_checksum(calendar.to_ical().decode())


def _to_text(markdown: str) -> str:
    """Return Markdown as plain text: paragraphs, and lists with dashes."""
    blocks = "\n\n".join(map(_block, parse_markdown(markdown).children))
    return clean_text(blocks).strip()


def _block(node: SyntaxTreeNode) -> str:
    if node.type == "inline":
        return plain_text(node)
    mark = "- " if node.type in ("bullet_list", "ordered_list") else ""
    return "\n".join(f"{mark}{_block(child)}" for child in node.children)
