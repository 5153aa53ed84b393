"""How many rows and lines there is room for: far more than a small business has, few enough to look through at once."""

from typing import Any

from wizard.answers.fields import FieldKind, all_fields
from wizard.storage.toml_source import Location

MOST_ROWS = 1_000
"""Rows of a table, or lines of a list."""
MOST_PEOPLE = 10_000
"""People, and all else that there may be once for each of them."""
_HOLDERS = (dict, list, tuple)


def overfull(table: dict[str, Any]) -> tuple[Location, str] | None:
    """Return where a list in a table of answers is too long, and what to do about it; None if none is."""
    waiting: list[tuple[Location, Any]] = [((), table)]
    for at, holder in waiting:
        if len(holder) > MOST_ROWS and len(holder) > (most := _most(at)):
            return (
                at,
                f"there are {len(holder):,} entries here, and there is room for {most:,}; take some out",
            )
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(value, _HOLDERS) and value:
                waiting.append(((*at, key), value))
    return None


def _most(at: Location) -> int:
    asked = all_fields().get(".".join(map(str, at)))
    return (
        MOST_PEOPLE
        if asked is None or asked.path == "people" or asked.kind is FieldKind.PEOPLE
        else MOST_ROWS
    )
