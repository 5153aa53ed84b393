"""The people: who they are, how to reach them, and who does what; and rows of other tables."""

from collections.abc import Iterator, Sequence

from wizard.answers.defaults import resolve
from wizard.answers.fields import FieldKind, all_fields, field_at, get_answer
from wizard.answers.model import Account, Answers, EmergencyContact, Person, Revision
from wizard.answers.people import slugify_person_id
from wizard.checks.model import CheckContext, Finding, person_name
from wizard.patterns import is_email
from wizard.text import plural

PEOPLE = "people"
# More people than this are reported in a single finding.
MAX_SINGLE_FINDINGS = 3
# With no more staff than this, any colleague can be the second reader.
SMALL_STAFF = 3


def references(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield every mention of a person: the path of the field, and the person's id."""
    for path, field in all_fields().items():
        value = get_answer(answers, path)
        if field.kind is FieldKind.PERSON and value:
            yield path, value
        elif field.kind is FieldKind.PEOPLE:
            yield from ((path, person_id) for person_id in value)
        elif field.kind is FieldKind.TABLE:
            ids = (getattr(row, key) for row in value for key in field.person_columns)
            yield from ((path, person_id) for person_id in ids if person_id)


def check_people(context: CheckContext) -> Iterator[Finding]:
    """Find people who can't be told apart or reached, and fields that name the wrong ones."""
    yield from _check_identities(context)
    for path, person_id in dict.fromkeys(references(context.answers)):
        person = context.people.get(person_id)
        if person is None:
            yield context.finding("unknown-person", path, id=person_id)
        elif person.left_on and path != "revisions":  # a revision keeps its author
            yield context.finding("left", path, name=person_name(person), date=person.left_on)
    current = [person for person in context.answers.people if person.left_on is None]
    unreachable = [p for p in current if not (p.email or p.phone or p.other)]
    for subject in _subjects(unreachable):
        yield context.finding("no-contact", PEOPLE, people_have=subject)
    for person in current:
        if person.email and not is_email(person.email):
            name = person_name(person)
            yield context.finding("email", PEOPLE, name=name, email=person.email)
    used = {person_id for _, person_id in references(resolve(context.answers))}
    for subject in _subjects([person for person in context.staff if person.id not in used]):
        yield context.finding("no-role", PEOPLE, people_have=subject)


def _check_identities(context: CheckContext) -> Iterator[Finding]:
    names_by_id: dict[str, str] = {}
    on_screen = sorted(context.answers.people, key=lambda person: person.left_on is not None)
    for number, person in enumerate(on_screen, start=1):
        name = person_name(person)
        if not person.name:
            yield context.finding("no-name", PEOPLE, number=number)
        if not person.id:
            new_id = slugify_person_id(person.name, context.people)
            yield context.finding("no-id", PEOPLE, name=name, id=new_id)
        elif other := names_by_id.get(person.id):
            yield context.finding("same-id", PEOPLE, other=other, name=name, id=person.id)
        names_by_id.setdefault(person.id, name)


def _subjects(people: Sequence[Person]) -> Iterator[str]:
    """Yield beginnings of sentences: "Tom has", "A, B, C and 4 more people have"."""
    if len(people) <= MAX_SINGLE_FINDINGS:
        yield from (f"{person_name(person)} has" for person in people)
    else:
        names = ", ".join(map(person_name, people[:MAX_SINGLE_FINDINGS]))
        more = plural(len(people) - MAX_SINGLE_FINDINGS, "more person", "more people")
        yield f"{names} and {more} have"


def check_roles(context: CheckContext) -> Iterator[Finding]:
    """Find people who check their own posts, and a number of staff that can't be right."""
    staff, listed = context.answers.business.staff, len(context.staff)
    if staff is not None and listed > staff:
        work = plural(staff, "person works", "people work") + " in the business"
        yield context.finding(
            "more-people-than-staff", "business.staff", people_work=work, listed=listed
        )
    roles = context.resolved.roles
    if roles.approval == "author" or len(set(roles.publishing)) != 1:
        return
    author = roles.publishing[0]
    others = [person.id for person in context.staff if person.id != author and person.name]
    if others and listed > 1 and set(roles.legal_approval) == {author} and author in context.people:
        is_small = (staff or listed) <= SMALL_STAFF
        yield context.finding(
            "own-posts-few-staff" if is_small else "own-posts",
            "roles.legal_approval",
            author=context.names([author]),
            others=context.names(others[:3], "or"),
        )


def check_rows(context: CheckContext) -> Iterator[Finding]:
    """Find rows of tables that say too little, or the same twice."""
    accounts: set[tuple[str, str]] = set()
    for path, name, row in context.rows():
        for column in field_at(path).columns:
            if column.policy.required and not getattr(row, column.key):
                problem = column.policy.required
                yield context.finding("empty-row", path, name=name, problem=problem)
        if isinstance(row, Account):
            yield from _check_account(context, path, name, row, accounts)
        elif isinstance(row, EmergencyContact):
            if not (row.phone or row.email):
                yield context.finding("contact-unreachable", path, name=name)
            if row.email and not is_email(row.email):
                yield context.finding("email", path, name=name, email=row.email)
        elif isinstance(row, Revision) and row.on is None:
            yield context.finding("no-date", path, name=name)


def _check_account(
    context: CheckContext, path: str, name: str, account: Account, seen: set[tuple[str, str]]
) -> Iterator[Finding]:
    if not account.platform:
        yield context.finding("no-platform", path, name=name)
    if not account.handle:
        yield context.finding("no-handle", path, name=name)
    key = account.platform.casefold(), account.handle.casefold()
    if all(key) and key in seen:
        yield context.finding("same-account", path, name=name, handle=account.handle)
    seen.add(key)
