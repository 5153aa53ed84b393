"""Writes the answers in a thread of its own: the latest wins, so a slow disk never holds up typing."""

import contextlib
import datetime
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from wizard.answers import file
from wizard.answers.disk import sweep
from wizard.answers.file import FileError
from wizard.answers.model import Answers
from wizard.answers.shown import shown

GAP = 0.2
"""Seconds between two saves, so that a burst of keys is one save; the first key of a burst is saved at once."""
RETRY = 2.0
"""Seconds after which a save that failed is tried again: space comes back, a stick is put in again."""


class Saved(StrEnum):
    """How the file stands to the answers."""

    NOTHING_YET = "nothing-yet"
    """Nothing had to be written in this session so far."""
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


class Saver:
    """Writes what `submit` hands in to one file. All methods may be called from any thread."""

    def __init__(self, path: Path, on_disk: bytes | None) -> None:
        """Get ready to write to `path`, which holds `on_disk` now (None: there is no such file)."""
        self.state = Saved.NOTHING_YET
        self.problem = ""
        self.saved_at: datetime.datetime | None = None
        self.listeners: list[Callable[[], None]] = []
        self._path = path
        self._on_disk = on_disk
        self._changed = threading.Condition()  # its lock is re-entrant: a signal handler may flush in mid-submit
        self._answers: Answers | None = None
        self._revision = self._written = self._tried = 0
        self._hurry = self._ended = False
        self._thread: threading.Thread | None = None

    def submit(self, answers: Answers) -> None:
        """Have `answers` written soon; they replace any that still wait."""
        with self._changed:
            self._answers = answers
            self._revision += 1
            if self.state is not Saved.FAILED:
                self.state = Saved.SAVING
            if self._thread is None and not self._ended:
                self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Write now what waits; return whether all is on disk. Gives up after a failure, or `timeout` seconds."""
        with self._changed:
            wanted, self._tried = self._revision, self._written
            if wanted == self._written or self._thread is None:
                return wanted == self._written
            self._hurry = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._tried >= wanted, timeout)
            return self._written >= wanted

    def close(self, timeout: float = 3.0) -> bool:
        """Flush, and end the thread; return whether all is on disk."""
        done = self.flush(timeout)
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout if done else 0.5)
        return done

    def _run(self) -> None:
        sweep(self._path)
        while (job := self._next()) is not None:
            answers, revision = job
            problem = self._write(answers)
            with self._changed:
                self._tried = revision
                self.problem = problem
                if not problem:
                    self._written = revision
                    self.saved_at = datetime.datetime.now().astimezone()
                if problem:
                    self.state = Saved.FAILED
                else:
                    self.state = Saved.SAVED if self._written == self._revision else Saved.SAVING
                self._changed.notify_all()
            for listener in list(self.listeners):
                with contextlib.suppress(Exception):  # a listener's fault must not end the saving
                    listener()
            self._pause(RETRY if problem else GAP, revision)

    def _next(self) -> tuple[Answers, int] | None:
        """Wait for answers to write; None once there is nothing left and the end was asked for."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._revision > self._written)
            if self._ended or self._answers is None:
                return None
            self._hurry = False
            return self._answers, self._revision

    def _pause(self, seconds: float, revision: int) -> None:
        """Let a burst of changes gather. A flush ends the pause; after a failure, so does a new change."""
        until = time.monotonic() + seconds
        with self._changed:
            while not self._hurry and not self._ended and (left := until - time.monotonic()) > 0:
                if seconds > GAP and self._revision > revision:
                    until, seconds = min(until, time.monotonic() + GAP), GAP
                    continue
                self._changed.wait(left)

    def _write(self, answers: Answers) -> str:
        """Write; return the sentence that says why it failed, or nothing."""
        try:
            self._on_disk = file.write(self._path, answers, self._on_disk)
        except FileError as error:
            return str(error)
        except Exception:  # whatever it is, the wizard goes on with the answers in memory
            return f"{shown(self._path)} can't be saved; your answers are kept here as long as this window stays open."
        return ""
