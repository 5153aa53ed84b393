"""The rules of law in the policy: unknown choices, their age, and who has read them."""

from collections.abc import Iterator

from wizard.answers.dates import format_date
from wizard.answers.fields import is_set
from wizard.answers.updates import is_exclusion, rule_id
from wizard.checks.model import CheckContext, Finding
from wizard.laws.models import MAX_AGE_MONTHS, Rule, RuleSet, rules_by_id
from wizard.laws.selection import MANDATORY_NOTE, included_rules, shorten_clause, undetermined_rules
from wizard.text import did_you_mean

RULES = "legal.rules"
# How many rules a sentence names.
MAX_NAMED_RULES = 3


def check_rules(context: CheckContext) -> Iterator[Finding]:
    """Find choices of rules without effect, outdated rules, and rules that no lawyer has read."""
    rule_sets = included_rules(context.answers)
    yield from _check_choices(context)
    yield from _check_age(context, rule_sets)
    yield from _check_lawyer(context, rule_sets)
    yield from _check_states(context)


def _check_choices(context: CheckContext) -> Iterator[Finding]:
    for choice in context.answers.legal.rules:
        key = rule_id(choice)
        rule = rules_by_id().get(key)
        if rule is None:
            hint = did_you_mean(key, rules_by_id()).removeprefix("; ").capitalize()
            yield Finding(
                "warning",
                RULES,
                f'We know no rule called "{key}".',
                hint or "Take it off the list in the answers file.",
                "unknown-rule",
                why="It may be mistyped, or we may have taken it out since; it changes nothing in the policy.",
            )
        elif rule.always and is_exclusion(choice):
            yield Finding(
                "warning",
                RULES,
                f'"{shorten_clause(rule.clause)}" is left out in the answers file, and is in the policy all the same.',
                "Take that line off the list in the answers file.",
                "rule-stays",
                why=MANDATORY_NOTE,
            )


def _check_age(context: CheckContext, rule_sets: tuple[RuleSet, ...]) -> Iterator[Finding]:
    today = context.today
    outdated = [rules for rules in rule_sets if today and rules.is_outdated(today)]
    if outdated:
        titles = ", ".join(rules.title for rules in outdated)
        yield Finding(
            "warning",
            RULES,
            f"More than {MAX_AGE_MONTHS} months ago, on "
            f"{format_date(min(rules.checked for rules in outdated))}, these rules of law were last checked: "
            f"{titles}.",
            "Have each source checked, or see if there is a newer Policy Wizard.",
            "old-rules",
            why="Laws change often, and some of these may be out of date.",
        )


def _check_lawyer(context: CheckContext, rule_sets: tuple[RuleSet, ...]) -> Iterator[Finding]:
    rules = [rule for rule_set in rule_sets for rule in rule_set.rules]
    if not rules or context.answers.legal.reviewed_on:
        return
    unverified = [rule for rule in rules if rule.level != "VERIFIED" or rule.mixed]
    why = ""
    if unverified:
        names = "; ".join(
            f'"{shorten_clause(rule.clause)}"' for rule in unverified[:MAX_NAMED_RULES]
        )
        more = len(unverified) - MAX_NAMED_RULES
        why = (
            f"{len(unverified)} of them {'is' if len(unverified) == 1 else 'are'} from general knowledge, in full "
            f"or in part: {names}{f', and {more} more' if more > 0 else ''}."
        )
    yield Finding(
        "advice",
        "legal.reviewed_on",
        f"No lawyer has read the policy yet, with {_count(rules)} of law in it.",
        'Have one read it, with the pages "Questions for our lawyer", and type the day on which they did.',
        "no-legal-review",
        why=why,
    )


def _check_states(context: CheckContext) -> Iterator[Finding]:
    path = "legal.states"
    undetermined = (rule for group in undetermined_rules(context.answers) for rule in group.rules)
    by_state = [rule for rule in undetermined if rule.states and not is_set(context.answers, path)]
    if by_state:
        yield Finding(
            "advice",
            path,
            f"{_count(by_state).capitalize()} of single states or provinces may fit, if staff work there.",
            "Tick the states where staff work, or the last line.",
            "states-open",
        )


def _count(rules: list[Rule]) -> str:
    return "one rule" if len(rules) == 1 else f"{len(rules)} rules"
