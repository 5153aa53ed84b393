"""What the owner decided about rules of law otherwise than we suggest: which to take in, and which to leave out.

Each choice is a line: the id of a rule takes it in, "not " and the id leaves it out. All other rules are as we
suggest, so that a rule that comes with a later release comes in by itself, and one that was left out stays out.
"""

from collections.abc import Iterable, Mapping

_NOT = "not "


def rule_overrides(choices: Iterable[str]) -> dict[str, bool]:
    """Return which rules the owner takes in (True) or leaves out (False), by id; of two choices the last counts."""
    return {rule_id(choice): not is_exclusion(choice) for choice in choices}


def is_exclusion(choice: str) -> bool:
    """Tell whether a choice leaves its rule out."""
    return choice.startswith(_NOT)


def rule_id(choice: str) -> str:
    """Return the id of the rule that a choice is about."""
    return choice.removeprefix(_NOT).strip()


def update_rule_choices(
    choices: Iterable[str], wanted: Mapping[str, bool], suggested: Mapping[str, bool]
) -> tuple[str, ...]:
    """Return the choices with those of the rules in `wanted` made anew; what is as `suggested` needs none.

    Choices about other rules stay: such a rule doesn't fit at the moment, or this program doesn't know it.
    """
    kept = [choice for choice in choices if rule_id(choice) not in wanted]
    new = [
        rule if is_in else f"{_NOT}{rule}"
        for rule, is_in in wanted.items()
        if is_in != suggested[rule]
    ]
    return (*kept, *new)
