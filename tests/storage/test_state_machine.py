"""Any course of events against a simple model: edits, saves, kills, a full disk, other programs.

The model is a list of the answers that were on screen. Nothing that a save confirmed is ever lost,
and the file never holds what nobody wrote.
"""

import contextlib
import errno
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
from wizard.storage import autosave
from wizard.storage.backups import MAX_BACKUPS, list_backups
from wizard.storage.paths import state_dir
from wizard.storage.toml_file import parse_answers, read_answers, to_dict, write_answers

INTERVIEW = load()
WAIT_S = 10.0
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


class AnyCourse(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "acme.toml"
        self.disk_full = False
        self.patches = contextlib.ExitStack()
        for patch in (
            mock.patch.dict(os.environ, {"HOME": str(self.folder)}),
            mock.patch.object(autosave, "SETTLE_S", 0.001),
            mock.patch.object(autosave, "AUTOSAVE_INTERVAL_S", 0.001),
            mock.patch.object(autosave, "RETRY_INTERVAL_S", 0.01),
            mock.patch.object(autosave, "POLL_INTERVAL_S", 0.01),
            mock.patch.object(tempfile, "mkstemp", self.make_temp_file(tempfile.mkstemp)),
        ):
            self.patches.enter_context(patch)
        # What was on screen since the last confirmed save, that one first.
        self.shown: list[dict[str, Any]] = []
        # What another program wrote, until the user has decided.
        self.external: dict[str, Any] | None = None

    def make_temp_file(self, mkstemp: Any) -> Any:
        def replacement(*args: Any) -> Any:
            if self.disk_full:
                raise OSError(errno.ENOSPC, "No space left on device")
            return mkstemp(*args)

        return replacement

    @initialize()
    def open(self) -> None:
        self.session = Session(self.path, INTERVIEW)
        self.session.watch()
        self.shown = [to_dict(self.session.answers)]

    def note_shown(self) -> None:
        self.shown.append(to_dict(self.session.answers))

    @rule(text=ANY_TEXT)
    def type_name(self, text: str) -> None:
        self.session.set_answer("business.name", text)
        self.note_shown()

    @rule(text=ANY_TEXT)
    def type_half_a_date(self, text: str) -> None:
        self.session.set_draft_text("review.next_on", text)
        self.note_shown()

    @rule(number=st.integers(1, 500))
    def set_staff(self, number: int) -> None:
        self.session.set_answer("business.staff", number)
        self.note_shown()

    @rule(name=ANY_TEXT)
    def add_person(self, name: str) -> None:
        self.session.add_person(Person(id="", name=name))
        self.note_shown()

    @rule(path=st.sampled_from(["business.name", "business.staff", "people"]))
    def clear(self, path: str) -> None:
        self.session.clear_answer(path)
        self.note_shown()

    @rule(path=st.sampled_from(["roles.head", "business.name"]))
    def move(self, path: str) -> None:
        self.session.set_position(path)
        self.note_shown()

    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.note_shown()

    @rule()
    def save(self) -> None:
        if self.session.flush(WAIT_S):
            assert self.external is not None or same(self.on_disk(), self.shown[-1])
            self.shown = self.shown[-1:]

    @rule(full=st.booleans())
    def fill_or_free_disk(self, full: bool) -> None:
        self.disk_full = full

    @precondition(lambda self: self.external is None and not self.disk_full)
    @rule(number=st.integers(1000, 2000))
    def write_with_other_program(self, number: int) -> None:
        assert self.session.flush(WAIT_S)
        if not self.path.exists():
            return
        self.shown = self.shown[-1:]
        data = self.path.read_bytes()
        answers = replace_value(parse_answers(data, self.path), "business.staff", number)
        if not same(to_dict(answers), self.shown[-1]):
            write_answers(self.path, answers, data)
            self.external = to_dict(answers)

    @precondition(lambda self: self.external is not None and not self.disk_full)
    @rule(overwrite=st.booleans())
    def decide(self, overwrite: bool) -> None:
        if self.session.external_change is None:  # not noticed yet, but before a save
            self.session.set_position(f"{self.session.answers.left_at}.")
            self.session.flush(WAIT_S)
        if self.session.external_change is None:  # both hold the same answers
            assert self.external is not None
            assert same(self.external, self.shown[-1])
        elif overwrite:
            self.session.overwrite()
        else:
            self.session.reload()
        self.external = None
        self.note_shown()
        assert self.session.flush(WAIT_S)
        self.shown = self.shown[-1:]

    @rule()
    def close_and_reopen(self) -> None:
        saved = self.session.close()
        if not saved:
            assert self.session.write_recovery() is not None
        self.reopen(saved=saved)

    @rule()
    def kill(self) -> None:
        note = state_dir(self.path) / "open"
        content = note.read_bytes()
        full, self.disk_full = self.disk_full, True  # nothing more is written
        self.session.close()
        self.disk_full = full
        note.write_bytes(content)
        self.reopen(saved=False)
        assert self.session.previous_run_crashed == self.path.exists()

    def reopen(self, *, saved: bool) -> None:
        on_disk = self.on_disk()
        if self.external is not None:
            assert same(on_disk, self.external)  # nobody wrote over it
        elif saved:
            assert on_disk in (self.shown[-1], to_dict(Answers()))
        else:
            assert any(same(on_disk, shown) for shown in self.shown)
        self.external = None
        self.open()
        assert self.session.read_only == ""
        assert to_dict(self.session.answers) == on_disk

    def on_disk(self) -> dict[str, Any]:
        return to_dict(read_answers(self.path) if self.path.exists() else Answers())

    @invariant()
    def file_is_whole(self) -> None:
        self.on_disk()
        kept = [copy for copy in list_backups(self.path) if not copy.is_recovery]
        assert len(kept) <= MAX_BACKUPS + 1

    @invariant()
    def screen_shows_what_was_typed(self) -> None:
        if self.shown:
            assert to_dict(self.session.answers) == self.shown[-1]

    def teardown(self) -> None:
        self.disk_full = False
        if self.shown:
            self.session.close()
        self.patches.close()
        shutil.rmtree(self.folder)


def same(first: dict[str, Any], second: dict[str, Any]) -> bool:
    return {**first, "left_at": ""} == {**second, "left_at": ""}


AnyCourse.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyCourse = AnyCourse.TestCase

ADD_PEOPLE = """
import sys
from pathlib import Path
from wizard.answers.fields import replace_value
from wizard.answers.model import Person
from wizard.storage import FileError
from wizard.storage.toml_file import read_with_bytes, write_answers
path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = 0
while done < number:
    try:
        answers, data = read_with_bytes(path)
        people = (*answers.people, Person(id=f"{name}-{done}"))
        write_answers(path, replace_value(answers, "people", people), data)
        done += 1
    except FileError as error:
        assert "changed by another program" in str(error), error
"""


def test_parallel_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    write_answers(path, replace_value(Answers(), "business.name", "Acme"), None)
    names = ("one", "two", "three")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ADD_PEOPLE, str(path), name, "40"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, b"")
    expected = {f"{name}-{number}" for name in names for number in range(40)}
    assert {person.id for person in read_answers(path).people} == expected
