import datetime
from typing import Any

import pytest

from wizard.answers.defaults import resolve, resolve_answer
from wizard.answers.fields import replace_value
from wizard.answers.model import Account, Answers, Person


def answers_with(**values: Any) -> Answers:
    """Return answers; `roles__head` stands for the path "roles.head"."""
    answers = Answers()
    for path, value in values.items():
        answers = replace_value(answers, path.replace("__", "."), value)
    return answers


STAFFED = answers_with(
    people=(Person(id="ana", name="Ana"), Person(id="tom", name="Tom")),
    roles__head="ana",
    roles__lead="tom",
)


@pytest.mark.parametrize(
    ("path", "person"),
    [
        ("security.password_keeper", "tom"),
        ("roles.publishing", ("tom",)),
        ("security.protectors", ("tom",)),
        ("crisis.legal", "ana"),
        ("crisis.approval_order", ("ana",)),
        ("crisis.public_relations", "ana"),
    ],
)
def test_resolve_open_role_falls_back(path: str, person: Any) -> None:
    group, _, key = path.partition(".")
    assert getattr(getattr(resolve(STAFFED), group), key) == person


def test_resolve_chosen_people_stay() -> None:
    chosen = replace_value(STAFFED, "roles.account_security", ("ana",))
    assert resolve_answer(chosen, "security.protectors") == ("ana",)
    nobody = replace_value(STAFFED, "roles.advertising", ())
    assert resolve_answer(nobody, "roles.advertising") == ()
    assert resolve(Answers()).roles.publishing == ()


def test_resolve_account_without_owner_falls_to_the_lead() -> None:
    account = Account(platform="Instagram", handle="@us")
    assert resolve(replace_value(STAFFED, "roles.accounts", (account,))).roles.accounts[
        0
    ].owner == ("tom")


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
def test_resolve_next_review_follows_the_adoption(
    adopted: datetime.date, times: str, expected: datetime.date | None
) -> None:
    answers = answers_with(review__effective_on=adopted, review__times_a_year=times)
    assert resolve_answer(answers, "review.next_on") == expected


def test_resolve_feedback_ends_two_weeks_after_the_launch() -> None:
    answers = answers_with(publication__launch_on=datetime.date(2026, 9, 1))
    assert resolve_answer(answers, "publication.feedback_by") == datetime.date(2026, 9, 15)


def test_resolve_places_are_the_country_until_chosen() -> None:
    answers = answers_with(business__country="GB")
    assert resolve_answer(answers, "legal.places") == ("GB",)
    assert resolve_answer(replace_value(answers, "legal.places", ()), "legal.places") == ()
