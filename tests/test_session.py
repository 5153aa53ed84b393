"""The session: one owner of the answers, and a saver that never loses the last word."""

import datetime
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.example import BYTES as EXAMPLE
from wizard import progress
from wizard.answers.base import MAX_TEXT
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import get_answer, is_set, replace_value
from wizard.answers.model import Account, Answers, Person
from wizard.answers.people import slugify_person_id
from wizard.checks import Finding
from wizard.interview import Interview, load
from wizard.progress import StepState
from wizard.session import Session
from wizard.storage import FileError, autosave, toml_file
from wizard.storage.autosave import SaveState
from wizard.storage.toml_file import read_answers

WAIT = 10.0
"""Seconds until a test gives up waiting for what it expects."""


@pytest.fixture(scope="module")
def interview() -> Interview:
    return load()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


@pytest.fixture
def session(path: Path, interview: Interview) -> Iterator[Session]:
    session = Session(path, interview)
    yield session
    session.close()


@pytest.fixture
def example(path: Path, interview: Interview) -> Iterator[Session]:
    path.write_bytes(EXAMPLE)
    session = Session(path, interview)
    yield session
    session.close()


class TestAnswers:
    def test_a_new_session_has_decided_nothing(self, session: Session) -> None:
        assert session.is_new
        assert session.answers == Answers()
        assert session.save_state is SaveState.UNCHANGED

    def test_a_change_makes_new_answers(self, session: Session) -> None:
        before = session.answers
        session.set_answer("business.name", "Acme")
        assert session.answers.business.name == "Acme"
        assert before.business.name == ""

    def test_a_wrong_value_changes_nothing(self, session: Session) -> None:
        session.set_draft_text("business.staff", "ele")
        before = session.answers
        with pytest.raises(ValueError, match="whole number"):
            session.set_answer("business.staff", "eleven")
        assert session.answers is before

    @pytest.mark.parametrize(
        ("field", "value", "nothing"),
        [
            ("business.name", "Acme", ""),
            ("business.staff", 3, None),
            ("review.adopted_on", datetime.date(2026, 9, 1), None),
            ("roles.head", "ann", None),
            ("roles.head", "ann", ""),
            ("employees.stance", "free", None),
            ("publication.sign", False, None),
            ("roles.publishing", ("ann",), None),
        ],
    )
    def test_nothing_opens_the_question_again(
        self, session: Session, field: str, value: Any, nothing: Any
    ) -> None:
        session.set_answer(field, value)
        assert is_set(session.answers, field)
        session.set_answer(field, nothing)
        assert not is_set(session.answers, field)
        assert get_answer(session.answers, field) == get_answer(Answers(), field)

    def test_a_suggestion_can_be_confirmed(self, session: Session) -> None:
        session.set_answer("employees.stance", "free")
        assert is_set(session.answers, "employees.stance")

    def test_nobody_is_an_answer(self, session: Session) -> None:
        session.set_answer("roles.publishing", ())
        assert is_set(session.answers, "roles.publishing")

    def test_a_list_will_do_for_a_tuple(self, session: Session) -> None:
        session.set_answer("publication.places", ["intranet"])
        assert session.answers.publication.places == ("intranet",)

    def test_an_answer_clears_what_was_unfinished_or_unsure(self, session: Session) -> None:
        session.set_draft_text("review.adopted_on", "2027-")
        session.mark_unsure("review.adopted_on", True)
        session.mark_unsure("review.next_on", True)
        session.set_answer("review.adopted_on", datetime.date(2027, 1, 1))
        assert session.answers.unfinished == {}
        assert session.answers.unsure == ("review.next_on",)

    def test_a_date_that_was_right_a_letter_ago_is_no_answer_any_more(
        self, session: Session
    ) -> None:
        session.set_answer("review.adopted_on", datetime.date(2027, 2, 2))
        session.set_draft_text("review.adopted_on", "2027-02-29")
        assert not is_set(session.answers, "review.adopted_on")
        assert session.answers.unfinished == {"review.adopted_on": "2027-02-29"}

    def test_unfinished_text_is_kept_and_comes_back(
        self, path: Path, session: Session, interview: Interview
    ) -> None:
        session.set_draft_text("review.adopted_on", "31 Feb\x1b")
        assert session.close()
        again = Session(path, interview)
        assert again.answers.unfinished == {"review.adopted_on": "31 Feb"}
        again.set_draft_text("review.adopted_on", "")
        assert again.answers.unfinished == {}
        again.close()

    def test_too_long_a_text_is_refused(self, session: Session) -> None:
        with pytest.raises(ValueError, match="too long"):
            session.set_draft_text("business.name", "x" * (MAX_TEXT + 1))
        assert session.answers.unfinished == {}

    def test_unsure_keeps_the_answer(self, session: Session) -> None:
        session.set_answer("business.name", "Acme")
        session.mark_unsure("business.name", True)
        session.mark_unsure("business.name", True)
        assert session.answers.business.name == "Acme"
        assert session.answers.unsure == ("business.name",)
        session.mark_unsure("business.name", False)
        assert session.answers.unsure == ()

    def test_listeners_hear_of_changes_only(self, session: Session) -> None:
        heard: list[str] = []
        session.subscribe(lambda: heard.append(session.answers.business.name))
        session.set_answer("business.name", "Acme")
        session.set_answer("business.name", "Acme")
        session.set_position("business.name")
        session.clear_answer("business.name")
        session.clear_answer("business.name")
        assert heard == ["Acme", ""]


class TestPeople:
    def test_a_person_gets_an_id(self, session: Session) -> None:
        assert session.add_person(Person(id="", name="Maria López")) == "maria-lopez"
        assert (
            session.add_person(Person(id="maria-lopez", name="Maria Lopez", phone="1"))
            == "maria-lopez-2"
        )
        assert [person.phone for person in session.answers.people] == ["", "1"]

    @pytest.mark.parametrize(
        ("name", "taken", "wanted"),
        [
            ("Ann", (), "ann"),
            ("Ann", ("ann", "ann-2"), "ann-3"),
            ("  O'Neil & Söhne ", (), "o-neil-sohne"),
            ("佐藤", (), "person"),
            ("", ("person",), "person-2"),
            ("x" * 300, (), "x" * 60),
        ],
    )
    def test_slugify_person_id(self, name: str, taken: tuple[str, ...], wanted: str) -> None:
        assert slugify_person_id(name, taken) == wanted

    def test_edited_people_keep_their_ids_and_new_ones_get_one(self, session: Session) -> None:
        session.add_person(Person(id="", name="Ann"))
        (ann,) = session.answers.people
        session.replace_people(
            (ann.model_copy(update={"name": "Anna"}), Person(id="", name="Ann"), ann)
        )
        assert [(person.id, person.name) for person in session.answers.people] == [
            ("ann", "Anna"),
            ("ann-2", "Ann"),
            ("ann-3", "Ann"),
        ]

    def test_a_role_of_somebody_removed_stays_and_is_found(self, example: Session) -> None:
        example.replace_people(
            tuple(person for person in example.answers.people if person.id != "tom-okafor")
        )
        assert any(found.rule == "unknown-person" for found in example.findings())


class TestFile:
    def test_no_file_before_the_first_answer(self, path: Path, session: Session) -> None:
        session.set_position("roles.head")
        assert session.flush()
        assert not path.exists()
        session.set_answer("business.name", "Acme")
        assert session.flush()
        assert read_answers(path).left_at == "roles.head"
        assert session.save_state is SaveState.SAVED
        assert session.saved_at is not None
        assert session.is_new

    def test_what_was_decided_comes_back(
        self, path: Path, session: Session, interview: Interview
    ) -> None:
        session.set_answer("business.name", "Acme")
        session.set_answer("roles.accounts", (Account(platform="Instagram"),))
        session.mark_unsure("legal.adviser", True)
        assert session.close()
        again = Session(path, interview)
        assert not again.is_new
        assert again.answers.roles.accounts == (Account(platform="Instagram"),)
        assert again.answers.unsure == ("legal.adviser",)

    def test_opening_and_closing_changes_nothing(self, path: Path, example: Session) -> None:
        before = path.stat().st_mtime_ns
        example.set_answer("business.name", example.answers.business.name)
        assert example.close()
        assert path.read_bytes() == EXAMPLE
        assert path.stat().st_mtime_ns == before

    @pytest.mark.parametrize("content", [b"", b"format = 2\n", b"\0\0"])
    def test_a_bad_file_is_refused(self, path: Path, interview: Interview, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(FileError):
            Session(path, interview)
        assert path.read_bytes() == content

    def test_a_missing_folder_is_refused(self, tmp_path: Path, interview: Interview) -> None:
        with pytest.raises(FileError, match="no folder"):
            Session(tmp_path / "gone" / "acme.toml", interview)

    def test_a_link_that_leads_nowhere_is_refused(self, path: Path, interview: Interview) -> None:
        path.symlink_to("gone.toml")
        with pytest.raises(FileError):
            Session(path, interview)


class Disk:
    """Stands in for `file.write`: can be held up, and can fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written: list[str] = []
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Event()
        self.error: Exception | None = None
        monkeypatch.setattr(toml_file, "write_answers", self.write)

    def write(self, path: Path, answers: Answers, expected: bytes | None) -> bytes:
        self.begun.set()
        assert self.go.wait(WAIT)
        if self.error:
            raise self.error
        self.written.append(answers.business.name)
        path.write_bytes(EXAMPLE)
        return EXAMPLE


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


class TestSaving:
    def test_a_slow_disk_holds_nobody_up_and_the_latest_wins(
        self, disk: Disk, session: Session
    ) -> None:
        disk.go.clear()
        session.set_answer("business.name", "0")
        assert disk.begun.wait(WAIT)
        for number in range(1, 200):
            session.set_answer("business.name", str(number))
        assert session.save_state is SaveState.SAVING
        assert not session.flush(timeout=0.01)
        disk.go.set()
        assert session.flush(WAIT)
        assert disk.written == ["0", "199"]
        assert session.save_state is SaveState.SAVED

    def test_a_failure_is_said_and_tried_again(
        self, disk: Disk, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(autosave, "RETRY_INTERVAL_S", 0.01)
        told = threading.Event()
        session.on_saved(told.set)
        disk.error = FileError(path, "can't be saved, because the disk is full; free some space")
        session.set_answer("business.name", "Acme")
        assert told.wait(WAIT)
        assert session.save_state is SaveState.FAILED
        assert "disk is full" in session.save_error
        assert not session.flush(WAIT)
        well = threading.Event()
        session.on_saved(lambda: well.set() if session.save_state is SaveState.SAVED else None)
        disk.error = None
        assert well.wait(WAIT)
        assert disk.written == ["Acme"]
        assert session.save_error == ""
        assert session.flush()

    def test_an_attempt_from_before_does_not_count(
        self, disk: Disk, path: Path, session: Session
    ) -> None:
        """The disk was full when it began, and has room by the time that the owner leaves."""
        disk.go.clear()
        disk.error = FileError(path, "can't be saved, because the disk is full; free some space")
        session.on_saved(lambda: setattr(disk, "error", None))
        session.set_answer("business.name", "Acme")
        assert disk.begun.wait(WAIT)
        done: list[bool] = []
        leaving = threading.Thread(target=lambda: done.append(session.flush(WAIT)))
        leaving.start()
        until = time.monotonic() + WAIT
        while not session._file.saver._asked and time.monotonic() < until:
            time.sleep(0.001)
        disk.go.set()
        leaving.join(WAIT)
        assert done == [True]
        assert disk.written == ["Acme"]

    def test_an_unforeseen_error_is_a_sentence_too(self, disk: Disk, session: Session) -> None:
        disk.error = RuntimeError("hunter2")
        session.set_answer("business.name", "Acme")
        assert not session.flush(WAIT)
        assert "can't be saved" in session.save_error
        assert "hunter2" not in session.save_error
        disk.error = None
        assert session.flush(WAIT)

    def test_a_listener_that_fails_does_not_end_the_saving(
        self, disk: Disk, session: Session
    ) -> None:
        def fail() -> None:
            raise RuntimeError

        session.on_saved(fail)
        session.set_answer("business.name", "1")
        assert session.flush(WAIT)
        session.set_answer("business.name", "2")
        assert session.flush(WAIT)
        assert disk.written == ["1", "2"]

    def test_closing_saves_and_ends_the_thread(self, disk: Disk, session: Session) -> None:
        session.set_answer("business.name", "1")
        assert session.close()
        assert disk.written == ["1"]
        assert session._file.saver._thread is not None
        assert not session._file.saver._thread.is_alive()
        assert session.close()

    def test_a_file_changed_elsewhere_is_left_alone_and_the_answers_stay(
        self, path: Path, example: Session
    ) -> None:
        theirs = EXAMPLE.replace(b"Larkspur", b"Harebell")
        path.write_bytes(theirs)
        example.set_answer("business.staff", 12)
        assert not example.flush(WAIT)
        assert example.saved is SaveState.FAILED
        assert "changed by another program" in example.problem
        assert path.read_bytes() == theirs
        assert example.answers.business.staff == 12

    def test_what_is_shown_is_saved_after_a_burst(self, path: Path, session: Session) -> None:
        for number in range(50):
            session.set_answer("business.name", f"Acme {number}")
        assert session.close()
        assert read_answers(path).business.name == "Acme 49"


class TestProgress:
    def test_nothing_is_answered_at_first(self, session: Session, interview: Interview) -> None:
        stands = session.progress()
        assert stands.answered == 0
        assert 0 < stands.asked < len(interview.questions())
        assert "business.name" in stands.essential_open
        states = {step.number: session.step_progress(step).state for step in interview.steps}
        needed = {
            step.number for step in interview.steps if any(one.essential for one in step.questions)
        }
        assert {
            number for number, state in states.items() if state is StepState.NOT_BEGUN
        } == needed
        assert {number for number, state in states.items() if state is StepState.SUGGESTED} == set(
            states
        ) - needed

    def test_our_suggestions_become_answers_in_one_go(
        self, session: Session, interview: Interview
    ) -> None:
        step = next(step for step in interview.steps if step.key == "personal-use")
        first = step.questions[0].path
        session.mark_unsure(first, True)
        before = session.answers
        told: list[Answers] = []
        session.subscribe(lambda: told.append(session.answers))
        kept = session.accept_suggestions(step)
        assert kept > 0
        assert len(told) == 1
        for question in step.questions:
            if is_set(session.answers, question.path):
                assert get_answer(session.answers, question.path) == resolve_answer(
                    before, question.path
                )
        assert not is_set(session.answers, first)
        assert session.accept_suggestions(step) == 0
        assert len(told) == 1

    def test_the_example_is_complete(self, example: Session, interview: Interview) -> None:
        stands = example.progress()
        assert stands.answered == stands.asked == len(interview.questions())
        assert stands.essential_open == ()
        assert {example.step_progress(step).state for step in interview.steps} == {
            StepState.COMPLETE
        }

    def test_what_is_to_mend_is_worked_out_once_for_all_steps(
        self, session: Session, interview: Interview, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[int] = []

        def to_mend(found: Iterable[Finding], interview: Interview) -> set[str]:
            asked.append(1)
            return really(found, interview)

        really = progress.questions_needing_attention
        monkeypatch.setattr(progress, "to_mend", to_mend)
        for _ in range(2):
            for step in interview.steps:
                session.step_progress(step)
        assert len(asked) == 1
        session.set_answer("business.name", "Acme")
        session.step_progress(interview.steps[0])
        assert len(asked) == 2

    def test_an_unsure_answer_counts_as_open(self, session: Session, interview: Interview) -> None:
        business = interview.steps[0]
        session.set_answer("business.name", "Acme")
        assert session.step_progress(business).answered == 1
        session.mark_unsure("business.name", True)
        step = session.step_progress(business)
        assert (step.answered, step.unsure, step.state) == (0, 1, StepState.BEGUN)
        assert "business.name" in session.progress().essential_open

    def test_what_is_wrong_wants_attention_until_it_is_mended(
        self, example: Session, interview: Interview
    ) -> None:
        review = interview.steps[8]
        example.set_draft_text("review.adopted_on", "2027-")
        step = example.step_progress(review)
        assert step.state is StepState.ATTENTION
        example.set_answer("review.adopted_on", datetime.date(2026, 9, 1))
        assert example.step_progress(review).state is StepState.COMPLETE

    def test_a_hidden_answer_is_kept_and_not_counted(self, example: Session) -> None:
        asked = example.progress().asked
        example.set_answer("publication.places", ("handbook",))
        assert example.progress().asked == asked - 2
        assert example.answers.publication.intranet_address


def test_a_chain_of_changes_equals_the_changes_one_by_one(session: Session) -> None:
    session.set_answer("business.name", "Acme")
    session.set_answer("employees.stance", "encouraged")
    session.clear_answer("business.name")
    assert (
        session.answers.employees
        == replace_value(Answers(), "employees.stance", "encouraged").employees
    )
    assert session.answers.business.name == ""
