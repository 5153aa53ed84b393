"""What we have no rules of law for: trades, states and countries that a business named."""

from collections.abc import Iterable

from wizard.answers.defaults import resolve
from wizard.answers.fields import is_set
from wizard.answers.model import Answers, Trade
from wizard.interview import Interview
from wizard.laws.breach_notices import load_breach_notices
from wizard.laws.models import RuleSet, load_index, load_rule_set
from wizard.laws.selection import business_trades, state_name
from wizard.text import join_list


def find_gaps(answers: Answers, interview: Interview, *, our: str = "your") -> tuple[str, ...]:
    """Return what a sentence says after "no rules for": "making or selling alcohol in Germany".

    Args:
        answers: they name trades, states and countries.
        interview: has the names of countries.
        our: what the sentence calls what belongs to the business.

    Raises:
        DataError: a file of rules is wrong or missing.
    """
    legal = resolve(answers).legal
    trades = business_trades(answers) if is_set(answers, "business.trade") else ()
    gaps = [gap for trade in trades if (gap := _trade_gap(trade, answers, interview))]
    if "other" in trades:
        gaps.append(f"{our} kind of business")
    if "other" in legal.places:
        gaps.append(f"{our} other country")
    states = [state for state in legal.states if not _has_state_rule(state)]
    breaches = load_breach_notices().states
    for exception in ("", ", except on data breaches"):
        names = [
            f"{our} other state or province" if state == "other" else state_name(state)
            for state in states
            if (state in breaches) == bool(exception)
        ]
        if names:
            gaps.append(f"{join_list(names, 'or')} beyond the national ones{exception}")
    return tuple(gaps)


def describe_gaps(answers: Answers, interview: Interview) -> str:
    """Return what we have no rules for as sentences for the user; "" if there is nothing.

    Raises:
        DataError: a file of rules is wrong or missing.
    """
    gaps = find_gaps(answers, interview)
    return f"We have no rules for {name_gaps(gaps)}. Ask a lawyer." if gaps else ""


def name_gaps(gaps: Iterable[str]) -> str:
    """Return how a sentence goes on after "no rules for"."""
    return ", and none for ".join(gaps)


def _trade_gap(trade: Trade, answers: Answers, interview: Interview) -> str:
    """Return the trade and the places for which we have no rules for it; "" without any."""
    index = load_index()
    if trade not in index.subjects:
        return ""
    # The first set of a trade is its own; it shares the others.
    own = [load_rule_set(key) for key in index.trades.get(trade, ())[:1]]
    if any(not set(rule_set.needs) <= set(answers.legal.facts) for rule_set in own):
        return ""
    labels = interview.question("legal.places").labels
    missing = [
        labels[place]
        for place in resolve(answers).legal.places
        if place != "other" and not any(_has_rule_for(each, place, answers) for each in own)
    ]
    names = [f"the {name}" if name.startswith("United ") else name for name in missing]
    return f"{index.subjects[trade]} in {join_list(names, 'or')}" if names else ""


def _has_rule_for(rule_set: RuleSet, place: str, answers: Answers) -> bool:
    """Return whether a rule of the set may apply in the country."""
    states = resolve(answers).legal.states
    return any(
        (not rule.countries or place in rule.countries)
        and (not rule.states or not set(rule.states).isdisjoint(states))
        for rule in rule_set.rules
    )


def _has_state_rule(state: str) -> bool:
    keys = {key for keys in load_index().countries.values() for key in keys}
    return any(state in rule.states for key in keys for rule in load_rule_set(key).rules)
