"""Which rules fit a business, which of them its policy prints, and why."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import is_set
from wizard.answers.model import Answers
from wizard.answers.updates import rule_overrides
from wizard.laws.packs import STATES, belonging, load_index
from wizard.laws.rules import NEEDS, Rule, RuleSet


@dataclass(frozen=True)
class RuleGroup:
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
            places=resolve_answer(answers, "legal.places"),
            states=resolve_answer(answers, "legal.states"),
            trades=business_trades(answers),
            staff=answers.business.staff,
            facts=frozenset(answers.legal.facts),
        )

    def fits(self, pack: RuleSet, rule: Rule) -> bool:
        if not self.facts.issuperset((*pack.needs, *rule.needs)):
            return False
        if rule.states and not any(state in self.states for state in rule.states):
            return False
        if rule.countries and not any(country in self.places for country in rule.countries):
            return False
        return rule.staff_at_least is None or (
            self.staff is not None and self.staff >= rule.staff_at_least
        )


def business_trades(answers: Answers) -> tuple[str, ...]:
    """Return every kind of business that it is, the main one first."""
    return tuple(dict.fromkeys((answers.business.trade, *answers.business.other_trades)))


def applicable(answers: Answers, place: Path | None = None) -> tuple[RuleSet, ...]:
    """Return the packs for the places and trades of these answers, each with only the rules that fit.

    A rule fits if the answers show that all it depends on holds: country, state, headcount, and what else it needs.
    Places come in the owner's order, then the trades. Packs without a rule are left out.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    case = _Case.of(answers)
    packs = (
        replace(pack, rules=tuple(rule for rule in pack.rules if case.fits(pack, rule)))
        for pack in belonging(case.places, case.trades, place)
    )
    return tuple(pack for pack in packs if pack.rules)


def included(answers: Answers, place: Path | None = None) -> tuple[RuleSet, ...]:
    """Return the packs for these answers, each with only the rules that a policy prints.

    Of those that fit, these are the core rules, without what the owner left out, and with what the owner took in.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    choices = rule_overrides(answers.legal.rules)
    packs = (
        replace(
            pack,
            rules=tuple(
                rule for rule in pack.rules if rule.always or choices.get(rule.id, rule.core)
            ),
        )
        for pack in applicable(answers, place)
    )
    return tuple(pack for pack in packs if pack.rules)


def excluded(answers: Answers, place: Path | None = None) -> tuple[RuleSet, ...]:
    """Return the packs for these answers, each with only the rules that fit, and that the policy doesn't print.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    printed = {rule.id for pack in included(answers, place) for rule in pack.rules}
    packs = (
        replace(pack, rules=tuple(rule for rule in pack.rules if rule.id not in printed))
        for pack in applicable(answers, place)
    )
    return tuple(pack for pack in packs if pack.rules)


def undetermined(answers: Answers, place: Path | None = None) -> tuple[RuleSet, ...]:
    """Return the packs for these places and trades, each with the rules of which the answers don't tell if they fit.

    They depend on a question that is still open: the states, the headcount, what is true of the business.

    Raises:
        LawsError: a file that is needed is wrong or missing.
    """
    case = _Case.of(answers)
    states, facts = case.states, case.facts
    if not is_set(answers, "legal.states"):
        states = STATES
    if not is_set(answers, "legal.facts"):
        facts = frozenset(NEEDS)
    most = replace(
        case, states=states, facts=facts, staff=10**9 if case.staff is None else case.staff
    )
    packs = (
        replace(
            pack,
            rules=tuple(
                one for one in pack.rules if most.fits(pack, one) and not case.fits(pack, one)
            ),
        )
        for pack in belonging(case.places, case.trades, place)
    )
    return tuple(pack for pack in packs if pack.rules)


def group_by_heading(
    packs: Iterable[RuleSet], answers: Answers, place: Path | None = None
) -> tuple[RuleGroup, ...]:
    """Return the rules of these packs under their headings: a country, each of its states by name, a trade.

    A rule of several states stands under each of them where there are staff.

    Raises:
        LawsError: the index is wrong or missing.
    """
    names = load_index(place).states
    groups = []
    for pack in packs:
        country = pack.title.partition(":")[0]
        everywhere = tuple(rule for rule in pack.rules if not rule.states)
        groups.append(RuleGroup(pack.title, everywhere, pack.checked))
        for state in resolve_answer(answers, "legal.states"):
            there = tuple(rule for rule in pack.rules if state in rule.states)
            groups.append(RuleGroup(f"{country}: {names.get(state, state)}", there, pack.checked))
    return tuple(group for group in groups if group.rules)


def reasons(
    rule: Rule, pack: RuleSet, answers: Answers, place: Path | None = None
) -> tuple[str, ...]:
    """Return why a rule fits, in a few words each: the place or the trade, the state, the headcount, what is true.

    Raises:
        LawsError: the index is wrong or missing.
    """
    order = load_index(place)
    why = [pack.title]
    why += [
        order.states[state]
        for state in resolve_answer(answers, "legal.states")
        if state in rule.states
    ]
    if rule.staff_at_least is not None:
        why.append(f"{rule.staff_at_least} people or more")
    return (*why, *(order.needs[need] for need in (*pack.needs, *rule.needs)))
