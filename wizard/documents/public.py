"""What the world may read: the answers without the people, their details, and how the business protects itself.

A page on a website is read by strangers too, and names and jobs are what they use to talk their way in. So the public
edition is made from answers that hold no person at all; roles are told in our words ("our social media contact").
"""

import re
from collections.abc import Callable, Collection

from wizard.answers.fields import FieldKind, field_at, get_answer, is_set, replace_value
from wizard.answers.model import Account, Answers, Person, RegionalRule, Revision
from wizard.patterns import holds_details

_KEPT = (
    "business.name", "business.trade", "business.other_trades", "business.country", "business.staff",
    "business.customers_called", "business.company_called", "business.staff_called", "business.tone",
    "roles.approval", "roles.voice", "roles.reply_within", "roles.posting",
    "legal.topics", "legal.places", "legal.states", "legal.facts", "legal.rules",
    "legal.customer_data", "legal.content_sources", "legal.confidential", "legal.after_leak",
    "personal_use.at_work", "personal_use.own_accounts", "personal_use.out_of_bounds", "personal_use.code",
    "personal_use.consequences",
    "employees.expectations", "employees.stance", "employees.disclaimer",
    "publication.website_address",
    "review.times_a_year", "review.adopted_on", "review.next_on",
)  # fmt: skip
"""The only answers that a public document is made from, beside the accounts, regional rules and revision dates."""

_OWN_LINES_STAY_INSIDE = ("legal.confidential",)
"""Checklists of which the public sees the kinds, and no line of the owner's own: the line may be the secret."""

# No answer can hold this sign (`clean` drops it), so what follows it is ours.
_MARK = "\ufffe"
_CONTACT = Person.model_construct(id="contact", name=f"{_MARK}our social media contact")
_THE_CONTACT = Person.model_construct(id="contact", name=f"{_MARK}the social media contact")
_CHECKER = Person.model_construct(id="checker", name=f"{_MARK}the person who checks such posts")

_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_START = re.compile(
    rf"((?:^|[.!?…][”\"’)]*[ ]+|\|[ ])(?:[ ]*(?:[-*>]|\d+\.)[ ]+)*\**){_MARK}(\w)", re.MULTILINE
)


def for_the_public(answers: Answers) -> Answers:
    """Return the answers that a public document may be made from.

    Lines of the owner's own that name somebody, or hold an e-mail address or a phone number, are left out.
    """
    is_private = _private_words(answers)
    public = Answers()
    for path in _KEPT:
        if is_set(answers, path):
            public = replace_value(
                public, path, _without_private_lines(path, get_answer(answers, path), is_private)
            )
    accounts = tuple(
        Account(platform=row.platform, handle=row.handle)
        for row in answers.roles.accounts
        if row.seen_by == "anyone"
        and not is_private(row.platform)
        and not _is_detail_of(answers.people, row.handle)
    )
    rules = tuple(
        RegionalRule(place=row.place, rule=row.rule)
        for row in answers.legal.regional_rules
        if not is_private(row.place) and not is_private(row.rule)
    )
    return public.model_copy(
        update={
            "people": (
                _CONTACT if answers.business.company_called == "we" else _THE_CONTACT,
                _CHECKER,
            ),
            "roles": public.roles.model_copy(
                update={"lead": _CONTACT.id, "legal_approval": (_CHECKER.id,), "accounts": accounts}
            ),
            "legal": public.legal.model_copy(update={"regional_rules": rules}),
            "revisions": tuple(
                Revision(version=row.version, on=row.on) for row in answers.revisions
            ),
        }
    )


def begin_sentences(markdown: str) -> str:
    """Return the section with our words for people in lower case, or with a capital where they begin a sentence."""
    return _SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), markdown).replace(
        _MARK, ""
    )


def _without_private_lines(path: str, value: object, is_private: Callable[[str], bool]) -> object:
    if field_at(path).kind is FieldKind.OPEN_CHECKLIST and isinstance(value, tuple):
        boxes = field_at(path).choices
        if path in _OWN_LINES_STAY_INSIDE:
            return tuple(item for item in value if item in boxes)
        return tuple(item for item in value if item in boxes or not is_private(item))
    if isinstance(value, str) and path in (
        "roles.voice",
        "personal_use.code",
        "employees.disclaimer",
    ):
        return "" if is_private(value) else value
    return value


def _private_words(answers: Answers) -> Callable[[str], bool]:
    """Return a test for text that names somebody, or says how to reach anybody."""
    known = set(_WORD.findall(answers.business.name))
    names = {word for person in answers.people for word in _WORD.findall(person.name)} - known
    outside = [answers.legal.adviser, *(contact.name for contact in answers.crisis.contacts)]
    outside = [name.casefold() for name in outside if name]

    def is_private(text: str) -> bool:
        return (
            bool(names & set(_WORD.findall(text)))
            or holds_details(text)
            or _is_detail_of(answers.people, text)
            or any(name in text.casefold() for name in outside)
        )

    return is_private


def _is_detail_of(people: Collection[Person], text: str) -> bool:
    details = (detail for person in people for detail in (person.email, person.phone, person.other))
    return any(detail and detail.casefold() in text.casefold() for detail in details)
