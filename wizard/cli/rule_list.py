"""The rules of the packs, listed for an adviser: what each says, where it comes from, when it was checked."""

import datetime
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from wizard.answers import dates
from wizard.data import DataError
from wizard.laws.models import (
    MAX_AGE_MONTHS,
    Rule,
    RuleSet,
    load_index,
    load_rule_sets,
    load_sources,
)
from wizard.text import did_you_mean

WIDTH = 80


def chosen(asked: str | None) -> tuple[RuleSet, ...]:
    """Return the packs of a region or a trade, named by country ("GB"), pack ("uk") or title; without one, all.

    Raises:
        LawsError: there is no such region or trade, or a file of rules is wrong.
    """
    packs = load_rule_sets()
    if not asked:
        return packs
    wanted = asked.casefold()
    found = tuple(
        pack
        for pack in packs
        if wanted
        in (
            pack.key.casefold(),
            pack.title.casefold(),
            *(each.casefold() for each in pack.applies_to),
        )
    )
    if not found:
        known = sorted(
            {pack.key for pack in packs} | {each for pack in packs for each in pack.applies_to}
        )
        raise DataError(
            f"There are no rules for '{asked}'{did_you_mean(asked, known)}; choose from {', '.join(known)}."
        )
    return found


def lines(packs: Sequence[RuleSet], today: datetime.date) -> Iterator[str]:
    """Yield the lines that list the packs, 80 letters wide where an address allows it."""
    for number, pack in enumerate(packs):
        if number:
            yield ""
        yield f"{pack.title} ({pack.key}): {len(pack.rules)} rules, checked {dates.format_date(pack.checked)}"
        if pack.is_outdated(today):
            yield f"  ! This was checked more than {MAX_AGE_MONTHS} months ago. Have somebody look at it again."
        if pack.note:
            yield from _wrapped(pack.note, "  ")
        for rule in pack.rules:
            yield ""
            yield from _wrapped(
                f"{rule.id}: {rule.topic.replace('-', ' ')}; {_printed(rule)}", "  "
            )
            yield from _wrapped(rule.clause, "    ")
            yield from _wrapped(f"Source: {rule.citation}", "    ")
            yield f"    {rule.address}"
            yield from _wrapped(f"How sure we are: {rule.certainty}", "    ")
            yield from _wrapped(f"To watch: {rule.caution_text}", "    ")
            yield f"    Checked: {dates.format_date(pack.checked)}"


def table(packs: Sequence[RuleSet], today: datetime.date) -> list[dict[str, Any]]:
    """Return the packs for other programs; the keys stay the same from release to release."""
    read = load_sources()
    return [
        {
            "pack": pack.key,
            "kind": pack.kind,
            "title": pack.title,
            "applies_to": list(pack.applies_to),
            "checked": pack.checked.isoformat(),
            "out_of_date": pack.is_outdated(today),
            "rules": [
                {
                    "id": rule.id,
                    "topic": rule.topic,
                    "clause": rule.clause,
                    "citation": rule.citation,
                    "address": rule.address,
                    "caution": rule.caution,
                    "status": rule.status,
                    "checked": pack.checked.isoformat(),
                    "printed": rule.core,
                    "always": rule.always,
                    "countries": list(rule.countries),
                    "states": list(rule.states),
                    "staff_at_least": rule.staff_at_least,
                    "needs": list(rule.needs),
                    "read": {mark: read[mark].where for mark in rule.marks if mark in read},
                }
                for rule in pack.rules
            ],
        }
        for pack in packs
    ]


def _printed(rule: Rule) -> str:
    order, conditions = load_index(), []
    if rule.countries:
        conditions.append(f"in {', '.join(rule.countries)}")
    if rule.states:
        conditions.append(f"in {', '.join(order.states[state] for state in rule.states)}")
    if rule.staff_at_least is not None:
        conditions.append(f"from {rule.staff_at_least} people on")
    conditions += [f"if {order.needs[need]}" for need in rule.needs]
    start = "in the policy if the owner takes it in"
    if rule.core:
        start = (
            "always in the policy"
            if rule.always
            else "in the policy unless the owner leaves it out"
        )
    return f"{start}; only {'; '.join(conditions)}" if conditions else start


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
