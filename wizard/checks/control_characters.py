"""Invisible signs that turn the direction of a text around: what is read is not what is kept."""

import re
from collections.abc import Iterator

from wizard.checks.case import Case
from wizard.checks.free_text import typed
from wizard.checks.model import Finding

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""The embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX #9, 2.1 to 2.5)."""


def find(case: Case) -> Iterator[Finding]:
    """Find texts with such a sign in them. Arabic and Hebrew read right without any, so nobody needs one here."""
    for path, texts in typed(case.answers):
        if any(map(_TURNS.search, texts)):
            yield Finding(
                "warning",
                path,
                "An invisible sign in this answer turns letters around. In a document they may stand in another order.",
                "Type the answer again by hand. It may have come with a text that was pasted, or from somebody else.",
                "hidden-sign",
            )
