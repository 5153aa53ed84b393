"""Lock that keeps two instances from writing the same answers file, with a note on who holds it."""

import contextlib
import datetime
import getpass
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from wizard.storage.paths import state_dir


@dataclass(frozen=True)
class LockHolder:
    """Who has an answers file open."""

    user: str = ""
    computer: str = ""
    process: int = 0
    since: str = ""

    def __str__(self) -> str:
        me = current_holder()
        if (self.user, self.computer) == (me.user, me.computer):
            text = "in another window of yours"
        else:
            text = f"by {self.user or 'somebody else'}"
            text += f" on {self.computer}" if self.computer else ""
        text += f" since {self.since}" if self.since else ""
        return text + (f" (process {self.process})" if self.process else "")


def current_holder() -> LockHolder:
    """Return the description of this process."""
    user = computer = ""
    with contextlib.suppress(Exception):  # no name in the environment, none in the system's list
        user = getpass.getuser()
    with contextlib.suppress(OSError):
        computer = socket.gethostname()
    return LockHolder(user, computer, os.getpid(), f"{datetime.datetime.now():%Y-%m-%d %H:%M}")


class AnswersLock:
    """Holds one answers file for this process.

    The system frees the lock at any end of the process; the note stays after a sudden one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: FileLock | None = None
        self._note = Path()
        # Who held the file before and ended without releasing it.
        self.crashed_holder: LockHolder | None = None

    def acquire(self) -> LockHolder | None:
        """Lock the file, or return who holds it. Where locks don't work, it counts as locked."""
        try:
            directory = state_dir(self._path)
            self._note = directory / "open"
            lock = FileLock(directory / "lock", timeout=0, thread_local=False)
            lock.acquire()
        except Timeout:
            return _read_note(self._note) or LockHolder()
        except (OSError, NotImplementedError):
            return None
        self._lock = lock
        self.crashed_holder = _read_note(self._note)
        with contextlib.suppress(OSError):
            self._note.write_text(json.dumps(asdict(current_holder())))
        return None

    def release(self) -> None:
        """Release the file, if it is locked."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._note.unlink()
            with contextlib.suppress(OSError):
                self._lock.release()
            self._lock = None


def _read_note(note: Path) -> LockHolder | None:
    try:
        return LockHolder(**json.loads(note.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
