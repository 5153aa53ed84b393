"""Which documents there are, and what each is: read from their `document.toml`, without anything that draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from wizard.answers.model import Length
from wizard.data import DataError
from wizard.data_dirs import templates_dir
from wizard.data_table import DataTable

Format = Literal["docx", "html", "md", "ics"]

DEFAULT_DOCUMENTS = ("policy", "crisis-plan")
"""The documents that everybody needs."""
_LAST = 99
"""The place in the list of documents of one that names none."""


class CompositionError(DataError):
    """A template or a document's description is wrong; the message names the file and, where known, the line."""


@dataclass(frozen=True)
class DocumentType:
    """A document, before any answers are in it."""

    name: str
    title: str
    sections: tuple[str, ...]
    """Its templates, in order, in the standard length."""
    audience: str
    """Whom it is for, and what it is, in a line for the owner."""
    order: int
    """Its place in the list of documents."""
    formats: tuple[Format, ...]
    """The formats it can be had in, the usual one first."""
    lengths: Mapping[str, tuple[str, ...]]
    """The sections of other lengths than the standard one."""
    is_public: bool
    """Whether it is made from answers without people, their details and our security."""
    is_sealed: bool
    """Whether it holds a mark by which we know later that nobody changed it."""
    is_letter: bool
    """Whether one person writes it to another: "we" and "you" in each voice."""
    needs: tuple[str, ...]
    """What it is composed of besides answers: who leaves, what is new."""


def catalog(place: Path | None = None) -> tuple[DocumentType, ...]:
    """Return every document that can be composed of answers alone, the most wanted first.

    Raises:
        CompositionError: a description is wrong.
    """
    place = place or templates_dir()
    described = [document_type(name, place) for name in document_names(place)]
    return tuple(sorted(described, key=lambda each: (each.order, each.name)))


def document_names(place: Path | None = None) -> tuple[str, ...]:
    """Return the names of the documents that can be composed of answers alone."""
    place = place or templates_dir()
    found = sorted(path.parent.name for path in place.glob("*/document.toml"))
    return tuple(name for name in found if not document_type(name, place).needs)


def document_type(name: str, place: Path | None = None) -> DocumentType:
    """Return what a document is.

    Raises:
        CompositionError: there is none of this name, or a key or a value is wrong.
    """
    return _description(name, place or templates_dir())


@cache
def _description(name: str, place: Path) -> DocumentType:
    table = DataTable.read(place / name / "document.toml", "the description", CompositionError)
    optional = ("for", "order", "formats", "lengths", "public", "sealed", "letter", "needs")
    table.only(("title", "sections", *optional))
    lengths = table.table("lengths") if table.has("lengths") else None
    if lengths:
        lengths.only(get_args(Length))
    return DocumentType(
        name=name,
        title=table.text("title"),
        sections=table.texts("sections"),
        audience=table.text("for") if table.has("for") else "",
        order=table.positive("order") if table.has("order") else _LAST,
        formats=_formats(table) if table.has("formats") else ("docx",),
        lengths={key: lengths.texts(key) for key in lengths.values} if lengths else {},
        is_public=table.has("public") and table.yes_no("public"),
        is_sealed=not table.has("sealed") or table.yes_no("sealed"),
        is_letter=table.has("letter") and table.yes_no("letter"),
        needs=table.texts("needs") if table.has("needs") else (),
    )


def _formats(table: DataTable) -> tuple[Format, ...]:
    return cast(tuple[Format, ...], table.choices("formats", get_args(Format)))
