"""The rules of a region or a trade: what each says, where it comes from, and which of them a policy prints.

`output_templates/en/laws/index.toml` explains the lines of the packs and says which files a country or a trade needs,
so that only those are read.
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
    "COUNTRIES", "MONTHS_FRESH", "NEEDS", "SLOTS", "TOPICS", "Group", "Index", "LawsError", "Pack", "Rule", "Slot",
    "Source", "applying", "because", "clause_parts", "fitting", "grouped", "in_words", "index", "is_old", "left_out",
    "load", "rule", "rule_ids", "sources", "trades", "unknown", "without_marks",
]  # fmt: skip
