"""The rules of law: what each says, where it comes from, and which of them a policy prints.

`output_templates/en/laws/index.toml` explains the lines of the files.
"""

from wizard.laws.citations import expand_status, strip_source_marks
from wizard.laws.packs import (
    COUNTRIES,
    LawsError,
    RuleIndex,
    find_rule,
    load_index,
    load_rule_sets,
    load_sources,
    rule_ids,
)
from wizard.laws.rules import (
    MAX_AGE_MONTHS,
    NEEDS,
    PLACEHOLDERS,
    TOPICS,
    Placeholder,
    Rule,
    RuleSet,
    Source,
    is_outdated,
    split_clause,
)
from wizard.laws.selection import (
    RuleGroup,
    applicable,
    business_trades,
    excluded,
    group_by_heading,
    included,
    reasons,
    undetermined,
)

__all__ = [
    "COUNTRIES",
    "LawsError",
    "MAX_AGE_MONTHS",
    "NEEDS",
    "PLACEHOLDERS",
    "Placeholder",
    "Rule",
    "RuleGroup",
    "RuleIndex",
    "RuleSet",
    "Source",
    "TOPICS",
    "applicable",
    "business_trades",
    "excluded",
    "expand_status",
    "find_rule",
    "group_by_heading",
    "included",
    "is_outdated",
    "load_index",
    "load_rule_sets",
    "load_sources",
    "reasons",
    "rule_ids",
    "split_clause",
    "strip_source_marks",
    "undetermined",
]
