"""Puts people from elsewhere among those who are there, nobody twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.answers.model import Person
from wizard.answers.people import normalize_name

_DETAILS = ("name", "job", "email", "phone")


@dataclass(frozen=True)
class MergeResult:
    """The list as it would be."""

    people: tuple[Person, ...]
    added: tuple[Person, ...]
    completed: tuple[Person, ...]
    """Those who were there already, and get a detail that was missing."""
    known: int
    """How many of the new list were there already, or twice in it."""


def merge(here: Iterable[Person], new: Iterable[Person]) -> MergeResult:
    """Return the people here with the new ones behind them.

    Somebody is known by the e-mail address, else by the name where the addresses don't say otherwise. What is known
    about them is never changed; only what is missing is filled in. Who has left counts as unknown.
    """
    people = list(here)
    before = len(people)
    by_email: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}

    def note(at: int) -> None:
        person = people[at]
        if person.left_on is None:
            if person.email:
                by_email.setdefault(person.email.casefold(), at)
            if normalize_name(person.name):
                by_name.setdefault(normalize_name(person.name), []).append(at)

    def find(person: Person) -> int | None:
        if person.email and person.email.casefold() in by_email:
            return by_email[person.email.casefold()]
        for at in by_name.get(normalize_name(person.name), ()):
            if not (person.email and people[at].email):
                return at
        return None

    for number in range(before):
        note(number)
    known = 0
    completed: dict[int, None] = {}
    for person in new:
        at = find(person)
        if at is None:
            people.append(person)
            note(len(people) - 1)
            continue
        known += 1
        missing = {
            key: said
            for key in _DETAILS
            if (said := getattr(person, key)) and not getattr(people[at], key)
        }
        if missing:
            people[at] = people[at].model_copy(update=missing)
            if at < before:
                completed[at] = None
            if "email" in missing:
                by_email.setdefault(people[at].email.casefold(), at)
    return MergeResult(
        tuple(people), tuple(people[before:]), tuple(people[at] for at in completed), known
    )
