"""The file of answers while the wizard runs: its lock, its saving, and what is done when it isn't what it was."""

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from wizard.answers.model import Answers
from wizard.storage import FileError, backups, file_warnings, toml_file
from wizard.storage.atomic_io import is_writable
from wizard.storage.autosave import AutosaveThread, ExternalChange
from wizard.storage.lock import AnswersLock
from wizard.storage.store import file_warnings
from wizard.storage.toml_file import serialize
from wizard.text import printable

_LONGEST_NAME = 240
"""Bytes; less than any disk allows."""


@dataclass(frozen=True)
class Recovery:
    """Answers of an earlier time that could not be saved where they belong."""

    copy: backups.Backup
    answers: Answers


class AnswersStore:
    """One file of answers, locked, and written by a thread of its own. It holds no answers: they are handed in."""

    def __init__(self, path: Path) -> None:
        """Read `path`, or begin with nothing decided where no file is yet.

        Raises:
            FileError: the file can't be used; nothing was touched.
        """
        self.is_new = _is_missing(path)
        """Whether there was no file at the start."""
        if self.is_new:
            toml_file.require_folder(path)
        self._lock = AnswersLock(path)
        holder = self._lock.take()
        try:
            self.read, on_disk = (
                (Answers(), None) if self.is_new else toml_file.read_with_bytes(path)
            )
        except FileError:
            self._lock.release()
            raise
        self.read_only = ""
        """Why the answers can only be looked at here, as a sentence; empty when they can be changed."""
        if holder is not None:
            self.read_only = (
                f"{printable(path)} is open already, {holder.words}. Here you can only look at it."
            )
        elif not is_writable(path):
            self.read_only = (
                f"{printable(path)} may only be read. Allow changes to it, or work on a copy."
            )
        self.previous_run_crashed = self._lock.left_by is not None and not self.is_new
        """Whether the session before this one was ended from outside: by a kill, a crash, a power cut."""
        self.written_before = None if self.is_new else _changed_at(path)
        """When the file was last written before it was opened here."""
        self.warnings = file_warnings(path)
        """What the owner should know of what lies beside the file, or is tied to it; a sentence each."""
        self.is_wanted = not self.is_new
        """Whether there is to be a file: not before the owner has decided something."""
        self.saver = AutosaveThread(path, on_disk)

    @property
    def path(self) -> Path:
        """Where it is; the owner may have moved it."""
        return self.saver.path

    def save(self, answers: Answers) -> None:
        """Have the answers written soon."""
        if self.is_wanted:
            self.saver.submit(answers)

    def watch(self) -> None:
        """Look after the file from now on, though nothing has changed here yet."""
        if not self.read_only and not self.is_new:
            self.saver.watch()

    def close(self) -> bool:
        """Write what is still unwritten, and let go of the file; return whether all of it is on disk."""
        done = self.saver.close()
        self._lock.release()
        return done

    def back_up(self, answers: Answers) -> None:
        """Keep a copy of answers that are about to be replaced."""
        backups.back_up(self.path, serialize(answers))

    # What another program made of it

    def overwrite_other(self, answers: Answers) -> None:
        """Write the answers over what another program made of the file; a copy of that is kept."""
        other = self.saver.other
        if other is not None:
            if other.data:
                backups.back_up(self.path, other.data)
            self.is_wanted = True
            self.saver.submit(answers)
            self.saver.go_on(other.data, saved=False)

    def go_on_with(self, other: ExternalChange) -> None:
        """Take what another program wrote for what was saved last."""
        self.saver.go_on(other.data, saved=True)

    # Elsewhere

    def copy_beside(self, answers: Answers) -> tuple[Path, bytes]:
        """Write a copy of the answers beside the file; return where, and what it holds.

        Raises:
            FileError: the copy can't be written; nothing was changed.
        """
        copy = _free_name(self.path)
        return copy, toml_file.write_answers(copy, answers, None)

    def save_elsewhere(self, path: Path, answers: Answers) -> None:
        """Save to a new file at `path`, and go on there.

        Raises:
            FileError: there is something of that name, or it can't be written; all stays as it is.
        """
        if not _is_missing(path):
            raise FileError(path, "is there already, and was left alone; choose another name")
        toml_file.require_folder(path)
        self.move(path, toml_file.write_answers(path, answers, None))

    def move(self, path: Path, data: bytes) -> None:
        """Go on with the file at `path`, which holds the answers as `data`."""
        lock = AnswersLock(path)
        lock.take()
        self._lock.release()
        self._lock = lock
        self.is_wanted = True
        self.saver.go_on(data, path, saved=True)

    # What could not be saved at an earlier time

    def unsaved(self, answers: Answers) -> Recovery | None:
        """Return the answers of an earlier time that could not be saved then, if they say anything else than these."""
        for copy in () if self.read_only else backups.list_recovery_copies(self.path):
            try:
                kept = toml_file.read_answers(copy.path)
            except FileError:  # cut off while it was made: the one before is whole
                continue
            if toml_file.says(serialize(kept), answers):
                backups.mark_resolved(copy)
                return None
            return Recovery(copy, kept)
        return None


def _free_name(path: Path) -> Path:
    """Return a name beside `path` that says it is a copy, and that nothing has yet."""
    for number in range(1, 1000):
        words = "my copy" if number == 1 else f"my copy {number}"
        suffix = path.suffix[:20]
        stem = path.stem
        while len(os.fsencode(f"{stem} ({words}){suffix}")) > _LONGEST_NAME:
            stem = stem[:-1]
        copy = path.with_name(f"{stem} ({words}){suffix}")
        if _is_missing(copy):
            return copy
    raise FileError(path, "has too many copies beside it already; save to another place")


def _changed_at(path: Path) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError):
        return None


def _is_missing(path: Path) -> bool:
    try:
        os.lstat(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False  # reading it will say what is wrong
    return False
