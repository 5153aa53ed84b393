"""Reads the packs of rules in `output_templates/en/laws/`, and the index that says what each is for."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from wizard.answers.model import Country, State, Trade
from wizard.data import DataError
from wizard.data_dirs import templates_dir
from wizard.data_table import DataTable
from wizard.laws.rules import NEEDS, TOPICS, Rule, RuleSet, Source, split_clause
from wizard.text import did_you_mean

COUNTRIES: tuple[str, ...] = get_args(Country)
"""Where staff can be."""
_TRADES: tuple[str, ...] = get_args(Trade)
STATES: tuple[str, ...] = tuple(state for state in get_args(State) if state != "other")
_LEVELS = ("VERIFIED", "KNOWN")
_NOT_PACKS = ("index.toml", "sources.toml")


class LawsError(DataError):
    """A file of rules is wrong; the message names the file, the rule and the key."""


@dataclass(frozen=True)
class RuleIndex:
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


def load_rule_sets(place: Path | None = None) -> tuple[RuleSet, ...]:
    """Read every pack in `place` (by default the shipped ones): regions first, each in the order of the index.

    Raises:
        LawsError: a file is no TOML, a key or a value is wrong, an id is used twice, the index disagrees.
    """
    place = place or _shipped()
    order = load_index(place)
    packs = {
        path.stem: _pack(path)
        for path in sorted(place.glob("*.toml"))
        if path.name not in _NOT_PACKS
    }
    _check_index(place / "index.toml", order, packs)
    _check_ids(place, packs.values())
    listed = dict.fromkeys(
        key for keys in (*order.countries.values(), *order.trades.values()) for key in keys
    )
    return tuple(packs[key] for key in (*listed, *(key for key in packs if key not in listed)))


def belonging(
    countries: Iterable[str], trades: Iterable[str], place: Path | None = None
) -> list[RuleSet]:
    """Read the packs of these countries and trades, in this order, and those that any trade may have.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    place = place or _shipped()
    order = load_index(place)
    keys = [key for country in countries for key in order.countries.get(country, ())]
    keys += [key for trade in trades for key in order.trades.get(trade, ())]
    return [_pack(place / f"{key}.toml") for key in dict.fromkeys((*keys, *order.any_trade))]


def find_rule(key: str, place: Path | None = None) -> Rule | None:
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
    return {find_rule.id: find_rule for pack in load_rule_sets(place) for find_rule in pack.rules}


def load_sources(place: Path | None = None) -> Mapping[str, Source]:
    """Read what was read for the rules, by the mark that statuses and cautions use ("S1").

    Raises:
        LawsError: the file is wrong or missing.
    """
    top = DataTable.read((place or _shipped()) / "sources.toml", "the sources", LawsError)
    found = {}
    for mark in top.values:
        entry = top.table(mark)
        entry.only(("kind", "shows", "where"))
        found[mark] = Source(entry.text("kind"), entry.text("shows"), entry.text("where"))
    return MappingProxyType(found)


def load_index(place: Path | None = None) -> RuleIndex:
    """Read which packs each country and trade has.

    Raises:
        LawsError: the index is wrong or missing, or leaves out a country, a trade, a state or a need.
    """
    return _index((place or _shipped()) / "index.toml")


@cache
def _index(path: Path) -> RuleIndex:
    entry = DataTable.read(path, "the index", LawsError)
    entry.only(("any_trade", "countries", "trades", "without", "states", "needs"))
    without = entry.table("without")
    without.only(("countries", "trades"))
    lists, reasons = [], []
    for name, known in (("countries", COUNTRIES), ("trades", _TRADES)):
        listed, missing = entry.table(name), without.table(name)
        listed.only(known)
        missing.only(known)
        for key in known:
            if listed.has(key) == missing.has(key):
                raise LawsError(
                    f"{path}: '{key}' must stand either under [{name}] or under [without.{name}]."
                )
        lists.append({key: listed.texts(key) for key in listed.values})
        reasons.append({key: missing.text(key) for key in missing.values})
    states, needs = (
        _words(entry.table(name), known) for name, known in (("states", STATES), ("needs", NEEDS))
    )
    return RuleIndex(
        lists[0], lists[1], reasons[0], reasons[1], entry.texts("any_trade"), states, needs
    )


def _words(table: DataTable, known: tuple[str, ...]) -> dict[str, str]:
    table.only(known)
    return {key: table.text(key) for key in known}


def _shipped() -> Path:
    return templates_dir() / "laws"


@cache
def _pack(path: Path) -> RuleSet:
    entry = DataTable.read(path, "the head", LawsError)
    entry.only(("key", "kind", "title", "applies_to", "needs", "checked", "note", "rules"))
    key = entry.text("key")
    if key != path.stem:
        raise LawsError(f"{path}: the key '{key}' must be the file's own name, '{path.stem}'.")
    kind = entry.choice("kind", ("region", "trade"))
    checked = entry.date("checked")
    return RuleSet(
        key=key,
        kind=cast(Literal["region", "trade"], kind),
        applies_to=entry.choices("applies_to", COUNTRIES if kind == "region" else _TRADES),
        title=entry.text("title"),
        checked=checked,
        rules=tuple(_rule(table, checked) for table in entry.tables("rules", "rule")),
        needs=entry.choices("needs", NEEDS) if entry.has("needs") else (),
        note=entry.text("note") if entry.has("note") else "",
    )


def _rule(entry: DataTable, pack_checked: datetime.date) -> Rule:
    optional: dict[str, Callable[[str], Any]] = {
        "countries": lambda key: entry.choices(key, COUNTRIES),
        "states": lambda key: entry.choices(key, STATES),
        "staff_at_least": entry.positive,
        "needs": lambda key: entry.choices(key, NEEDS),
        "checked": entry.date,
        "always": entry.yes_no,
        "asks_first": entry.yes_no,
    }
    needed = (
        "id",
        "topic",
        "clause",
        "citation",
        "address",
        "caution",
        "status",
        "level",
        "mixed",
        "core",
    )
    entry.only((*needed, *optional))
    given = {key: read(key) for key, read in optional.items() if entry.has(key)}
    find_rule = Rule(
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
    if not find_rule.status.startswith(find_rule.level):
        entry.refuse("level", f"says '{find_rule.level}', but the status begins otherwise")
    try:
        split_clause(find_rule)
    except ValueError as error:
        entry.refuse("clause", f"can't be used: {error}")
    return find_rule


def _check_index(path: Path, order: RuleIndex, packs: Mapping[str, RuleSet]) -> None:
    for kind, lists in (("region", order.countries), ("trade", order.trades)):
        for name, keys in lists.items():
            for key in keys:
                if key not in packs:
                    raise LawsError(
                        f"{path}: '{name}' names '{key}', and there is no such file{did_you_mean(key, packs)}."
                    )
            claimed = {
                pack.key for pack in packs.values() if pack.kind == kind and name in pack.applies_to
            }
            if claimed != set(keys):
                odd = min(claimed ^ set(keys))
                raise LawsError(f"{path}: '{name}' and the 'applies_to' of '{odd}' disagree.")
    for pack in packs.values():
        lists = order.countries if pack.kind == "region" else order.trades
        for name in pack.applies_to:
            if name not in lists:
                raise LawsError(
                    f"{path}: '{pack.key}' applies to '{name}', which is listed as having no rules."
                )


def _check_ids(place: Path, packs: Iterable[RuleSet]) -> None:
    seen: dict[str, str] = {}
    for pack in packs:
        for find_rule in pack.rules:
            if find_rule.id in seen:
                raise LawsError(
                    f"{place / pack.key}.toml: rule '{find_rule.id}': this id is used in {seen[find_rule.id]}.toml too."
                )
            seen[find_rule.id] = pack.key
