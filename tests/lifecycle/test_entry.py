"""The line that the list of versions has about a change."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import ANSWERS as EXAMPLE
from wizard.answers.base import MAX_LINE
from wizard.answers.fields import replace_value
from wizard.answers.model import Person
from wizard.answers.people import remove_person, replace_person
from wizard.differences import describe_changes
from wizard.interview import load
from wizard.lifecycle import changelog

INTERVIEW = load()
TOM, PRIYA = "tom-okafor", "priya-nair"
DAY = datetime.date(2027, 3, 1)


def test_a_successor_is_named_once() -> None:
    after = replace_person(EXAMPLE, "devon-brooks", TOM, DAY)
    assert len(describe_changes(EXAMPLE, after, INTERVIEW)) > 3
    assert (
        changelog.changelog_line(EXAMPLE, after, INTERVIEW)
        == "Tom Okafor takes over from Devon Brooks"
    )


def test_what_else_is_new_stands_beside_it() -> None:
    after = replace_value(replace_person(EXAMPLE, PRIYA, TOM, DAY), "business.staff", 12)
    line = changelog.changelog_line(EXAMPLE, after, INTERVIEW)
    assert (
        line
        == f"Tom Okafor takes over from Priya Nair; {INTERVIEW.question('business.staff').ask} 12, was 11"
    )


def test_without_a_successor_the_answers_are_told() -> None:
    after = remove_person(EXAMPLE, "devon-brooks", DAY)
    assert "takes over" not in changelog.changelog_line(EXAMPLE, after, INTERVIEW)


def test_a_role_that_changes_hands_makes_nobody_a_successor() -> None:
    after = replace_value(EXAMPLE, "crisis.public_relations", TOM)
    assert changelog.changelog_line(EXAMPLE, after, INTERVIEW).endswith(
        "Tom Okafor, was Devon Brooks"
    )


def test_nothing_new_is_no_line() -> None:
    assert changelog.changelog_line(EXAMPLE, EXAMPLE, INTERVIEW) == ""


@settings(max_examples=20)
@given(st.sampled_from([person.id for person in EXAMPLE.people]), st.text(max_size=200))
def test_it_has_room_in_the_list(leaver: str, name: str) -> None:
    after = replace_person(EXAMPLE, leaver, "heir", DAY)
    after = replace_value(after, "people", (*after.people, Person(id="heir", name=name[:200])))
    assert len(changelog.changelog_line(EXAMPLE, after, INTERVIEW)) <= MAX_LINE


def test_a_summary_tells_no_private_details() -> None:
    people = (EXAMPLE.people[0].model_copy(update={"phone": "555 9999"}), *EXAMPLE.people[1:])
    found = describe_changes(EXAMPLE, replace_value(EXAMPLE, "people", people), INTERVIEW)
    assert "555 9999" in found[0].lines[0]
    assert "555" not in changelog.summary(found)
