"""State while the wizard runs: the answers, undo, findings, the position, and the file."""

import datetime
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from wizard import checks, progress
from wizard.answers import updates
from wizard.answers.fields import FieldKind, field_at
from wizard.answers.model import Answers, Person
from wizard.answers.people import slugify_person_id
from wizard.checks import Finding
from wizard.interview import Interview, Step
from wizard.progress import Progress, StepProgress
from wizard.storage import backups
from wizard.storage.autosave import ExternalChange, SaveState
from wizard.storage.store import AnswersStore, Recovery
from wizard.storage.toml_file import max_entries, same_answers
from wizard.undo import Edit, UndoStack

_TYPED_KINDS = (FieldKind.LINE, FieldKind.TEXT, FieldKind.NUMBER, FieldKind.DATE)


class ReadOnlyError(ValueError):
    """The answers can't be changed here; the message is one sentence for the user that says why."""


class Session:
    """Holds the current answers. Every change makes new ones, calls the listeners, and is saved.

    Use it from one thread; only `findings` may be called from any.

    Methods that change answers raise ValueError if a value doesn't fit (ReadOnlyError if nothing
    may be changed), and those that write files FileError. Each message is one sentence for the
    user, and nothing has changed then.
    """

    def __init__(
        self,
        path: Path,
        interview: Interview,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self.interview = interview
        self.today = today
        self._store = AnswersStore(path)
        self.is_new = self._store.is_new
        self.read_only = self._store.read_only
        self.previous_run_crashed = self._store.previous_run_crashed
        self.last_saved_at = self._store.last_saved_at
        self.warnings = self._store.warnings
        # A value that any thread may read; use the methods below to change it.
        self.answers = self._store.initial_answers
        # The same answers, but for the position, which no check looks at.
        self._content = self.answers
        self._listeners: list[Callable[[], object]] = []
        self._findings_lock = threading.Lock()
        self._findings: tuple[Answers, datetime.date, tuple[Finding, ...]] | None = None
        self._undo = UndoStack(clock)
        self._position = ""

    def set_answer(self, path: str, value: object) -> None:
        """Set the answer at `path`; None or an empty text clears it."""
        limit = max_entries(path)
        if isinstance(value, list | tuple) and len(value) > limit:
            raise ValueError(f"There is room for {limit} entries; take some out.")
        self._apply(updates.set_answer(self.answers, path, value), typed_in=_typed_in(path))

    def set_draft_text(self, path: str, text: str) -> None:
        """Keep text typed at `path` that isn't a valid answer yet, and clear the answer there."""
        self._apply(updates.set_draft_text(self.answers, path, text), typed_in=path)

    def clear_answer(self, path: str) -> None:
        """Open the question at `path` again, so that its default shows."""
        self._apply(updates.clear_answer(self.answers, path), typed_in=_typed_in(path))

    def mark_unsure(self, path: str, unsure: bool) -> None:
        """Set or remove the mark "I don't know yet" at `path`; an answer is kept."""
        self._apply(updates.mark_unsure(self.answers, path, unsure))

    def set_position(self, path: str) -> None:
        """Remember where the user is; this neither creates a file nor calls listeners."""
        if path != self._position:
            self._position = path
            self._undo.close_groups()
        if path != self.answers.left_at and not self.read_only:
            self.answers = updates.replace_fields(self.answers, left_at=path)
            self._store.save(self.answers)

    def set_letterhead(self, letterhead: str) -> None:
        """Set the Word file whose design the documents take over; "" for the default."""
        self._apply(updates.set_letterhead(self.answers, letterhead))

    def add_person(self, person: Person) -> str:
        """Add a person and return their new id."""
        person_id = slugify_person_id(person.name, {known.id for known in self.answers.people})
        person = person.model_copy(update={"id": person_id})
        self.set_answer("people", (*self.answers.people, person))
        return person_id

    def replace_people(self, people: tuple[Person, ...]) -> None:
        """Replace all people; those without an id of their own get one."""
        self.set_answer("people", people)

    def replace_answers(self, answers: Answers) -> None:
        """Go on with answers made from the current ones, as by an adoption or a review."""
        self._apply(answers)

    def accept_suggestions(self, step: Step) -> int:
        """Make the defaults of all open questions of a step answers; return how many there were."""
        paths = [question.path for question in step.questions if question.applies(self.answers)]
        answers, count = updates.accept_defaults(self.answers, paths)
        self._apply(answers)
        return count

    def group_edits(self) -> AbstractContextManager[None]:
        """Make the changes inside the block one edit for `undo`."""
        return self._undo.group()

    def begin_group(self) -> None:
        """Make all changes one edit for `undo` until `end_group`, as while a dialog is open."""
        self._undo.begin_group()

    def end_group(self) -> None:
        """End what `begin_group` began."""
        self._undo.end_group()

    def undo(self) -> Edit | None:
        """Undo the last edit and return it; None if there is none. Adoptions can't be undone."""
        self._require_writable()
        edit = self._undo.undo()
        if edit is not None:
            if edit.external:
                self._store.back_up(self.answers)
            self._restore(edit.before)
        return edit

    def redo(self) -> Edit | None:
        """Redo the edit undone last and return it; None if there is none."""
        self._require_writable()
        edit = self._undo.redo()
        if edit is not None:
            self._restore(edit.after)
        return edit

    def subscribe(self, listener: Callable[[], object]) -> None:
        """Call `listener` after each change of the answers, on the thread that made the change."""
        self._listeners.append(listener)

    def findings(self) -> tuple[Finding, ...]:
        """Return what the checks find in the current answers. May be called from any thread."""
        with self._findings_lock:
            content, today = self._content, self.today()
            cached = self._findings
            if cached is None or cached[0] is not content or cached[1] != today:
                found = checks.check_answers(content, self.interview, today)
                self._findings = cached = content, today, found
            return cached[2]

    def progress(self) -> Progress:
        """Return how much is answered in all."""
        return progress.overall_progress(self.answers, self.interview)

    def step_progress(self, step: Step) -> StepProgress:
        """Return how much is answered in one step."""
        attention = progress.questions_needing_attention(self.findings(), self.interview)
        return progress.step_progress(self.answers, step, attention)

    # Saving

    @property
    def path(self) -> Path:
        """The answers file; the user may have moved it."""
        return self._store.path

    @property
    def save_state(self) -> SaveState:
        """Whether the answers are on disk."""
        return self._store.autosave.state

    @property
    def saved_at(self) -> datetime.datetime | None:
        """When the file was last written in this session."""
        return self._store.autosave.saved_at

    @property
    def save_error(self) -> str:
        """Why the last save failed, as a sentence; empty if it didn't."""
        return self._store.autosave.error

    @property
    def external_change(self) -> ExternalChange | None:
        """What another program made of the file; nothing is saved until the user has decided."""
        return self._store.autosave.external_change

    def on_saved(self, listener: Callable[[], object]) -> None:
        """Call `listener` after each save or failure, on the autosave thread; it must not wait."""
        self._store.autosave.listeners.append(listener)

    def watch(self) -> None:
        """Watch the file for changes of other programs from now on."""
        self._store.watch()

    def flush(self, timeout_s: float = 3.0) -> bool:
        """Save what is unsaved now; return whether all of it is on disk."""
        return self._store.autosave.flush(timeout_s)

    def close(self) -> bool:
        """Save what is unsaved, and release the file; return whether all of it is on disk."""
        return self._store.close()

    def overwrite(self) -> None:
        """Write the answers over an external change; a backup of that is kept."""
        self._store.overwrite(self.answers)

    def reload(self) -> None:
        """Take the answers another program wrote; a backup of the current ones is kept."""
        change = self.external_change
        if change is not None and change.answers is not None:
            self._store.back_up(self.answers)
            self._push(change.answers, external=True)
            self.answers = self._content = change.answers
            self._store.autosave.resume(change.data, saved=True)
            self._notify()

    def keep_both(self) -> Path:
        """Save the answers as a copy beside the file, and return its path.

        The session goes on with the other answers in the file, or in the copy if it has none.
        """
        change = self.external_change
        copy, data = self._store.save_copy(self.answers)
        if change is not None and change.answers is not None:
            self.reload()
        else:
            self._store.move(copy, data)
        return copy

    def save_elsewhere(self, path: Path) -> None:
        """Save to a new file at `path`, and go on there."""
        self._store.save_elsewhere(path, self.answers)

    def write_recovery(self) -> Path | None:
        """Keep a private copy of answers that could not be saved; None if that failed too."""
        return self._store.autosave.write_recovery(self.answers)

    def find_recovery(self) -> Recovery | None:
        """Return answers an earlier session could not save, if they differ from these."""
        return self._store.find_recovery(self.answers)

    def resolve_recovery(self, recovery: Recovery, *, take: bool) -> None:
        """Take the recovered answers or leave them; the others are kept as a backup."""
        if take:
            self._store.back_up(self.answers)
            self._apply(recovery.answers, external=True)
        backups.resolve_recovery_copies(self.path)

    def _apply(self, answers: Answers, *, typed_in: str = "", external: bool = False) -> None:
        if same_answers(answers, self.answers):
            return
        self._require_writable()
        self._push(answers, typed_in=typed_in, external=external)
        self._store.is_started = True
        self._show(answers)

    def _push(self, answers: Answers, *, typed_in: str = "", external: bool = False) -> None:
        if answers.adopted == self.answers.adopted:
            self._undo.push(self.answers, answers, typed_in=typed_in, external=external)
        else:
            self._undo.clear()

    def _restore(self, answers: Answers) -> None:
        self._show(updates.replace_fields(answers, left_at=self.answers.left_at))

    def _show(self, answers: Answers) -> None:
        self.answers = self._content = answers
        self._store.save(answers)
        self._notify()

    def _notify(self) -> None:
        for listener in list(self._listeners):
            listener()

    def _require_writable(self) -> None:
        if self.read_only:
            raise ReadOnlyError(self.read_only)


def _typed_in(path: str) -> str:
    """Return `path` if its answer is typed letter by letter."""
    return path if field_at(path).kind in _TYPED_KINDS else ""
