"""The rules of a region or a trade: reads the packs in `output_templates/en/laws/` and picks those that apply.

`index.toml` beside the packs explains their lines and says which files a country or a trade needs, so that only
those are read.
"""

import calendar
import datetime
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from wizard.answers.choices import Country, Trade
from wizard.answers.model import Answers
from wizard.answers.suggestions import suggested
from wizard.data import LANGUAGE, folder
from wizard.data_table import DataTable, did_you_mean

TOPICS = (
    "protected-activity", "process", "monitoring", "confidentiality", "privacy", "endorsement", "copyright",
    "account-ownership", "harassment", "accessibility", "records", "sector",
)  # fmt: skip
"""What a rule is about. "process" describes steps taken with staff or an authority, or working hours."""

NEEDS = (
    "french-text", "government-contract", "internal-committee", "law-firm", "listed-company", "monitoring-notice",
    "online-shop", "over-ccpa-size", "public-employer", "rules-filed", "staff-consulted",
    "works-council",
)  # fmt: skip
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

MONTHS_FRESH = 6
"""How long a pack counts as up to date after it was checked."""

_COUNTRIES: tuple[str, ...] = get_args(Country)
_TRADES: tuple[str, ...] = get_args(Trade)
_LEVELS = ("VERIFIED", "KNOWN")
_NOT_PACKS = ("index.toml", "sources.toml")
_MEANINGS = {
    "VERIFIED primary": "read in the law itself or on an official page",
    "VERIFIED secondary": "read in what others write about it",
    "VERIFIED": "read in a source",
    "KNOWN": "from general knowledge",
}
"""What the words of a rule's status mean, the longest first."""
_MARK = re.compile(r"\bS\d+[a-z]?\b")
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

    @property
    def how_sure(self) -> str:
        """How sure we are of the rule, in words; without the marks that point to what was read."""
        words = without_marks(self.status)
        for level, meaning in _MEANINGS.items():
            words = words.replace(level, meaning)
        return words[:1].upper() + words[1:]

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
        years, month = divmod(self.checked.month - 1 + MONTHS_FRESH, 12)
        year, month = self.checked.year + years, month + 1
        last_day = calendar.monthrange(year, month)[1]
        return today > datetime.date(year, month, min(self.checked.day, last_day))


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


def applying(answers: Answers, place: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs for the places and the trade of these answers, each with only the rules that a policy prints.

    These are the core rules whose conditions the answers show to hold; what the answers can't tell (`states`,
    `needs`) counts as not holding. Places come in the owner's order, then the trade. Packs without a rule are left out.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    place = place or _shipped()
    order = index(place)
    places: tuple[str, ...] = suggested(answers, "legal.places")
    keys = [key for country in places for key in order.countries.get(country, ())]
    keys += order.trades.get(answers.business.trade, ())
    found = []
    for key in dict.fromkeys(keys):
        pack = _pack(place / f"{key}.toml")
        rules = tuple(rule for rule in pack.rules if rule.core and _holds(rule, places, answers.business.staff))
        if rules and not pack.needs:
            found.append(replace(pack, rules=rules))
    return tuple(found)


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
    """Return a text of ours without the marks in brackets that point to what was read: "(S1, S2)"."""
    return _MARKS.sub("", text)


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


def index(place: Path | None = None) -> Index:
    """Read which packs each country and trade has.

    Raises:
        LawsError: the index is wrong or missing, or leaves out a country or a trade.
    """
    path = (place or _shipped()) / "index.toml"
    entry = _table(path, "the index", _read(path))
    entry.only(("countries", "trades", "without"))
    without = entry.table("without")
    without.only(("countries", "trades"))
    lists, reasons = [], []
    for name, known in (("countries", _COUNTRIES), ("trades", _TRADES)):
        listed, missing = entry.table(name), without.table(name)
        listed.only(known)
        missing.only(known)
        for key in known:
            if (key in listed.values) == (key in missing.values):
                raise LawsError(f"{path}: '{key}' must stand either under [{name}] or under [without.{name}].")
        lists.append({key: listed.texts(key) for key in listed.values})
        reasons.append({key: missing.text(key) for key in missing.values})
    return Index(lists[0], lists[1], reasons[0], reasons[1])


def _shipped() -> Path:
    return folder("output_templates") / LANGUAGE / "laws"


def _holds(rule: Rule, places: Collection[str], staff: int | None) -> bool:
    if rule.needs or rule.states:
        return False
    if rule.countries and not any(country in places for country in rule.countries):
        return False
    return rule.staff_at_least is None or (staff is not None and staff >= rule.staff_at_least)


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
        applies_to=entry.choices("applies_to", _COUNTRIES if kind == "region" else _TRADES),
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
        "countries": lambda key: entry.choices(key, _COUNTRIES),
        "states": entry.texts,
        "staff_at_least": entry.positive,
        "needs": lambda key: entry.choices(key, NEEDS),
        "checked": entry.date,
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
