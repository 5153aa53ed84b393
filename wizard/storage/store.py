"""The answers file of a session: locked, saved in the background, recovered after a crash."""

import contextlib
import datetime
import itertools
import os
import re
from dataclasses import dataclass
from pathlib import Path

from wizard.answers.model import Answers
from wizard.storage import FileError, backups, toml_file
from wizard.storage.atomic_io import is_writable
from wizard.storage.autosave import AutosaveThread
from wizard.storage.lock import AnswersLock
from wizard.storage.paths import real_path
from wizard.text import command_line, printable

MAX_NAME_BYTES = 240
MAX_FILES_SEARCHED = 10_000

# As programs that synchronize folders name the copies they could not merge.
_CONFLICTED_COPY = re.compile("conflict|konflikt|conflit", re.IGNORECASE)


@dataclass(frozen=True)
class Recovery:
    """Answers of an earlier session that could not be saved where they belong."""

    copy: backups.Backup
    answers: Answers


class AnswersStore:
    """One answers file, locked while it is open. It keeps no answers: callers hand them in.

    It starts with no answers where there is no file yet. A method that can't read or write raises
    FileError, and nothing has changed then.
    """

    def __init__(self, path: Path) -> None:
        self.is_new = _is_missing(path)
        if self.is_new:
            toml_file.require_parent_dir(path)
        self._lock = AnswersLock(path)
        holder = self._lock.acquire()
        self.previous_run_crashed = self._lock.crashed_holder is not None and not self.is_new
        # What the file holds when it is opened, and when it was written.
        self.initial_answers, data = Answers(), None
        self.last_saved_at: datetime.datetime | None = None
        if not self.is_new:
            try:
                self.initial_answers, data = toml_file.read_with_bytes(path)
            except FileError:
                self._lock.release()
                raise
            with contextlib.suppress(OSError, OverflowError, ValueError):
                timestamp = path.stat().st_mtime
                self.last_saved_at = datetime.datetime.fromtimestamp(timestamp).astimezone()
        # Why the answers can only be viewed, as a sentence; empty if they can be changed.
        self.read_only = ""
        name = printable(path)
        if holder is not None:
            self.read_only = f"{name} is open already, {holder}. Here you can only look at it."
        elif not is_writable(path):
            self.read_only = f"{name} may only be read. Allow changes to it, or work on a copy."
        self.warnings = file_warnings(path)
        if data is not None and not self.read_only and toml_file.has_old_format(data):
            try:
                data, notice = write_upgraded(path, self.initial_answers, data)
                self.warnings = (notice, *self.warnings)
            except FileError as error:
                self.read_only = f"{error} Until then, you can only look at it."
        # A new file is created when the user has answered something.
        self.is_started = not self.is_new
        self.autosave = AutosaveThread(path, data)

    @property
    def path(self) -> Path:
        """Where the file is; the user may have moved it."""
        return self.autosave.path

    def save(self, answers: Answers) -> None:
        """Save the answers soon."""
        if self.is_started:
            self.autosave.submit(answers)

    def watch(self) -> None:
        """Watch the file for changes of other programs from now on."""
        if not self.read_only and not self.is_new:
            self.autosave.start()

    def close(self) -> bool:
        """Save what is unsaved, and release the file; return whether all of it is on disk."""
        done = self.autosave.close()
        self._lock.release()
        return done

    def back_up(self, answers: Answers) -> None:
        """Keep a backup of answers that are about to be replaced."""
        if self.is_started:
            backups.back_up(self.path, toml_file.serialize(answers))

    def overwrite(self, answers: Answers) -> None:
        """Write the answers over an external change, of which a backup is kept."""
        change = self.autosave.external_change
        if change is not None:
            if change.data:
                backups.back_up(self.path, change.data)
            self.is_started = True
            self.autosave.submit(answers)
            self.autosave.resume(change.data, saved=False)

    def save_copy(self, answers: Answers) -> tuple[Path, bytes]:
        """Write a copy of the answers beside the file; return its path and content."""
        copy = _free_name(self.path)
        return copy, toml_file.write_answers(copy, answers, None)

    def save_elsewhere(self, path: Path, answers: Answers) -> None:
        """Save to a new file at `path`, and go on there."""
        if not _is_missing(path):
            raise FileError(path, "is there already, and was left alone; choose another name")
        toml_file.require_parent_dir(path)
        self.move(path, toml_file.write_answers(path, answers, None))

    def move(self, path: Path, data: bytes) -> None:
        """Go on with the file at `path`, which holds the answers as `data`."""
        lock = AnswersLock(path)
        lock.acquire()
        self._lock.release()
        self._lock = lock
        self.is_started = True
        self.autosave.resume(data, path, saved=True)

    def find_recovery(self, answers: Answers) -> Recovery | None:
        """Return answers an earlier session could not save, if they differ from these."""
        for copy in () if self.read_only else backups.list_recovery_copies(self.path):
            try:
                recovered = toml_file.read_answers(copy.path)
            except FileError:  # cut off while it was written: the copy before it is whole
                continue
            if toml_file.contains_answers(toml_file.serialize(recovered), answers):
                backups.resolve_recovery_copies(self.path)
                return None
            return Recovery(copy, recovered)
        return None


def write_upgraded(path: Path, answers: Answers, data: bytes) -> tuple[bytes, str]:
    """Save `answers` at `path`, which holds `data`; if that is of an older format, back it up.

    Returns:
        What the file holds now, and a sentence about an upgrade, if there was one.

    Raises:
        FileError: there can be no backup, or the file can't be written; it is as it was.
    """
    notice = ""
    if toml_file.has_old_format(data):
        if backups.back_up(path, data) is None:
            raise FileError(path, "can't be upgraded without a backup; make room on the disk")
        notice = (
            f"{printable(path)} was upgraded to a newer format. "
            f"To find the file as it was: {command_line('backups', path)}"
        )
    return toml_file.write_answers(path, answers, data), notice


def file_warnings(path: Path) -> tuple[str, ...]:
    """Return a sentence on each: conflicted copies beside the file, and other hard links to it."""
    warnings = []
    with contextlib.suppress(OSError):
        names = sorted(
            file.name
            for file in itertools.islice(path.absolute().parent.iterdir(), MAX_FILES_SEARCHED)
            if file.name.startswith(path.stem)
            and file.suffix == path.suffix
            and _CONFLICTED_COPY.search(file.name.removeprefix(path.stem))
        )
        if names:
            more = f" So do {len(names) - 1} more." if names[2:] else " So does another one."
            warnings.append(
                f"{printable(names[0])} lies beside your answers.{more if names[1:] else ''} "
                "A cloud folder makes such a copy when two computers change a file at once. "
                f"To see what differs: {command_line('diff', path.with_name(names[0]), path)}"
            )
    with contextlib.suppress(OSError):
        if real_path(path).stat().st_nlink > 1:
            warnings.append(
                f"{printable(path)} has a second name on this disk (a hard link). What you change "
                "is saved under this name; under the other one, the old answers stay."
            )
    return tuple(warnings)


def _free_name(path: Path) -> Path:
    """Return an unused name beside `path` that says it is a copy."""
    for number in range(1, 1000):
        ending = f" (my copy{f' {number}' if number > 1 else ''}){path.suffix[:20]}"
        stem = path.stem
        while len(os.fsencode(stem + ending)) > MAX_NAME_BYTES:
            stem = stem[:-1]
        copy = path.with_name(stem + ending)
        if _is_missing(copy):
            return copy
    raise FileError(path, "has too many copies beside it already; save to another place")


def _is_missing(path: Path) -> bool:
    try:
        path.lstat()
    except OSError as error:
        return isinstance(error, FileNotFoundError)  # reading it will report anything else
    return False
