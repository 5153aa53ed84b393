"""Adds imported people to those in the answers, nobody twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wizard.answers.model import Person
from wizard.answers.people import normalize_name

_DETAILS = ("name", "job", "email", "phone")


@dataclass(frozen=True)
class MergeResult:
    """The merged list: all people, those added, those who got missing details.

    `known` counts imported people who were there already, or twice among the imported.
    """

    people: tuple[Person, ...]
    added: tuple[Person, ...]
    completed: tuple[Person, ...]
    known: int


def merge(existing: Iterable[Person], imported: Iterable[Person]) -> MergeResult:
    """Return the existing people followed by the imported ones.

    People are matched by e-mail address, else by name unless both have an address. Known details
    are kept; missing ones are filled in. People who left don't match.
    """
    people = list(existing)
    count_before, known = len(people), 0
    completed: dict[int, None] = {}
    for person in imported:
        index = _find(person, people)
        if index is None:
            people.append(person)
            continue
        known += 1
        here, new = people[index].model_dump(), person.model_dump()
        missing = {key: new[key] for key in _DETAILS if new[key] and not here[key]}
        if missing:
            people[index] = people[index].model_copy(update=missing)
            if index < count_before:
                completed[index] = None
    added = tuple(people[count_before:])
    return MergeResult(tuple(people), added, tuple(people[index] for index in completed), known)


def _find(person: Person, people: Sequence[Person]) -> int | None:
    """Return the index of the same person, or None."""
    email, name = person.email.casefold(), normalize_name(person.name)
    present = [(index, other) for index, other in enumerate(people) if other.left_on is None]
    by_email = (index for index, other in present if email and other.email.casefold() == email)
    by_name = (
        index
        for index, other in present
        if name and not (email and other.email) and normalize_name(other.name) == name
    )
    return next(by_email, next(by_name, None))
