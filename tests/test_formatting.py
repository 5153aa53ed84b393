import datetime
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import ANSWERS as EXAMPLE
from wizard.answers.base import MAX_LINE
from wizard.answers.fields import all_fields, clear_value, replace_value
from wizard.answers.model import Answers, Person
from wizard.answers.people import remove_person, replace_person
from wizard.formatting import (
    Formatters,
    changelog_line,
    describe_changes,
    describe_undo,
    format_answer,
    summarize,
)
from wizard.interview import load

INTERVIEW = load()
TOM, PRIYA = "tom-okafor", "priya-nair"
DAY = datetime.date(2027, 3, 1)


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
def test_describe_changes_changed_answer_is_named_with_its_question(
    path: str, value: object, expected: str
) -> None:
    told = lines(EXAMPLE, replace_value(EXAMPLE, path, value))
    question = INTERVIEW.question(path)
    assert any(line.startswith(f"{question.ask} ") and expected in line for line in told), told


def test_describe_changes_unprinted_answer_is_left_out() -> None:
    assert lines(EXAMPLE, EXAMPLE) == []
    assert lines(EXAMPLE, replace_value(EXAMPLE, "revisions", ())) == []
    assert lines(EXAMPLE, replace_value(EXAMPLE, "review.next_on", datetime.date(2027, 3, 2))) == []


def test_describe_changes_stand_in_is_marked_and_not_summarized() -> None:
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
    assert summarize(found) == "Who looks after social media day to day? Ben, was Ana"


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["roles.head", "business.name", "employees.disclaimer"]),
            st.text(max_size=60),
        )
    )
)
def test_describe_changes_any_text_fits(pairs: list[tuple[str, str]]) -> None:
    after = EXAMPLE
    for path, text in pairs:
        after = replace_value(after, path, text)
    found = describe_changes(EXAMPLE, after, INTERVIEW)
    assert {one.path for one in found} <= set(all_fields())
    assert len(summarize(found)) <= MAX_LINE
    assert all("\n" not in line for one in found for line in one.lines)


def test_describe_changes_rules_of_law_are_quoted() -> None:
    chosen = lines(EXAMPLE, replace_value(EXAMPLE, "legal.rules", ("not us-fed-monitor",)))
    assert any(
        line.startswith("No longer a rule: “We may check the use of our devices") for line in chosen
    )
    assert any(
        line.startswith("New rule of law: “Do not say or suggest that our food") for line in chosen
    )
    moved = lines(EXAMPLE, replace_value(EXAMPLE, "legal.states", ("US-CO",)))
    assert any(
        line.startswith("New rule of law: “What you lawfully do on your own time") for line in moved
    )
    abroad = lines(EXAMPLE, replace_value(EXAMPLE, "legal.places", ("GB",)))
    assert any(re.fullmatch(r"\d+ rules of law came into the policy", line) for line in abroad)
    assert any(re.fullmatch(r"\d+ rules of law went out of it", line) for line in abroad)
    not_here = replace_value(EXAMPLE, "legal.rules", (*EXAMPLE.legal.rules, "not uk-pay"))
    assert lines(EXAMPLE, not_here) == []


LOUD = Formatters(name=str.upper, day="on {}".format, rule="rule {}".format, own="“{}”".format)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("roles.head", "tom-okafor", "TOM-OKAFOR"),
        ("roles.publishing", "tom-okafor", "TOM-OKAFOR"),
        ("review.next_on", datetime.date(2027, 3, 1), "on 2027-03-01"),
        ("legal.rules", "not us-photos", "rule not us-photos"),
        ("business.name", "Crumb", "“Crumb”"),
        ("business.name", "", ""),
        ("business.name", None, ""),
        ("business.country", "US", INTERVIEW.question("business.country").labels["US"]),
    ],
)
def test_format_answer_each_kind_uses_its_formatter(path: str, value: Any, expected: str) -> None:
    assert format_answer(INTERVIEW.question(path), value, LOUD) == expected


def test_changelog_line_successor_is_named_once() -> None:
    after = replace_person(EXAMPLE, "devon-brooks", TOM, DAY)
    assert len(describe_changes(EXAMPLE, after, INTERVIEW)) > 3
    assert changelog_line(EXAMPLE, after, INTERVIEW) == "Tom Okafor takes over from Devon Brooks"
    after = replace_value(after, "business.staff", 12)
    line = changelog_line(EXAMPLE, after, INTERVIEW)
    ask = INTERVIEW.question("business.staff").ask
    assert line == f"Tom Okafor takes over from Devon Brooks; {ask} 12, was 11"


@pytest.mark.parametrize(
    "after",
    [
        remove_person(EXAMPLE, "devon-brooks", DAY),
        replace_value(EXAMPLE, "crisis.public_relations", TOM),
        EXAMPLE,
    ],
)
def test_changelog_line_without_successor_names_none(after: Answers) -> None:
    line = changelog_line(EXAMPLE, after, INTERVIEW)
    assert "takes over" not in line
    assert bool(line) == (after is not EXAMPLE)


@settings(max_examples=20)
@given(st.sampled_from([person.id for person in EXAMPLE.people]), st.text(max_size=200))
def test_changelog_line_any_name_fits_the_list(leaver: str, name: str) -> None:
    after = replace_person(EXAMPLE, leaver, "heir", DAY)
    after = replace_value(after, "people", (*after.people, Person(id="heir", name=name[:200])))
    assert len(changelog_line(EXAMPLE, after, INTERVIEW)) <= MAX_LINE


def test_summarize_changed_details_are_private() -> None:
    people = (EXAMPLE.people[0].model_copy(update={"phone": "555 9999"}), *EXAMPLE.people[1:])
    differences = describe_changes(EXAMPLE, replace_value(EXAMPLE, "people", people), INTERVIEW)
    assert "555 9999" in differences[0].lines[0]
    assert "555" not in summarize(differences)


@pytest.mark.parametrize(
    ("path", "was", "now", "phrase"),
    [
        ("business.name", "Crumb", "Joe's", "is Joe's again"),
        ("roles.head", None, TOM, "is Tom Okafor again"),
        ("roles.head", TOM, None, "has no answer again"),
        ("roles.spokespeople", (TOM,), (TOM, PRIYA), "has Priya Nair again"),
        ("roles.spokespeople", (TOM, PRIYA), (TOM,), "is without Priya Nair again"),
        (
            "roles.spokespeople",
            (TOM, PRIYA),
            (PRIYA, TOM),
            "is Priya Nair; Tom Okafor again",
        ),
        ("roles.accounts", EXAMPLE.roles.accounts, (), "is empty again"),
        ("people", EXAMPLE.people[1:], EXAMPLE.people, "has Maria Castellano again"),
        ("employees.stance", "free", None, "has our suggestion again"),
    ],
)
def test_describe_undo_says_what_the_question_says_again(
    path: str, was: Any, now: Any, phrase: str
) -> None:
    base = clear_value(replace_value(EXAMPLE, "people", EXAMPLE.people), "roles.head")
    before, after = (
        clear_value(base, path) if value is None else replace_value(base, path, value)
        for value in (was, now)
    )
    changed, message = describe_undo(before, after, INTERVIEW, undone=True)
    assert changed == path
    assert message == f"Undone: “{INTERVIEW.question(path).ask}” {phrase}."


def test_describe_undo_confirmed_person_is_named() -> None:
    people = (EXAMPLE.people[0].model_copy(update={"confirmed_on": DAY}), *EXAMPLE.people[1:])
    after = replace_value(EXAMPLE, "people", people)
    assert describe_undo(EXAMPLE, after, INTERVIEW, undone=False) == (
        "",
        "Done again: whether the details of Maria Castellano are right.",
    )
