import datetime

import pytest

from wizard.answers.defaults import resolve
from wizard.answers.diff import find_changes, fingerprint, is_adopted, version_label
from wizard.answers.fields import clear_value, get_answer, replace_value
from wizard.answers.model import Adopted, Answers, Person, Revision

DAY = datetime.date(2026, 9, 1)
EMPTY = Answers()
NAMED = replace_value(EMPTY, "business.name", "Larkspur")


def test_find_changes_confirmed_default_is_none() -> None:
    confirmed = replace_value(EMPTY, "employees.stance", get_answer(EMPTY, "employees.stance"))
    assert find_changes(EMPTY, EMPTY) == find_changes(EMPTY, confirmed) == ()


def test_find_changes_says_who_gave_the_values() -> None:
    (change,) = find_changes(EMPTY, NAMED)
    assert (change.path, change.before, change.after) == ("business.name", "", "Larkspur")
    assert (change.was_set, change.is_set) == (False, True)
    (change,) = find_changes(NAMED, clear_value(NAMED, "business.name"))
    assert (change.before, change.after, change.is_set) == ("Larkspur", "", False)


def test_find_changes_resolved_answers_show_what_follows() -> None:
    before = replace_value(EMPTY, "people", (Person(id="a", name="Ann"),))
    after = replace_value(before, "roles.head", "a")
    paths = [change.path for change in find_changes(resolve(before), resolve(after))]
    assert "roles.spokespeople" in paths


@pytest.fixture
def adopted() -> Answers:
    people = (Person(id="ana", name="Ana"), Person(id="ben", name="Ben"))
    answers = replace_value(replace_value(EMPTY, "people", people), "roles.head", "ana")
    answers = replace_value(answers, "review.effective_on", DAY)
    answers = replace_value(answers, "revisions", (Revision(version="1.0", on=DAY),))
    record = Adopted(version="1.0", on=DAY, digest=fingerprint(answers))
    return answers.model_copy(update={"adopted": record})


def test_version_label_before_the_first_adoption_is_a_draft() -> None:
    planned = replace_value(EMPTY, "review.effective_on", DAY)
    assert version_label(EMPTY) == version_label(planned) == "Draft"
    by_hand = replace_value(planned, "revisions", (Revision(version="1.3", on=DAY),))
    assert version_label(by_hand) == "1.3"


def test_version_label_changed_answer_is_a_draft_until_changed_back(adopted: Answers) -> None:
    assert version_label(adopted) == "1.0"
    changed = replace_value(adopted, "employees.stance", "encouraged")
    assert version_label(changed) == "Draft after 1.0"
    rows = (*changed.revisions, Revision(version="1.1"))
    assert version_label(replace_value(changed, "revisions", rows)) == "Draft of 1.1"
    assert is_adopted(replace_value(changed, "employees.stance", adopted.employees.stance))
    assert not is_adopted(replace_value(adopted, "roles.lead", "ben"))


def test_version_label_change_that_is_not_printed_is_no_draft(adopted: Answers) -> None:
    answers = replace_value(adopted, "employees.stance", adopted.employees.stance)
    answers = replace_value(answers, "roles.spokespeople", ("ana",))  # who stood in already
    answers = replace_value(answers, "review.next_on", datetime.date(2027, 5, 5))
    rows = (*answers.revisions, Revision(on=DAY, what="Reviewed, nothing changed"))
    answers = replace_value(answers, "revisions", rows)
    people = tuple(person.model_copy(update={"confirmed_on": DAY}) for person in answers.people)
    answers = replace_value(answers, "people", people)
    marks = {"left_at": "roles.head", "unsure": ("security.sign_in",)}
    assert version_label(answers.model_copy(update=marks)) == "1.0"
