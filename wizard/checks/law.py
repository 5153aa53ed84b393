"""The rules of law in the policy: unknown choices, their age, and who has read them."""

from collections.abc import Iterator

from wizard.answers.dates import format_date
from wizard.answers.fields import is_set
from wizard.answers.updates import is_exclusion, rule_id
from wizard.checks.model import CheckContext, Finding
from wizard.laws.gaps import find_gaps, name_gaps
from wizard.laws.models import MAX_AGE_MONTHS, Rule, RuleSet, rules_by_id
from wizard.laws.placeholders import clause_text, placeholder_values
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
    yield from _check_gaps(context)


def _check_choices(context: CheckContext) -> Iterator[Finding]:
    for choice in context.answers.legal.rules:
        key = rule_id(choice)
        rule = rules_by_id().get(key)
        if rule is None:
            hint = did_you_mean(key, rules_by_id()).removeprefix("; ").capitalize()
            todo = hint or "Take it off the list in the answers file."
            yield context.finding("unknown-rule", RULES, id=key, todo=todo)
        elif rule.always and is_exclusion(choice):
            clause = _quote(context, rule)
            yield context.finding("rule-stays", RULES, clause=clause, note=MANDATORY_NOTE)


def _check_age(context: CheckContext, rule_sets: tuple[RuleSet, ...]) -> Iterator[Finding]:
    today = context.today
    outdated = [rules for rules in rule_sets if today and rules.is_outdated(today)]
    if outdated:
        yield context.finding(
            "old-rules",
            RULES,
            months=MAX_AGE_MONTHS,
            date=format_date(min(rules.checked for rules in outdated)),
            titles=", ".join(rules.title for rules in outdated),
        )


def _check_lawyer(context: CheckContext, rule_sets: tuple[RuleSet, ...]) -> Iterator[Finding]:
    rules = [rule for rule_set in rule_sets for rule in rule_set.rules]
    if not rules or context.answers.legal.reviewed_on:
        return
    unverified = [rule for rule in rules if rule.level != "VERIFIED" or rule.mixed]
    why = ""
    if unverified:
        names = "; ".join(_quote(context, rule) for rule in unverified[:MAX_NAMED_RULES])
        more = len(unverified) - MAX_NAMED_RULES
        why = (
            f"{len(unverified)} of them {'is' if len(unverified) == 1 else 'are'} from general "
            f"knowledge, in full or in part: {names}{f', and {more} more' if more > 0 else ''}."
        )
    path = "legal.reviewed_on"
    yield context.finding("no-legal-review", path, rules=_count(rules), unverified=why)


def _check_states(context: CheckContext) -> Iterator[Finding]:
    path = "legal.states"
    undetermined = (rule for group in undetermined_rules(context.answers) for rule in group.rules)
    by_state = [rule for rule in undetermined if rule.states]
    if by_state and not is_set(context.answers, path):
        yield context.finding("states-open", path, rules=_count(by_state).capitalize())


def _check_gaps(context: CheckContext) -> Iterator[Finding]:
    """Say what we have no rules for, until a lawyer has read the policy."""
    gaps = find_gaps(context.answers, context.interview)
    if gaps and not context.answers.legal.reviewed_on:
        yield context.finding("no-rules", "legal.regional_rules", gaps=name_gaps(gaps))


def _count(rules: list[Rule]) -> str:
    return "one rule" if len(rules) == 1 else f"{len(rules)} rules"


def _quote(context: CheckContext, rule: Rule) -> str:
    answers = context.answers
    clause = clause_text(rule, placeholder_values(answers), answers.business.voice)
    return f'"{shorten_clause(clause)}"'
