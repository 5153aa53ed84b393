"""What stands in for an open answer."""

import datetime

import pytest

from wizard.answers.defaults import resolve, resolve_answer
from wizard.answers.fields import replace_value
from wizard.answers.model import Account, Answers, Person


@pytest.fixture
def staffed() -> Answers:
    people = (Person(id="ana", name="Ana"), Person(id="tom", name="Tom"))
    return replace_value(
        replace_value(replace_value(Answers(), "people", people), "roles.head", "ana"),
        "roles.lead",
        "tom",
    )


def test_an_open_role_falls_to_the_person_who_looks_after_social_media(staffed):
    filled = resolve(staffed)
    assert filled.security.password_keeper == "tom"
    assert filled.roles.publishing == ("tom",)
    assert filled.security.protectors == ("tom",)


def test_the_last_word_falls_to_the_head(staffed):
    filled = resolve(staffed)
    assert filled.crisis.legal == "ana"
    assert filled.crisis.approval_order == ("ana",)
    assert filled.crisis.public_relations == "ana"


def test_a_choice_of_the_owner_stands(staffed):
    answers = replace_value(staffed, "roles.account_security", ("ana",))
    assert resolve_answer(answers, "security.protectors") == ("ana",)


def test_nobody_on_purpose_stays_nobody(staffed):
    assert (
        resolve_answer(replace_value(staffed, "roles.advertising", ()), "roles.advertising") == ()
    )


def test_an_account_without_an_owner_falls_to_the_lead(staffed):
    answers = replace_value(
        staffed, "roles.accounts", (Account(platform="Instagram", handle="@us"),)
    )
    assert resolve(answers).roles.accounts[0].owner == "tom"


@pytest.mark.parametrize(
    ("adopted", "times", "expected"),
    [
        (datetime.date(2026, 9, 1), "once", datetime.date(2027, 9, 1)),
        (datetime.date(2026, 9, 1), "twice", datetime.date(2027, 3, 1)),
        (datetime.date(2024, 2, 29), "once", datetime.date(2025, 2, 28)),
        (datetime.date(2026, 8, 31), "twice", datetime.date(2027, 2, 28)),
        (datetime.date(9999, 6, 1), "once", None),
    ],
)
def test_the_next_review_is_counted_from_the_adoption(adopted, times, expected):
    answers = replace_value(
        replace_value(Answers(), "review.adopted_on", adopted), "review.times_a_year", times
    )
    assert resolve_answer(answers, "review.next_on") == expected


def test_staff_have_two_weeks_for_their_views():
    answers = replace_value(Answers(), "publication.launch_on", datetime.date(2026, 9, 1))
    assert resolve_answer(answers, "publication.feedback_by") == datetime.date(2026, 9, 15)


def test_staff_work_where_the_business_is_until_the_owner_says_more():
    answers = replace_value(Answers(), "business.country", "GB")
    assert resolve_answer(answers, "legal.places") == ("GB",)
    assert resolve_answer(replace_value(answers, "legal.places", ()), "legal.places") == ()


def test_nothing_decided_suggests_nobody_and_does_not_fail():
    assert resolve(Answers()).roles.publishing == ()
