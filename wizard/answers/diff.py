"""What changed between two sets of answers, and since the version that was adopted last."""

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from wizard.answers.base import policy_of, to_toml
from wizard.answers.defaults import resolve
from wizard.answers.fields import all_fields, get_answer, is_set
from wizard.answers.model import Answers, Person

DRAFT = "Draft"


@dataclass(frozen=True)
class Change:
    """One answer that changed; `was_set` and `is_set` say whether the user gave its value."""

    path: str
    before: Any
    after: Any
    was_set: bool
    is_set: bool


def find_changes(before: Answers, after: Answers) -> tuple[Change, ...]:
    """Return every answer with another value, in the model's order.

    One that was only confirmed is no change. Compare what `resolve` returns to see what differs
    in a document.
    """
    changes = []
    for path in all_fields():
        old, new = get_answer(before, path), get_answer(after, path)
        if to_toml(old) != to_toml(new):
            changes.append(Change(path, old, new, is_set(before, path), is_set(after, path)))
    return tuple(changes)


def find_document_changes(before: Answers, after: Answers) -> tuple[Change, ...]:
    """Return the changes that a document can print, stand-ins included."""
    return tuple(
        change
        for change in find_changes(resolve(before), resolve(after))
        if all_fields()[change.path].policy.versioned
        and comparable_value(change.before) != comparable_value(change.after)
    )


def comparable_value(value: Any) -> Any:
    """Return a value as documents print it: without notes about people, or who has left."""
    if isinstance(value, tuple) and value and isinstance(value[0], Person):
        policies = {key: policy_of(info) for key, info in Person.model_fields.items()}
        notes = {key for key, policy in policies.items() if policy and not policy.versioned}
        people = [to_toml(person) for person in value if person.left_on is None]
        return [{key: item for key, item in row.items() if key not in notes} for row in people]
    return to_toml(value)


def fingerprint(answers: Answers) -> str:
    """Return a digest of what the documents are made from.

    It leaves out answers that equal the default, so that neither confirming a suggestion nor a
    new question turns an adopted version into a draft. The file is also edited by hand, so a flag
    that each change takes back would not do.
    """
    return digest(printed_values(answers))


def printed_values(answers: Answers) -> dict[str, Any]:
    """Return what `fingerprint` is made of, by path."""
    resolved, defaults = resolve(answers), resolve(Answers())
    printed = {}
    for path, field in all_fields().items():
        value = comparable_value(get_answer(resolved, path))
        if field.policy.versioned and value != comparable_value(get_answer(defaults, path)):
            printed[path] = value
    return printed


def digest(printed: dict[str, Any]) -> str:
    """Return the digest of what `printed_values` returns."""
    return hashlib.sha256(
        json.dumps(printed, default=_to_json, sort_keys=True).encode()
    ).hexdigest()


def is_adopted(answers: Answers) -> bool:
    """Return whether these are the answers of an adopted version."""
    return not version_label(answers).startswith(DRAFT)


def version_label(answers: Answers) -> str:
    """Return the version that the pages carry.

    "1.0" for the answers as adopted, "Draft of 1.1" once the user has numbered what comes next,
    "Draft after 1.0" while they changed without a number, "Draft" before the first adoption. Where
    the list of versions was only ever kept by hand, its last number.
    """
    adopted = answers.adopted
    numbers = [row.version for row in answers.revisions if row.version]
    if not adopted.version:
        return numbers[-1] if numbers and answers.review.effective_on else DRAFT
    if adopted.digest == fingerprint(answers):
        return adopted.version
    if numbers and numbers[-1] != adopted.version:
        return f"{DRAFT} of {numbers[-1]}"
    return f"{DRAFT} after {adopted.version}"


def _to_json(value: Any) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return repr(value)
