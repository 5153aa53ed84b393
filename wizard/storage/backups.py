"""Earlier copies of a file of answers: one from each of the last ten sessions that changed it, for our eyes only."""

import contextlib
import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from wizard.storage import FileError, atomic_io
from wizard.storage.paths import existing_state_dirs, state_dir

MAX_BACKUPS = 10
"""How many copies of one file are kept; the oldest goes first."""

_NAME = re.compile(
    r"(?P<kind>backup|not-saved)-(?P<number>\d{6,})-(?P<day>\d{4}-\d\d-\d\d)-(?P<time>\d{4}).*"
)
_TRIES = 100


@dataclass(frozen=True)
class Backup:
    """A copy of a file as it once was."""

    path: Path
    number: int
    """Grows from copy to copy, whatever the clock says."""
    is_recovery: bool
    """Whether it holds answers that could not be saved where they belong."""

    @property
    def when(self) -> str:
        """The day and the time at which it was made, by the clock of then."""
        found = _NAME.fullmatch(self.path.name)
        return f"{found['day']} {found['time'][:2]}:{found['time'][2:]}" if found else ""


def back_up(path: Path, data: bytes) -> Path | None:
    """Keep `data`, which the file at `path` holds or held; return where. None: no place would have it.

    The newest copy is not made a second time; the oldest beyond `KEPT` are removed.
    """
    made = _keep(path, data, "backup")
    for old in [copy for copy in list_backups(path) if not copy.is_recovery][MAX_BACKUPS:]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return made


def write_recovery_copy(path: Path, data: bytes) -> Path | None:
    """Keep answers that could not be saved at `path`; return where. None: no place would have them."""
    return _keep(path, data, "not-saved")


def list_backups(path: Path) -> tuple[Backup, ...]:
    """Return what is kept of the file at `path`, the newest first."""
    copies: list[Path] = []
    for folder in existing_state_dirs(path):
        with contextlib.suppress(OSError):
            copies += folder.iterdir()
    named = [(copy, name) for copy in copies if (name := _NAME.fullmatch(copy.name))]
    found = [Backup(copy, int(name["number"]), name["kind"] == "not-saved") for copy, name in named]
    return tuple(sorted(found, key=lambda copy: copy.number, reverse=True))


def list_recovery_copies(path: Path) -> tuple[Backup, ...]:
    """Return the copies with answers that could not be saved at `path`, the newest first."""
    return tuple(copy for copy in list_backups(path) if copy.is_recovery)


def mark_resolved(copy: Backup) -> None:
    """Make a copy of what could not be saved an ordinary one: the owner has decided about it."""
    with contextlib.suppress(OSError):
        copy.path.rename(copy.path.with_name(copy.path.name.replace("not-saved-", "backup-", 1)))


def _keep(path: Path, data: bytes, kind: str) -> Path | None:
    try:
        folder = state_dir(path)
    except OSError:
        return None
    known = list_backups(path)
    same_kind = [copy for copy in known if copy.is_recovery == (kind == "not-saved")]
    if same_kind and _holds(same_kind[0].path, data):
        return same_kind[0].path
    number = known[0].number + 1 if known else 1
    now = f"{datetime.datetime.now():%Y-%m-%d-%H%M}"
    for attempt in range(number, number + _TRIES):
        copy = folder / f"{kind}-{attempt:06}-{now}{path.suffix[:20]}"
        try:
            atomic_io.create_file(copy, data)
        except FileError:
            if copy.exists():  # another of our windows was quicker
                continue
            return None
        return copy
    return None


def _holds(path: Path, data: bytes) -> bool:
    try:
        return atomic_io.read_file(path) == data
    except FileError:
        return False
