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
from wizard.storage.toml_file import (
    contains_answers,
    has_old_format,
    parse_answers,
    serialize,
    write_answers,
)
from wizard.text import printable

# The first key of a burst is saved at once, the others after this time.
AUTOSAVE_INTERVAL_S = 0.2
# A failed save is tried again: space comes back, a stick is put in again.
RETRY_INTERVAL_S = 1.0
POLL_INTERVAL_S = 2.0
# Other programs may write a file in several steps: it must stay the same for this long.
SETTLE_S = 0.3
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

    def poll(self) -> ExternalChange | None:
        """Return what another program made of the file, if it changed the answers in it."""
        data = self._read()
        for _ in range(_MAX_READS):
            if data == self.data:
                return None
            time.sleep(SETTLE_S)
            previous, data = data, self._read()
            if data == previous:
                break
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
        if self.data is not None and contains_answers(self.data, answers):
            self.data = data  # with another layout or comments; the next save starts from it
            return None
        message = f"{name} was changed by another program."
        return ExternalChange(ChangeKind.CHANGED, data, answers, message)

    def _read(self) -> bytes | None:
        """Return what the file holds, None if it is gone; what it held if it can't be read."""
        path = real_path(self.path)
        try:
            return read_file(path)
        except FileError:
            # An unreadable file is reported by the next save.
            return None if path.parent.is_dir() and not path.exists() else self.data


class AutosaveThread:
    """Writes the latest submitted answers to one file; methods may be called from any thread.

    What another program does to the file is never overwritten: nothing is saved until `resume`.
    """

    def __init__(self, path: Path, data: bytes | None) -> None:
        self.state = SaveState.UNCHANGED
        self.error = ""
        self.saved_at: datetime.datetime | None = None
        self.external_change: ExternalChange | None = None
        self.listeners: list[Callable[[], object]] = []
        self._watcher = FileWatcher(path, data)
        self._backed_up = False
        self._recovery: Path | None = None
        self._io_lock = threading.Lock()
        # Its lock is re-entrant, as a signal handler may flush in the middle of `submit`.
        self._changed = threading.Condition()
        self._answers = Answers()
        # Numbers of the answers submitted last and saved last.
        self._submitted = self._saved = 0
        self._rounds_begun = self._rounds_done = 0
        self._urgent = self._closed = False
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
            self.external_change, self.error = None, ""
            if saved:
                self._replace_recovery(None)
                self._mark_saved(self._submitted)
            else:
                self._submitted += 1
                self.state = SaveState.SAVING
                self.start()
            self._urgent = True
            self._changed.notify_all()
        self._notify()

    def flush(self, timeout_s: float) -> bool:
        """Save now what waits; return whether all is on disk. Gives up after a failure."""
        with self._changed:
            wanted = self._submitted
            if wanted > self._saved and self._thread is not None:
                # A round under way may fail for a reason that is gone: the next one counts.
                last_round = self._rounds_begun + 1
                self._urgent = True
                self._changed.notify_all()
                self._changed.wait_for(
                    lambda: self._saved >= wanted or self._rounds_done >= last_round, timeout_s
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
        """Keep answers that can't be saved in a private copy; return None if that fails too."""
        return write_recovery_copy(self.path, serialize(answers))

    def _run(self) -> None:
        remove_stale_temp_files(real_path(self.path).parent)
        pause_s = 0.0
        while self._wait(pause_s):
            before = self.external_change, self.state, self.error
            with self._io_lock:
                tried = self._save_and_poll()
            if tried or before != (self.external_change, self.state, self.error):
                self._notify()
            pause_s = (RETRY_INTERVAL_S if self.error else AUTOSAVE_INTERVAL_S) if tried else 0.0

    def _wait(self, pause_s: float) -> bool:
        """Let a burst of changes gather, then wait for one; return False once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._urgent or self._closed, pause_s)
            self._changed.wait_for(
                lambda: self._urgent or self._closed or self._submitted > self._saved,
                POLL_INTERVAL_S,
            )
            return not self._closed

    def _save_and_poll(self) -> bool:
        """Save the answers if they changed, unless the file did; return whether they did."""
        with self._changed:
            answers, number = self._answers, self._submitted
            self._rounds_begun += 1
            self._urgent = False
        due = number > self._saved
        change = self._watcher.poll()
        error = change.message if change else ""
        if due:
            error = error or self._save(answers)
            with contextlib.suppress(Exception):  # there may be no space for a copy either
                copy = self.write_recovery(answers) if error else None
                self._replace_recovery(copy or (self._recovery if error else None))
        with self._changed:
            if change != self.external_change:  # callers compare by identity
                self.external_change = change
            self.error = error
            if error:
                self.state = SaveState.FAILED
            elif due or self.state is SaveState.FAILED:
                self._mark_saved(number)
            self._rounds_done = self._rounds_begun
            self._changed.notify_all()
        return due

    def _save(self, answers: Answers) -> str:
        """Save `answers`; return the message of the error, or an empty text."""
        try:
            data = self._watcher.data
            # The first change of a session, or an upgrade; where the user just looked is no change.
            is_first = not self._backed_up and not contains_answers(data or b"", answers)
            if data is not None and (is_first or has_old_format(data)):
                back_up(self.path, data)
                self._backed_up = True
            self._watcher.data = write_answers(self.path, answers, data)
        except FileError as error:
            return str(error)
        except Exception:  # whatever it is, the wizard goes on with the answers in memory
            name = printable(self.path)
            return f"{name} can't be saved; your answers are kept here while this window is open."
        return ""

    def _mark_saved(self, number: int) -> None:
        self._saved = number
        self.saved_at = datetime.datetime.now().astimezone()
        self.state = SaveState.SAVED if number == self._submitted else SaveState.SAVING

    def _replace_recovery(self, copy: Path | None) -> None:
        if self._recovery is not None and self._recovery != copy:
            with contextlib.suppress(OSError):
                self._recovery.unlink()
        self._recovery = copy

    def _notify(self) -> None:
        for listener in list(self.listeners):
            with contextlib.suppress(Exception):  # a listener's fault must not end the saving
                listener()
