"""Private details in words that go on the website. The public edition leaves out most of them by itself."""

import re
from collections.abc import Iterator

from wizard.answers.fields import FieldKind, field_at, get_answer, is_set
from wizard.checks.case import Case
from wizard.checks.model import Finding
from wizard.checks.wording import quoted
from wizard.patterns import holds_details

_PUBLIC = (
    "roles.voice", "roles.posting", "legal.topics", "legal.customer_data", "legal.content_sources",
    "personal_use.own_accounts", "personal_use.out_of_bounds", "personal_use.code",
    "employees.expectations", "employees.disclaimer", "legal.regional_rules",
)  # fmt: skip
"""The answers with words of the owner's own from which the public edition is made."""

_HIDDEN_E_MAIL = re.compile(r"[\w.+-]{1,64}\s{0,3}[\[(]\s*at\s*[\])]\s*[\w.-]+", re.IGNORECASE)
_ADDRESS_ON_WEB = re.compile(r"(?<!\S)(?:https?://|@|\S+\.\S+/)\S*")
"""The address or the name of an account, in which a number is no phone number."""
_ALSO_WORDS = frozenset(re.findall(r"\w+", """
    art bill brook chance chase christian clay cliff dale dean dee dawn drew earl eve faith frank gene glen grace
    grant guy hall harmony heath hope hunter iris ivy jack jay jean joy june king lance lee long major mark may
    mike miles nick olive page pat pearl penny pierce poppy price ray reed rich rob robin rose ruby sage sandy short
    skip stone summer sunny tony victor violet wade will wood young
    """))  # fmt: skip
"""Names that are ordinary words in small letters."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def find(case: Case) -> Iterator[Finding]:
    """Find private details in words of the owner's own, where the policy also goes on the public website."""
    if "website" not in case.answers.publication.places:
        return
    for account in case.answers.roles.accounts:
        if account.seen_by == "anyone" and holds_details(_ADDRESS_ON_WEB.sub("", account.handle)):
            yield Finding(
                "warning",
                "roles.accounts",
                f'"{quoted(account.handle)}" is a phone number or an e-mail address, and the edition for your '
                "website lists your accounts.",
                "If it is somebody's own, type the account's name instead. If it is for everybody, all is well.",
                "private-in-public",
                why="What stands on a website is collected and used for fraud and unwanted calls.",
            )
    names = _Names(case)
    for path in _PUBLIC:
        for text in _own(case, path):
            if holds_details(text):
                yield Finding(
                    "advice",
                    path,
                    f'"{quoted(text)}" holds a phone number or an e-mail address. The edition for your website '
                    "leaves it out.",
                    "Take the details out if the public should read the rest.",
                    "left-out-of-public",
                    why="Strangers would read it, and staff find the details in the list of contacts.",
                )
            elif _HIDDEN_E_MAIL.search(text) or names.stand_in(text):
                yield Finding(
                    "warning",
                    path,
                    f'"{quoted(text)}" would stand on your website, and says who somebody is or how to reach them.',
                    "Write the job instead of the name, or give the name a capital: then we leave the line out there.",
                    "private-in-public",
                    why="Names and addresses are what strangers use to talk their way in.",
                )


def _own(case: Case, path: str) -> Iterator[str]:
    if not is_set(case.answers, path):
        return
    asked, value = field_at(path), get_answer(case.answers, path)
    if asked.kind is FieldKind.OPEN_CHECKLIST:
        yield from (line for line in value if line not in asked.choices)
    elif asked.kind is FieldKind.TABLE:
        yield from (row.rule for row in value)
    else:
        yield value


class _Names:
    """The words of all names, worked out once for all texts."""

    def __init__(self, case: Case) -> None:
        self._names = {
            word for person in case.answers.people for word in _WORD.findall(person.name)
        }
        known = set(_WORD.findall(case.answers.business.name.casefold())) | _ALSO_WORDS
        self._in_small_letters = {name.casefold() for name in self._names} - known

    def stand_in(self, text: str) -> bool:
        """Tell whether somebody's name stands there in other letters than on the list, so that it isn't left out."""
        words = set(_WORD.findall(text))
        if words & self._names:
            return False  # the public edition notices
        return any(word.casefold() in self._in_small_letters for word in words)
