"""The people: who they are, how to reach them, and whether every role points at somebody."""

from collections.abc import Iterator, Sequence

from wizard.answers.defaults import resolve
from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.answers.model import Answers, Person
from wizard.answers.people import slugify_person_id
from wizard.checks.case import Case
from wizard.checks.finding import Finding
from wizard.patterns import is_email

FEW = 3
"""People of whom the same is told one by one; of more, a single finding tells it."""


def find(case: Case) -> Iterator[Finding]:
    """Find people that can't be told apart or reached, and roles that point at nobody."""
    yield from _ids(case)
    yield from _unknown(case)
    yield from _left(case)
    yield from _details(case)
    yield from _unused(case)


def references(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield every mention of a person: the path of the question, and the person's id."""
    for path, asked in all_fields().items():
        value = get_answer(answers, path)
        if asked.kind is FieldKind.PERSON and value:
            yield path, value
        elif asked.kind is FieldKind.PEOPLE:
            yield from ((path, who) for who in value)
        elif asked.kind is FieldKind.TABLE:
            columns = [column.key for column in asked.columns if column.kind is FieldKind.PERSON]
            yield from (
                (path, who) for row in value for key in columns if (who := getattr(row, key))
            )


def _ids(case: Case) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    on_screen = sorted(case.answers.people, key=lambda person: person.left_on is not None)
    for number, person in enumerate(on_screen, start=1):
        name = case.call(person)
        if not person.name:
            yield Finding(
                "error",
                "people",
                f"Person {number} on the list of people has no name.",
                "Type the name, or take the person off the list.",
                "no-name",
            )
        if not person.id:
            yield Finding(
                "error",
                "people",
                f"{name} has no id in the answers file, so no role can point there.",
                f'Add a line such as id = "{slugify_person_id(person.name, case.people())}" to this person.',
                "no-id",
            )
        elif person.id in seen:
            yield Finding(
                "error",
                "people",
                f'{seen[person.id]} and {name} have the same id "{person.id}" in the answers file.',
                "Give one of them another id, then choose the people again wherever they are mixed up.",
                "same-id",
            )
        seen.setdefault(person.id, name)


def _unknown(case: Case) -> Iterator[Finding]:
    known = case.people()
    for path, who in dict.fromkeys(references(case.answers)):
        if who not in known:
            yield Finding(
                "error",
                path,
                f'This names "{who}", who is not on the list of people.',
                "Choose somebody else, or add this person to the list.",
                "unknown-person",
            )


def _left(case: Case) -> Iterator[Finding]:
    """Find those who left and are still named; in the list of versions they may stay."""
    known = case.people()
    for path, who in dict.fromkeys(references(case.answers)):
        if path != "revisions" and who in known and known[who].left_on:
            yield Finding(
                "error",
                path,
                f"This names {case.call(known[who])}, who left on {known[who].left_on}.",
                "Choose somebody else.",
                "left",
            )


def _details(case: Case) -> Iterator[Finding]:
    here = [person for person in case.answers.people if person.left_on is None]
    out_of_reach = [person for person in here if not (person.email or person.phone or person.other)]
    for who, has in _named(case, out_of_reach):
        yield Finding(
            "warning",
            "people",
            f"{who} {has} no e-mail address and no phone number, so nobody can reach them from the policy.",
            "Add at least one of the two.",
            "no-contact",
        )
    for person in here:
        if person.email and not is_email(person.email):
            yield Finding(
                "warning",
                "people",
                f'The e-mail address of {case.call(person)}, "{person.email}", does not look like one.',
                "Check it for a missing @, a space or a comma.",
                "email",
            )


def _unused(case: Case) -> Iterator[Finding]:
    mentioned = {who for _, who in references(resolve(case.answers))}
    unused = [
        one for one in case.answers.people if one.id and one.id not in mentioned and not one.left_on
    ]
    for who, has in _named(case, unused):
        yield Finding(
            "advice",
            "people",
            f"{who} {has} no role in the policy.",
            "Give them a role, or take them off the list.",
            "no-role",
        )


def _named(case: Case, people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """Yield what a sentence calls each of them, and its verb; all in one where there are many."""
    if len(people) <= FEW:
        yield from ((case.call(person), "has") for person in people)
    else:
        first, more = ", ".join(case.call(person) for person in people[:FEW]), len(people) - FEW
        yield f"{first} and {more:,} more {'person' if more == 1 else 'people'}", "have"
