"""What differs between two sets of answers."""

from dataclasses import dataclass
from typing import Any

from wizard.answers.base import to_toml
from wizard.answers.fields import all_fields, get_answer, is_set
from wizard.answers.model import Answers


@dataclass(frozen=True)
class Change:
    """One answer that isn't what it was."""

    path: str
    before: Any
    after: Any
    was_set: bool
    """Whether the value before was the owner's, not our suggestion."""
    is_set: bool
    """Whether the value now is the owner's."""


def find_changes(before: Answers, after: Answers) -> tuple[Change, ...]:
    """Return every answer with another value, in the model's order; one that was only confirmed is no change.

    Compare what `effective` returns to see what differs in a document.
    """
    found = []
    for path in all_fields():
        old, new = get_answer(before, path), get_answer(after, path)
        if to_toml(old) != to_toml(new):
            found.append(Change(path, old, new, is_set(before, path), is_set(after, path)))
    return tuple(found)
