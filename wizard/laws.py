"""The rules of a region or a trade: reads the packs in `output_templates/en/laws/` and picks those that apply.

`index.toml` beside the packs explains their lines and says which files a country or a trade needs, so that only
those are read.
"""

import datetime
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from wizard.answers import rule_choices
from wizard.answers.choices import Country, Fact, State, Trade
from wizard.answers.fields import is_decided
from wizard.answers.model import Answers
from wizard.answers.suggestions import months_later, suggested
from wizard.data import LANGUAGE, folder
from wizard.data_table import DataTable, did_you_mean

TOPICS = (
    "protected-activity", "process", "monitoring", "confidentiality", "privacy", "endorsement", "copyright",
    "account-ownership", "harassment", "accessibility", "records", "sector",
)  # fmt: skip
"""What a rule is about. "process" describes steps taken with staff or an authority, or working hours."""

NEEDS: tuple[str, ...] = get_args(Fact)
"""What may have to be true of a business before a rule can be printed; `index.toml` explains each."""

SLOTS = {
    "lead": "who looks after social media",
    "head": "who heads the business",
    "contact": "whom staff ask about the policy, and tell when something worries them",
    "spokespeople": "who speaks for the business: one person or several",
    "company": "the name of the business",
    "adopted": "the day on which the policy was adopted",
    "revised": "the day on which the policy was last changed",
}
"""The slots that a clause may have, and what fills each."""

COUNTRIES: tuple[str, ...] = get_args(Country)
"""Where staff can be."""

MONTHS_FRESH = 6
"""How long a pack counts as up to date after it was checked."""

_TRADES: tuple[str, ...] = get_args(Trade)
_STATES: tuple[str, ...] = tuple(state for state in get_args(State) if state != "other")
_LEVELS = ("VERIFIED", "KNOWN")
_NOT_PACKS = ("index.toml", "sources.toml")
_MEANINGS = {
    "VERIFIED primary": "read in the law itself or on an official page",
    "VERIFIED secondary": "read in what others write about it",
    "VERIFIED": "read in a source",
    "KNOWN high": "from general knowledge, high",
    "KNOWN": "from general knowledge",
    "secondary": "in what others write about it",
    "NOT FOUND": "not found",
}
"""What the words of a rule's status mean; of two that begin alike, the longer first."""
_SURENESS = {"high": "fairly sure", "medium": "not quite sure", "low": "unsure"}
_SURE = re.compile(r"(^|[.,;:/(] ?)(high|medium|low)\b", re.IGNORECASE)
_READ_IN = {
    "VERIFIED primary": "the law itself",
    "VERIFIED": "reports on the law",
    "KNOWN": "general knowledge only",
}
"""Where a rule was read, by the first words of its status, the longest first."""
_MARK = re.compile(r"\bS\d+[a-z]?\b")
_LAST_MARK = re.compile(r",? \bS\d+[a-z]?(?=\))")
_MARKS = re.compile(r" *[(\[]S\d+[a-z]?(?:, S?\d+[a-z]?)*(?:, weak)?[)\]]")


class LawsError(Exception):
    """A file of rules is wrong; the message names the file, the rule and the key."""


@dataclass(frozen=True)
class Slot:
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

    @property
    def read_in(self) -> str:
        """Where the rule was read, in a few words for an annex; parts at another level make it "in part"."""
        place = next(words for start, words in _READ_IN.items() if self.status.startswith(start))
        if self.level == "KNOWN" and self.mixed:
            return "general knowledge, for the most part"
        return f"{place}, in part" if self.mixed else place

    @property
    def how_sure(self) -> str:
        """How sure we are of the rule, in words; without the marks that point to what was read."""
        words = in_words(self.status)
        return words[:1].upper() + words[1:]

    @property
    def to_watch(self) -> str:
        """The caution in words for the owner, without the marks that point to what was read."""
        return in_words(self.caution)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of what was read for the rule, such as "S1"; `sources` says what each is."""
        return tuple(dict.fromkeys(_MARK.findall(f"{self.status} {self.caution}")))


@dataclass(frozen=True)
class Pack:
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

    def is_out_of_date(self, today: datetime.date) -> bool:
        """Tell whether the pack was checked more than six months before `today`."""
        return is_old(self.checked, today)


@dataclass(frozen=True)
class Source:
    """What was read for a rule; a mark such as "S1" in its status points here."""

    kind: str
    shows: str
    where: str


@dataclass(frozen=True)
class Index:
    """Which packs a country or a trade has, by their keys, and why some have none."""

    countries: Mapping[str, tuple[str, ...]]
    trades: Mapping[str, tuple[str, ...]]
    without_countries: Mapping[str, str]
    without_trades: Mapping[str, str]
    any_trade: tuple[str, ...]
    """Packs that a business of any trade may have, if it has what they need."""
    states: Mapping[str, str]
    """The names of states, by their keys."""
    needs: Mapping[str, str]
    """What has to be true before a rule holds, as a business says it: "we give legal advice for a living"."""


@dataclass(frozen=True)
class Group:
    """Rules that stand under one heading: those of a country, a state or a trade."""

    title: str
    rules: tuple[Rule, ...]
    checked: datetime.date


@dataclass(frozen=True)
class _Case:
    """What the answers say of all that rules depend on."""

    places: tuple[str, ...]
    states: tuple[str, ...]
    trades: tuple[str, ...]
    staff: int | None
    facts: frozenset[str]

    @classmethod
    def of(cls, answers: Answers) -> "_Case":
        return cls(
            places=suggested(answers, "legal.places"),
            states=suggested(answers, "legal.states"),
            trades=trades(answers),
            staff=answers.business.staff,
            facts=frozenset(answers.legal.facts),
        )

    def fits(self, pack: Pack, rule: Rule) -> bool:
        if not self.facts.issuperset((*pack.needs, *rule.needs)):
            return False
        if rule.states and not any(state in self.states for state in rule.states):
            return False
        if rule.countries and not any(country in self.places for country in rule.countries):
            return False
        return rule.staff_at_least is None or (self.staff is not None and self.staff >= rule.staff_at_least)


def load(place: Path | None = None) -> tuple[Pack, ...]:
    """Read every pack in `place` (by default the shipped ones): regions first, each in the order of the index.

    Raises:
        LawsError: a file is no TOML, a key or a value is wrong, an id is used twice, the index disagrees.
    """
    place = place or _shipped()
    order = index(place)
    packs = {path.stem: _pack(path) for path in sorted(place.glob("*.toml")) if path.name not in _NOT_PACKS}
    _check_index(place / "index.toml", order, packs)
    _check_ids(place, packs.values())
    listed = dict.fromkeys(key for keys in (*order.countries.values(), *order.trades.values()) for key in keys)
    return tuple(packs[key] for key in (*listed, *(key for key in packs if key not in listed)))


def is_old(checked: datetime.date, today: datetime.date) -> bool:
    """Tell whether what was checked on that day was checked more than six months before `today`."""
    until = months_later(checked, MONTHS_FRESH)
    return until is not None and today > until


def rule(key: str, place: Path | None = None) -> Rule | None:
    """Return the rule with this id, whether it fits or not; None if there is none.

    Raises:
        LawsError: a file of rules is wrong.
    """
    return _by_id(place or _shipped()).get(key)


def rule_ids(place: Path | None = None) -> tuple[str, ...]:
    """Return the ids of all rules.

    Raises:
        LawsError: a file of rules is wrong.
    """
    return tuple(_by_id(place or _shipped()))


@cache
def _by_id(place: Path) -> Mapping[str, Rule]:
    return {rule.id: rule for pack in load(place) for rule in pack.rules}


def trades(answers: Answers) -> tuple[str, ...]:
    """Return every kind of business that it is, the main one first."""
    return tuple(dict.fromkeys((answers.business.trade, *answers.business.other_trades)))


def fitting(answers: Answers, place: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs for the places and trades of these answers, each with only the rules that fit.

    A rule fits if the answers show that all it depends on holds: country, state, headcount, and what else it needs.
    Places come in the owner's order, then the trades. Packs without a rule are left out.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    case = _Case.of(answers)
    packs = (
        replace(pack, rules=tuple(rule for rule in pack.rules if case.fits(pack, rule)))
        for pack in _of_case(case, place or _shipped())
    )
    return tuple(pack for pack in packs if pack.rules)


def applying(answers: Answers, place: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs for these answers, each with only the rules that a policy prints.

    Of those that fit, these are the core rules, without what the owner left out, and with what the owner took in.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    choices = rule_choices.decided(answers.legal.rules)
    packs = (
        replace(pack, rules=tuple(rule for rule in pack.rules if rule.always or choices.get(rule.id, rule.core)))
        for pack in fitting(answers, place)
    )
    return tuple(pack for pack in packs if pack.rules)


def left_out(answers: Answers, place: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs for these answers, each with only the rules that fit, and that the policy doesn't print.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    printed = {rule.id for pack in applying(answers, place) for rule in pack.rules}
    packs = (
        replace(pack, rules=tuple(rule for rule in pack.rules if rule.id not in printed))
        for pack in fitting(answers, place)
    )
    return tuple(pack for pack in packs if pack.rules)


def unknown(answers: Answers, place: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs for these places and trades, each with the rules of which the answers don't tell if they fit.

    They depend on a question that is still open: the states, the headcount, what is true of the business.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    case = _Case.of(answers)
    states, facts = case.states, case.facts
    if not is_decided(answers, "legal.states"):
        states = _STATES
    if not is_decided(answers, "legal.facts"):
        facts = frozenset(NEEDS)
    most = replace(case, states=states, facts=facts, staff=10**9 if case.staff is None else case.staff)
    packs = (
        replace(pack, rules=tuple(one for one in pack.rules if most.fits(pack, one) and not case.fits(pack, one)))
        for pack in _of_case(case, place or _shipped())
    )
    return tuple(pack for pack in packs if pack.rules)


def grouped(packs: Iterable[Pack], answers: Answers, place: Path | None = None) -> tuple[Group, ...]:
    """Return the rules of these packs under their headings: a country, each of its states by name, a trade.

    A rule of several states stands under each of them where there are staff.

    Raises:
        LawsError: the index is wrong or missing.
    """
    names = index(place).states
    groups = []
    for pack in packs:
        country = pack.title.partition(":")[0]
        everywhere = tuple(rule for rule in pack.rules if not rule.states)
        groups.append(Group(pack.title, everywhere, pack.checked))
        for state in suggested(answers, "legal.states"):
            there = tuple(rule for rule in pack.rules if state in rule.states)
            groups.append(Group(f"{country}: {names.get(state, state)}", there, pack.checked))
    return tuple(group for group in groups if group.rules)


def because(rule: Rule, pack: Pack, answers: Answers, place: Path | None = None) -> tuple[str, ...]:
    """Return why a rule fits, in a few words each: the place or the trade, the state, the headcount, what is true.

    Raises:
        LawsError: the index is wrong or missing.
    """
    order = index(place)
    why = [pack.title]
    why += [order.states[state] for state in suggested(answers, "legal.states") if state in rule.states]
    if rule.staff_at_least is not None:
        why.append(f"{rule.staff_at_least} people or more")
    return (*why, *(order.needs[need] for need in (*pack.needs, *rule.needs)))


def clause_parts(rule: Rule) -> tuple[str | Slot, ...]:
    """Return the clause as plain words and the slots between them, in order.

    The words are plain text: whoever writes them into Markdown escapes them, like the values of the slots.

    Raises:
        ValueError: a slot is not known, or a brace stands alone.
    """
    parts: list[str | Slot] = []
    for number, piece in enumerate(re.split(r"\{([^{}]*)\}", rule.clause)):
        if number % 2:
            parts.append(_slot(piece))
        elif "{" in piece or "}" in piece:
            raise ValueError("a brace stands alone; slots are written like {lead}")
        elif piece:
            parts.append(piece)
    return tuple(parts)


def without_marks(text: str) -> str:
    """Return a text of ours without the marks that point to what was read: "(S1, S2)"."""
    return _MARK.sub("a source", _LAST_MARK.sub("", _MARKS.sub("", text)))


def in_words(text: str) -> str:
    """Return a text of ours with words for our short forms: how sure we are, and of what; without marks."""
    words = without_marks(text)
    for level, meaning in _MEANINGS.items():
        words = words.replace(level, meaning)
    return _SURE.sub(_sure, words)


def _sure(found: re.Match[str]) -> str:
    words = _SURENESS[found[2].lower()]
    return found[1] + (words.capitalize() if found[2][0].isupper() else words)


def sources(place: Path | None = None) -> Mapping[str, Source]:
    """Read what was read for the rules, by the mark that statuses and cautions use ("S1").

    Raises:
        LawsError: the file is wrong or missing.
    """
    path = (place or _shipped()) / "sources.toml"
    found = {}
    for mark, table in _read(path).items():
        if not isinstance(table, dict):
            raise LawsError(f"{path}: '{mark}' must be a table.")
        entry = _table(path, f"source '{mark}'", table)
        entry.only(("kind", "shows", "where"))
        found[mark] = Source(entry.text("kind"), entry.text("shows"), entry.text("where"))
    return MappingProxyType(found)


@cache
def index(place: Path | None = None) -> Index:
    """Read which packs each country and trade has.

    Raises:
        LawsError: the index is wrong or missing, or leaves out a country, a trade, a state or a need.
    """
    path = (place or _shipped()) / "index.toml"
    entry = _table(path, "the index", _read(path))
    entry.only(("any_trade", "countries", "trades", "without", "states", "needs"))
    without = entry.table("without")
    without.only(("countries", "trades"))
    lists, reasons = [], []
    for name, known in (("countries", COUNTRIES), ("trades", _TRADES)):
        listed, missing = entry.table(name), without.table(name)
        listed.only(known)
        missing.only(known)
        for key in known:
            if (key in listed.values) == (key in missing.values):
                raise LawsError(f"{path}: '{key}' must stand either under [{name}] or under [without.{name}].")
        lists.append({key: listed.texts(key) for key in listed.values})
        reasons.append({key: missing.text(key) for key in missing.values})
    states, needs = (_words(entry.table(name), known) for name, known in (("states", _STATES), ("needs", NEEDS)))
    return Index(lists[0], lists[1], reasons[0], reasons[1], entry.texts("any_trade"), states, needs)


def _words(table: DataTable, known: tuple[str, ...]) -> dict[str, str]:
    table.only(known)
    return {key: table.text(key) for key in known}


def _shipped() -> Path:
    return folder("output_templates") / LANGUAGE / "laws"


def _of_case(case: _Case, place: Path) -> Iterable[Pack]:
    order = index(place)
    keys = [key for country in case.places for key in order.countries.get(country, ())]
    keys += [key for trade in case.trades for key in order.trades.get(trade, ())]
    return [_pack(place / f"{key}.toml") for key in dict.fromkeys((*keys, *order.any_trade))]


@cache
def _pack(path: Path) -> Pack:
    entry = _table(path, "the head", _read(path))
    entry.only(("key", "kind", "title", "applies_to", "needs", "checked", "note", "rules"))
    key = entry.text("key")
    if key != path.stem:
        raise LawsError(f"{path}: the key '{key}' must be the file's own name, '{path.stem}'.")
    kind = entry.choice("kind", ("region", "trade"))
    checked = entry.date("checked")
    tables = entry.get("rules", list, "a list of [[rules]]")
    return Pack(
        key=key,
        kind=cast(Literal["region", "trade"], kind),
        applies_to=entry.choices("applies_to", COUNTRIES if kind == "region" else _TRADES),
        title=entry.text("title"),
        checked=checked,
        rules=tuple(_rule(path, number, table, checked) for number, table in enumerate(tables, 1)),
        needs=entry.choices("needs", NEEDS) if "needs" in entry.values else (),
        note=entry.text("note") if "note" in entry.values else "",
    )


def _rule(path: Path, number: int, table: Any, pack_checked: datetime.date) -> Rule:
    if not isinstance(table, dict):
        raise LawsError(f"{path}: rule {number} must be a table under [[rules]].")
    entry = _table(path, f"rule '{table.get('id', number)}'", table)
    optional: dict[str, Callable[[str], Any]] = {
        "countries": lambda key: entry.choices(key, COUNTRIES),
        "states": lambda key: entry.choices(key, _STATES),
        "staff_at_least": entry.positive,
        "needs": lambda key: entry.choices(key, NEEDS),
        "checked": entry.date,
        "always": entry.yes_no,
    }
    needed = ("id", "topic", "clause", "citation", "address", "caution", "status", "level", "mixed", "core")
    entry.only((*needed, *optional))
    given = {key: read(key) for key, read in optional.items() if key in table}
    rule = Rule(
        id=entry.text("id"),
        topic=entry.choice("topic", TOPICS),
        clause=entry.text("clause"),
        citation=entry.text("citation"),
        address=entry.address("address"),
        caution=entry.text("caution"),
        status=entry.text("status"),
        level=cast(Literal["VERIFIED", "KNOWN"], entry.choice("level", _LEVELS)),
        mixed=entry.yes_no("mixed"),
        core=entry.yes_no("core"),
        **{"checked": pack_checked, **given},
    )
    if not rule.status.startswith(rule.level):
        entry.refuse("level", f"says '{rule.level}', but the status begins otherwise")
    try:
        clause_parts(rule)
    except ValueError as error:
        entry.refuse("clause", f"can't be used: {error}")
    return rule


def _slot(name: str) -> Slot:
    if name not in SLOTS:
        raise ValueError(f"the slot '{{{name}}}' is not known{did_you_mean(name, SLOTS)}")
    return Slot(name)


def _check_index(path: Path, order: Index, packs: Mapping[str, Pack]) -> None:
    for kind, lists in (("region", order.countries), ("trade", order.trades)):
        for name, keys in lists.items():
            for key in keys:
                if key not in packs:
                    raise LawsError(
                        f"{path}: '{name}' names '{key}', and there is no such file{did_you_mean(key, packs)}."
                    )
            claimed = {pack.key for pack in packs.values() if pack.kind == kind and name in pack.applies_to}
            if claimed != set(keys):
                odd = min(claimed ^ set(keys))
                raise LawsError(f"{path}: '{name}' and the 'applies_to' of '{odd}' disagree.")
    for pack in packs.values():
        lists = order.countries if pack.kind == "region" else order.trades
        for name in pack.applies_to:
            if name not in lists:
                raise LawsError(f"{path}: '{pack.key}' applies to '{name}', which is listed as having no rules.")


def _check_ids(place: Path, packs: Iterable[Pack]) -> None:
    seen: dict[str, str] = {}
    for pack in packs:
        for rule in pack.rules:
            if rule.id in seen:
                raise LawsError(
                    f"{place / pack.key}.toml: rule '{rule.id}': this id is used in {seen[rule.id]}.toml too."
                )
            seen[rule.id] = pack.key


def _table(path: Path, where: str, values: dict[str, Any]) -> DataTable:
    return DataTable(path, where, values, LawsError)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawsError(f"{path}: {error}") from None
    except OSError as error:
        raise LawsError(f"{path}: can't be read ({error.strerror}).") from None
