"""Who does what: a duty without anyone, a post that nobody else reads, a spokesperson nobody prepares."""

from collections.abc import Iterator

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, field_at, get_answer, is_set
from wizard.answers.model import Answers, Person
from wizard.checks.case import Case
from wizard.checks.model import Finding
from wizard.text import join_list

A_FEW = 3
"""Up to how many people a second reader is somebody who happens to be there, not a post of its own."""

_DUTIES = {
    "roles.publishing": "Then nobody posts or answers, and questions of customers stay open.",
    "roles.legal_approval": "Then nobody stops a post that breaks a law before it is out.",
    "roles.account_security": "Then nobody notices a strange sign-in until it is too late.",
    "roles.advertising": "Then anybody may spend money on ads, or nobody.",
    "roles.strategy": "Then nobody decides what the accounts are for.",
    "roles.crisis_response": "Then everyone waits for somebody else when it counts.",
    "security.protectors": "Then a report of a break-in lands with nobody.",
    "crisis.approval_order": "Then an answer in a crisis waits for a yes that nobody gives.",
}
"""Duties that the owner may have taken from everybody, and why that matters."""


def find(case: Case) -> Iterator[Finding]:
    """Find duties that are nobody's, and people who check themselves."""
    yield from _nobody(case)
    yield from _untrained(case)
    yield from _own_posts(case)
    yield from _more_people_than_staff(case)


def here(answers: Answers) -> list[Person]:
    """Return the people of the list who have not left."""
    return [person for person in answers.people if person.id and not person.left_on]


def names(case: Case, ids: tuple[str, ...], joined: str = "and") -> str:
    """Return the names behind these ids as a sentence lists them."""
    known = case.people()
    return join_list([case.call(known[who]) for who in ids if who in known] or ["nobody"], joined)


def _nobody(case: Case) -> Iterator[Finding]:
    for path, why in _DUTIES.items():
        if (
            field_at(path).kind is FieldKind.PEOPLE
            and is_set(case.answers, path)
            and not get_answer(case.answers, path)
        ):
            yield Finding(
                "warning",
                path,
                "This is nobody's job now: you took everybody off it.",
                "Pick somebody, or go back to our suggestion.",
                "nobody",
                why=why,
            )


def _untrained(case: Case) -> Iterator[Finding]:
    if is_set(case.answers, "roles.training") and not case.answers.roles.training:
        speakers = resolve_answer(case.answers, "roles.spokespeople")
        speak = "speaks" if len(speakers) == 1 else "speak"
        yield Finding(
            "warning",
            "roles.training",
            f"Nobody shows staff how it is done, and {names(case, speakers)} {speak} for the business untrained.",
            "Pick somebody, or somebody from outside whom you add to the list of people.",
            "untrained-spokesperson",
            why="Most slips in public are made by people whom nobody ever showed what to say, and what not.",
        )


def _own_posts(case: Case) -> Iterator[Finding]:
    """Find the one who writes all posts and is the only one to check them, where there is somebody else to ask."""
    roles, others = case.answers.roles, here(case.answers)
    authors = set(resolve_answer(case.answers, "roles.publishing"))
    checkers = set(resolve_answer(case.answers, "roles.legal_approval"))
    if roles.approval == "author" or len(authors) != 1 or authors != checkers or len(others) < 2:
        return
    (who,) = authors
    rest = tuple(person.id for person in others if person.id != who and person.name)
    if not rest or who not in case.people():
        return
    staff = case.answers.business.staff or len(others)
    ask = f"Let {names(case, rest[:A_FEW], 'or')} read sensitive posts first"
    few = f"{ask}, whoever is at hand: a minute is enough. Or pick one of them here."
    yield Finding(
        "advice" if staff <= A_FEW else "warning",
        "roles.legal_approval",
        f"{names(case, (who,))} writes the posts, and is the only one who checks them.",
        few if staff <= A_FEW else f"Pick somebody else here as well. {ask}.",
        "own-posts",
        why="Nobody sees their own mistakes; a second pair of eyes finds most of them.",
    )


def _more_people_than_staff(case: Case) -> Iterator[Finding]:
    staff, join_list = case.answers.business.staff, len(here(case.answers))
    if staff is not None and join_list > staff:
        yield Finding(
            "advice",
            "business.staff",
            f"You said that {staff} {'person works' if staff == 1 else 'people work'} in the business, but "
            f"{case.ask('people')} lists {join_list}.",
            "Correct one of the two, unless some of them work for others.",
            "more-people-than-staff",
            why="Some rules of law depend on how many you are.",
        )
