"""For every field and every document: what is printed is what was answered, or nothing.

A new field needs a question, a line in the templates, and a policy that says who may read it;
these tests name what is missing.
"""

import datetime
from functools import cache
from typing import Any

import pytest

from tests.example import ANSWERS as EXAMPLE
from wizard.answers.base import AnswerModel
from wizard.answers.fields import (
    AnswerField,
    FieldKind,
    all_fields,
    get_answer,
    make_row,
    replace_value,
)
from wizard.answers.model import Answers
from wizard.documents.catalog import catalog
from wizard.documents.compose import compose
from wizard.documents.public import for_the_public

PUBLIC = "public-edition"
WORD = "Quixotic"
EVERYWHERE = replace_value(EXAMPLE, "publication.places", ("handbook", "intranet", "website"))


def variants(field: AnswerField) -> list[Any]:
    """Return values that differ in all that a document could print."""
    kind = field.kind
    if kind in (FieldKind.LINE, FieldKind.TEXT):
        return [f"{WORD} one", f"{WORD} two"]
    if kind is FieldKind.OPEN_CHECKLIST:
        return [*((choice,) for choice in field.choices), (f"{WORD} line",), ()]
    if kind is FieldKind.TABLE:
        return [(sample_row(field, "one"),), (sample_row(field, "two"),)]
    samples: dict[FieldKind, list[Any]] = {
        FieldKind.CHOICE: list(field.choices),
        FieldKind.CHECKLIST: [*((choice,) for choice in field.choices), ()],
        FieldKind.NUMBER: [3, 4000],
        FieldKind.YES_NO: [True, False],
        FieldKind.DATE: [datetime.date(2031, 3, 3), datetime.date(2032, 4, 4)],
        FieldKind.PERSON: ["tom-okafor", "priya-nair"],
        FieldKind.PEOPLE: [("tom-okafor",), ("priya-nair",), ()],
        FieldKind.RULES: [(), ("not us-fed-monitor",)],
    }
    return samples[kind]


def sample_row(table: AnswerField, word: str) -> AnswerModel:
    columns = {column.key: variants(column)[word == "two"] for column in table.columns}
    return make_row(table, {"id": "tom-okafor", **columns} if table.path == "people" else columns)


FIELDS = all_fields()
# A setting changes how all sentences look, and people are roles in the public edition.
CHOICES = [
    path
    for path, field in FIELDS.items()
    if field.kind is FieldKind.CHOICE and not field.policy.setting
]
PRIVATE = [
    path
    for path, field in FIELDS.items()
    if not field.policy.public
    and not field.policy.setting
    and field.kind not in (FieldKind.PERSON, FieldKind.PEOPLE)
]
LENGTH = next(path for path, field in FIELDS.items() if field.policy.setting == "length")
DOCUMENTS = [kind.name for kind in catalog() if not kind.needs]


@cache
def printed(path: str, index: int, document: str, length: str = "standard") -> frozenset[str]:
    """Return the lines of a document for which the field at `path` has its variant `index`."""
    answers = replace_value(EVERYWHERE, LENGTH, length)
    answers = replace_value(answers, path, variants(FIELDS[path])[index])
    sections = compose(answers, document).sections
    return frozenset(line for section in sections for line in section.markdown.splitlines())


@pytest.mark.parametrize("path", CHOICES)
def test_document_any_choice_prints_no_line_of_another_choice(path: str) -> None:
    indices = range(len(FIELDS[path].choices))
    for chosen in indices:
        for other in indices:
            if chosen == other:
                continue
            for source in DOCUMENTS:
                only_other = printed(path, other, source) - printed(path, chosen, source)
                for document in DOCUMENTS:
                    wrong = only_other & printed(path, chosen, document)
                    assert not wrong, (
                        f"{path} = {FIELDS[path].choices[chosen]}: {document} prints what "
                        f"{source} prints for {FIELDS[path].choices[other]}: {sorted(wrong)}"
                    )


@pytest.mark.parametrize("path", PRIVATE)
def test_public_edition_private_answer_is_not_printed(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = FIELDS[path]
    editions = {printed(path, index, PUBLIC) for index in range(len(variants(field)))}
    assert len(editions) == 1, f"the public edition prints {path}, which is private"
    if field.kind is FieldKind.TABLE:
        return
    # If the answer were known, it would change nothing: no line stands for a default of it either.
    for value in variants(field):
        public = with_value(for_the_public(EVERYWHERE), path, value)
        monkeypatch.setattr(
            "wizard.documents.compose.for_the_public", lambda _, public=public: public
        )
        sections = compose(EVERYWHERE, PUBLIC).sections
        lines = frozenset(line for section in sections for line in section.markdown.splitlines())
        assert lines in editions, (
            f"a template of the public edition names {path}: make it public in its policy, "
            "or take the line out"
        )


def with_value(answers: Answers, path: str, value: Any) -> Answers:
    group, _, key = path.rpartition(".")
    update = {key: value}
    if group:
        update = {group: getattr(answers, group).model_copy(update=update)}
    return answers.model_copy(update=update)


@pytest.mark.parametrize("path", FIELDS)
def test_short_policy_prints_what_the_field_says(path: str) -> None:
    field = FIELDS[path]
    if path == LENGTH:
        return
    texts = {printed(path, index, "policy", "short") for index in range(len(variants(field)))}
    if field.policy.short:
        assert len(texts) > 1, f"the short policy doesn't print {path}: add a line, or short=False"
    else:
        assert len(texts) == 1, f"the short policy prints {path}: drop short=False"


@pytest.mark.parametrize("path", FIELDS)
def test_field_default_is_a_valid_answer(path: str) -> None:
    default = FIELDS[path].default
    if default is not None:
        assert get_answer(replace_value(Answers(), path, default), path) == default
