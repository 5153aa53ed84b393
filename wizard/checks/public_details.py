"""Private details in words that go on the public website.

The public edition leaves out most of them by itself; these checks find the rest, and say what goes.
"""

import re
from collections.abc import Iterator

from wizard.answers.fields import AnswerField
from wizard.checks.free_text import quote, user_texts
from wizard.checks.model import CheckContext, Finding
from wizard.patterns import holds_details

_DISGUISED_EMAIL = re.compile(r"[\w.+-]{1,64}\s{0,3}[\[(]\s*at\s*[\])]\s*[\w.-]+", re.IGNORECASE)
# The address or the name of an account, in which a number is no phone number.
_ACCOUNT_ADDRESS = re.compile(r"(?<!\S)(?:https?://|@|\S+\.\S+/)\S*")
# Names that are ordinary words in small letters.
_ORDINARY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        art bill brook chance chase christian clay cliff dale dean dee dawn drew earl eve faith
        frank gene glen grace grant guy hall harmony heath hope hunter iris ivy jack jay jean joy
        june king lance lee long major mark may mike miles nick olive page pat pearl penny pierce
        poppy price ray reed rich rob robin rose ruby sage sandy short skip stone summer sunny tony
        victor violet wade will wood young
        """,
    )
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
    for path, text in user_texts(context.answers, _is_public):
        words = set(_WORD.findall(text))
        # The public edition recognises names only as they are spelled on the list of people.
        is_name_hidden = not words & names and {w.casefold() for w in words} & lowercase_names
        if holds_details(text):
            yield context.finding("left-out-of-public", path, quote=quote(text))
        elif _DISGUISED_EMAIL.search(text) or is_name_hidden:
            yield context.finding("private-in-public", path, quote=quote(text))


def _is_public(field: AnswerField) -> bool:
    policy = field.policy
    return policy.public and policy.public_lines and not policy.verbatim
