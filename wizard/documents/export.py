"""Writes the documents to a folder: all of them drawn first, each file whole or not at all, nobody's work replaced."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from wizard.answers.disk import LARGEST, DiskError, replace
from wizard.answers.model import Answers
from wizard.answers.shown import shown
from wizard.documents import package
from wizard.documents.compose import CompositionError, compose
from wizard.documents.file_names import file_stem, readable
from wizard.documents.word import UnknownTokenError, render

_MOST_COPIES = 1000
_WINDOWS = os.name == "nt"


class ExportError(Exception):
    """The documents could not be written; the message is one plain sentence: what, where, what to do."""


def export(answers: Answers, folder: Path, documents: Iterable[str] = ("policy", "crisis-plan")) -> list[Path]:
    """Write the documents of these answers to `folder`, which is made if need be, and return their paths.

    A document of the same name that we wrote and nobody changed since is replaced. Any other file is left alone: the
    new one then takes the next free name, "... (2).docx".

    Raises:
        ExportError: a document can't be drawn, or a file can't be written; that file is as it was before.
    """
    drawn = [_draw(answers, name) for name in documents]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise ExportError(f"{shown(folder)}: the folder can't be made; {_way_out(error)}.") from None
    return [_write(folder, stem, content) for stem, content in drawn]


def export_about(answers: Answers, folder: Path, name: str, subject: str, extra: Mapping[str, Any]) -> Path:
    """Write a document that needs more than answers, `extra`; its file is named after its `subject` too.

    Raises:
        ExportError: as for `export`.
    """
    stem, content = _draw(answers, name, extra)
    return _write(folder, f"{stem} - {readable(subject)}" if readable(subject) else stem, content)


def _draw(answers: Answers, name: str, extra: Mapping[str, Any] | None = None) -> tuple[str, bytes]:
    try:
        document = compose(answers, name, extra=extra)
        return file_stem(document.business, document.title), render(document)
    except (CompositionError, UnknownTokenError, FileNotFoundError) as error:
        raise ExportError(f"The document '{name}' can't be made: {shown(error)}") from error


def _write(folder: Path, stem: str, content: bytes) -> Path:
    for number in range(1, _MOST_COPIES):
        path = folder / (f"{stem}.docx" if number == 1 else f"{stem} ({number}).docx")
        if path.parent != folder:
            break
        try:
            ours, present = _ours(path)
            if ours is None and present:
                continue
            replace(path, content, ours)
        except DiskError as error:
            if _is_open_elsewhere(error, path):
                raise ExportError(
                    f"{shown(path)} is open in another program; close it in Word, then export again."
                ) from None
            raise ExportError(f"{shown(path)} {error}.") from None
        except OSError as error:
            raise ExportError(f"{shown(path)} can't be looked at; {_way_out(error)}.") from None
        return path
    raise ExportError(f"{shown(folder)} has no free name left for '{shown(stem)}'; choose another folder.")


def _ours(path: Path) -> tuple[bytes | None, bool]:
    """Return the bytes at `path` if we wrote them and may write again, and whether there is anything at all."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return None, False
    if not path.is_file() or path.is_symlink() or not state.st_mode & 0o222 or state.st_size > LARGEST:
        return None, True
    try:
        found = path.read_bytes()
    except PermissionError:
        return None, True
    return found if package.is_sealed(found) else None, True


def _is_open_elsewhere(error: DiskError, path: Path) -> bool:
    """Tell whether it was Windows that refused, as it does while another program has the file open."""
    with suppress(OSError):
        return _WINDOWS and isinstance(error.__context__, PermissionError) and path.exists()
    return False


def _way_out(error: Exception) -> str:
    reason = (getattr(error, "strerror", None) or "its name can't be used").lower()
    return f"{reason}; choose another folder"
