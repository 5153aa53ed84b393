"""The one owner of the state while the wizard runs: the answers, where the owner is, and whether it is saved."""

import datetime
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from wizard import checks, progress
from wizard.answers import fields, updates
from wizard.answers.fields import FieldKind
from wizard.answers.model import Answers, Person
from wizard.answers.people import slugify_person_id
from wizard.checks import Finding
from wizard.interview import Interview, Step
from wizard.progress import Progress, StepProgress
from wizard.storage import backups
from wizard.storage.autosave import SaveState
from wizard.storage.store import AnswersStore, Recovery
from wizard.storage.toml_format import same
from wizard.storage.watcher import ExternalChange
from wizard.undo import Edit, UndoStack

__all__ = ["ReadOnlyError", "Recovery", "SaveState", "Session"]

_TYPED = (FieldKind.LINE, FieldKind.TEXT, FieldKind.NUMBER, FieldKind.DATE)


class ReadOnlyError(ValueError):
    """The answers can't be changed here; the message is one sentence for the owner that says why."""


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
        self._file = AnswersStore(path)
        self.is_new = self._file.is_new
        self.read_only = self._file.read_only
        """Why the answers can only be looked at here, as a sentence; empty when they can be changed."""
        self.previous_run_crashed = self._file.previous_run_crashed
        self.last_saved_at = self._file.written_before
        self.warnings = self._file.warnings
        self._answers = self._file.read
        self._listeners: list[Callable[[], None]] = []
        self._finding = threading.Lock()
        self._found: tuple[Answers, datetime.date, tuple[Finding, ...]] | None = None
        self._sorted: tuple[tuple[Finding, ...], set[str]] = ((), set())
        """Findings, and the questions that have something to mend by them."""
        self._history = UndoStack(clock)
        self._reached = ""

    @property
    def path(self) -> Path:
        """The file of answers."""
        return self._file.path

    @property
    def answers(self) -> Answers:
        """The answers as they are now."""
        return self._answers

    def set_answer(self, path: str, value: object) -> None:
        """Decide `value` at `path`. Nothing (None, or an empty text) opens the question again.

        Raises:
            ValueError: the value doesn't fit; the message is one sentence for the owner, and nothing was changed.
            KeyError: there is no such field.
        """
        self._become(updates.set_answer(self._answers, path, value), typed=_typed(path))

    def set_draft_text(self, path: str, text: str) -> None:
        """Keep what was typed at `path` and isn't a valid answer yet; an empty text drops it.

        The question is open then: what was an answer a letter ago ("2027-02-2") may not be what is meant, and no
        document prints it.

        Raises:
            ValueError: the text is too long to keep; the message is one sentence for the owner.
        """
        self._become(updates.set_draft_text(self._answers, path, text), typed=path)

    def clear_answer(self, path: str) -> None:
        """Open the question at `path` again, so that our suggestion shows."""
        self._become(updates.clear_answer(self._answers, path), typed=_typed(path))

    def mark_unsure(self, path: str, unsure: bool) -> None:
        """Mark the question at `path` as "I don't know yet", or take the mark away. An answer given before is kept."""
        self._become(updates.mark_unsure(self._answers, path, unsure))

    def set_position(self, path: str) -> None:
        """Remember the question where the owner is. It makes no file on its own, and calls no listener."""
        if path != self._reached:
            self._reached = path
            self._history.abandon()
        if path != self._answers.left_at and not self.read_only:
            self._answers = updates.replace_fields(self._answers, left_at=path)
            self._file.save(self._answers)

    def set_letterhead(self, letterhead: str) -> None:
        """Remember the Word file whose looks the documents take over; "" for our own.

        Raises:
            ValueError: the name is too long to keep; the message is one sentence for the owner.
        """
        self._become(updates.set_letterhead(self._answers, letterhead))

    def add_person(self, person: Person) -> str:
        """Add somebody to the people and return their new id; the id they come with doesn't count."""
        new = slugify_person_id(person.name, {known.id for known in self._answers.people})
        self.set_answer("people", (*self._answers.people, person.model_copy(update={"id": new})))
        return new

    def replace_people(self, people: tuple[Person, ...]) -> None:
        """Take the edited list of people; who has no id yet, or another's, gets one.

        A role that points at somebody taken off the list keeps pointing there; the checks say so.
        """
        self.set_answer("people", people)

    def replace_answers(self, answers: Answers) -> None:
        """Go on with answers that something else than an editor made of the current ones: an adoption, a review."""
        self._become(answers)

    # Taking back and doing again

    def group_edits(self) -> AbstractContextManager[None]:
        """Make the changes inside one step for `undo`."""
        return self._history.as_one()

    def begin_group(self) -> None:
        """Make all changes one step for `undo` until `end_step`, as while a dialog is open."""
        self._history.begin()

    def end_group(self) -> None:
        """End what `begin_step` began."""
        self._history.end()

    def undo(self) -> Edit | None:
        """Take back the owner's last step: one change, or a text typed without a pause; None if there is none.

        What another program wrote, and was taken over, can be taken back too; a copy of it is kept then. An adoption
        can't, nor what was before it: its version stands.

        Raises:
            LookOnlyError: the answers can't be changed here.
        """
        self._refuse_if_look_only()
        step = self._history.back()
        if step is not None:
            if step.external and self._file.is_wanted:
                self._file.back_up(self._answers)
            self._show(step.before)
        return step

    def redo(self) -> Edit | None:
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
            raise ReadOnlyError(self.read_only)

    def _show(self, answers: Answers) -> None:
        """Go to answers of another time. Where the owner is now stays."""
        self._answers = updates.replace_fields(answers, left_at=self._answers.left_at)
        self._file.save(self._answers)
        self._tell()

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change of the answers, on the thread that made the change."""
        self._listeners.append(listener)

    def findings(self) -> tuple[Finding, ...]:
        """Return what the checks say about the answers as they are now. May be called from any thread."""
        with self._finding:
            answers, today = self._answers, self.today()
            if (
                self._found is None
                or self._found[1] != today
                or not _only_moved(self._found[0], answers)
            ):
                self._found = answers, today, checks.findings(answers, self.interview, today)
            return self._found[2]

    def progress(self) -> Progress:
        """Return how far the owner is in all."""
        return progress.overall_progress(self._answers, self.interview)

    def step_progress(self, step: Step) -> StepProgress:
        """Return how far the owner is in one step."""
        found, last = self.findings(), self._sorted
        if last[0] is not found:  # once for all steps
            last = self._sorted = found, progress.questions_needing_attention(found, self.interview)
        return progress.step_progress(self._answers, step, last[1])

    def accept_suggestions(self, step: Step) -> int:
        """Make all that we suggest in a step the owner's answers, in one change; return to how many questions.

        What the owner put off, or has half typed, stays open.
        """
        answers, kept = updates.accept_defaults(
            self._answers,
            [one.path for one in step.questions if one.applies(self._answers)],
        )
        self._become(answers)
        return kept

    @property
    def save_state(self) -> SaveState:
        """Whether what is on screen is on disk."""
        return self._file.saver.state

    @property
    def saved_at(self) -> datetime.datetime | None:
        """When the file was last written in this session."""
        return self._file.saver.saved_at

    @property
    def save_error(self) -> str:
        """Why the last attempt to save failed, as a sentence; empty when it didn't."""
        return self._file.saver.problem

    def on_saved(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each save or failure, from the saver's own thread.

        It must only pass the news on: `flush` and `close` wait for the saver, so it can't wait for their thread.
        """
        self._file.saver.listeners.append(listener)

    def flush(self, timeout: float = 3.0) -> bool:
        """Write what is still unwritten now; return whether all of it is on disk."""
        return self._file.saver.flush(timeout)

    def close(self) -> bool:
        """Write what is still unwritten, and end the saver; return whether all of it is on disk."""
        return self._file.close()

    # When the file is not what it was

    def watch(self) -> None:
        """Look after the file from now on, though nothing has changed here yet."""
        self._file.watch()

    @property
    def external_change(self) -> ExternalChange | None:
        """What another program made of the file; nothing is saved until the owner has chosen what to do."""
        return self._file.saver.other

    def overwrite(self) -> None:
        """Write the answers here over what another program made of the file; a copy of that is kept."""
        self._file.overwrite_other(self._answers)

    def reload(self) -> None:
        """Take the answers that another program wrote; a copy of those here is kept."""
        other = self._file.saver.other
        if other is not None and other.answers is not None:
            self._file.back_up(self._answers)
            self._note(other.answers, external=True)
            self._answers = other.answers
            self._file.go_on_with(other)
            self._tell()

    def keep_both(self) -> Path:
        """Save the answers here as a copy beside the file; go on with the other ones, or, failing them, in the copy.

        Returns:
            The address of the copy.

        Raises:
            FileError: the copy can't be written; nothing was changed.
        """
        other = self._file.saver.other
        copy, data = self._file.copy_beside(self._answers)
        if other is not None and other.answers is not None:
            self.reload()
        else:
            self._file.move(copy, data)
        return copy

    def save_elsewhere(self, path: Path) -> None:
        """Save to a new file at `path`, and go on there.

        Raises:
            FileError: there is something of that name, or it can't be written; the session stays where it is.
        """
        self._file.save_elsewhere(path, self._answers)

    def write_recovery(self) -> Path | None:
        """Keep a private copy of answers that could not be saved; return where, or None if that failed too."""
        return self._file.saver.keep_apart(self._answers)

    def find_recovery(self) -> Recovery | None:
        """Return the answers of an earlier time that could not be saved then, if they say anything else than these."""
        return self._file.unsaved(self._answers)

    def resolve_recovery(self, recovery: Recovery, *, take: bool) -> None:
        """Take the answers of an earlier time, or leave them; either way, the others are among the backups."""
        if take:
            if self._file.is_wanted:
                self._file.back_up(self._answers)
            self._become(recovery.answers, external=True)
        backups.mark_resolved(recovery.copy)

    def _become(self, answers: Answers, *, typed: str = "", external: bool = False) -> None:
        if same(answers, self._answers):  # models compare equal whoever decided the value
            return
        self._refuse_if_look_only()
        self._note(answers, typed=typed, external=external)
        self._answers = answers
        self._file.is_wanted = True
        self._file.save(answers)
        self._tell()

    def _note(self, answers: Answers, *, typed: str = "", external: bool = False) -> None:
        """Note the change to `answers` for `undo`; nothing before an adoption can be taken back."""
        if answers.adopted == self._answers.adopted:
            self._history.note(self._answers, answers, typed=typed, external=external)
        else:
            self._history.clear()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def _typed(path: str) -> str:
    """Return the path if its answer is typed letter by letter, else ""."""
    return path if fields.field_at(path).kind in _TYPED else ""


def _only_moved(one: Answers, other: Answers) -> bool:
    """Tell whether nothing but the place differs at which the owner is: no check looks at that."""
    keys = (key for key in Answers.model_fields if key != "left_at")
    return one is other or all(getattr(one, key) is getattr(other, key) for key in keys)
