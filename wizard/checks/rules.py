"""The rules of law in the policy: chosen ones that are not known, how old they are, and who has looked at them."""

from collections.abc import Iterator

from wizard.answers.dates import format_date
from wizard.answers.fields import is_set
from wizard.answers.model import Answers
from wizard.answers.updates import is_exclusion, rule_id
from wizard.checks.case import Case
from wizard.checks.finding import Finding
from wizard.laws.models import MAX_AGE_MONTHS, Rule, RuleSet, rules_by_id
from wizard.laws.selection import MANDATORY_NOTE, included_rules, shorten_clause, undetermined_rules
from wizard.text import did_you_mean

NAMED = 3
"""How many rules a sentence names."""


def find(case: Case) -> Iterator[Finding]:
    """Find choices of rules that do nothing, rules that grew old, and rules that no lawyer has looked at."""
    packs = included_rules(case.answers)
    yield from _choices(case)
    yield from _old(case, packs)
    yield from _unread(case.answers, packs)
    yield from _open(case.answers)


def _choices(case: Case) -> Iterator[Finding]:
    for choice in case.answers.legal.rules:
        known = rules_by_id().get(rule_id(choice))
        if known is None:
            close = did_you_mean(rule_id(choice), rules_by_id()).removeprefix("; ").capitalize()
            yield Finding(
                "warning",
                "legal.rules",
                f'We know no rule called "{rule_id(choice)}".',
                close or "Take it off the list in the answers file.",
                "unknown-rule",
                why="It may be mistyped, or we may have taken it out since; it changes nothing in the policy.",
            )
        elif known.always and is_exclusion(choice):
            yield Finding(
                "warning",
                "legal.rules",
                f'"{shorten_clause(known.clause)}" is left out in the answers file, and is in the policy all the same.',
                "Take that line off the list in the answers file.",
                "rule-stays",
                why=MANDATORY_NOTE,
            )


def _old(case: Case, packs: tuple[RuleSet, ...]) -> Iterator[Finding]:
    old = [pack for pack in packs if case.today and pack.is_outdated(case.today)]
    if old:
        named = ", ".join(pack.title for pack in old)
        yield Finding(
            "warning",
            "legal.rules",
            f"More than {MAX_AGE_MONTHS} months ago, on {format_date(min(pack.checked for pack in old))}, these rules of "
            f"law were last checked: {named}.",
            "Have each source checked, or see if there is a newer Policy Wizard.",
            "old-rules",
            why="Laws change often, and some of these may be out of date.",
        )


def _unread(answers: Answers, packs: tuple[RuleSet, ...]) -> Iterator[Finding]:
    rules = [rule for pack in packs for rule in pack.rules]
    if not rules or answers.legal.reviewed_on:
        return
    unread = [rule for rule in rules if rule.level != "VERIFIED" or rule.mixed]
    why = ""
    if unread:
        named = "; ".join(f'"{shorten_clause(rule.clause)}"' for rule in unread[:NAMED])
        more = f", and {len(unread) - NAMED} more" if len(unread) > NAMED else ""
        why = f"{len(unread)} of them {_is(unread)} from general knowledge, in full or in part: {named}{more}."
    yield Finding(
        "advice",
        "legal.reviewed_on",
        f"No lawyer has read the policy yet, with {_rules(rules)} of law in it.",
        'Have one read it, with the pages "Questions for our lawyer", and type the day on which they did.',
        "no-legal-review",
        why=why,
    )


def _open(answers: Answers) -> Iterator[Finding]:
    waiting = [rule for pack in undetermined_rules(answers) for rule in pack.rules]
    by_state = [rule for rule in waiting if rule.states and not is_set(answers, "legal.states")]
    if by_state:
        yield Finding(
            "advice",
            "legal.states",
            f"{_rules(by_state).capitalize()} of single states or provinces may fit, if staff work there.",
            "Tick the states where staff work, or the last line.",
            "states-open",
        )


def _rules(rules: list[Rule]) -> str:
    return "one rule" if len(rules) == 1 else f"{len(rules)} rules"


def _is(rules: list[Rule]) -> str:
    return "is" if len(rules) == 1 else "are"
