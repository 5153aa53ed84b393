"""Which rules apply to a business, which of them its policy prints, and why.

All functions raise `DataError` if a file of rules that they need is wrong or missing.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from wizard.answers.dates import format_date
from wizard.answers.defaults import resolve
from wizard.answers.fields import is_set
from wizard.answers.model import Answers, State, Trade
from wizard.answers.updates import is_exclusion, rule_id, rule_overrides
from wizard.interview import load
from wizard.laws.models import PLACEHOLDERS, Rule, RuleSet, load_index, load_rule_set, rules_by_id
from wizard.laws.placeholders import clause_text, placeholder_values
from wizard.text import join_list

MANDATORY_NOTE = (
    "This one can't be left out: without it, a policy for this country can read as a ban on talk "
    "about work."
)
_MAX_CLAUSE_START = 60  # characters


@dataclass(frozen=True)
class RuleOption:
    """A rule that applies, as the user chooses among them."""

    rule: Rule
    rule_set: RuleSet
    text: str
    reasons: tuple[str, ...]
    included: bool

    @property
    def id(self) -> str:
        """The id of the rule."""
        return self.rule.id

    @property
    def summary(self) -> str:
        """One line: why the rule is here, what it is about, where we read it."""
        topic = load_index().topics[self.rule.topic]
        return f"{'; '.join(self.reasons)} · {topic} · from {self.rule.read_in}"

    def details(self, today: datetime.date) -> Iterator[str]:
        """Yield what else there is to know, a sentence or two each."""
        rule = self.rule
        outdated = " That is more than six months ago: check it again."
        yield f"Source: {rule.citation}. {rule.address}"
        yield (
            f"Checked: {format_date(self.rule_set.checked)}."
            f"{outdated if self.rule_set.is_outdated(today) else ''}"
        )
        yield f"How sure we are: {rule.certainty}."
        if rule.caution:
            yield f"To watch: {rule.caution_text}"
        if rule.always:
            yield MANDATORY_NOTE


@dataclass(frozen=True)
class _Facts:
    """What the answers say of all that rules depend on."""

    places: tuple[str, ...]
    states: tuple[str, ...]
    staff: int | None
    needs: frozenset[str]

    def satisfy(self, rule_set: RuleSet, rule: Rule) -> bool:
        return (
            self.needs.issuperset((*rule_set.needs, *rule.needs))
            and (not rule.states or not set(rule.states).isdisjoint(self.states))
            and (not rule.countries or not set(rule.countries).isdisjoint(self.places))
            and (rule.staff_at_least or 0) <= (self.staff or 0)
        )


def _facts(answers: Answers) -> _Facts:
    return _Facts(
        places=resolve(answers).legal.places,
        states=resolve(answers).legal.states,
        staff=answers.business.staff,
        needs=frozenset(answers.legal.facts),
    )


def business_trades(answers: Answers) -> tuple[Trade, ...]:
    """Return the trades of the business, the main one first."""
    return tuple(dict.fromkeys((answers.business.trade, *answers.business.other_trades)))


def _candidates(answers: Answers) -> list[RuleSet]:
    """Return the rule sets of the user's places and trades, places first, in their order."""
    index = load_index()
    keys = [
        *(key for place in _facts(answers).places for key in index.countries.get(place, ())),
        *(key for trade in business_trades(answers) for key in index.trades.get(trade, ())),
        *index.any_trade,
    ]
    return [load_rule_set(key) for key in dict.fromkeys(keys)]


def filter_rules(
    rule_sets: Iterable[RuleSet], predicate: Callable[[RuleSet, Rule], bool]
) -> tuple[RuleSet, ...]:
    """Return the rule sets with only the rules that pass, without sets left empty."""
    filtered = (
        rule_set.model_copy(
            update={"rules": tuple(rule for rule in rule_set.rules if predicate(rule_set, rule))}
        )
        for rule_set in rule_sets
    )
    return tuple(rule_set for rule_set in filtered if rule_set.rules)


def applicable_rules(answers: Answers) -> tuple[RuleSet, ...]:
    """Return the rules whose country, state, headcount and needs the answers fulfil."""
    return filter_rules(_candidates(answers), _facts(answers).satisfy)


def included_rules(answers: Answers) -> tuple[RuleSet, ...]:
    """Return the applicable rules that the policy prints: the core, as changed by the user."""
    return _split(answers, included=True)


def excluded_rules(answers: Answers) -> tuple[RuleSet, ...]:
    """Return the applicable rules that the policy doesn't print."""
    return _split(answers, included=False)


def _split(answers: Answers, *, included: bool) -> tuple[RuleSet, ...]:
    overrides = rule_overrides(answers.legal.rules)
    return filter_rules(
        applicable_rules(answers),
        lambda _, rule: _is_included(rule, overrides) == included,
    )


def _is_included(rule: Rule, overrides: Mapping[str, bool]) -> bool:
    return rule.always or overrides.get(rule.id, rule.core)


def undetermined_rules(answers: Answers) -> tuple[RuleSet, ...]:
    """Return the rules that depend on a question that is still open."""
    known, index = _facts(answers), load_index()
    possible = replace(
        known,
        states=known.states if is_set(answers, "legal.states") else get_args(State),
        needs=known.needs if is_set(answers, "legal.facts") else frozenset(index.needs),
        staff=10**9 if known.staff is None else known.staff,
    )
    return filter_rules(
        _candidates(answers),
        lambda rule_set, rule: (
            possible.satisfy(rule_set, rule) and not known.satisfy(rule_set, rule)
        ),
    )


def group_rules(rule_sets: Iterable[RuleSet], answers: Answers) -> tuple[RuleSet, ...]:
    """Return the rules under their headings: a country, each of its states by name, a trade.

    A rule of several states stands under each of them where there are staff.
    """
    groups = []
    for rule_set in rule_sets:
        country = rule_set.title.partition(":")[0]
        headings = {rule_set.title: tuple(rule for rule in rule_set.rules if not rule.states)}
        for state in resolve(answers).legal.states:
            local = tuple(rule for rule in rule_set.rules if state in rule.states)
            headings[f"{country}: {state_name(state)}"] = local
        groups += [
            rule_set.model_copy(update={"title": title, "rules": rules})
            for title, rules in headings.items()
            if rules
        ]
    return tuple(groups)


def group_by_place(rule_sets: Iterable[RuleSet], answers: Answers) -> tuple[RuleSet, ...]:
    """Return each rule once, under its trade, its country, or all of its states together.

    Of rules in the same words, it is the first.
    """
    places: dict[str, list[str]] = {}
    rules: dict[str, list[Rule]] = {}
    groups = group_rules(rule_sets, answers)
    for group in groups:
        for rule in group.rules:
            places.setdefault(rule.id, []).append(group.title.rpartition(": ")[2])
    by_clause: dict[str, Rule] = {}
    for group in groups:
        for rule in group.rules:
            by_clause.setdefault(rule.clause, rule)
    for rule in by_clause.values():
        rules.setdefault(join_list(places[rule.id]), []).append(rule)
    return tuple(
        groups[0].model_copy(update={"title": title, "rules": tuple(found)})
        for title, found in rules.items()
    )


def rule_options(answers: Answers) -> tuple[RuleOption, ...]:
    """Return the applicable rules to choose from, in the order in which a policy prints them."""
    overrides = rule_overrides(answers.legal.rules)
    values = placeholder_values(resolve(answers))
    return tuple(
        RuleOption(
            rule,
            rule_set,
            clause_text(rule, values, answers.business.voice),
            _reasons(rule, rule_set, resolve(answers).legal.states),
            _is_included(rule, overrides),
        )
        for rule_set in applicable_rules(answers)
        for rule in rule_set.rules
    )


def state_name(state: str) -> str:
    """Return the name of a state, as the question has it."""
    return load().question("legal.states").labels[state]


def _reasons(rule: Rule, rule_set: RuleSet, states: Iterable[str]) -> tuple[str, ...]:
    """Return why a rule applies: the place or trade, the state, the headcount, the needs."""
    index = load_index()
    return (
        rule_set.title,
        *(state_name(state) for state in states if state in rule.states),
        *([f"{rule.staff_at_least} people or more"] if rule.staff_at_least else []),
        *(index.needs[need] for need in (*rule_set.needs, *rule.needs)),
    )


def format_rule_choice(choice: str, values: Mapping[str, str] | None = None) -> str:
    """Return a choice in words: "left out: “We may check ...”".

    Placeholders of the rule are filled from `values`, or with dots.
    """
    key = rule_id(choice)
    rule = rules_by_id().get(key)
    text = clause_text(rule, values or dict.fromkeys(PLACEHOLDERS, "…")) if rule else key
    verb = "left out" if is_exclusion(choice) else "taken in"
    return f"{verb}: “{shorten_clause(text)}”"


def shorten_clause(clause: str) -> str:
    """Return the first words of a clause, by which it is found again."""
    if len(clause) <= _MAX_CLAUSE_START:
        return clause
    return f"{clause[:_MAX_CLAUSE_START].rpartition(' ')[0]}…"
