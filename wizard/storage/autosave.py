"""Save answers in a background thread, and notice what other programs do to the file meanwhile."""

import contextlib
import datetime
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wizard.answers.model import Answers
from wizard.storage import FileError
from wizard.storage.atomic_io import read_file, remove_stale_temp_files
from wizard.storage.backups import back_up, write_recovery_copy
from wizard.storage.paths import real_path
from wizard.storage.toml_file import contains_answers, parse_answers, serialize, write_answers
from wizard.text import printable

# The first key of a burst is saved at once, the others after this time.
AUTOSAVE_INTERVAL_S = 0.2
POLL_INTERVAL_S = 2.0
# A failed save is tried again: space comes back, a stick is put in again.
RETRY_INTERVAL_S = 2.0
# Other programs may write a file in several steps: it must stay the same for this long.
SETTLE_S = 0.3
RECOVERY_TIMEOUT_S = 1.0
_MAX_READS = 10


class SaveState(StrEnum):
    """Whether the answers are on disk."""

    UNCHANGED = "unchanged"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


class ChangeKind(StrEnum):
    """What another program did to the file."""

    CHANGED = "changed"
    DELETED = "deleted"
    EMPTIED = "emptied"
    INVALID = "invalid"


@dataclass(frozen=True)
class ExternalChange:
    """What another program made of the file; `data` is None if it is gone."""

    kind: ChangeKind
    data: bytes | None
    answers: Answers | None
    message: str


class FileWatcher:
    """Compares the file with what this program last read or wrote there."""

    def __init__(self, path: Path, data: bytes | None) -> None:
        self.path = path
        self.data = data
        self._seen: tuple[int, int, int] | None = None

    def poll(self, *, thorough: bool) -> ExternalChange | None:
        """Return what another program made of the file, if it changed the answers in it.

        Unless `thorough`, a file of the same size and date counts as the same.
        """
        data = self._read(thorough=thorough)
        for _ in range(_MAX_READS):
            if data == self.data:
                return None
            time.sleep(SETTLE_S)
            previous, data = data, self._read(thorough=True)
            if data == previous:
                break
        if data == self.data or self._holds_same_answers(data):
            self.data = data  # another layout or other comments: the next save starts from them
            return None
        return self._describe(data)

    def _read(self, *, thorough: bool) -> bytes | None:
        """Return what the file holds, None if it is gone; what it held if it can't be read."""
        path = real_path(self.path)
        try:
            state = path.stat()
            seen = (state.st_ino, state.st_size, state.st_mtime_ns)
            if not thorough and self.data is not None and seen == self._seen:
                return self.data
            data = read_file(path)
        except FileNotFoundError:
            return None if path.parent.is_dir() else self.data
        except (OSError, FileError):
            return self.data  # the next save reports what is wrong
        if data == self.data:
            self._seen = seen
        return data

    def _holds_same_answers(self, data: bytes | None) -> bool:
        try:
            return bool(data and self.data) and contains_answers(
                data or b"", parse_answers(self.data or b"", self.path)
            )
        except FileError:
            return False

    def _describe(self, data: bytes | None) -> ExternalChange:
        name = printable(self.path)
        if data is None:
            message = f"{name} is not there any more: another program removed it."
            return ExternalChange(ChangeKind.DELETED, None, None, message)
        if not data.strip():
            message = f"{name} is empty now: another program emptied it."
            return ExternalChange(ChangeKind.EMPTIED, data, None, message)
        try:
            answers = parse_answers(data, self.path)
        except FileError as error:
            message = f"Another program changed the file, and it can't be read any more. {error}"
            return ExternalChange(ChangeKind.INVALID, data, None, message)
        message = f"{name} was changed by another program."
        return ExternalChange(ChangeKind.CHANGED, data, answers, message)


class AutosaveThread:
    """Writes the latest submitted answers to one file; methods may be called from any thread.

    What another program does to the file is never overwritten: nothing is saved until `resume`.
    """

    def __init__(self, path: Path, data: bytes | None) -> None:
        self.state = SaveState.UNCHANGED
        self.error = ""
        self.saved_at: datetime.datetime | None = None
        self.external_change: ExternalChange | None = None
        self.listeners: list[Callable[[], None]] = []
        self._watcher = FileWatcher(path, data)
        self._backed_up = False
        self._recovery: Path | None = None
        self._recovery_lock = threading.RLock()
        self._io_lock = threading.Lock()
        # Its lock is re-entrant, as a signal handler may flush in the middle of `submit`.
        self._changed = threading.Condition()
        self._answers: Answers | None = None
        # Numbers of the answers submitted last, saved last, and kept last in a recovery copy.
        self._submitted = self._saved = self._recovered = 0
        # How many flushes asked for an attempt, and how many of them have had one.
        self._flushes_requested = self._flushes_done = 0
        self._hurry = self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> Path:
        """The file that is written to."""
        return self._watcher.path

    def start(self) -> None:
        """Start to watch the file, even if there is nothing to save yet."""
        with self._changed:
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="autosave", daemon=True)
                self._thread.start()

    def submit(self, answers: Answers) -> None:
        """Save `answers` soon; they replace any that still wait."""
        with self._changed:
            self._answers = answers
            self._submitted += 1
            if self.state is not SaveState.FAILED:
                self.state = SaveState.SAVING
            self.start()
            self._changed.notify_all()

    def resume(self, data: bytes | None, path: Path | None = None, *, saved: bool) -> None:
        """Go on after an external change, or at another `path`, with a file that holds `data`.

        Unless that counts as the saved answers, those submitted last are written over it now.
        """
        with self._io_lock, self._changed:
            self._watcher = FileWatcher(path or self.path, data)
            self.external_change = None
            self.error = ""
            if saved:
                self._delete_recovery()
                self._mark_saved(self._submitted)
                self.state = SaveState.SAVED
            else:
                self._submitted += 1
                self.state = SaveState.SAVING
                self.start()
            self._hurry = True
            self._changed.notify_all()
        self._notify()

    def flush(self, timeout_s: float) -> bool:
        """Save now what waits; return whether all is on disk. Gives up after a failure."""
        with self._changed:
            wanted = self._submitted
            if wanted > self._saved and self._thread is not None:
                # An attempt under way may fail for a reason that is gone: it doesn't count.
                self._flushes_requested += 1
                request = self._flushes_requested
                self._hurry = True
                self._changed.notify_all()
                self._changed.wait_for(
                    lambda: self._saved >= wanted or self._flushes_done >= request, timeout_s
                )
            return self._saved >= wanted and self.external_change is None

    def close(self, timeout_s: float = 3.0) -> bool:
        """Flush, and end the thread; return whether all is on disk."""
        done = self.flush(timeout_s)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout_s if done else 0.5)
        return done

    def write_recovery(self, answers: Answers) -> Path | None:
        """Keep answers that can't be saved in a private copy; a newer one replaces the older.

        Returns:
            The copy; None if no place would have it.
        """
        locked = self._recovery_lock.acquire(timeout=RECOVERY_TIMEOUT_S)
        try:
            copy = write_recovery_copy(self.path, serialize(answers))
            if locked and copy is not None and copy != self._recovery:
                self._delete_recovery()
                self._recovery = copy
            return copy
        finally:
            if locked:
                self._recovery_lock.release()

    def _run(self) -> None:
        remove_stale_temp_files(real_path(self.path).parent)
        while self._wait():
            with self._io_lock:
                with self._changed:
                    answers, number = self._answers, self._submitted
                    requested = self._flushes_requested
                    self._hurry = False
                before = self.external_change, self.state, self.error
                due = answers if number > self._saved else None
                change = self._watcher.poll(thorough=due is not None)
                if change == self.external_change:
                    change = self.external_change  # callers compare by identity
                error = change.message if change else ""
                if due is not None:
                    error = error or self._save(due)
                    self._update_recovery(due, number, error)
                self._finish(change, error, number if due is not None else None, requested)
            if due is not None or before != (self.external_change, self.state, self.error):
                self._notify()
            if due is not None:
                self._pause(number, failed=bool(error))

    def _wait(self) -> bool:
        """Wait for answers to save, or for the time to poll the file; False once closed."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._closed
                    or self._hurry
                    or self._submitted > (self._recovered if self.external_change else self._saved)
                ),
                POLL_INTERVAL_S,
            )
            return not self._closed

    def _pause(self, number: int, *, failed: bool) -> None:
        """Let a burst of changes gather. A flush ends the pause; after a failure, a change does."""
        with self._changed:
            if failed:
                self._changed.wait_for(
                    lambda: self._hurry or self._closed or self._submitted > number,
                    RETRY_INTERVAL_S,
                )
            self._changed.wait_for(lambda: self._hurry or self._closed, AUTOSAVE_INTERVAL_S)

    def _save(self, answers: Answers) -> str:
        """Save `answers`; return the message of the error, or an empty text."""
        try:
            data = self._watcher.data
            # The first change of a session; where the user just looked is no change.
            if data is not None and not self._backed_up and not contains_answers(data, answers):
                back_up(self.path, data)
                self._backed_up = True
            self._watcher.data = write_answers(self.path, answers, data)
        except FileError as error:
            return str(error)
        except Exception:  # whatever it is, the wizard goes on with the answers in memory
            return (
                f"{printable(self.path)} can't be saved; "
                "your answers are kept here as long as this window stays open."
            )
        return ""

    def _update_recovery(self, answers: Answers, number: int, error: str) -> None:
        if not error:
            self._delete_recovery()
        elif number > self._recovered:
            with contextlib.suppress(Exception):  # there may be no space there either
                self.write_recovery(answers)
            self._recovered = number

    def _delete_recovery(self) -> None:
        with self._recovery_lock:
            if self._recovery is not None:
                with contextlib.suppress(OSError):
                    self._recovery.unlink()
                self._recovery = None

    def _finish(
        self, change: ExternalChange | None, error: str, number: int | None, requested: int
    ) -> None:
        """Publish the result of one round; `number` is that of the answers tried, if any were."""
        with self._changed:
            self.external_change = change
            self.error = error
            if number is not None:
                self._flushes_done = requested
                if not error:
                    self._mark_saved(number)
            if error:
                self.state = SaveState.FAILED
            elif number is not None or self.state is SaveState.FAILED:
                done = self._saved == self._submitted
                self.state = SaveState.SAVED if done else SaveState.SAVING
            self._changed.notify_all()

    def _mark_saved(self, number: int) -> None:
        self._saved = number
        self.saved_at = datetime.datetime.now().astimezone()

    def _notify(self) -> None:
        for listener in list(self.listeners):
            with contextlib.suppress(Exception):  # a listener's fault must not end the saving
                listener()
