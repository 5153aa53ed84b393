"""Puts a drawn document into a folder: whole or not at all, and never in the place of somebody's own work."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wizard.errors import UserError
from wizard.storage import FileError
from wizard.storage.atomic_io import MAX_BYTES, atomic_write, remove_stale_temp_files
from wizard.text import printable

_MOST_COPIES = 1000
_WINDOWS = os.name == "nt"


class ExportError(UserError):
    """The documents could not be written; the message is one plain sentence: what, where, what to do."""


@dataclass(frozen=True)
class WrittenFile:
    """Where a document is now."""

    path: Path
    kept: Path | None = None
    """The file that has the document's usual name and was left alone, if there is one."""
    why: str = ""
    """Why it was left alone, as the end of a sentence that begins with its name."""

    @property
    def note(self) -> str:
        """Return one sentence on what was left alone; empty where nothing was."""
        if self.kept is None:
            return ""
        return printable(f"{self.kept.name} {self.why}, so the new one is called {self.path.name}.")


def write(
    folder: Path, name: str, content: bytes, is_ours: Callable[[bytes], bool] | None
) -> WrittenFile:
    """Write `content` to `name` in `folder`, or to the next free name where that file isn't ours to replace.

    `is_ours` tells whether a file is one that we wrote and nobody changed since; None where files of the kind have no
    seal: then only the very same content is taken for ours.

    Raises:
        ExportError: it can't be written; what was there is as it was before.
    """
    name = os.fsdecode(name.encode(sys.getfilesystemencoding(), "replace").replace(b"?", b"_"))
    stem, suffix = Path(name).stem, Path(name).suffix
    kept, why = None, ""
    for number in range(1, _MOST_COPIES):
        path = folder / (name if number == 1 else f"{stem} ({number}){suffix}")
        if path.parent != folder:
            break
        try:
            found, reason = _look(path, content, is_ours)
            if reason:
                kept, why = kept or path, why or reason
                continue
            if found is None or is_ours:
                atomic_write(path, content, found)
        except FileError as error:
            if _is_open_elsewhere(error, path):
                said = f"{printable(path)} is open in another program; close it in Word, then export again."
                raise ExportError(said) from None
            raise ExportError(str(error)) from error
        except OSError as error:
            raise ExportError(f"{printable(path)} can't be looked at {way_out(error)}.") from None
        return WrittenFile(path, kept, why)
    raise ExportError(
        f"{printable(folder)} has no free name left for '{printable(stem)}'; choose another folder."
    )


def make_folder(folder: Path) -> None:
    """Make the folder, unless it is there, and clear it of what a crash of ours left.

    Raises:
        ExportError: it can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise ExportError(f"{printable(folder)} is no folder; choose another folder.") from None
    except (OSError, ValueError) as error:
        raise ExportError(f"{printable(folder)} can't be made {way_out(error)}.") from None
    remove_stale_temp_files(folder)


def way_out(error: Exception) -> str:
    """Return what the system said, and what to do about it, as the end of a sentence."""
    reason = (getattr(error, "strerror", None) or "its name can't be used").lower()
    return f"({reason}); choose another folder"


def _look(
    path: Path, content: bytes, is_ours: Callable[[bytes], bool] | None
) -> tuple[bytes | None, str]:
    """Return the bytes at `path` if we may write there (None: there is no file), else why we may not."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return None, ""
    if not path.is_file() or path.is_symlink() or not state.st_mode & 0o222:
        return None, "can't be written over"
    if state.st_size > MAX_BYTES:
        return None, "is not a document of ours"
    try:
        found = path.read_bytes()
    except PermissionError:
        return None, "can't be written over"
    if is_ours is None:
        return found, "" if found == content else "is there already"
    return found, "" if is_ours(found) else "was changed since we wrote it"


def _is_open_elsewhere(error: FileError, path: Path) -> bool:
    """Tell whether it was Windows that refused, as it does while another program has the file open."""
    with suppress(OSError):
        return _WINDOWS and isinstance(error.__context__, PermissionError) and path.exists()
    return False
