"""Export documents: render all of them, then write each file whole or not at all.

A document of the same name that we wrote and nobody changed since is replaced. Any other file is
left alone: the new one then takes the next free name, "... (2).docx".
"""

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from wizard.answers.model import Answers
from wizard.data import DataError
from wizard.documents import formats as writers
from wizard.documents.catalog import DEFAULT_DOCUMENTS, DocumentType, Format, document_type
from wizard.documents.compose import (
    CompositionError,
    Document,
    ExportError,
    NoReviewDateError,
    compose,
)
from wizard.documents.markdown import UnsupportedMarkdownError
from wizard.documents.pdf import PdfError
from wizard.storage import FileError
from wizard.storage.atomic_io import MAX_BYTES, atomic_write, remove_stale_temp_files
from wizard.text import printable

CALENDAR = "review-calendar"
MAX_NAME_BYTES = 80  # of the business's part, far below what a disk allows
_MAX_COPIES = 1000
_IS_WINDOWS = os.name == "nt"
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
_DEVICES |= {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}

# Returns whether a file is one of ours that nobody changed. None for formats without a checksum:
# there, only a file with the same content is ours.
IsUnmodified = Callable[[bytes], bool] | None


@dataclass(frozen=True)
class WrittenFile:
    """Where a document was written, and which file of the same name was left alone, and why."""

    path: Path
    blocked_by: Path | None = None
    reason: str = ""

    @property
    def note(self) -> str:
        """A sentence on the file that was left alone; empty if there was none."""
        if self.blocked_by is None:
            return ""
        name = f"{self.blocked_by.name} {self.reason}"
        return printable(f"{name}, so the new one is called {self.path.name}.")


@dataclass(frozen=True)
class ExportResult:
    """The files of an export, and a sentence for each document that was left out."""

    written: tuple[WrittenFile, ...]
    skipped: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know, a sentence each."""
        return (*(file.note for file in self.written if file.note), *self.skipped)


def export(
    answers: Answers,
    directory: Path,
    documents: Iterable[str] = DEFAULT_DOCUMENTS,
    formats: Iterable[Format] = (),
    *,
    also: Iterable[Format] = (),
    letterhead: Path | None = None,
    progress: Callable[[str], object] = str,
) -> ExportResult:
    """Write the documents of these answers to `directory`, which is created if need be.

    Args:
        answers: what the documents are made of.
        directory: where to write.
        documents: their names in the catalog.
        formats: those to write, as far as a document has them; by default the first of each.
        also: further formats besides the default one.
        letterhead: the user's Word document to build on.
        progress: called with the title of each document before it is composed.

    Raises:
        ExportError: a document can't be rendered, a file can't be written (it is as it was before),
            or there is nothing to write.
    """
    template = None
    if letterhead:
        from wizard.documents.letterhead import open_letterhead

        template = open_letterhead(letterhead)
    wanted, additional = tuple(dict.fromkeys(formats)), tuple(also)
    rendered: list[tuple[str, bytes, IsUnmodified]] = []
    skipped, unavailable = [], ""
    for name in dict.fromkeys(documents):
        with _explain_failures(name):
            kind = document_type(name)
            progress(kind.title)
            chosen = _choose_formats(kind, wanted, additional)
            if not chosen:
                available = " or ".join(kind.available_formats)
                skipped.append(f"'{kind.title}' is only available as {available}.")
                continue
            document = compose(answers, name)
            for form in chosen:
                if form == unavailable:
                    continue
                try:
                    rendered.append(_render(document, kind, answers, form, template))
                except NoReviewDateError as error:
                    reason = str(error)
                    reason = f"{reason[:1].lower()}{reason[1:]}"
                    skipped.append(f"'{kind.title}' was left out: {reason}")
                except PdfError as error:
                    # Another PDF would fail in the same way, perhaps after minutes.
                    unavailable = "pdf"
                    skipped.append(str(error))
    if not rendered:
        raise ExportError(" ".join(skipped) or "No document was chosen; choose one at least.")
    _create_directory(directory)
    written = tuple(write_document(directory, *document) for document in rendered)
    return ExportResult(written, tuple(skipped))


def export_with_context(
    answers: Answers, directory: Path, name: str, subject: str, extra: Mapping[str, Any]
) -> Path:
    """Write a Word document that needs more than answers; its file name ends with the `subject`.

    Raises:
        ExportError: it can't be rendered or written.
    """
    with _explain_failures(name):
        document = compose(answers, name, extra=extra)
        content = writers.render(document, answers, "docx")
    stem = file_stem(document.business, document_type(name).title)
    suffix = safe_file_name(subject)
    _create_directory(directory)
    file_name = f"{stem} - {suffix}.docx" if suffix else f"{stem}.docx"
    is_unmodified = partial(writers.is_unmodified, form="docx")
    return write_document(directory, file_name, content, is_unmodified).path


def update_calendar(answers: Answers, directory: Path) -> Path | None:
    """Write the calendar of reviews again if `directory` has one; return its path.

    Raises:
        ExportError: it can't be rendered or written.
    """
    with _explain_failures(CALENDAR):
        stem = file_stem(answers.business.name or "Our business", document_type(CALENDAR).title)
    if not (directory / f"{stem}.ics").is_file():
        return None
    return export(answers, directory, (CALENDAR,)).written[0].path


@contextmanager
def _explain_failures(name: str) -> Iterator[None]:
    try:
        yield
    except (CompositionError, DataError, UnsupportedMarkdownError, FileNotFoundError) as error:
        raise ExportError(f"The document '{name}' can't be made: {printable(error)}") from error


def _choose_formats(
    kind: DocumentType, wanted: tuple[Format, ...], additional: tuple[Format, ...]
) -> list[Format]:
    if wanted:
        return [form for form in wanted if form in kind.available_formats]
    default, *others = kind.available_formats
    return [default, *(form for form in others if form in additional)]


def _render(
    document: Document, kind: DocumentType, answers: Answers, form: Format, template: bytes | None
) -> tuple[str, bytes, IsUnmodified]:
    """Return the name and the content of the document's file, and its `IsUnmodified`."""
    return (
        f"{file_stem(document.business, kind.title)}.{form}",
        writers.render(document, answers, form, template),
        partial(writers.is_unmodified, form=form) if kind.sealed or form != "md" else None,
    )


def write_document(
    directory: Path, name: str, content: bytes, is_unmodified: IsUnmodified
) -> WrittenFile:
    """Write `content` to `name`, or to the next free name if that file isn't ours to replace.

    Raises:
        ExportError: it can't be written; what was there is as it was before.
    """
    name = os.fsdecode(name.encode(sys.getfilesystemencoding(), "replace").replace(b"?", b"_"))
    stem, suffix = Path(name).stem, Path(name).suffix
    blocked_by, first_reason = None, ""
    for number in range(1, _MAX_COPIES):
        path = directory / (name if number == 1 else f"{stem} ({number}){suffix}")
        if path.parent != directory:
            break
        try:
            old, reason = _read_old(path, content, is_unmodified)
            if reason:
                blocked_by, first_reason = blocked_by or path, first_reason or reason
                continue
            if old is None or is_unmodified:
                atomic_write(path, content, old)
        except FileError as error:
            if _IS_WINDOWS and isinstance(error.__cause__, PermissionError) and path.exists():
                where = f"{printable(path)} is open in another program"
                raise ExportError(f"{where}; close it in Word, then export again.") from error
            raise ExportError(str(error)) from error
        except OSError as error:
            hint = _os_error_hint(error)
            raise ExportError(f"{printable(path)} can't be looked at {hint}.") from error
        return WrittenFile(path, blocked_by, first_reason)
    problem = f"has no free name left for '{printable(stem)}'"
    raise ExportError(f"{printable(directory)} {problem}; choose another folder.")


def _read_old(path: Path, content: bytes, is_unmodified: IsUnmodified) -> tuple[bytes | None, str]:
    """Return the content of the file at `path`, if any, and why it may not be replaced."""
    try:
        state = path.lstat()
        if not path.is_file() or path.is_symlink() or not state.st_mode & 0o222:
            return None, "can't be written over"
        if state.st_size > MAX_BYTES:
            return None, "is not a document of ours"
        old = path.read_bytes()
    except FileNotFoundError:
        return None, ""
    except PermissionError:
        return None, "can't be written over"
    if is_unmodified is None:
        return old, "" if old == content else "is there already"
    return old, "" if is_unmodified(old) else "was changed since we wrote it"


def _create_directory(directory: Path) -> None:
    """Create the directory if need be, and clear it of what a crash of ours left."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        problem = "is no folder; choose another folder."
        raise ExportError(f"{printable(directory)} {problem}") from error
    except (OSError, ValueError) as error:
        hint = _os_error_hint(error)
        raise ExportError(f"{printable(directory)} can't be made {hint}.") from error
    remove_stale_temp_files(directory)


def _os_error_hint(error: Exception) -> str:
    reason = (error.strerror if isinstance(error, OSError) else "") or "its name can't be used"
    return f"({reason.lower()}); choose another folder"


def file_stem(business: str, title: str) -> str:
    """Return "Business - Title", without what a path, a system or a shell could misread."""
    parts = (safe_file_name(business), safe_file_name(title) or "Document")
    return " - ".join(part for part in parts if part)


def safe_file_name(text: str) -> str:
    """Return the letters, digits and harmless marks of `text`; it may be empty."""
    text = "".join(
        character if _is_harmless(character) else " "
        for character in unicodedata.normalize("NFC", text)
    )
    text = re.sub(r"\.{2,}", ".", re.sub(" +", " ", text))
    text = text.encode()[:MAX_NAME_BYTES].decode(errors="ignore").strip(" .-")
    # To Windows these are devices, whatever follows the first period.
    if text.partition(".")[0].strip().upper() in _DEVICES:
        return f"{text.replace('.', ' ')} (business)"
    return text


def _is_harmless(character: str) -> bool:
    return character in " -_.,&'’()+!" or unicodedata.category(character)[0] in "LNM"
