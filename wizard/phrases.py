"""Phrases that are put together of words."""

from collections.abc import Iterable


def listed(items: Iterable[str], joined_by: str = "and") -> str:
    """Return the items as a phrase: "a", "a and b", "a, b and c"."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} {joined_by} {last}" if first else last
