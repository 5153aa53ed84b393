"""Writes the answers in a thread of its own: the latest wins, so a slow disk never holds up typing.

The same thread looks after the file: what another program makes of it is noticed, and never written over unasked.
"""

import contextlib
import datetime
import os
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from wizard.answers.model import Answers
from wizard.storage import FileError, toml_file
from wizard.storage.atomic_io import remove_stale_temp_files
from wizard.storage.autosave import ExternalChange
from wizard.storage.backups import back_up
from wizard.storage.recovery import KeptApart
from wizard.storage.watcher import Watch
from wizard.text import printable

AUTOSAVE_INTERVAL_S = 0.2
"""Seconds between two saves, so that a burst of keys is one save; the first key of a burst is saved at once."""
POLL_INTERVAL_S = 2.0
"""Seconds between two looks at the file while nothing is to be written."""
RETRY_INTERVAL_S = 2.0
"""Seconds after which a save that failed is tried again: space comes back, a stick is put in again."""


class SaveState(StrEnum):
    """How the file stands to the answers."""

    UNCHANGED = "nothing-yet"
    """Nothing had to be written in this session so far."""
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


class AutosaveThread:
    """Writes what `submit` hands in to one file. All methods may be called from any thread."""

    def __init__(self, path: Path, on_disk: bytes | None) -> None:
        """Get ready to write to `path`, which holds `on_disk` now (None: there is no such file)."""
        self.state = SaveState.UNCHANGED
        self.problem = ""
        self.saved_at: datetime.datetime | None = None
        self.other: ExternalChange | None = None
        """What another program made of the file; nothing is written until the owner has decided about it."""
        self.listeners: list[Callable[[], None]] = []
        self._watch = Watch(path, on_disk)
        self._backed_up = False
        self._apart = KeptApart()
        self._disk = threading.Lock()  # held while the file is looked at and written
        self._changed = (
            threading.Condition()
        )  # its lock is re-entrant: a signal handler may flush in mid-submit
        self._answers: Answers | None = None
        self._revision = self._written = self._kept = 0  # kept apart, because they can't be written
        self._asked = self._answered = 0
        """How often a flush has asked for an attempt, and up to which of these one has been made since."""
        self._hurry = self._ended = False
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> Path:
        """The file that is written to."""
        return self._watch.path

    def watch(self) -> None:
        """Begin to look after the file, though there is nothing to write yet."""
        with self._changed:
            if self._thread is None and not self._ended:
                self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
                self._thread.start()

    def submit(self, answers: Answers) -> None:
        """Have `answers` written soon; they replace any that still wait."""
        with self._changed:
            self._answers = answers
            self._revision += 1
            if self.state is not SaveState.FAILED:
                self.state = SaveState.SAVING
            self.watch()
            self._changed.notify_all()

    def go_on(self, on_disk: bytes | None, path: Path | None = None, *, saved: bool) -> None:
        """Go on after the owner's decision: with a file that holds `on_disk`, at another `path` if one is given.

        `saved` tells that it holds the answers submitted last; else they are written now, over what is there.
        """
        with self._disk, self._changed:
            self._watch = Watch(path or self.path, on_disk)
            self.other = None
            self.problem = ""
            if saved:
                self._apart.drop()
                self._written = self._revision
                self.saved_at = datetime.datetime.now().astimezone()
                self.state = SaveState.SAVED
            else:
                self._revision += 1
                self.state = SaveState.SAVING
                self.watch()
            self._hurry = True
            self._changed.notify_all()
        self._tell()

    def keep_apart(self, answers: Answers) -> Path | None:
        """Keep answers that can't be saved in a private copy; return where. None: no place would have them."""
        return self._apart.keep(self.path, answers)

    def flush(self, timeout: float) -> bool:
        """Write now what waits; return whether all is on disk. Gives up after a failure, or `timeout` seconds.

        It is not where another program's writing stands in its place.
        """
        with self._changed:
            wanted = self._revision
            if wanted == self._written or self._thread is None:
                return wanted == self._written and self.other is None
            self._asked += 1
            asked = (
                self._asked
            )  # an attempt that is under way may fail for a reason that is gone: it doesn't count
            self._hurry = True
            self._changed.notify_all()
            self._changed.wait_for(
                lambda: self._written >= wanted or self._answered >= asked, timeout
            )
            return self._written >= wanted and self.other is None

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
        remove_stale_temp_files(Path(os.path.realpath(self.path)).parent)
        while self._wait():
            with self._disk:
                with self._changed:
                    answers, revision, asked = self._answers, self._revision, self._asked
                    due = revision > self._written
                    self._hurry = False
                before = self.other, self.state, self.problem
                other = self._watch.look(thorough=due)
                if other == self.other:
                    other = self.other
                problem = other.message if other else ""
                if due and not other and answers is not None:
                    problem = self._write(answers)
                if due and answers is not None:
                    self._keep_apart(answers, problem, revision)
                self._note(other, problem, revision, asked, tried=due)
            if due or (self.other, self.state, self.problem) != before:
                self._tell()
            if due:
                self._pause(RETRY_INTERVAL_S if problem else AUTOSAVE_INTERVAL_S, revision)

    def _note(
        self, other: ExternalChange | None, problem: str, revision: int, asked: int, *, tried: bool
    ) -> None:
        with self._changed:
            self.other = other
            self.problem = problem
            if tried:
                self._answered = asked
            if tried and not problem:
                self._written = revision
                self.saved_at = datetime.datetime.now().astimezone()
            if problem:
                self.state = SaveState.FAILED
            elif tried or self.state is SaveState.FAILED:
                self.state = (
                    SaveState.SAVED if self._written == self._revision else SaveState.SAVING
                )
            self._changed.notify_all()

    def _tell(self) -> None:
        for listener in list(self.listeners):
            with contextlib.suppress(Exception):  # a listener's fault must not end the saving
                listener()

    def _wait(self) -> bool:
        """Wait for answers to write, or for the time to look at the file; False once the end was asked for."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._ended
                    or self._hurry
                    or self._revision > (self._kept if self.other else self._written)
                ),
                POLL_INTERVAL_S,
            )
            return not self._ended

    def _pause(self, seconds: float, revision: int) -> None:
        """Let a burst of changes gather. A flush ends the pause; after a failure, so does a new change."""
        until = time.monotonic() + seconds
        with self._changed:
            while not self._hurry and not self._ended and (left := until - time.monotonic()) > 0:
                if seconds > AUTOSAVE_INTERVAL_S and self._revision > revision:
                    until, seconds = (
                        min(until, time.monotonic() + AUTOSAVE_INTERVAL_S),
                        AUTOSAVE_INTERVAL_S,
                    )
                    continue
                self._changed.wait(left)

    def _write(self, answers: Answers) -> str:
        """Write; return the sentence that says why it failed, or nothing."""
        try:
            self._back_up(answers)
            self._watch.data = toml_file.write_answers(self.path, answers, self._watch.data)
        except FileError as error:
            return str(error)
        except Exception:  # whatever it is, the wizard goes on with the answers in memory
            return f"{printable(self.path)} can't be saved; your answers are kept here as long as this window stays open."
        return ""

    def _keep_apart(self, answers: Answers, problem: str, revision: int) -> None:
        """Keep what can't be saved, until it can."""
        if not problem:
            self._apart.drop()
        elif revision > self._kept:
            with contextlib.suppress(Exception):  # there may be no room there either
                self.keep_apart(answers)
            self._kept = revision

    def _back_up(self, answers: Answers) -> None:
        """Before the first change of a session, keep the file as it was; where the owner just looked is no change."""
        data = self._watch.data
        if data is None or self._backed_up:
            return
        if not toml_file.says(data, answers):
            back_up(self.path, data)
            self._backed_up = True
