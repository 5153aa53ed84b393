"""Writes the documents to a folder: all of them drawn first, each file whole or not at all, nobody's work replaced."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.answers.model import Answers
from wizard.documents import formats
from wizard.documents.catalog import (
    DEFAULT_DOCUMENTS,
    CompositionError,
    DocumentType,
    Format,
    document_type,
)
from wizard.documents.compose import compose
from wizard.documents.file_names import file_stem, safe_file_name
from wizard.documents.formats import NoReviewDateError, find_letterhead
from wizard.documents.markdown import UnsupportedMarkdownError
from wizard.documents.output_files import ExportError, WrittenFile, make_folder, write
from wizard.text import printable

if TYPE_CHECKING:
    from wizard.documents.docx_writer import Template

__all__ = [
    "DEFAULT_DOCUMENTS",
    "ExportError",
    "ExportResult",
    "WrittenFile",
    "export",
    "export_with_context",
    "find_letterhead",
    "update_calendar",
]

CALENDAR = "review-calendar"


@dataclass(frozen=True)
class ExportResult:
    """What came of an export."""

    written: tuple[WrittenFile, ...]
    skipped: tuple[str, ...]
    """A sentence for each document that was asked for and couldn't be had, though others could."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what the owner should know, a sentence each."""
        return (*(each.note for each in self.written if each.note), *self.skipped)


def export(
    answers: Answers,
    folder: Path,
    documents: Iterable[str] = DEFAULT_DOCUMENTS,
    formats: Iterable[Format] = (),
    also: Iterable[Format] = (),
    letterhead: Path | None = None,
    progress: Callable[[str], None] = lambda title: None,
) -> ExportResult:
    """Write the documents of these answers to `folder`, which is made if need be.

    Each comes in those of the `formats` that it can be had in; without any, in its usual one, and in those of `also`
    that it can be had in. Word documents go on the owner's `letterhead`, if there is one. `progress` is called with a
    document's title before it is drawn.

    A document of the same name that we wrote and nobody changed since is replaced. Any other file is left alone: the
    new one then takes the next free name, "... (2).docx".

    Raises:
        ExportError: a document can't be drawn, a file can't be written (it is as it was before), or there is nothing
            to write.
    """
    wanted, further = tuple(dict.fromkeys(formats)), frozenset(also)
    start = _start(letterhead)
    drawn: list[_Drawn] = []
    skipped: list[str] = []
    for name in dict.fromkeys(documents):
        about = _description(name)
        progress(about.title)
        try:
            drawn += _draw(answers, name, wanted, further, start)
        except _NothingToDrawError as error:
            skipped.append(str(error))
    if not drawn:
        raise ExportError(" ".join(skipped) or "No document was chosen; choose one at least.")
    make_folder(folder)
    return ExportResult(
        tuple(write(folder, each.name, each.content, each.is_ours) for each in drawn),
        tuple(skipped),
    )


def export_with_context(
    answers: Answers, folder: Path, name: str, subject: str, extra: Mapping[str, Any]
) -> Path:
    """Write a document that needs more than answers, `extra`; its file is named after its `subject` too.

    Raises:
        ExportError: as for `export`.
    """
    from wizard.documents.docx_writer import render

    try:
        document = compose(answers, name, extra=extra)
        content = render(document)
    except (CompositionError, UnsupportedMarkdownError, FileNotFoundError) as error:
        raise ExportError(f"The document '{name}' can't be made: {printable(error)}") from error
    stem = file_stem(document.business, document.title)
    named = (
        f"{stem} - {safe_file_name(subject)}.docx" if safe_file_name(subject) else f"{stem}.docx"
    )
    make_folder(folder)
    return write(folder, named, content, partial(formats.is_unmodified, form="docx")).path


def update_calendar(answers: Answers, folder: Path) -> Path | None:
    """Write the calendar of reviews anew where one of ours lies in `folder`; return it, or None where none does.

    Raises:
        ExportError: it can't be drawn or written.
    """
    name = f"{file_stem(answers.business.name or 'Our business', _description(CALENDAR).title)}.ics"
    if not (folder / name).is_file():
        return None
    return export(answers, folder, (CALENDAR,)).written[0].path


@dataclass(frozen=True)
class _Drawn:
    name: str
    content: bytes
    is_ours: Callable[[bytes], bool] | None


def _start(letterhead: Path | None) -> "Template | None":
    """Return the empty document to start from: None for ours."""
    if letterhead is None:
        return None
    from wizard.documents.letterhead import open_letterhead

    return open_letterhead(letterhead)


class _NothingToDrawError(Exception):
    """A document can't be had as asked; the message is a sentence."""


def _description(name: str) -> DocumentType:
    try:
        return document_type(name)
    except CompositionError as error:
        raise ExportError(f"The document '{name}' can't be made: {printable(error)}") from error


def _draw(
    answers: Answers,
    name: str,
    wanted: tuple[Format, ...],
    further: frozenset[Format],
    start: "Template | None",
) -> list[_Drawn]:
    about = _description(name)
    try:
        chosen = (
            [form for form in wanted if form in about.formats]
            if wanted
            else _usual_and(about.formats, further)
        )
        if not chosen:
            raise _NothingToDrawError(
                f"'{about.title}' can be had as {' or '.join(about.formats)} only."
            )
        document = compose(answers, name)
        stem = file_stem(answers.business.name or "Our business", about.title)
        return [
            _Drawn(
                f"{stem}.{form}",
                formats.render(document, answers, form, start),
                partial(formats.is_unmodified, form=form) if about.is_sealed else None,
            )
            for form in chosen
        ]
    except NoReviewDateError as error:
        raise _NothingToDrawError(f"'{about.title}' was left out: {_lower(str(error))}") from None
    except (CompositionError, UnsupportedMarkdownError, FileNotFoundError) as error:
        raise ExportError(f"The document '{name}' can't be made: {printable(error)}") from error


def _usual_and(known: tuple[Format, ...], further: frozenset[Format]) -> list[Format]:
    return [form for number, form in enumerate(known) if not number or form in further]


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
