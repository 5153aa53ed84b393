"""The people: who they are, how to reach them, and who does what."""

from collections.abc import Iterator, Sequence

from wizard.answers.defaults import resolve
from wizard.answers.fields import FieldKind, all_fields, get_answer
from wizard.answers.model import Answers, Person
from wizard.answers.people import slugify_person_id
from wizard.checks.model import CheckContext, Finding, person_name
from wizard.patterns import is_email

PEOPLE = "people"
# Up to so many people are reported one by one; more, in a single finding.
MAX_SINGLE_FINDINGS = 3
# Up to so many staff, a second reader is whoever is at hand.
SMALL_STAFF = 3


def check_people(context: CheckContext) -> Iterator[Finding]:
    """Find people who can't be told apart or reached, and fields that name the wrong ones."""
    yield from _check_identities(context)
    yield from _check_references(context)
    yield from _check_contact_details(context)
    yield from _check_unused(context)


def references(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield every mention of a person: the path of the field, and the person's id."""
    for path, field in all_fields().items():
        value = get_answer(answers, path)
        if field.kind is FieldKind.PERSON and value:
            yield path, value
        elif field.kind is FieldKind.PEOPLE:
            yield from ((path, person_id) for person_id in value)
        elif field.kind is FieldKind.TABLE:
            keys = [column.key for column in field.columns if column.kind is FieldKind.PERSON]
            ids = (getattr(row, key) for row in value for key in keys)
            yield from ((path, person_id) for person_id in ids if person_id)


def _check_identities(context: CheckContext) -> Iterator[Finding]:
    names_by_id: dict[str, str] = {}
    on_screen = sorted(context.answers.people, key=lambda person: person.left_on is not None)
    for number, person in enumerate(on_screen, start=1):
        name = person_name(person)
        if not person.name:
            yield Finding(
                "error",
                PEOPLE,
                f"Person {number} on the list of people has no name.",
                "Type the name, or take the person off the list.",
                "no-name",
            )
        if not person.id:
            person_id = slugify_person_id(person.name, context.people)
            yield Finding(
                "error",
                PEOPLE,
                f"{name} has no id in the answers file, so no role can point there.",
                f'Add a line such as id = "{person_id}" to this person.',
                "no-id",
            )
        elif person.id in names_by_id:
            yield Finding(
                "error",
                PEOPLE,
                f'{names_by_id[person.id]} and {name} have the same id "{person.id}" in the answers file.',
                "Give one of them another id, then choose the people again wherever they are mixed up.",
                "same-id",
            )
        names_by_id.setdefault(person.id, name)


def _check_references(context: CheckContext) -> Iterator[Finding]:
    for path, person_id in dict.fromkeys(references(context.answers)):
        person = context.people.get(person_id)
        if person is None:
            yield Finding(
                "error",
                path,
                f'This names "{person_id}", who is not on the list of people.',
                "Choose somebody else, or add this person to the list.",
                "unknown-person",
            )
        elif person.left_on and path != "revisions":  # a revision keeps its author
            yield Finding(
                "error",
                path,
                f"This names {person_name(person)}, who left on {person.left_on}.",
                "Choose somebody else.",
                "left",
            )


def _check_contact_details(context: CheckContext) -> Iterator[Finding]:
    current = [person for person in context.answers.people if person.left_on is None]
    unreachable = [
        person for person in current if not (person.email or person.phone or person.other)
    ]
    for subject, has in _subjects(unreachable):
        yield Finding(
            "warning",
            PEOPLE,
            f"{subject} {has} no e-mail address and no phone number, so nobody can reach them from the policy.",
            "Add at least one of the two.",
            "no-contact",
        )
    for person in current:
        if person.email and not is_email(person.email):
            yield _bad_email(PEOPLE, person_name(person), person.email)


def _bad_email(path: str, name: str, email: str) -> Finding:
    return Finding(
        "warning",
        path,
        f'The e-mail address of {name}, "{email}", does not look like one.',
        "Check it for a missing @, a space or a comma.",
        "email",
    )


def _check_unused(context: CheckContext) -> Iterator[Finding]:
    used = {person_id for _, person_id in references(resolve(context.answers))}
    for subject, has in _subjects([p for p in context.staff if p.id not in used]):
        yield Finding(
            "advice",
            PEOPLE,
            f"{subject} {has} no role in the policy.",
            "Give them a role, or take them off the list.",
            "no-role",
        )


def _subjects(people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """Yield the subjects of a sentence about these people, each with "has" or "have"."""
    if len(people) <= MAX_SINGLE_FINDINGS:
        yield from ((person_name(person), "has") for person in people)
    else:
        first = ", ".join(map(person_name, people[:MAX_SINGLE_FINDINGS]))
        more = len(people) - MAX_SINGLE_FINDINGS
        yield f"{first} and {more:,} more {'person' if more == 1 else 'people'}", "have"


def check_roles(context: CheckContext) -> Iterator[Finding]:
    """Find people who check their own posts, and a number of staff that can't be right."""
    yield from _check_own_posts(context)
    staff, listed = context.answers.business.staff, len(context.staff)
    if staff is not None and listed > staff:
        yield Finding(
            "advice",
            "business.staff",
            f"You said that {staff} {'person works' if staff == 1 else 'people work'} in the business, but "
            f"{context.question_name(PEOPLE)} lists {listed}.",
            "Correct one of the two, unless some of them work for others.",
            "more-people-than-staff",
            why="Some rules of law depend on how many you are.",
        )


def _check_own_posts(context: CheckContext) -> Iterator[Finding]:
    authors = set(context.resolved.roles.publishing)
    checkers = set(context.resolved.roles.legal_approval)
    if context.answers.roles.approval == "author" or len(authors) != 1 or authors != checkers:
        return
    others = [person.id for person in context.staff if person.id not in authors and person.name]
    if not others or not authors <= context.people.keys() or len(context.staff) < 2:
        return
    is_small = (context.answers.business.staff or len(context.staff)) <= SMALL_STAFF
    ask = f"Let {context.names(others[:3], 'or')} read sensitive posts first"
    small_fix = f"{ask}, whoever is at hand: a minute is enough. Or pick one of them here."
    yield Finding(
        "advice" if is_small else "warning",
        "roles.legal_approval",
        f"{context.names(authors)} writes the posts, and is the only one who checks them.",
        small_fix if is_small else f"Pick somebody else here as well. {ask}.",
        "own-posts",
        why="Nobody sees their own mistakes; a second pair of eyes finds most of them.",
    )


def check_accounts(context: CheckContext) -> Iterator[Finding]:
    """Find accounts that a reader couldn't find, and accounts that are listed twice."""
    path = "roles.accounts"
    listed: set[tuple[str, str]] = set()
    for number, account in enumerate(context.answers.roles.accounts, start=1):
        name = context.row_name(path, number, account)
        if not account.platform:
            yield Finding(
                "warning",
                path,
                f"{name} does not say on which platform it is.",
                "Type the platform, such as Instagram.",
                "no-platform",
            )
        if not account.handle:
            yield Finding(
                "warning",
                path,
                f"The {name} account has no name or address.",
                "Type its handle or its address, so that staff recognise the real one.",
                "no-handle",
            )
        key = account.platform.casefold(), account.handle.casefold()
        if all(key) and key in listed:
            yield Finding(
                "warning",
                path,
                f'The {name} account "{account.handle}" is on the list twice.',
                "Take one of the two off the list.",
                "same-account",
            )
        listed.add(key)


# By table: the column without which a row means nothing, and what to say where it is empty.
_MAIN_COLUMNS = {
    "roles.other": ("name", "does not say what it is about"),
    "crisis.levels": ("name", "has no name"),
    "crisis.contacts": ("name", "has no name"),
    "crisis.duties": ("task", "does not say what is to be done"),
    "legal.regional_rules": ("rule", "does not say what the rule is"),
    "revisions": ("what", "does not say what changed"),
}


def check_rows(context: CheckContext) -> Iterator[Finding]:
    """Find rows without their main column."""
    for path, number, row in context.rows():
        key, problem = _MAIN_COLUMNS.get(path, ("", ""))
        if key and not getattr(row, key):
            name = context.row_name(path, number, row)
            fix = "Fill it in, or take the row out."
            yield Finding("warning", path, f"{name} {problem}.", fix, "empty-row")


def check_emergency_contacts(context: CheckContext) -> Iterator[Finding]:
    """Find emergency contacts whom nobody could call or write to."""
    path = "crisis.contacts"
    for number, contact in enumerate(context.answers.crisis.contacts, start=1):
        name = context.row_name(path, number, contact)
        if not (contact.phone or contact.email):
            message = f"{name} has no phone number and no e-mail address."
            yield Finding("warning", path, message, "Add at least one of the two.", "no-contact")
        if contact.email and not is_email(contact.email):
            yield _bad_email(path, name, contact.email)
