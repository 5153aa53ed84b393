"""The rules of law as read from `output_templates/en/laws/`; its `index.toml` explains each key.

Whatever reads a file raises `DataError` if it is wrong or missing.
"""

import datetime
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wizard.answers.dates import add_months
from wizard.answers.model import Country, Fact, State, Trade, Voice
from wizard.data import DataLine, DataModel, WebAddress, check_choice, read_data
from wizard.data_dirs import templates_dir

# What a clause may leave to the answers, written {lead}.
PLACEHOLDERS = (
    *("lead", "head", "contact", "spokespeople", "approver", "company", "the_company"),
    "The_company",
    *("customers", "customers_own", "writer", "writers"),
)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
MAX_AGE_MONTHS = 6
# A mark such as S1 stands for a source.
_MARK = re.compile(r"\bS\d+[a-z]?\b")
_LAST_MARK = re.compile(r",? \bS\d+[a-z]?(?=\))")
_MARKS = re.compile(r" *[(\[]S\d+[a-z]?(?:, S?\d+[a-z]?)*(?:, weak)?[)\]]")
_CERTAINTY = re.compile(r"(^|[.,;:/(] ?)(high|medium|low)\b", re.IGNORECASE)


def _check_clause(clause: str) -> str:
    if set("{}") & set(PLACEHOLDER.sub("", clause)):
        raise ValueError("has a brace that stands alone; placeholders are written like {lead}")
    for name in PLACEHOLDER.findall(clause):
        check_choice(name, PLACEHOLDERS)
    return clause


Clause = Annotated[DataLine, AfterValidator(_check_clause)]


class Rule(DataModel):
    """One rule: words for staff, and for the user its source and how sure we are of it.

    The clause says "we" and "you"; `formal` is for the formal voice, where it differs.
    """

    id: DataLine
    topic: DataLine
    clause: Clause
    formal: Clause | None = None
    citation: DataLine
    address: WebAddress
    caution: DataLine
    status: DataLine
    level: Literal["VERIFIED", "KNOWN"]
    mixed: bool
    core: bool
    always: bool = False
    asks_first: bool = False
    countries: tuple[Country, ...] = ()
    states: tuple[State, ...] = ()
    staff_at_least: Annotated[int, Field(ge=1)] | None = None
    needs: tuple[Fact, ...] = ()

    def in_voice(self, voice: Voice) -> str:
        """Return the clause in a voice, its placeholders still open."""
        return self.formal if voice == "formal" and self.formal else self.clause

    @property
    def read_in(self) -> str:
        """Where the rule was read, in a few words."""
        if self.level == "KNOWN":
            return f"general knowledge{', for the most part' if self.mixed else ' only'}"
        is_primary = self.status.startswith("VERIFIED primary")
        source = "the law itself" if is_primary else "reports on the law"
        return f"{source}, in part" if self.mixed else source

    @property
    def grade(self) -> str:
        """How the rule was checked, in one of four grades."""
        if self.mixed:
            return "Partly"
        if self.level == "KNOWN":
            return "Not checked"
        return "Text read" if self.status.startswith("VERIFIED primary") else "Report read"

    @property
    def certainty(self) -> str:
        """How sure we are of the rule, in words."""
        words = expand_status(self.status)
        return words[:1].upper() + words[1:]

    @property
    def caution_text(self) -> str:
        """The caution in words for the user."""
        return expand_status(self.caution)

    @property
    def marks(self) -> tuple[str, ...]:
        """The keys of the sources that were read for the rule."""
        return tuple(dict.fromkeys(_MARK.findall(f"{self.status} {self.caution}")))


class RuleSet(DataModel):
    """The rules of one region or trade, in the order in which a policy prints them."""

    key: DataLine
    kind: Literal["region", "trade"]
    applies_to: tuple[Country | Trade, ...]
    title: DataLine
    checked: datetime.date
    rules: tuple[Rule, ...]
    needs: tuple[Fact, ...] = ()
    note: str = ""

    def is_outdated(self, today: datetime.date) -> bool:
        """Return whether the rules were last checked too long before `today`."""
        due = add_months(self.checked, MAX_AGE_MONTHS)
        return due is not None and today > due


class RuleIndex(DataModel):
    """Which rule sets a country or a trade has, by their keys, and the words of the rules' keys."""

    any_trade: tuple[DataLine, ...]
    countries: dict[str, tuple[DataLine, ...]]
    trades: dict[str, tuple[DataLine, ...]]
    subjects: dict[Trade, DataLine]
    topics: dict[str, DataLine]
    said: dict[str, DataLine] = {}
    status: dict[str, DataLine]
    certainty: dict[str, DataLine]
    needs: dict[str, DataLine]


@cache
def load_index() -> RuleIndex:
    """Read which rule sets each country and trade has."""
    return read_data(rules_dir() / "index.toml", RuleIndex)


@cache
def load_sources() -> dict[str, dict[str, str]]:
    """Read the kind of each source, what it shows and where it is, by its mark in a status."""
    return read_data(rules_dir() / "sources.toml", dict[str, dict[str, DataLine]])


@cache
def load_rule_set(key: str) -> RuleSet:
    """Read one file of rules."""
    return read_data(rules_dir() / f"{key}.toml", RuleSet)


@cache
def load_rule_sets() -> tuple[RuleSet, ...]:
    """Read all rules, in the order of the index."""
    index = load_index()
    lists = (*index.countries.values(), *index.trades.values(), index.any_trade)
    return tuple(map(load_rule_set, dict.fromkeys(key for keys in lists for key in keys)))


@cache
def rules_by_id() -> dict[str, Rule]:
    """Return all rules by their ids."""
    return {rule.id: rule for rule_set in load_rule_sets() for rule in rule_set.rules}


def rules_dir() -> Path:
    """Return the folder of the rules."""
    return templates_dir() / "laws"


def expand_status(text: str) -> str:
    """Return a status or caution with its short forms in words, and without marks of sources."""
    index = load_index()
    text = _MARK.sub("a source", _LAST_MARK.sub("", _MARKS.sub("", text)))
    for key, meaning in index.status.items():
        text = text.replace(key, meaning)

    def certainty(match: re.Match[str]) -> str:
        words = index.certainty[match[2].lower()]
        return match[1] + (words.capitalize() if match[2][0].isupper() else words)

    return _CERTAINTY.sub(certainty, text)
