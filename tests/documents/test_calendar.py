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


def made(answers: Answers) -> bytes:
    return render(compose(answers, "review-calendar"), answers)


def events(file: bytes) -> list[Event]:
    calendar = Calendar.from_ical(file)
    assert isinstance(calendar, Calendar)
    assert calendar["version"] == "2.0"
    found = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
    assert not [each for each in found if each.errors]
    return found


@pytest.mark.parametrize(
    ("times", "days"),
    [
        ("twice", ["2027-03-01", "2027-09-01", "2028-03-01"]),
        ("once", ["2027-03-01", "2028-03-01", "2029-03-01"]),
    ],
)
def test_each_review_is_a_day_s_entry(times: str, days: list[str]) -> None:
    found = events(made(replace_value(example(), "review.times_a_year", times)))
    assert [str(each["dtstart"].dt) for each in found] == days
    for each in found:
        assert each["dtend"].dt - each["dtstart"].dt == datetime.timedelta(days=1)
        assert each["summary"] == "Review the social media policy of Larkspur Lane Bakery Café"
        assert "- Who can still get into which account" in each["description"]
        assert "Priya Nair sees to it that it is done." in each["description"]
        assert "2027" not in each["description"]


def test_reminders_come_a_month_and_a_week_before() -> None:
    for each in events(made(example())):
        alarms = each.walk("VALARM")
        assert [alarm["trigger"].dt for alarm in alarms] == [
            datetime.timedelta(-30),
            datetime.timedelta(-7),
        ]
        assert all(alarm["action"] == "DISPLAY" and alarm["description"] for alarm in alarms)


def test_without_a_date_of_the_owner_s_it_is_counted_from_the_adoption() -> None:
    assert review_dates(fewest())[0] == datetime.date(2027, 3, 1)


def test_the_last_day_of_a_month_stays_the_last() -> None:
    answers = replace_value(
        replace_value(example(), "review.next_on", datetime.date(2026, 8, 31)),
        "review.times_a_year",
        "twice",
    )
    assert [str(day) for day in review_dates(answers)] == ["2026-08-31", "2027-02-28", "2027-08-31"]


def test_the_end_of_time_is_no_trouble() -> None:
    found = events(made(replace_value(example(), "review.next_on", datetime.date(9999, 12, 31))))
    assert len(found) == 1


def test_without_any_date_it_says_what_to_do() -> None:
    with pytest.raises(NoReviewDateError, match="no date for the next review"):
        made(Answers())


def test_the_same_answers_give_the_same_bytes() -> None:
    assert made(example()) == made(example())
    assert is_unmodified(made(example()))
    assert not is_unmodified(made(example()).replace(b"20270301", b"20270302"))


def test_an_entry_keeps_its_identity_and_a_later_date_is_a_newer_entry() -> None:
    now = events(made(example()))
    later = events(made(replace_value(example(), "review.next_on", datetime.date(2027, 9, 3))))
    assert [each["uid"] for each in now] == [each["uid"] for each in later]
    assert len({each["uid"] for each in now}) == 3
    assert all(old["sequence"] < new["sequence"] for old, new in zip(now, later, strict=True))
    other = events(made(replace_value(example(), "business.name", "Another Bakery")))
    assert {each["uid"] for each in other}.isdisjoint(each["uid"] for each in now)


def test_it_is_dated_by_the_answers_and_not_by_the_clock() -> None:
    for each in events(made(example())):
        assert each["dtstamp"].dt == datetime.datetime(2026, 9, 29, tzinfo=datetime.UTC)


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
    sections = tuple(
        Section(name, escape_markdown(typed) or "w") for name in ("event", "notes", "reminder")
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
    assert len(found) == 3
    assert {tuple(sorted(each)) for each in found} == {
        ("DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "TRANSP", "UID")
    }
