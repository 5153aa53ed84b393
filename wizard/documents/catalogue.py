"""Which documents there are, and what each is: read from their `document.toml`, without anything that draws."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from wizard.answers.choices import Length
from wizard.data import LANGUAGE, folder
from wizard.data_table import DataTable

Format = Literal["docx", "html", "md", "ics"]

_KEYS = ("title", "for", "order", "sections", "lengths", "formats", "public", "sealed", "letter", "needs")
"""What a `document.toml` may say."""

USUAL = ("policy", "crisis-plan")
"""The documents that everybody needs."""


class CompositionError(Exception):
    """A template or a document's description is wrong; the message names the file and, where known, the line."""


@dataclass(frozen=True)
class Entry:
    """A document as the owner chooses it."""

    name: str
    title: str
    audience: str
    """Whom it is for, and what it is, in a line."""
    formats: tuple[Format, ...]
    """The formats it can be had in, the usual one first."""


def catalogue(place: Path | None = None) -> tuple[Entry, ...]:
    """Return every document, the most wanted first.

    Raises:
        CompositionError: a description is wrong.
    """
    place = place or folder("output_templates") / LANGUAGE
    described = [(name, description(name, place)) for name in names(place)]
    described.sort(key=lambda each: (each[1].get("order", 99), each[0]))
    return tuple(
        Entry(name, about["title"], about.get("for", ""), tuple(about.get("formats", ("docx",))))
        for name, about in described
    )


def names(place: Path | None = None) -> tuple[str, ...]:
    """Return the names of the documents that can be composed of answers alone."""
    place = place or folder("output_templates") / LANGUAGE
    found = sorted(path.parent.name for path in place.glob("*/document.toml"))
    return tuple(name for name in found if not description(name, place).get("needs"))


@cache
def description(name: str, place: Path) -> dict[str, Any]:
    """Return the document's description: its title, its sections in order, and what else is said of it.

    Raises:
        CompositionError: there is none, or a key is missing or not known.
    """
    path = place / name / "document.toml"
    try:
        about = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CompositionError(f"{path}: {error}") from None
    for key in ("title", "sections"):
        if key not in about:
            raise CompositionError(f"{path}: the key '{key}' is missing.")
    DataTable(path, "the description", about, CompositionError).only(_KEYS)
    DataTable(path, "lengths", about.get("lengths", {}), CompositionError).only(get_args(Length))
    return about
