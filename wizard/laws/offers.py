"""The rules of law that fit a business, as its owner chooses among them: what each says, and why it is there."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard import laws
from wizard.answers import dates
from wizard.answers.defaults import resolve
from wizard.answers.model import Answers
from wizard.answers.updates import is_exclusion, rule_id, rule_overrides
from wizard.laws.models import PLACEHOLDERS
from wizard.laws.placeholders import placeholder_values, words
from wizard.laws.selection import applicable_rules

TOPICS = {
    "protected-activity": "rights of staff",
    "process": "how things are done",
    "monitoring": "monitoring",
    "confidentiality": "secrets",
    "privacy": "privacy",
    "endorsement": "praise and ads",
    "copyright": "copyright",
    "account-ownership": "whose account it is",
    "harassment": "harassment",
    "accessibility": "access for all",
    "records": "records",
    "sector": "your trade",
}
"""What an owner calls the topics of rules."""
MANDATORY_NOTE = "This one can't be left out: without it, a policy for this country can read as a ban on talk about work."
_LONGEST = 60


@dataclass(frozen=True)
class RuleOption:
    """A rule that fits."""

    id: str
    words: str
    """What staff would read, in the usual voice."""
    why: tuple[str, ...]
    """Why it fits: the place or the trade, the state, the headcount, what is true of the business."""
    topic: str
    suggested: bool
    """Whether we would print it."""
    printed: bool
    """Whether the policy prints it, as the owner decided."""
    mandatory: bool
    """Whether it is printed whatever the owner decides."""
    read_in: str
    certainty: str
    citation: str
    address: str
    caution: str
    checked: datetime.date

    @property
    def short(self) -> str:
        """One line below its words: why it is here, what it is about, where we read it."""
        return f"{'; '.join(self.why)} · {self.topic} · from {self.read_in}"

    def details(self, today: datetime.date) -> Iterator[str]:
        """Yield what else there is to know, a sentence or two each."""
        yield f"Source: {self.citation}. {self.address}"
        old = (
            " That is more than six months ago: check it again."
            if laws.is_outdated(self.checked, today)
            else ""
        )
        yield f"Checked: {dates.format_date(self.checked)}.{old}"
        yield f"How sure we are: {self.certainty}."
        if self.caution:
            yield f"To watch: {self.caution}"
        if self.mandatory:
            yield MANDATORY_NOTE


def rule_options(answers: Answers) -> tuple[RuleOption, ...]:
    """Return the rules that fit these answers, in the order in which a policy prints them.

    Raises:
        LawsError: a file of rules is wrong or missing.
    """
    decided, filled = (
        rule_overrides(answers.legal.rules),
        placeholder_values(resolve(answers)),
    )
    return tuple(
        RuleOption(
            id=rule.id,
            words=words(rule, filled),
            why=laws.reasons(rule, pack, answers),
            topic=TOPICS[rule.topic],
            suggested=rule.core,
            printed=rule.always or decided.get(rule.id, rule.core),
            mandatory=rule.always,
            read_in=rule.read_in,
            certainty=rule.certainty,
            citation=rule.citation,
            address=rule.address,
            caution=rule.caution_text,
            checked=rule.checked,
        )
        for pack in applicable_rules(answers)
        for rule in pack.rules
    )


def format_rule_choice(choice: str, filled: Mapping[str, str] | None = None) -> str:
    """Return a choice as it is told: whether the rule is taken in or left out, and how its words begin.

    The slots of the rule are `filled`, or dots.

    Raises:
        LawsError: a file of rules is wrong or missing.
    """
    key = rule_id(choice)
    rule = laws.find_rule(key)
    said = shorten_clause(words(rule, filled or dict.fromkeys(PLACEHOLDERS, "…"))) if rule else key
    return f"{'left out' if is_exclusion(choice) else 'taken in'}: “{said}”"


def shorten_clause(clause: str) -> str:
    """Return the first words of a clause, by which it is found again."""
    return clause if len(clause) <= _LONGEST else f"{clause[:_LONGEST].rpartition(' ')[0]}…"
