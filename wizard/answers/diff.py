"""What differs between two sets of answers."""

from dataclasses import dataclass
from typing import Any

from wizard.answers.fields import fields, get, is_decided
from wizard.answers.model import Answers, plain


@dataclass(frozen=True)
class Change:
    """One answer that isn't what it was."""

    path: str
    before: Any
    after: Any
    was_decided: bool
    """Whether the value before was the owner's, not our suggestion."""
    is_decided: bool
    """Whether the value now is the owner's."""


def changes(before: Answers, after: Answers) -> tuple[Change, ...]:
    """Return every answer with another value, in the model's order; one that was only confirmed is no change.

    Compare what `effective` returns to see what differs in a document.
    """
    found = []
    for path in fields():
        old, new = get(before, path), get(after, path)
        if plain(old) != plain(new):
            found.append(Change(path, old, new, is_decided(before, path), is_decided(after, path)))
    return tuple(found)
