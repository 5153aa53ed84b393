"""The rules of a region or a trade: what each says, where it comes from, and which of them a policy prints.

`output_templates/en/laws/index.toml` explains the lines of the packs and says which files a country or a trade needs,
so that only those are read.
"""

from wizard.laws.citations import in_words, without_marks
from wizard.laws.packs import COUNTRIES, Index, LawsError, index, load, rule, rule_ids, sources
from wizard.laws.rules import (
    MONTHS_FRESH,
    NEEDS,
    SLOTS,
    TOPICS,
    Pack,
    Rule,
    Slot,
    Source,
    clause_parts,
    is_old,
)
from wizard.laws.selection import (
    Group,
    applying,
    because,
    fitting,
    grouped,
    left_out,
    trades,
    unknown,
)

__all__ = [
    "COUNTRIES", "MONTHS_FRESH", "NEEDS", "SLOTS", "TOPICS", "Group", "Index", "LawsError", "Pack", "Rule", "Slot",
    "Source", "applying", "because", "clause_parts", "fitting", "grouped", "in_words", "index", "is_old", "left_out",
    "load", "rule", "rule_ids", "sources", "trades", "unknown", "without_marks",
]  # fmt: skip
