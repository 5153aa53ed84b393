"""Private details in words that go on the public website.

The public edition leaves out most of them by itself; these checks find the rest, and say what goes.
"""

import re
from collections.abc import Iterator

from wizard.answers.fields import FieldKind, field_at, get_answer, is_set
from wizard.checks.free_text import quote
from wizard.checks.model import CheckContext, Finding
from wizard.patterns import holds_details

# The fields with words of the user's own that the public edition prints.
_PUBLIC = (
    "roles.voice",
    "roles.posting",
    "legal.topics",
    "legal.customer_data",
    "legal.content_sources",
    "personal_use.own_accounts",
    "personal_use.out_of_bounds",
    "personal_use.code",
    "employees.expectations",
    "employees.disclaimer",
    "legal.regional_rules",
)

_DISGUISED_EMAIL = re.compile(r"[\w.+-]{1,64}\s{0,3}[\[(]\s*at\s*[\])]\s*[\w.-]+", re.IGNORECASE)
# The address or the name of an account, in which a number is no phone number.
_ACCOUNT_ADDRESS = re.compile(r"(?<!\S)(?:https?://|@|\S+\.\S+/)\S*")
# Names that are ordinary words in small letters.
_ORDINARY_WORDS = frozenset(
    [
        "art",
        "bill",
        "brook",
        "chance",
        "chase",
        "christian",
        "clay",
        "cliff",
        "dale",
        "dean",
        "dee",
        "dawn",
        "drew",
        "earl",
        "eve",
        "faith",
        "frank",
        "gene",
        "glen",
        "grace",
        "grant",
        "guy",
        "hall",
        "harmony",
        "heath",
        "hope",
        "hunter",
        "iris",
        "ivy",
        "jack",
        "jay",
        "jean",
        "joy",
        "june",
        "king",
        "lance",
        "lee",
        "long",
        "major",
        "mark",
        "may",
        "mike",
        "miles",
        "nick",
        "olive",
        "page",
        "pat",
        "pearl",
        "penny",
        "pierce",
        "poppy",
        "price",
        "ray",
        "reed",
        "rich",
        "rob",
        "robin",
        "rose",
        "ruby",
        "sage",
        "sandy",
        "short",
        "skip",
        "stone",
        "summer",
        "sunny",
        "tony",
        "victor",
        "violet",
        "wade",
        "will",
        "wood",
        "young",
    ]
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def check_public_details(context: CheckContext) -> Iterator[Finding]:
    """Find private details in the user's words, where the policy also goes on the website."""
    if "website" not in context.answers.publication.places:
        return
    for account in context.answers.roles.accounts:
        handle = account.handle
        if account.seen_by == "anyone" and holds_details(_ACCOUNT_ADDRESS.sub("", handle)):
            yield context.finding("account-in-public", "roles.accounts", quote=quote(handle))
    names = {word for person in context.answers.people for word in _WORD.findall(person.name)}
    business = set(_WORD.findall(context.answers.business.name.casefold()))
    lowercase_names = {name.casefold() for name in names} - business - _ORDINARY_WORDS
    for path, text in _public_texts(context):
        words = set(_WORD.findall(text))
        # The public edition recognises names only as they are spelled on the list of people.
        is_name_hidden = not words & names and {w.casefold() for w in words} & lowercase_names
        if holds_details(text):
            yield context.finding("left-out-of-public", path, quote=quote(text))
        elif _DISGUISED_EMAIL.search(text) or is_name_hidden:
            yield context.finding("private-in-public", path, quote=quote(text))


def _public_texts(context: CheckContext) -> Iterator[tuple[str, str]]:
    for path in _PUBLIC:
        field, value = field_at(path), get_answer(context.answers, path)
        if not is_set(context.answers, path):
            continue
        if field.kind is FieldKind.OPEN_CHECKLIST:
            yield from ((path, line) for line in value if line not in field.choices)
        elif field.kind is FieldKind.TABLE:
            yield from ((path, row.rule) for row in value)
        else:
            yield path, value
