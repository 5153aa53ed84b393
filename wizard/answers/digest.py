"""Whether the answers are those of an adopted version, or a draft of the next one.

An adoption leaves its version and a digest of the answers in `Answers.adopted`. Whoever has the answers can tell
from these alone, without a clock or a disk: the same digest is that version, any other is a draft. A digest, not a
flag that each change would have to take back, because the file is also edited by hand.
"""

import datetime
import hashlib
import json
from typing import Any

from wizard.answers.base import to_toml
from wizard.answers.defaults import resolve
from wizard.answers.fields import all_fields, get_answer
from wizard.answers.model import Answers

DRAFT = "Draft"

NO_CHANGE_OF_TEXT = ("revisions", "review.next_on")
"""Answers that a review renews although it changed nothing: an adopted version stays adopted."""
_NOT_PRINTED = ("confirmed_on", "left_on")


def fingerprint(answers: Answers) -> str:
    """Return a digest of what the documents are made from.

    Answers that stand at our suggestion are left out, so that confirming one, or a program that asks a new question,
    makes no draft of an adopted version.
    """
    now, untouched = resolve(answers), resolve(Answers())
    said = {}
    for path in all_fields():
        value = comparable_value(path, get_answer(now, path))
        if path not in NO_CHANGE_OF_TEXT and value != comparable_value(
            path, get_answer(untouched, path)
        ):
            said[path] = value
    return hashlib.sha256(json.dumps(said, default=_day, sort_keys=True).encode()).hexdigest()


def comparable_value(path: str, value: Any) -> Any:
    """Return the value as it counts for the documents: without what we note down about people, or who has left."""
    if path != "people":
        return to_toml(value)
    rows = (to_toml(person) for person in value if person.left_on is None)
    return [{key: cell for key, cell in row.items() if key not in _NOT_PRINTED} for row in rows]


def is_adopted(answers: Answers) -> bool:
    """Tell whether these are the answers of an adopted version."""
    return not version(answers).startswith(DRAFT)


def version(answers: Answers) -> str:
    """Return the version that the pages carry.

    "1.0" for the answers as they were adopted; "Draft of 1.1" once the owner has numbered what comes next; "Draft
    after 1.0" while they changed without a number; "Draft" before the first adoption. Where the list of versions was
    only ever kept by hand, we take the owner's word for its last number.
    """
    adopted = answers.adopted
    numbers = [row.version for row in answers.revisions if row.version]
    if not adopted.version:
        return numbers[-1] if numbers and answers.review.adopted_on else DRAFT
    if adopted.digest == fingerprint(answers):
        return adopted.version
    if numbers and numbers[-1] != adopted.version:
        return f"{DRAFT} of {numbers[-1]}"
    return f"{DRAFT} after {adopted.version}"


def _day(value: Any) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return repr(value)
