from typing import Annotated, Any

import pytest

from wizard.answers.base import AnswerModel, Line, Policy, to_toml
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

PASSWORDS = "security.password_change"


def test_replace_value_returns_a_copy() -> None:
    before = Answers()
    after = replace_value(before, "business.name", "Harbour Street Bakery")
    assert get_answer(before, "business.name") == ""
    assert get_answer(after, "business.name") == "Harbour Street Bakery"


def test_to_toml_holds_only_what_was_set() -> None:
    answers = replace_value(replace_value(Answers(), PASSWORDS, "yearly"), "roles.lead", "ana")
    assert to_toml(answers) == {"roles": {"lead": "ana"}, "security": {"password_change": "yearly"}}


def test_to_toml_unknown_keys_survive_a_change() -> None:
    answers = Answers.model_validate({"business": {"name": "A", "motto": "Bread"}})
    answers = replace_value(answers, "business.name", "B")
    assert to_toml(answers)["business"] == {"name": "B", "motto": "Bread"}


def test_is_set_default_chosen_by_the_user_counts() -> None:
    answers = replace_value(Answers(), "employees.stance", "free")
    assert is_set(answers, "employees.stance")
    assert not is_set(answers, "employees.disclaimer")


def test_clear_value_brings_the_default_back() -> None:
    answers = clear_value(replace_value(Answers(), PASSWORDS, "yearly"), PASSWORDS)
    assert get_answer(answers, PASSWORDS) == "after-leak"
    assert not is_set(answers, PASSWORDS)
    ana = make_row(field_at("people"), {"id": "ana", "name": "Ana"})
    assert clear_value(replace_value(Answers(), "people", (ana,)), "people").people == ()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("business.staff", "twelve", "This must be a whole number, such as 12."),
        ("business.staff", 0, "This must be 1 or more."),
        ("business.staff", True, "This must be a whole number, such as 12."),
        ("roles.approval", "never", "This must be one of: author, sensitive, second."),
        (
            "review.effective_on",
            "2026-01-01",
            "This must be a date such as 2027-03-31, without quotes.",
        ),
        ("business.name", "x" * 201, "This is too long: at most 200 characters."),
    ],
)
def test_replace_value_invalid_is_refused_in_a_sentence(
    path: str, value: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=r"must|too long") as refused:
        replace_value(Answers(), path, value)
    assert str(refused.value) == message


def test_answer_model_field_without_policy_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Tools\.ai has no Policy"):

        class Tools(AnswerModel):
            name: Annotated[Line, Policy()] = ""
            ai: Line = ""


@pytest.mark.parametrize("path", all_fields())
def test_field_kind_agrees_with_choices_columns_and_fallback(path: str) -> None:
    field = field_at(path)
    choices = (FieldKind.CHOICE, FieldKind.CHECKLIST, FieldKind.OPEN_CHECKLIST)
    assert bool(field.choices) == (field.kind in choices)
    assert bool(field.columns) == (field.kind is FieldKind.TABLE)
    for item in (field, *field.columns):
        assert item.fallback is None or item.fallback in all_fields()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("business.name", FieldKind.LINE),
        ("business.staff", FieldKind.NUMBER),
        ("business.country", FieldKind.CHOICE),
        ("legal.places", FieldKind.CHECKLIST),
        ("legal.rules", FieldKind.RULES),
        ("security.sign_in", FieldKind.OPEN_CHECKLIST),
        ("roles.lead", FieldKind.PERSON),
        ("roles.publishing", FieldKind.PEOPLE),
        ("people", FieldKind.TABLE),
        ("review.effective_on", FieldKind.DATE),
        ("publication.sign", FieldKind.YES_NO),
    ],
)
def test_field_kind_follows_the_annotation(path: str, kind: FieldKind) -> None:
    assert field_at(path).kind is kind


def test_columns_internal_ones_are_left_out() -> None:
    columns = {column.key: column.kind for column in field_at("legal.regional_rules").columns}
    assert columns == {"place": FieldKind.LINE, "rule": FieldKind.TEXT}
    assert {"id", "left_on"}.isdisjoint(column.key for column in field_at("people").columns)


def test_defaults_are_valid_answers() -> None:
    def to_table(value: Any) -> Any:
        if isinstance(value, AnswerModel):
            return {key: to_table(getattr(value, key)) for key in type(value).model_fields}
        return tuple(map(to_table, value)) if isinstance(value, tuple) else value

    assert Answers.model_validate(to_table(Answers())) == Answers()
