"""The calendar of reviews: the right days, reminders, and nothing that a calendar misreads."""

import datetime
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from tests.documents.businesses import example, fewest
from tests.documents.said import filled
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.documents.calendar import render, review_dates
from wizard.documents.checksum import is_unmodified
from wizard.documents.compose import NoReviewDateError, Section, compose
from wizard.documents.markdown import escape_markdown

EXPORTED_AT = datetime.datetime(2026, 11, 30, 9, 30, tzinfo=datetime.UTC)


def made(answers: Answers, exported_at: datetime.datetime = EXPORTED_AT) -> bytes:
    return render(compose(answers, "review-calendar"), answers, exported_at)


def events(file: bytes) -> list[Event]:
    calendar = Calendar.from_ical(file)
    assert isinstance(calendar, Calendar)
    assert calendar["version"] == "2.0"
    found = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
    assert not [each for each in found if each.errors]
    return found


@pytest.mark.parametrize(
    ("times", "days"),
    [("twice", ["2027-03-01", "2027-09-01"]), ("once", ["2027-03-01", "2028-03-01"])],
)
def test_each_review_is_a_whole_day_event(times: str, days: list[str]) -> None:
    found = events(made(replace_value(example(), "review.times_a_year", times)))
    assert [str(each["dtstart"].dt) for each in found] == days
    for each in found:
        assert each["dtend"].dt - each["dtstart"].dt == datetime.timedelta(days=1)
        assert each["summary"] == "Review the social media policy of Larkspur Lane Bakery Café"
        assert each["description"] == NOTES


NOTES = """\
Priya Nair is responsible for this review. Maria Castellano approves changes.

To check:

- Contact details, responsibilities and our accounts
- Access to each account, and its settings
- What has changed in social media and the law
- What went wrong, what we learned, and what staff say
- The list of allergens on our pages

To start, open Policy Wizard in the folder of your answers and choose “Review now”."""


@pytest.mark.parametrize(
    ("agenda", "topics"),
    [
        (
            ("contacts", "law"),
            ["Contact details and responsibilities", "What has changed in the law"],
        ),
        (("accounts", "incidents"), ["Our accounts and their owners", "What went wrong, and what"]),
        (
            ("platforms", "staff-views"),
            ["What has changed in social media\n", "What staff say about"],
        ),
    ],
)
def test_notes_name_only_what_is_on_the_agenda(agenda: tuple[str, ...], topics: list[str]) -> None:
    for each in events(made(replace_value(example(), "review.agenda", agenda))):
        assert each["description"].count("\n- ") == len(topics)
        assert all(f"\n- {topic}" in each["description"] for topic in topics)


def test_notes_without_an_agenda_have_no_list() -> None:
    for each in events(made(replace_value(example(), "review.agenda", ()))):
        assert "To check" not in each["description"]


def test_reminders_come_two_weeks_and_a_day_before() -> None:
    for each, day in zip(
        events(made(example())), ["March 1, 2027", "September 1, 2027"], strict=True
    ):
        alarms = each.walk("VALARM")
        assert [alarm["trigger"].dt for alarm in alarms] == [
            datetime.timedelta(-14),
            datetime.timedelta(-1),
        ]
        assert {alarm["description"] for alarm in alarms} == {
            f"The social media policy is due for review on {day}."
        }
        assert {alarm["action"] for alarm in alarms} == {"DISPLAY"}


def test_without_a_date_of_the_owner_s_it_is_counted_from_the_adoption() -> None:
    assert review_dates(fewest())[0] == datetime.date(2027, 3, 1)


def test_the_last_day_of_a_month_stays_the_last() -> None:
    answers = replace_value(
        replace_value(example(), "review.next_on", datetime.date(2026, 8, 31)),
        "review.times_a_year",
        "twice",
    )
    assert [str(day) for day in review_dates(answers)] == ["2026-08-31", "2027-02-28"]


def test_the_end_of_time_is_no_trouble() -> None:
    found = events(made(replace_value(example(), "review.next_on", datetime.date(9999, 12, 31))))
    assert len(found) == 1


def test_without_any_date_it_says_what_to_do() -> None:
    with pytest.raises(NoReviewDateError, match="no date for the next review"):
        made(Answers())


def test_a_file_that_somebody_changed_is_recognized() -> None:
    assert is_unmodified(made(example()))
    assert not is_unmodified(made(example()).replace(b"20270301", b"20270302"))


def test_a_review_brought_forward_replaces_the_earlier_event() -> None:
    earlier = replace_value(example(), "review.next_on", datetime.date(2027, 1, 15))
    before = events(made(example()))
    after = events(made(earlier, EXPORTED_AT + datetime.timedelta(seconds=1)))
    for old, new in zip(before, after, strict=True):
        assert new["uid"] == old["uid"]
        assert new["dtstart"].dt < old["dtstart"].dt
        assert new["sequence"] > old["sequence"]
        assert new["dtstamp"].dt > old["dtstamp"].dt


def test_each_review_of_each_business_has_its_own_uid() -> None:
    files = [example(), replace_value(example(), "business.name", "Another Bakery")]
    assert len({each["uid"] for answers in files for each in events(made(answers))}) == 4


def test_a_clock_before_the_first_release_gives_a_valid_file() -> None:
    check(made(example(), datetime.datetime(1999, 12, 31, tzinfo=datetime.UTC)))


def test_by_default_the_export_is_now() -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    file = render(compose(example(), "review-calendar"), example())
    assert all(each["dtstamp"].dt >= before for each in events(file))


ATTACKS = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:mine",
    "a\x0bb\x00c\x07d",
    "x\nATTACH:https://x.example",
    "a;b,c:d\\n\\e",
    "é" * 150,
    "\u2028END:VCALENDAR",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_adds_no_line(attack: str) -> None:
    check(made(filled(example(), attack[:200])))


@settings(max_examples=50)
@given(typed=st.text())
def test_words_from_elsewhere_than_the_answers_do_no_harm(typed: str) -> None:
    document = compose(example(), "review-calendar")
    text = escape_markdown(typed) or "w"
    sections = (
        Section("event", text),
        Section("notes", text),
        Section("reminder", f"{text}\n\n{text}"),
    )
    try:
        typed.encode()
    except UnicodeEncodeError:
        return
    check(render(replace(document, sections=sections), example()))


def check(file: bytes) -> None:
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", file)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", file)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    found = events(file)
    assert len(found) == 2
    assert all(each["sequence"] >= 0 for each in found)
    assert {tuple(sorted(each)) for each in found} == {
        ("DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "TRANSP", "UID")
    }
