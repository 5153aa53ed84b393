"""Private backups of an answers file, and recovery copies of answers that could not be saved."""

import contextlib
import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from wizard.storage import FileError
from wizard.storage.atomic_io import create_file, read_file
from wizard.storage.paths import existing_state_dirs, state_dir

MAX_BACKUPS = 10

_BACKUP, _RECOVERY = "backup", "not-saved"
_NAME = re.compile(rf"({_BACKUP}|{_RECOVERY})-(\d{{6,}})-(\d{{4}}-\d\d-\d\d)-(\d\d)(\d\d).*")
_MAX_ATTEMPTS = 100


@dataclass(frozen=True)
class Backup:
    """A copy of an answers file as it once was."""

    path: Path
    # Grows from copy to copy, whatever the clock says.
    number: int
    created_at: str
    # Whether it holds answers that could not be saved where they belong.
    is_recovery: bool


def back_up(path: Path, data: bytes) -> Path | None:
    """Back up `data`, the content of the file at `path`; return None if that is impossible.

    The newest backup isn't made twice; the oldest beyond `MAX_BACKUPS` are removed.
    """
    copy = _save_copy(path, data, _BACKUP)
    for old in [backup for backup in list_backups(path) if not backup.is_recovery][MAX_BACKUPS:]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return copy


def write_recovery_copy(path: Path, data: bytes) -> Path | None:
    """Keep answers that could not be saved at `path`; return None if that is impossible."""
    return _save_copy(path, data, _RECOVERY)


def list_backups(path: Path) -> tuple[Backup, ...]:
    """Return backups and recovery copies of the file at `path`, the newest first."""
    backups = []
    for directory in existing_state_dirs(path):
        with contextlib.suppress(OSError):
            for copy in directory.iterdir():
                if name := _NAME.fullmatch(copy.name):
                    kind, number, day, hour, minute = name.groups()
                    created_at = f"{day} {hour}:{minute}"
                    backups.append(Backup(copy, int(number), created_at, kind == _RECOVERY))
    return tuple(sorted(backups, key=lambda backup: backup.number, reverse=True))


def list_recovery_copies(path: Path) -> tuple[Backup, ...]:
    """Return the recovery copies of the file at `path`, the newest first."""
    return tuple(backup for backup in list_backups(path) if backup.is_recovery)


def resolve_recovery_copies(path: Path) -> None:
    """Turn all recovery copies of the file at `path` into backups."""
    for copy in list_recovery_copies(path):
        with contextlib.suppress(OSError):
            copy.path.rename(copy.path.with_name(copy.path.name.replace(_RECOVERY, _BACKUP, 1)))


def _save_copy(path: Path, data: bytes, kind: str) -> Path | None:
    known = list_backups(path)
    latest = next((copy.path for copy in known if copy.is_recovery == (kind == _RECOVERY)), None)
    with contextlib.suppress(FileError):
        if latest and read_file(latest) == data:
            return latest
    try:
        directory = state_dir(path)
    except OSError:
        return None
    first = known[0].number + 1 if known else 1
    for number in range(first, first + _MAX_ATTEMPTS):
        name = f"{kind}-{number:06}-{datetime.datetime.now():%Y-%m-%d-%H%M}{path.suffix[:20]}"
        try:
            create_file(directory / name, data)
        except FileError:
            if (directory / name).exists():  # another instance took the number
                continue
            return None
        return directory / name
    return None
