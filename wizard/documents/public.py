"""The answers that a public document is made from.

Strangers read the page too, and names and jobs are what they use to talk their way in. So the
public edition knows no person.
"""

import re
from collections.abc import Iterator
from typing import Any

from wizard.answers.base import AnswerModel
from wizard.answers.fields import AnswerField, FieldKind, all_fields, get_answer, is_set, make_row
from wizard.answers.model import Account, Answers
from wizard.patterns import holds_details

_WORD = re.compile(r"[^\W\d_]{2,}")
_LIST_KINDS = (
    FieldKind.TABLE,
    FieldKind.PEOPLE,
    FieldKind.CHECKLIST,
    FieldKind.OPEN_CHECKLIST,
    FieldKind.RULES,
)


def for_the_public(answers: Answers) -> Answers:
    """Return the answers without private ones: these are empty, and never at their default.

    Public text of the user is left out where it names somebody, or holds an email address or a
    phone number.
    """
    private = _PrivateText(answers)
    public: dict[str, dict[str, Any]] = {}
    for path, field in all_fields().items():
        group, _, key = path.rpartition(".")
        values = public.setdefault(group, {})
        if not field.policy.public:
            values[key] = _empty(field)
        elif is_set(answers, path):
            values[key] = _public_value(field, get_answer(answers, path), private)
    defaults, top_level = Answers(), public.pop("")
    groups = {
        name: getattr(defaults, name).model_copy(update=values) for name, values in public.items()
    }
    return defaults.model_copy(update=top_level | groups)


def _empty(field: AnswerField) -> Any:
    if field.kind in _LIST_KINDS:
        return ()
    return "" if field.kind in (FieldKind.LINE, FieldKind.TEXT) else None


def _public_value(field: AnswerField, value: Any, private: "_PrivateText") -> Any:
    if field.kind is FieldKind.TABLE:
        return tuple(_public_rows(field, value, private))
    if field.kind is FieldKind.OPEN_CHECKLIST:
        may_add = field.policy.public_lines
        return tuple(
            item for item in value if item in field.choices or (may_add and item not in private)
        )
    is_text = isinstance(value, str) and field.kind is not FieldKind.CHOICE
    return "" if is_text and not field.policy.verbatim and value in private else value


def _public_rows(
    table: AnswerField, rows: tuple[AnswerModel, ...], private: "_PrivateText"
) -> Iterator[AnswerModel]:
    columns = [column for column in table.columns if column.policy.public]
    for row in rows:
        if isinstance(row, Account) and row.seen_by == "closed":
            continue
        values = {column.key: getattr(row, column.key) for column in columns}
        texts = [(column, values[column.key]) for column in columns if values[column.key]]
        if not any(
            private.has_detail(text) if column.policy.verbatim else text in private
            for column, text in texts
            if isinstance(text, str)
        ):
            yield make_row(table, values)


class _PrivateText:
    """All text that names somebody, or says how to reach anybody."""

    def __init__(self, answers: Answers) -> None:
        known = set(_WORD.findall(answers.business.name))
        people = answers.people
        self._names = {word for person in people for word in _WORD.findall(person.name)} - known
        details = (part for person in people for part in (person.email, person.phone, person.other))
        self._details = [detail.casefold() for detail in details if detail]
        legal = answers.legal
        outsiders = (
            *(legal.adviser, legal.adviser_firm, legal.adviser_phone),
            *(contact.name for contact in answers.crisis.contacts),
        )
        self._outsiders = [name.casefold() for name in outsiders if name]

    def has_detail(self, text: str) -> bool:
        """Return whether the text holds a detail from the list of people."""
        return any(detail in text.casefold() for detail in self._details)

    def __contains__(self, text: str) -> bool:
        return (
            bool(self._names & set(_WORD.findall(text)))
            or holds_details(text)
            or self.has_detail(text)
            or any(name in text.casefold() for name in self._outsiders)
        )
