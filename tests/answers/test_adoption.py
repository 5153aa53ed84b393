"""Whether answers are an adopted version or a draft: told from the answers alone."""

import datetime

import pytest

from wizard.answers.diff import fingerprint, is_adopted, version_label
from wizard.answers.fields import get_answer, replace_value
from wizard.answers.model import Adopted, Answers, Person, Revision

DAY = datetime.date(2026, 9, 1)


@pytest.fixture
def adopted() -> Answers:
    answers = replace_value(
        Answers(), "people", (Person(id="ana", name="Ana"), Person(id="ben", name="Ben"))
    )
    answers = replace_value(replace_value(answers, "roles.head", "ana"), "review.adopted_on", DAY)
    answers = replace_value(answers, "revisions", (Revision(version="1.0", on=DAY),))
    return answers.model_copy(
        update={"adopted": Adopted(version="1.0", on=DAY, digest=fingerprint(answers))}
    )


def test_before_the_first_adoption_all_is_a_draft() -> None:
    assert version_label(Answers()) == "Draft"
    assert version_label(replace_value(Answers(), "review.adopted_on", DAY)) == "Draft"


def test_a_list_kept_by_hand_is_taken_at_its_word() -> None:
    answers = replace_value(
        replace_value(Answers(), "review.adopted_on", DAY),
        "revisions",
        (Revision(version="1.3", on=DAY),),
    )
    assert version_label(answers) == "1.3"


def test_any_answer_changed_since_makes_a_draft_and_changing_it_back_does_not(
    adopted: Answers,
) -> None:
    assert version_label(adopted) == "1.0"
    changed = replace_value(adopted, "employees.stance", "encouraged")
    assert version_label(changed) == "Draft after 1.0"
    assert (
        version_label(
            replace_value(changed, "revisions", (*changed.revisions, Revision(version="1.1")))
        )
        == "Draft of 1.1"
    )
    assert is_adopted(
        replace_value(changed, "employees.stance", get_answer(Answers(), "employees.stance"))
    )


def test_what_changes_no_document_makes_no_draft(adopted: Answers) -> None:
    same = replace_value(
        adopted, "employees.stance", adopted.employees.stance
    )  # a suggestion, confirmed
    same = replace_value(same, "roles.spokespeople", ("ana",))  # whoever stood in, chosen
    same = replace_value(same, "review.next_on", datetime.date(2027, 5, 5))
    same = replace_value(
        same, "revisions", (*same.revisions, Revision(on=DAY, what="Reviewed, nothing changed"))
    )
    people = tuple(person.model_copy(update={"confirmed_on": DAY}) for person in same.people)
    same = replace_value(same, "people", people).model_copy(
        update={"left_at": "roles.head", "unsure": ("security.sign_in",)}
    )
    assert version_label(same) == "1.0"


def test_whoever_takes_over_from_a_stand_in_makes_a_draft(adopted: Answers) -> None:
    assert not is_adopted(replace_value(adopted, "roles.lead", "ben"))
