"""What a rule of law is: words for staff, and for the owner where it comes from and how sure we are."""

import datetime
import re
from dataclasses import dataclass
from typing import Literal, get_args

from wizard.answers.dates import add_months
from wizard.answers.model import Fact
from wizard.laws import citations
from wizard.text import did_you_mean

TOPICS = (
    "protected-activity", "process", "monitoring", "confidentiality", "privacy", "endorsement", "copyright",
    "account-ownership", "harassment", "accessibility", "records", "sector",
)  # fmt: skip
"""What a rule is about. "process" describes steps taken with staff or an authority, or working hours."""

NEEDS: tuple[str, ...] = get_args(Fact)
"""What may have to be true of a business before a rule can be printed; `index.toml` explains each."""

PLACEHOLDERS = {
    "lead": "who looks after social media",
    "head": "who heads the business",
    "contact": "whom staff ask about the policy, and tell when something worries them",
    "spokespeople": "who speaks for the business: one person or several",
    "approver": "who checks that a post is within the law: one person or several",
    "company": "the name of the business",
    "customers": "whom the business works for: customers, patients, children and parents",
    "customers_own": "the same, as in customers’ data",
    "writer": "one of those who write to the business and review it: a customer, a patient, a parent",
    "writers": "all of those",
}
"""The slots that a clause may have, and what fills each."""

MAX_AGE_MONTHS = 6
"""How long a pack counts as up to date after it was checked."""

_READ_IN = {
    "VERIFIED primary": "the law itself",
    "VERIFIED": "reports on the law",
    "KNOWN": "general knowledge only",
}
"""Where a rule was read, by the first words of its status, the longest first."""


@dataclass(frozen=True)
class Placeholder:
    """A gap in a clause, written `{lead}`, that the answers fill."""

    name: str
    """One of `SLOTS`."""


@dataclass(frozen=True)
class Rule:
    """One rule: words for staff, and for the owner where it comes from and how sure we are."""

    id: str
    topic: str
    clause: str
    """The words for staff, with slots; take it apart with `clause_parts`."""
    citation: str
    address: str
    caution: str
    """For the owner, never for staff."""
    status: str
    level: Literal["VERIFIED", "KNOWN"]
    mixed: bool
    """Whether parts of the rule are at another level; `status` says which."""
    checked: datetime.date
    core: bool
    """Whether a policy prints the rule unless the owner drops it."""
    countries: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    staff_at_least: int | None = None
    needs: tuple[str, ...] = ()
    always: bool = False
    """Whether a policy prints the rule even if the owner drops it."""
    asks_first: bool = False
    """Whether staff need approval for some posts of their own, so that no other text may say that they need none."""

    @property
    def read_in(self) -> str:
        """Where the rule was read, in a few words for an annex; parts at another level make it "in part"."""
        place = next(words for start, words in _READ_IN.items() if self.status.startswith(start))
        if self.level == "KNOWN" and self.mixed:
            return "general knowledge, for the most part"
        return f"{place}, in part" if self.mixed else place

    @property
    def certainty(self) -> str:
        """How sure we are of the rule, in words; without the marks that point to what was read."""
        words = citations.expand_status(self.status)
        return words[:1].upper() + words[1:]

    @property
    def caution_text(self) -> str:
        """The caution in words for the owner, without the marks that point to what was read."""
        return citations.expand_status(self.caution)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of what was read for the rule, such as "S1"; `sources` says what each is."""
        return citations.source_marks(f"{self.status} {self.caution}")


@dataclass(frozen=True)
class RuleSet:
    """The rules of one region or trade, in the order in which a policy prints them."""

    key: str
    kind: Literal["region", "trade"]
    applies_to: tuple[str, ...]
    """Keys of countries or of trades; for a trade, none means any."""
    title: str
    checked: datetime.date
    rules: tuple[Rule, ...]
    needs: tuple[str, ...] = ()
    note: str = ""
    """For the owner, never for staff."""

    def is_outdated(self, today: datetime.date) -> bool:
        """Tell whether the pack was checked more than six months before `today`."""
        return is_outdated(self.checked, today)


@dataclass(frozen=True)
class Source:
    """What was read for a rule; a mark such as "S1" in its status points here."""

    kind: str
    shows: str
    where: str


def is_outdated(checked: datetime.date, today: datetime.date) -> bool:
    """Tell whether what was checked on that day was checked more than six months before `today`."""
    until = add_months(checked, MAX_AGE_MONTHS)
    return until is not None and today > until


def split_clause(rule: Rule) -> tuple[str | Placeholder, ...]:
    """Return the clause as plain words and the slots between them, in order.

    The words are plain text: whoever writes them into Markdown escapes them, like the values of the slots.

    Raises:
        ValueError: a slot is not known, or a brace stands alone.
    """
    parts: list[str | Placeholder] = []
    for number, piece in enumerate(re.split(r"\{([^{}]*)\}", rule.clause)):
        if number % 2:
            parts.append(_slot(piece))
        elif "{" in piece or "}" in piece:
            raise ValueError("a brace stands alone; slots are written like {lead}")
        elif piece:
            parts.append(piece)
    return tuple(parts)


def _slot(name: str) -> Placeholder:
    if name not in PLACEHOLDERS:
        raise ValueError(f"the slot '{{{name}}}' is not known{did_you_mean(name, PLACEHOLDERS)}")
    return Placeholder(name)
