"""Reading and changing answers by path: nothing changes in place, and only what was decided counts as decided."""

from typing import Any

import pytest

from wizard.answers.base import AnswerModel, to_toml
from wizard.answers.fields import (
    FieldKind,
    all_fields,
    clear_value,
    field_at,
    get_answer,
    is_set,
    make_row,
    replace_value,
)
from wizard.answers.model import Answers


def test_a_change_makes_new_answers_and_leaves_the_old_ones():
    before = Answers()
    after = replace_value(before, "business.name", "Harbour Street Bakery")
    assert get_answer(before, "business.name") == ""
    assert get_answer(after, "business.name") == "Harbour Street Bakery"


def test_only_what_was_decided_is_written():
    answers = replace_value(
        replace_value(Answers(), "security.password_change", "yearly"), "roles.lead", "ana"
    )
    assert to_toml(answers) == {"roles": {"lead": "ana"}, "security": {"password_change": "yearly"}}


def test_deciding_the_suggested_value_is_a_decision():
    answers = replace_value(Answers(), "employees.stance", "free")
    assert is_set(answers, "employees.stance")
    assert not is_set(answers, "employees.disclaimer")


def test_forgetting_brings_the_suggestion_back():
    answers = clear_value(
        replace_value(Answers(), "security.password_change", "yearly"), "security.password_change"
    )
    assert get_answer(answers, "security.password_change") == "after-leak"
    assert not is_set(answers, "security.password_change")


def test_forgetting_a_list_at_the_top():
    answers = replace_value(
        Answers(), "people", (make_row(field_at("people"), {"id": "ana", "name": "Ana"}),)
    )
    assert clear_value(answers, "people").people == ()


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("business.staff", "twelve", "This must be a whole number, such as 12."),
        ("business.staff", 0, "This must be 1 or more."),
        ("business.staff", True, "This must be a whole number, such as 12."),
        ("roles.approval", "never", "This must be one of: author, sensitive, second."),
        (
            "review.adopted_on",
            "2026-01-01",
            "This must be a date such as 2027-03-31, without quotes.",
        ),
        ("business.name", "x" * 201, "This is too long: at most 200 characters."),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_one_sentence(path, value, sentence):
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.") + "$"):
        replace_value(Answers(), path, value)


def test_keys_that_we_do_not_know_survive_a_change():
    answers = Answers.model_validate({"business": {"name": "A", "motto": "Bread"}})
    assert to_toml(replace_value(answers, "business.name", "B"))["business"] == {
        "name": "B",
        "motto": "Bread",
    }


def test_every_field_has_a_kind_and_every_choice_a_key():
    for path, asked in all_fields().items():
        assert asked.path == path
        assert bool(asked.choices) == (
            asked.kind in (FieldKind.CHOICE, FieldKind.CHECKLIST, FieldKind.OPEN_CHECKLIST)
        )
        assert bool(asked.columns) == (asked.kind is FieldKind.TABLE)


def test_every_suggestion_comes_from_a_field_that_exists():
    known = set(all_fields())
    for asked in all_fields().values():
        for each in (asked, *asked.columns):
            assert each.fallback is None or each.fallback in known


def test_kinds_follow_the_types():
    kinds = {
        "business.name": FieldKind.LINE,
        "business.staff": FieldKind.NUMBER,
        "business.country": FieldKind.CHOICE,
        "legal.places": FieldKind.CHECKLIST,
        "security.sign_in": FieldKind.OPEN_CHECKLIST,
        "roles.lead": FieldKind.PERSON,
        "roles.publishing": FieldKind.PEOPLE,
        "people": FieldKind.TABLE,
        "review.adopted_on": FieldKind.DATE,
        "publication.sign": FieldKind.YES_NO,
    }
    assert {path: field_at(path).kind for path in kinds} == kinds
    assert (
        next(
            column for column in field_at("legal.regional_rules").columns if column.key == "rule"
        ).kind
        is FieldKind.TEXT
    )


def test_a_row_keeps_its_id_out_of_sight():
    assert "id" not in [column.key for column in field_at("people").columns]


def test_our_defaults_would_pass_the_checks_that_they_are_made_without() -> None:
    def table(value: Any) -> Any:
        if isinstance(value, AnswerModel):
            return {key: table(getattr(value, key)) for key in type(value).model_fields}
        return tuple(map(table, value)) if isinstance(value, tuple) else value

    assert Answers.model_validate(table(Answers())) == Answers()
