"""What differs, in the words of the questions."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import ANSWERS as EXAMPLE
from wizard.answers.base import MAX_LINE
from wizard.answers.fields import all_fields, replace_value
from wizard.answers.model import Account, Answers, Person
from wizard.differences import describe_changes
from wizard.interview import load
from wizard.lifecycle.changelog import summary

INTERVIEW = load()
TOM, PRIYA = "tom-okafor", "priya-nair"


def lines(before: Answers, after: Answers) -> list[str]:
    return [line for one in describe_changes(before, after, INTERVIEW) for line in one.lines]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("crisis.public_relations", TOM, "Tom Okafor, was Devon Brooks"),
        ("roles.publishing", (PRIYA, TOM), "Added: Tom Okafor. Removed: Elena Ruiz"),
        ("roles.publishing", ("elena-ruiz", PRIYA), "Now in this order: Elena Ruiz, Priya Nair"),
        ("publication.sign", False, "No, leave that page out. Before: Yes, add"),
        (
            "publication.launch_on",
            datetime.date(2026, 8, 24),
            "August 24, 2026, was August 25, 2026",
        ),
        ("legal.reviewed_on", None, "open, was August 20, 2026"),
        ("business.staff", 12, "12, was 11"),
        ("review.times_a_year", "once", "Once a year, was Twice a year"),
        (
            "crisis.staff_channels",
            ("meeting", "phone", "chat", "Pigeons"),
            "Added: Pigeons. Removed: A note on the door",
        ),
        ("roles.accounts", EXAMPLE.roles.accounts[1:], "Removed: Instagram, @larkspurlanebakery"),
        (
            "roles.accounts",
            (
                *EXAMPLE.roles.accounts[:3],
                EXAMPLE.roles.accounts[3].model_copy(update={"owner": PRIYA}),
            ),
            "TikTok, @larkspurlane.bakes: Who is in charge of it: Priya Nair, was Tom Okafor",
        ),
        ("people", (*EXAMPLE.people, Person(id="x", name="Xi")), "Added: Xi"),
    ],
)
def test_a_change_is_told_with_its_question(path: str, value: object, expected: str) -> None:
    told = lines(EXAMPLE, replace_value(EXAMPLE, path, value))
    question = INTERVIEW.question(path)
    assert any(line.startswith(f"{question.ask} ") and expected in line for line in told), told


def test_what_changes_no_document_is_not_told() -> None:
    assert lines(EXAMPLE, EXAMPLE) == []
    assert lines(EXAMPLE, replace_value(EXAMPLE, "revisions", ())) == []
    assert lines(EXAMPLE, replace_value(EXAMPLE, "review.next_on", datetime.date(2027, 3, 2))) == []


def test_what_follows_from_another_answer_is_marked_and_left_out_of_the_summary() -> None:
    before = replace_value(
        replace_value(
            Answers(), "people", (Person(id="a", name="Ana"), Person(id="b", name="Ben"))
        ),
        "roles.lead",
        "a",
    )
    after = replace_value(before, "roles.lead", "b")
    found = describe_changes(before, after, INTERVIEW)
    assert [one.path for one in found if not one.follows] == ["roles.lead"]
    assert any(one.path == "roles.training" for one in found)
    assert summary(found) == "Who looks after social media day to day? Ben, was Ana"


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["roles.head", "business.name", "employees.disclaimer"]),
            st.text(max_size=60),
        )
    )
)
def test_any_text_can_be_told(pairs: list[tuple[str, str]]) -> None:
    after = EXAMPLE
    for path, text in pairs:
        after = replace_value(after, path, text)
    found = describe_changes(EXAMPLE, after, INTERVIEW)
    assert {one.path for one in found} <= set(all_fields())
    assert len(summary(found)) <= MAX_LINE
    assert all("\n" not in line for one in found for line in one.lines)


def test_many_rows_take_no_longer_than_their_number() -> None:
    many = tuple(Account(platform=f"Site {n % 7}", handle=f"@{n}") for n in range(3000))
    before = replace_value(EXAMPLE, "roles.accounts", many)
    after = replace_value(EXAMPLE, "roles.accounts", tuple(reversed(many)))
    assert lines(before, after) == [
        f"{INTERVIEW.question('roles.accounts').ask} Now in another order"
    ]


def test_rules_of_law_are_told_by_what_staff_read_whatever_made_them_fit() -> None:
    chosen = lines(EXAMPLE, replace_value(EXAMPLE, "legal.rules", ("not us-fed-monitor",)))
    assert any(
        line.startswith("No longer a rule: “We may check the use of company devices")
        for line in chosen
    )
    assert any(
        line.startswith("New rule of law: “Do not say that our food cures") for line in chosen
    )
    moved = lines(EXAMPLE, replace_value(EXAMPLE, "legal.states", ("US-CO",)))
    assert any(
        line.startswith("New rule of law: “What you do lawfully in your own time") for line in moved
    )
    abroad = lines(EXAMPLE, replace_value(EXAMPLE, "legal.places", ("GB",)))
    assert {"6 rules of law came into the policy", "9 rules of law went out of it"} <= set(abroad)
    not_here = replace_value(EXAMPLE, "legal.rules", (*EXAMPLE.legal.rules, "not uk-pay"))
    assert lines(EXAMPLE, not_here) == []
