"""The rules of law that fit a business, as its owner chooses among them: what each says, and why it is there."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard import laws
from wizard.answers import dates, rule_choices
from wizard.answers.defaults import resolve
from wizard.answers.model import Answers
from wizard.laws.placeholders import slots, words

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
STAYS = "This one can't be left out: without it, a policy for this country can read as a ban on talk about work."
_LONGEST = 60


@dataclass(frozen=True)
class Offer:
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
    stays: bool
    """Whether it is printed whatever the owner decides."""
    read_in: str
    how_sure: str
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
            if laws.is_old(self.checked, today)
            else ""
        )
        yield f"Checked: {dates.format_date(self.checked)}.{old}"
        yield f"How sure we are: {self.how_sure}."
        if self.caution:
            yield f"To watch: {self.caution}"
        if self.stays:
            yield STAYS


def offers(answers: Answers) -> tuple[Offer, ...]:
    """Return the rules that fit these answers, in the order in which a policy prints them.

    Raises:
        LawsError: a file of rules is wrong or missing.
    """
    decided, filled = rule_choices.rule_overrides(answers.legal.rules), slots(resolve(answers))
    return tuple(
        Offer(
            id=rule.id,
            words=words(rule, filled),
            why=laws.because(rule, pack, answers),
            topic=TOPICS[rule.topic],
            suggested=rule.core,
            printed=rule.always or decided.get(rule.id, rule.core),
            stays=rule.always,
            read_in=rule.read_in,
            how_sure=rule.how_sure,
            citation=rule.citation,
            address=rule.address,
            caution=rule.to_watch,
            checked=rule.checked,
        )
        for pack in laws.fitting(answers)
        for rule in pack.rules
    )


def choice_words(choice: str, filled: Mapping[str, str] | None = None) -> str:
    """Return a choice as it is told: whether the rule is taken in or left out, and how its words begin.

    The slots of the rule are `filled`, or dots.

    Raises:
        LawsError: a file of rules is wrong or missing.
    """
    key = rule_choices.rule_id(choice)
    rule = laws.rule(key)
    said = beginning(words(rule, filled or dict.fromkeys(laws.SLOTS, "…"))) if rule else key
    return f"{'left out' if rule_choices.is_exclusion(choice) else 'taken in'}: “{said}”"


def beginning(clause: str) -> str:
    """Return the first words of a clause, by which it is found again."""
    return clause if len(clause) <= _LONGEST else f"{clause[:_LONGEST].rpartition(' ')[0]}…"
