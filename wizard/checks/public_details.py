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
    "art bill brook chance chase christian clay cliff dale dean dee dawn drew earl eve faith frank gene glen grace "
    "grant guy hall harmony heath hope hunter iris ivy jack jay jean joy june king lance lee long major mark may "
    "mike miles nick olive page pat pearl penny pierce poppy price ray reed rich rob robin rose ruby sage sandy short "
    "skip stone summer sunny tony victor violet wade will wood young".split()
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def check_public_details(context: CheckContext) -> Iterator[Finding]:
    """Find private details in the user's words, where the policy also goes on the website."""
    if "website" not in context.answers.publication.places:
        return
    for account in context.answers.roles.accounts:
        if account.seen_by == "anyone" and holds_details(_ACCOUNT_ADDRESS.sub("", account.handle)):
            yield Finding(
                "warning",
                "roles.accounts",
                f'"{quote(account.handle)}" is a phone number or an e-mail address, and the edition for your '
                "website lists your accounts.",
                "If it is somebody's own, type the account's name instead. If it is for everybody, all is well.",
                "private-in-public",
                why="What stands on a website is collected and used for fraud and unwanted calls.",
            )
    names = {word for person in context.answers.people for word in _WORD.findall(person.name)}
    business = set(_WORD.findall(context.answers.business.name.casefold()))
    lowercase_names = {name.casefold() for name in names} - business - _ORDINARY_WORDS
    for path, text in _public_texts(context):
        if holds_details(text):
            yield Finding(
                "advice",
                path,
                f'"{quote(text)}" holds a phone number or an e-mail address. The edition for your website '
                "leaves it out.",
                "Take the details out if the public should read the rest.",
                "left-out-of-public",
                why="Strangers would read it, and staff find the details in the list of contacts.",
            )
            continue
        words = set(_WORD.findall(text))
        # The public edition recognises names only as they are spelled on the list of people.
        has_hidden_name = (
            not words & names and {word.casefold() for word in words} & lowercase_names
        )
        if _DISGUISED_EMAIL.search(text) or has_hidden_name:
            yield Finding(
                "warning",
                path,
                f'"{quote(text)}" would stand on your website, and says who somebody is or how to reach them.',
                "Write the job instead of the name, or give the name a capital: then we leave the line out there.",
                "private-in-public",
                why="Names and addresses are what strangers use to talk their way in.",
            )


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
