"""What a lawyer wants to see: the questions as we asked them, what was answered, and the rules nobody has checked."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wizard import laws
from wizard.answers.fields import Kind, fields, get, is_decided
from wizard.answers.model import Answers
from wizard.answers.suggestions import suggested


def words(answers: Answers, day: Callable[[datetime.date], str]) -> dict[str, Any]:
    """Return functions for templates: `asked(path)`, `answered(path)`, `decided(path)`, `uncertain_packs()`."""
    return {
        "asked": asked,
        "answered": lambda path: answered(answers, path, day),
        "decided": lambda path: is_decided(answers, path) and get(answers, path) not in (None, "", ()),
        "uncertain_packs": lambda: uncertain_packs(answers),
    }


def asked(path: str) -> str:
    """Return the question that asks for `path`, or "" where none does."""
    from wizard.interview import load

    try:
        return load().question(path).ask
    except KeyError:
        return ""


def answered(answers: Answers, path: str, day: Callable[[datetime.date], str]) -> tuple[str, ...]:
    """Return the answer at `path` in the words of its question; while it is open, what we suggest. May be empty."""
    from wizard.interview import load

    asked_for = fields()[path]
    labels = load().question(path).labels
    value = suggested(answers, path)
    if asked_for.kind is Kind.YES_NO:
        return (labels["yes" if value else "no"],)
    if asked_for.kind is Kind.DATE:
        return (day(value),) if value else ()
    if asked_for.kind is Kind.TABLE:
        return ()
    items = value if isinstance(value, tuple) else (value,)
    if asked_for.kind in (Kind.PERSON, Kind.PEOPLE):
        names = {person.id: person.name for person in answers.people}
        return tuple(names[item] for item in items if names.get(item))
    return tuple(labels.get(item, str(item)) for item in items if item not in (None, ""))


def uncertain_packs(answers: Answers) -> tuple[laws.Pack, ...]:
    """Return the packs of these places and this trade with the rules that the policy leaves out.

    These depend on what we didn't ask: the state, the size, whether there is a works council.

    Raises:
        laws.LawsError: a file of rules is wrong.
    """
    order = laws.index()
    keys = [key for place in suggested(answers, "legal.places") for key in order.countries.get(place, ())]
    keys += order.trades.get(answers.business.trade, ())
    printed = {rule.id for pack in laws.applying(answers) for rule in pack.rules}
    packs = {pack.key: pack for pack in laws.load()}
    found = []
    for pack in (packs[key] for key in dict.fromkeys(keys)):
        rules = tuple(
            replace(rule, needs=tuple(dict.fromkeys((*pack.needs, *rule.needs))))
            for rule in pack.rules
            if rule.id not in printed and (pack.needs or rule.needs or rule.states or rule.staff_at_least)
        )
        if rules:
            found.append(replace(pack, rules=rules))
    return tuple(found)
