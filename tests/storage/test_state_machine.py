"""Any course of events against a simple model: edits, saves, kills, re-openings, a full disk, another program's writes.

The model is a list of what the owner has had on the screen. What a save confirmed is never lost, and the file is never
anything that nobody wrote.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.set_up import ROOT
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers, Person
from wizard.interview import load
from wizard.session import Session
from wizard.storage import atomic_io, autosave
from wizard.storage.backups import MAX_BACKUPS, list_backups
from wizard.storage.toml_file import parse_answers, read_answers, to_dict, write_answers

INTERVIEW = load()
WAIT = 10.0
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


class Course(RuleBasedStateMachine):
    """One owner, one file, and everything that may happen to them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "acme.toml"
        self.patches = contextlib.ExitStack()
        self.patches.enter_context(mock.patch.dict(os.environ, {"HOME": str(self.folder)}))
        self.patches.enter_context(mock.patch.object(autosave, "SETTLE_S", 0.001))
        self.patches.enter_context(mock.patch.object(autosave, "AUTOSAVE_INTERVAL_S", 0.001))
        self.patches.enter_context(mock.patch.object(autosave, "RETRY_INTERVAL_S", 0.01))
        self.patches.enter_context(mock.patch.object(autosave, "POLL_INTERVAL_S", 0.01))
        self.full = False
        self.patches.enter_context(
            mock.patch.object(atomic_io, "_swap_in", self._swap_in(atomic_io._swap_in))
        )
        self.session: Session | None = None
        self.shown: list[dict[str, Any]] = []
        """What was on the screen since the last confirmed save, that one first."""
        self.theirs: dict[str, Any] | None = None
        """What another program wrote, until the owner has decided."""

    def _swap_in(self, real: Any) -> Any:
        def swap_in(*given: Any) -> None:
            if self.full:
                raise OSError(28, "No space left on device")
            real(*given)

        return swap_in

    @initialize()
    def begin(self) -> None:
        self.session = Session(self.path, INTERVIEW)
        self.session.watch()
        self.shown = [to_dict(self.session.answers)]

    def _now(self) -> Session:
        assert self.session is not None
        return self.session

    def _note(self) -> None:
        self.shown.append(to_dict(self._now().answers))

    @rule(text=TEXT)
    def type_a_name(self, text: str) -> None:
        self._now().set_answer("business.name", text)
        self._note()

    @rule(text=TEXT)
    def type_half_a_date(self, text: str) -> None:
        self._now().set_draft_text("review.next_on", text)
        self._note()

    @rule(number=st.integers(1, 500))
    def count_staff(self, number: int) -> None:
        self._now().set_answer("business.staff", number)
        self._note()

    @rule(name=TEXT)
    def add_somebody(self, name: str) -> None:
        self._now().add_person(Person(id="", name=name))
        self._note()

    @rule(path=st.sampled_from(["business.name", "business.staff", "people"]))
    def clear(self, path: str) -> None:
        self._now().clear_answer(path)
        self._note()

    @rule(path=st.sampled_from(["roles.head", "business.name"]))
    def walk_about(self, path: str) -> None:
        self._now().set_position(path)
        self._note()

    @rule()
    def save(self) -> None:
        if self._now().flush(WAIT):
            assert self.theirs is not None or _same(self._on_disk(), self.shown[-1])
            self.shown = self.shown[-1:]

    @rule()
    def fill_the_disk(self) -> None:
        self.full = True

    @rule()
    def free_the_disk(self) -> None:
        self.full = False

    @precondition(lambda self: self.theirs is None and not self.full)
    @rule(number=st.integers(1000, 2000))
    def another_program_writes(self, number: int) -> None:
        assert self._now().flush(WAIT)
        if not self.path.exists():
            return
        self.shown = self.shown[-1:]
        data = self.path.read_bytes()
        theirs = replace_value(parse_answers(data, self.path), "business.staff", number)
        if _same(to_dict(theirs), self.shown[-1]):  # the same once more is no news to anybody
            return
        write_answers(self.path, theirs, data)
        self.theirs = to_dict(theirs)

    @precondition(lambda self: self.theirs is not None and not self.full)
    @rule(mine=st.booleans())
    def the_owner_decides(self, mine: bool) -> None:
        session = self._now()
        if session.external_change is None:
            session._file.saver.submit(session.answers)  # so that the file is looked at now
            session.flush(WAIT)
        if session.external_change is None:  # both say the same
            assert self.theirs is not None
            assert _same(self.theirs, self.shown[-1])
        elif mine:
            session.overwrite()
        else:
            session.reload()
        self.theirs = None
        self._note()
        assert session.flush(WAIT)
        self.shown = self.shown[-1:]
        assert _same(to_dict(session.answers), self.shown[-1])

    @rule()
    def leave_and_come_back(self) -> None:
        session = self._now()
        saved = session.close()
        if not saved:
            assert session.write_recovery() is not None or self.full
            if self.full:
                return self._after_an_end(saved=False)
        self._after_an_end(saved=saved)

    @rule()
    def kill(self) -> None:
        session = self._now()
        with session._file.saver._changed:
            session._file.saver._ended = True  # the thread stops where it is
            session._file.saver._changed.notify_all()
        if session._file.saver._thread is not None:
            session._file.saver._thread.join(WAIT)
        os.close(session._file._lock._handle)  # the system frees the lock; the note stays
        session._file._lock._handle = -1
        self._after_an_end(saved=False)

    def _after_an_end(self, *, saved: bool) -> None:
        on_disk = self._on_disk()
        if self.theirs is not None:
            assert _same(on_disk, self.theirs)  # nobody wrote over it
        elif saved:
            assert on_disk == self.shown[-1] or on_disk == to_dict(Answers())
        else:
            assert any(_same(on_disk, shown) for shown in self.shown)
        self.theirs = None
        self.begin()
        session = self._now()
        assert session.read_only == ""
        assert to_dict(session.answers) == on_disk

    def _on_disk(self) -> dict[str, Any]:
        return to_dict(read_answers(self.path) if self.path.exists() else Answers())

    @invariant()
    def the_file_is_whole(self) -> None:
        if self.path.exists():
            read_answers(self.path)
        assert (
            len([copy for copy in list_backups(self.path) if not copy.is_recovery])
            <= MAX_BACKUPS + 1
        )

    @invariant()
    def what_is_on_screen_is_what_was_typed(self) -> None:
        if self.session is not None:
            assert to_dict(self.session.answers) == self.shown[-1]

    def teardown(self) -> None:
        self.full = False
        if self.session is not None:
            self.session.close()
        self.patches.close()
        shutil.rmtree(self.folder)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return {**one, "left_at": ""} == {**other, "left_at": ""}


Course.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyCourse = Course.TestCase

# Adds people to a file, each read and written anew, and tells how many writes went through.
WRITER = """
import sys
from pathlib import Path
from wizard.answers.fields import change
from wizard.storage.toml_file import FileError, read_with_bytes, write
from wizard.answers.model import Person
path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = 0
while done < number:
    try:
        answers, data = read_with_bytes(path)
        person = Person(id=f"{name}-{done}")
        write(path, change(answers, "people", (*answers.people, person)), data)
        done += 1
    except FileError as error:
        assert "changed by another program" in str(error), error
"""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    write_answers(path, replace_value(Answers(), "business.name", "Acme"), None)
    start = [sys.executable, "-c", WRITER, str(path)]
    writers = [
        subprocess.Popen([*start, name, "40"], cwd=ROOT, stderr=subprocess.PIPE)
        for name in ("one", "two", "three")
    ]
    for writer in writers:
        assert writer.wait(120) == 0, writer.stderr and writer.stderr.read()
        assert writer.stderr is not None
        writer.stderr.close()
    wanted = {f"{name}-{number}" for name in ("one", "two", "three") for number in range(40)}
    assert {person.id for person in read_answers(path).people} == wanted
