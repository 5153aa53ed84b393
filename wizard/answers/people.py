"""Finds the person whom the owner means by a name."""

import difflib

from wizard.answers.model import Answers, Person


class UnknownPersonError(Exception):
    """Nobody is called that, or more than one; the message is one sentence."""


def same_name(one: str, other: str) -> bool:
    """Tell whether two people typed the same name, whatever the case and the spaces."""
    return normalize_name(one) == normalize_name(other)


def normalize_name(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.casefold().split())


def find_person(answers: Answers, wanted: str) -> Person:
    """Return the person with this id, or called this; a first name will do if only one has it.

    Raises:
        UnknownPersonError: nobody is, or more than one.
    """
    here = [person for person in answers.people if person.left_on is None]
    for found in (
        [person for person in here if person.id == wanted],
        [person for person in here if same_name(person.name, wanted)],
        [
            person
            for person in here
            if wanted.strip()
            and normalize_name(person.name).split()[:1] == [normalize_name(wanted)]
        ],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            ids = " or ".join(person.id for person in found)
            raise UnknownPersonError(f'More than one person is called "{wanted}"; say {ids}.')
    close = difflib.get_close_matches(wanted, [person.name for person in here], n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else "add them in the wizard first."
    raise UnknownPersonError(f'Nobody called "{wanted}" is on the list of people; {hint}')
