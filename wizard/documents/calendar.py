"""Write the reviews of the policy as a calendar: one all-day event for each, with reminders.

An event keeps its UID from export to export, and its SEQUENCE and DTSTAMP are the time of the
export, so that a calendar takes over whatever was exported last, be the review later or earlier.
"""

import uuid
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from wizard.answers.defaults import review_dates
from wizard.answers.model import Answers
from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document, NoReviewDateError
from wizard.documents.markdown import parse_markdown, text_of_blocks

REMINDER_DAYS = (14, 1)
# The namespace of the entries' identities; never to be changed.
_NAMESPACE = uuid.UUID("6f6bd1c4-7a3e-5d0c-9d5e-0c6f1f1f2b64")
# SEQUENCE counts seconds from here, so that it fits 31 bits until 2094.
_SEQUENCE_START = datetime(2026, 1, 1, tzinfo=UTC)


def render(document: Document, answers: Answers, exported_at: datetime | None = None) -> bytes:
    """Return the calendar; its texts are the document's sections "event", "notes", "reminder".

    Args:
        document: a paragraph of "reminder" is for the review of the same number.
        answers: they have the dates of the reviews.
        exported_at: the time of the export, by default now.

    Raises:
        NoReviewDateError: no date is known for the next review.
    """
    days = review_dates(answers)
    if not days:
        raise NoReviewDateError(
            "There is no date for the next review yet. Say when the policy takes effect."
        )
    exported_at = exported_at or datetime.now(UTC)
    sequence = max(0, int((exported_at - _SEQUENCE_START).total_seconds()))
    blocks = {
        section.name: parse_markdown(section.markdown).children for section in document.sections
    }
    calendar = Calendar()
    calendar.add("prodid", "-//Policy Wizard//Reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("x-revision", CHECKSUM_PLACEHOLDER)
    for number, (day, reminder) in enumerate(zip(days, blocks["reminder"], strict=True), 1):
        event = Event()
        identity = f"{document.business.casefold()}\n{number}"
        event.add("uid", str(uuid.uuid5(_NAMESPACE, identity)))
        event.add("dtstamp", exported_at)
        event.add("sequence", sequence)
        event.add("dtstart", day)
        if day < date.max:
            event.add("dtend", day + timedelta(days=1))
        event.add("summary", text_of_blocks(blocks["event"]))
        event.add("description", text_of_blocks(blocks["notes"]))
        event.add("transp", "TRANSPARENT")
        for days_before in REMINDER_DAYS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", timedelta(days=-days_before))
            alarm.add("description", text_of_blocks([reminder]))
            event.add_component(alarm)
        calendar.add_component(event)
    return add_checksum(calendar.to_ical().decode())
