"""The one owner of the state while the wizard runs: the answers, where the owner is, and whether it is saved."""

import datetime
import os
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard import checks, progress
from wizard.answers import backups, fields, file, neighbours
from wizard.answers.disk import may_change
from wizard.answers.fields import Kind
from wizard.answers.file import FileError
from wizard.answers.layout import same, serialise
from wizard.answers.lock import Lock
from wizard.answers.model import Answers, Person
from wizard.answers.person_id import next_person_id
from wizard.answers.shown import shown
from wizard.answers.suggestions import suggested
from wizard.answers.text import MAX_LINE, MAX_TEXT, clean
from wizard.answers.watch import Other
from wizard.checks import Finding
from wizard.history import Deed, History
from wizard.interview import Interview, Step
from wizard.progress import Progress, StepProgress
from wizard.saver import Saved, Saver

__all__ = ["LookOnlyError", "Saved", "Session", "next_person_id"]

_LONGEST_NAME = 240
"""Bytes; less than any disk allows."""
_TYPED = (Kind.LINE, Kind.TEXT, Kind.NUMBER, Kind.DATE)
_EMPTY_MEANS_OPEN = (Kind.LINE, Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.PERSON, Kind.CHOICE, Kind.YES_NO)


class LookOnlyError(ValueError):
    """The answers can't be changed here; the message is one sentence for the owner that says why."""


@dataclass(frozen=True)
class Unsaved:
    """Answers of an earlier time that could not be saved where they belong."""

    copy: backups.Backup
    answers: Answers


class Session:
    """Holds the current answers; every change makes new ones, tells the listeners, and is saved by a thread.

    Use it from one thread, but for `findings`. `answers` never changes as a value, so any thread may have it.
    """

    def __init__(
        self,
        path: Path,
        interview: Interview,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        """Read `path`, or begin with nothing decided where no file is yet.

        `clock` tells the seconds: a pause in typing ends a step that can be taken back. `today` tells the day.

        Raises:
            FileError: the file can't be used; nothing was touched.
        """
        self.interview = interview
        self.today = today
        self.is_new = _is_missing(path)
        """Whether there was no file when this session began."""
        if self.is_new:
            file.refuse_missing_folder(path)
        self._lock = Lock(path)
        holder = self._lock.take()
        try:
            self._answers, on_disk = (Answers(), None) if self.is_new else file.read_with_bytes(path)
        except FileError:
            self._lock.release()
            raise
        self.read_only = ""
        """Why the answers can only be looked at here, as a sentence; empty when they can be changed."""
        if holder is not None:
            self.read_only = f"{shown(path)} is open already, {holder.words}. Here you can only look at it."
        elif not may_change(path):
            self.read_only = f"{shown(path)} may only be read. Allow changes to it, or work on a copy."
        self.ended_early = self._lock.left_by is not None and not self.is_new
        """Whether the session before this one was ended from outside: by a kill, a crash, a power cut."""
        self.file_of = None if self.is_new else _changed_at(path)
        """When the file was last written before this session."""
        self.beside = neighbours.notes(path)
        """What the owner should know of what lies beside the file, or is tied to it; a sentence each."""
        self._keeps_file = not self.is_new
        self._listeners: list[Callable[[], None]] = []
        self._finding = threading.Lock()
        self._found: tuple[Answers, datetime.date, tuple[Finding, ...]] | None = None
        self._history = History(clock)
        self._reached = ""
        self._saver = Saver(path, on_disk)

    @property
    def path(self) -> Path:
        """The file of answers."""
        return self._saver.path

    @property
    def answers(self) -> Answers:
        """The answers as they are now."""
        return self._answers

    def change(self, path: str, value: object) -> None:
        """Decide `value` at `path`. Nothing (None, or an empty text) opens the question again.

        Raises:
            ValueError: the value doesn't fit; the message is one sentence for the owner, and nothing was changed.
            KeyError: there is no such field.
        """
        asked = fields.field(path)
        if isinstance(value, list):
            value = tuple(value)
        if value is None or (value == "" and asked.kind in _EMPTY_MEANS_OPEN):
            return self.forget(path)
        if path == "people" and isinstance(value, tuple):
            value = _with_ids(value)
        typed = path if asked.kind in _TYPED else ""
        self._become(fields.change(_settled(self._answers, path), path, value), typed=typed)

    def keep_unfinished(self, path: str, text: str) -> None:
        """Keep what was typed at `path` and isn't a valid answer yet; an empty text drops it.

        The question is open then: what was an answer a letter ago ("2027-02-2") may not be what is meant, and no
        document prints it.

        Raises:
            ValueError: the text is too long to keep; the message is one sentence for the owner.
        """
        text = clean(text)
        if len(text) > MAX_TEXT:
            raise ValueError(f"This is too long: at most {MAX_TEXT} characters.")
        kept = {**self._answers.unfinished, path: text} if text else _others(self._answers.unfinished, path)
        answers = self._answers
        if text and path in fields.fields() and fields.is_decided(answers, path):
            answers = fields.forget(answers, path)
        self._become(_update(answers, unfinished=kept), typed=path)

    def forget(self, path: str) -> None:
        """Open the question at `path` again, so that our suggestion shows."""
        answers = _settled(self._answers, path)
        typed = path if fields.field(path).kind in _TYPED else ""
        self._become(fields.forget(answers, path) if fields.is_decided(answers, path) else answers, typed=typed)

    def set_unsure(self, path: str, unsure: bool) -> None:
        """Mark the question at `path` as "I don't know yet", or take the mark away. An answer given before is kept."""
        marked = tuple(other for other in self._answers.unsure if other != path)
        self._become(_update(self._answers, unsure=(*marked, path) if unsure else marked))

    def leave_at(self, path: str) -> None:
        """Remember the question where the owner is. It makes no file on its own, and calls no listener."""
        if path != self._reached:
            self._reached = path
            self._history.abandon()
        if path != self._answers.left_at and not self.read_only:
            self._answers = _update(self._answers, left_at=path)
            self._save()

    def use_letterhead(self, letterhead: str) -> None:
        """Remember the Word file whose looks the documents take over; "" for our own.

        Raises:
            ValueError: the name is too long to keep; the message is one sentence for the owner.
        """
        letterhead = clean(letterhead).replace("\n", " ").strip()
        if len(letterhead) > MAX_LINE:
            raise ValueError(f"This is too long: at most {MAX_LINE} characters.")
        self._become(_update(self._answers, letterhead=letterhead))

    def add_person(self, person: Person) -> str:
        """Add somebody to the people and return their new id; the id they come with doesn't count."""
        new = next_person_id(person.name, {known.id for known in self._answers.people})
        self.change("people", (*self._answers.people, person.model_copy(update={"id": new})))
        return new

    def replace_people(self, people: tuple[Person, ...]) -> None:
        """Take the edited list of people; who has no id yet, or another's, gets one.

        A role that points at somebody taken off the list keeps pointing there; the checks say so.
        """
        self.change("people", people)

    def take_over(self, answers: Answers) -> None:
        """Go on with answers that something else than an editor made of the current ones: an adoption, a review."""
        self._become(answers)

    # Taking back and doing again

    def as_one_step(self) -> AbstractContextManager[None]:
        """Make the changes inside one step for `undo`."""
        return self._history.as_one()

    def begin_step(self) -> None:
        """Make all changes one step for `undo` until `end_step`, as while a dialog is open."""
        self._history.begin()

    def end_step(self) -> None:
        """End what `begin_step` began."""
        self._history.end()

    def undo(self) -> Deed | None:
        """Take back the owner's last step: one change, or a text typed without a pause; None if there is none.

        What another program wrote, and was taken over, can be taken back too; a copy of it is kept then. An adoption
        can't, nor what was before it: its version stands.

        Raises:
            LookOnlyError: the answers can't be changed here.
        """
        self._refuse_if_look_only()
        step = self._history.back()
        if step is not None:
            if step.from_outside and self._keeps_file:
                backups.back_up(self.path, serialise(self._answers))
            self._show(step.before)
        return step

    def redo(self) -> Deed | None:
        """Do again what was taken back last; None if nothing was, or if something else was done since.

        Raises:
            LookOnlyError: the answers can't be changed here.
        """
        self._refuse_if_look_only()
        step = self._history.forward()
        if step is not None:
            self._show(step.after)
        return step

    def _refuse_if_look_only(self) -> None:
        if self.read_only:
            raise LookOnlyError(self.read_only)

    def _show(self, answers: Answers) -> None:
        """Go to answers of another time. Where the owner is now stays."""
        self._answers = _update(answers, left_at=self._answers.left_at)
        self._save()
        self._tell()

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change of the answers, on the thread that made the change."""
        self._listeners.append(listener)

    def findings(self) -> tuple[Finding, ...]:
        """Return what the checks say about the answers as they are now. May be called from any thread."""
        with self._finding:
            answers, today = self._answers, self.today()
            if self._found is None or self._found[1] != today or not _only_moved(self._found[0], answers):
                self._found = answers, today, checks.findings(answers, self.interview, today)
            return self._found[2]

    def progress(self) -> Progress:
        """Return how far the owner is in all."""
        return progress.of_all(self._answers, self.interview)

    def step_progress(self, step: Step) -> StepProgress:
        """Return how far the owner is in one step."""
        return progress.of_step(self._answers, step, progress.to_mend(self.findings(), self.interview))

    def keep_suggestions(self, step: Step) -> int:
        """Make all that we suggest in a step the owner's answers, in one change; return to how many questions.

        What the owner put off, or has half typed, stays open.
        """
        answers, kept = self._answers, 0
        for question in step.questions:
            path = question.path
            ours = suggested(self._answers, path)
            is_open = not fields.is_decided(answers, path) and path not in answers.unsure
            if not is_open or question.field.says_nothing(ours) or not question.applies(answers):
                continue
            if any(other == path or other.startswith(f"{path}.") for other in answers.unfinished):
                continue
            answers, kept = fields.change(answers, path, ours), kept + 1
        self._become(answers)
        return kept

    @property
    def saved(self) -> Saved:
        """Whether what is on screen is on disk."""
        return self._saver.state

    @property
    def saved_at(self) -> datetime.datetime | None:
        """When the file was last written in this session."""
        return self._saver.saved_at

    @property
    def problem(self) -> str:
        """Why the last attempt to save failed, as a sentence; empty when it didn't."""
        return self._saver.problem

    def on_saved(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each save or failure, from the saver's own thread.

        It must only pass the news on: `flush` and `close` wait for the saver, so it can't wait for their thread.
        """
        self._saver.listeners.append(listener)

    def flush(self, timeout: float = 3.0) -> bool:
        """Write what is still unwritten now; return whether all of it is on disk."""
        return self._saver.flush(timeout)

    def close(self) -> bool:
        """Write what is still unwritten, and end the saver; return whether all of it is on disk."""
        done = self._saver.close()
        self._lock.release()
        return done

    # When the file is not what it was

    def watch(self) -> None:
        """Look after the file from now on, though nothing has changed here yet."""
        if not self.read_only and not self.is_new:
            self._saver.watch()

    @property
    def other(self) -> Other | None:
        """What another program made of the file; nothing is saved until the owner has chosen what to do."""
        return self._saver.other

    def keep_mine(self) -> None:
        """Write the answers here over what another program made of the file; a copy of that is kept."""
        other = self._saver.other
        if other is not None:
            if other.data:
                backups.back_up(self.path, other.data)
            self._keeps_file = True
            self._saver.submit(self._answers)
            self._saver.go_on(other.data, saved=False)

    def take_other(self) -> None:
        """Take the answers that another program wrote; a copy of those here is kept."""
        other = self._saver.other
        if other is not None and other.answers is not None:
            backups.back_up(self.path, serialise(self._answers))
            self._note(other.answers, from_outside=True)
            self._answers = other.answers
            self._saver.go_on(other.data, saved=True)
            self._tell()

    def keep_both(self) -> Path:
        """Save the answers here as a copy beside the file; go on with the other ones, or, failing them, in the copy.

        Returns:
            The address of the copy.

        Raises:
            FileError: the copy can't be written; nothing was changed.
        """
        other = self._saver.other
        copy = _free_name(self.path)
        data = file.write(copy, self._answers, None)
        if other is not None and other.answers is not None:
            self.take_other()
        else:
            self._move(copy, data)
        return copy

    def save_elsewhere(self, path: Path) -> None:
        """Save to a new file at `path`, and go on there.

        Raises:
            FileError: there is something of that name, or it can't be written; the session stays where it is.
        """
        if not _is_missing(path):
            raise FileError(path, "is there already, and was left alone; choose another name")
        file.refuse_missing_folder(path)
        self._move(path, file.write(path, self._answers, None))

    def rescue(self) -> Path | None:
        """Keep a private copy of answers that could not be saved; return where, or None if that failed too."""
        return self._saver.keep_apart(self._answers)

    def unsaved(self) -> Unsaved | None:
        """Return the answers of an earlier time that could not be saved then, if they say anything else than these."""
        for copy in () if self.read_only else backups.rescued(self.path):
            try:
                answers = file.read(copy.path)
            except FileError:  # cut off while it was made: the one before is whole
                continue
            if file.says(serialise(answers), self._answers):
                backups.settle(copy)
                return None
            return Unsaved(copy, answers)
        return None

    def settle_unsaved(self, unsaved: Unsaved, *, take: bool) -> None:
        """Take the answers of an earlier time, or leave them; either way, the others are among the backups."""
        if take:
            if self._keeps_file:
                backups.back_up(self.path, serialise(self._answers))
            self._become(unsaved.answers, from_outside=True)
        backups.settle(unsaved.copy)

    def _move(self, path: Path, data: bytes) -> None:
        lock = Lock(path)
        lock.take()
        self._lock.release()
        self._lock = lock
        self._keeps_file = True
        self._saver.go_on(data, path, saved=True)

    def _become(self, answers: Answers, *, typed: str = "", from_outside: bool = False) -> None:
        if same(answers, self._answers):  # models compare equal whoever decided the value
            return
        self._refuse_if_look_only()
        self._note(answers, typed=typed, from_outside=from_outside)
        self._answers = answers
        self._keeps_file = True
        self._save()
        self._tell()

    def _note(self, answers: Answers, *, typed: str = "", from_outside: bool = False) -> None:
        """Note the change to `answers` for `undo`; nothing before an adoption can be taken back."""
        if answers.adopted == self._answers.adopted:
            self._history.note(self._answers, answers, typed=typed, from_outside=from_outside)
        else:
            self._history.clear()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()

    def _save(self) -> None:
        if self._keeps_file:
            self._saver.submit(self._answers)


def _only_moved(one: Answers, other: Answers) -> bool:
    """Tell whether nothing but the place differs at which the owner is: no check looks at that."""
    keys = (key for key in Answers.model_fields if key != "left_at")
    return one is other or all(getattr(one, key) is getattr(other, key) for key in keys)


def _with_ids(people: tuple[Any, ...]) -> tuple[Any, ...]:
    taken = {person.id for person in people if isinstance(person, Person)}
    seen: set[str] = set()
    named = []
    for person in people:
        if isinstance(person, Person) and (not person.id or person.id in seen):
            person = person.model_copy(update={"id": next_person_id(person.name, taken)})
            taken.add(person.id)
        if isinstance(person, Person):
            seen.add(person.id)
        named.append(person)
    return tuple(named)


def _settled(answers: Answers, path: str) -> Answers:
    """Return the answers without a mark at `path` that it is unsure or half typed."""
    unsure = tuple(other for other in answers.unsure if other != path)
    return _update(answers, unsure=unsure, unfinished=_others(answers.unfinished, path))


def _others(unfinished: dict[str, str], path: str) -> dict[str, str]:
    return {other: text for other, text in unfinished.items() if other != path}


def _update(answers: Answers, **values: Any) -> Answers:
    changed = {key: value for key, value in values.items() if getattr(answers, key) != value}
    return answers.model_copy(update=changed) if changed else answers


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
