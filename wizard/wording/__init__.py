"""Wordings that may reach too far: which of them a text holds, why they are risky, and words that are safer."""

from wizard.wording.cautions import (
    SLOTS,
    Caution,
    Cautions,
    CautionsError,
    Level,
    Match,
    load,
    matches,
    matching,
    shipped,
)

__all__ = [
    "SLOTS",
    "Caution",
    "Cautions",
    "CautionsError",
    "Level",
    "Match",
    "load",
    "matches",
    "matching",
    "shipped",
]
