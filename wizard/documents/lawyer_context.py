"""What a lawyer wants to see: the questions as we asked them, what was answered, and the rules that were left out."""

import datetime
from collections.abc import Callable
from typing import Any

from wizard.answers.defaults import resolve, resolve_answer
from wizard.answers.fields import FieldKind, all_fields, get_answer, is_set
from wizard.answers.model import Answers
from wizard.answers.updates import rule_id
from wizard.formatting import Formatters, format_answer
from wizard.interview import load
from wizard.laws.models import Rule, RuleSet, load_index
from wizard.laws.placeholders import placeholder_values
from wizard.laws.selection import (
    applicable_rules,
    excluded_rules,
    format_rule_choice,
    undetermined_rules,
)
from wizard.text import join_list


def words(answers: Answers, day: Callable[[datetime.date], str]) -> dict[str, Any]:
    """Return functions for templates: `asked(path)`, `answered(path)`, `decided(path)`; rules of law left out."""
    return {
        "asked": asked,
        "answered": lambda path: answered(answers, path, day),
        "decided": lambda path: (
            is_set(answers, path) and not all_fields()[path].is_empty(get_answer(answers, path))
        ),
        "unknown_packs": lambda: undetermined_rules(answers),
        "left_out_packs": lambda: excluded_rules(answers),
        "only_if": only_if,
    }


def asked(path: str) -> str:
    """Return the question that asks for `path`, or "" where none does."""
    try:
        return load().question(path).ask
    except KeyError:
        return ""


def answered(answers: Answers, path: str, day: Callable[[datetime.date], str]) -> tuple[str, ...]:
    """Return the answer at `path` in the words of its question; while it is open, what we suggest. May be empty."""
    question = load().question(path)
    kind, value = question.field.kind, resolve_answer(answers, path)
    if kind is FieldKind.TABLE:
        return ()
    items = value if isinstance(value, tuple) else (value,)
    # what doesn't fit, or isn't offered, at the moment counts for nothing
    if kind is FieldKind.RULES:
        there = {rule.id for pack in applicable_rules(answers) for rule in pack.rules}
        items = tuple(item for item in items if rule_id(item) in there)
    elif kind is FieldKind.CHECKLIST:
        offered = question.offered(answers)
        items = tuple(item for item in items if item in offered)
    filled = placeholder_values(resolve(answers)) if kind is FieldKind.RULES else {}
    names = {person.id: person.name for person in answers.people}
    looks = Formatters(
        name=lambda person: names.get(person, ""),
        day=day,
        rule=lambda choice: format_rule_choice(choice, filled),
        own=str,
    )
    said = tuple(words for item in items if (words := format_answer(question, item, looks)))
    return said or (("Those that were suggested to us",) if kind is FieldKind.RULES else ())


def only_if(rule: Rule, pack: RuleSet) -> tuple[str, ...]:
    """Return what has to be true before a rule holds, in the words of the business.

    Raises:
        laws.LawsError: the index is wrong or missing.
    """
    order = load_index()
    found = []
    if rule.states:
        found.append(
            f"we work in {join_list((order.states[state] for state in rule.states), 'or')}"
        )
    if rule.staff_at_least is not None:
        found.append(f"we are {rule.staff_at_least} people or more")
    return (*found, *(order.needs[need] for need in dict.fromkeys((*pack.needs, *rule.needs))))
