"""A note that a file of answers is open, so that two windows don't write it by turns.

The system itself holds the lock, and frees it whatever the end of the program. The note says who has it.
"""

import contextlib
import datetime
import getpass
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from wizard.storage.paths import state_dir

_NAME = "open"
_BEYOND_THE_NOTE = 1 << 20
"""Windows locks bytes, and nobody else can read them then: so we lock one that holds nothing."""
_TRIES = 10


@dataclass(frozen=True)
class LockHolder:
    """Who has a file open."""

    user: str = ""
    computer: str = ""
    process: int = 0
    since: str = ""

    @property
    def words(self) -> str:
        """Who it is, in the middle of a sentence."""
        me = current_holder()
        if (self.user, self.computer) == (me.user, me.computer):
            who = "in another window of yours"
        else:
            who = f"by {self.user or 'somebody else'}" + (
                f" on {self.computer}" if self.computer else ""
            )
        since = f" since {self.since}" if self.since else ""
        return f"{who}{since}" + (f" (process {self.process})" if self.process else "")


def current_holder() -> LockHolder:
    """Return the holder that this process is, from now on."""
    user = computer = ""
    with contextlib.suppress(Exception):  # no name in the environment, none in the system's list
        user = getpass.getuser()
    with contextlib.suppress(OSError):
        computer = socket.gethostname()
    return LockHolder(user, computer, os.getpid(), f"{datetime.datetime.now():%Y-%m-%d %H:%M}")


class AnswersLock:
    """Holds one file open for this process, from `take` to `release`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._note: Path | None = None
        self._handle = -1
        self.left_by: LockHolder | None = None
        """Who held it before us and ended without a word: a kill, a crash, a power cut."""

    def take(self) -> LockHolder | None:
        """Take the file, or return who has it. Where no note can be kept at all, the file counts as taken."""
        try:
            self._note = state_dir(self._path) / _NAME
            return self._taken(self._note)
        except OSError:
            return None

    def release(self) -> None:
        """Give the file back. The note goes first: one that is left tells of a sudden end."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
            if self._note is not None:
                with contextlib.suppress(OSError):  # Windows keeps what is open
                    self._note.unlink()
            with contextlib.suppress(OSError):
                os.close(handle)
            if self._note is not None:
                with contextlib.suppress(OSError):  # they stay if there are backups in them
                    self._note.parent.rmdir()
                    self._note.parent.parent.rmdir()

    def _taken(self, note: Path) -> LockHolder | None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        for _ in range(_TRIES):
            handle = os.open(note, flags, 0o600)
            try:
                written = _read(handle)
                if not _lock(handle):
                    os.close(handle)
                    return written or LockHolder()
                if not _is_at(handle, note):  # whoever had it removed it between our two calls
                    os.close(handle)
                    continue
                self.left_by = _read(handle)
                os.ftruncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, json.dumps(asdict(current_holder())).encode())
            except BaseException:
                with contextlib.suppress(OSError):
                    os.close(handle)
                raise
            self._handle = handle
            return None
        return LockHolder()


def _read(handle: int) -> LockHolder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        note = json.loads(os.read(handle, 4096))
        return LockHolder(
            str(note["user"]), str(note["computer"]), int(note["process"]), str(note["since"])
        )
    except (ValueError, KeyError, TypeError):
        return None


def _is_at(handle: int, note: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), note.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _BEYOND_THE_NOTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
