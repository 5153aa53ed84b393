"""The session holds the answers, and saves the latest of them."""

import datetime
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.example import BYTES as EXAMPLE
from wizard.answers.base import MAX_TEXT
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import get_answer, is_set
from wizard.answers.model import Account, Answers, Person
from wizard.interview import Interview, load
from wizard.progress import StepState
from wizard.session import Session
from wizard.storage import FileError, autosave
from wizard.storage.autosave import SaveState
from wizard.storage.toml_file import read_answers

WAIT_S = 10.0


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


def test_new_session_has_no_answers(session: Session) -> None:
    assert session.is_new
    assert session.answers == Answers()
    assert session.save_state is SaveState.UNCHANGED


def test_set_answer_wrong_value_changes_nothing(session: Session) -> None:
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
        ("review.effective_on", datetime.date(2026, 9, 1), None),
        ("roles.head", "ann", None),
        ("roles.head", "ann", ""),
        ("employees.stance", "free", None),
        ("publication.sign", False, None),
        ("roles.publishing", ("ann",), None),
    ],
)
def test_set_answer_nothing_clears_answer(
    session: Session, field: str, value: Any, nothing: Any
) -> None:
    session.set_answer(field, value)
    assert is_set(session.answers, field)
    session.set_answer(field, nothing)
    assert not is_set(session.answers, field)
    assert get_answer(session.answers, field) == get_answer(Answers(), field)


@pytest.mark.parametrize(
    ("field", "value"),
    [("employees.stance", "free"), ("roles.publishing", ()), ("publication.places", ["intranet"])],
)
def test_set_answer_default_nobody_or_list_is_an_answer(
    session: Session, field: str, value: Any
) -> None:
    session.set_answer(field, value)
    assert is_set(session.answers, field)


def test_set_answer_too_many_rows_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="room for 200"):
        session.set_answer("roles.accounts", [Account()] * 201)
    assert session.answers == Answers()


def test_set_answer_clears_draft_and_unsure_mark(session: Session) -> None:
    session.set_draft_text("review.effective_on", "2027-")
    session.mark_unsure("review.effective_on", True)
    session.mark_unsure("review.next_on", True)
    session.set_answer("review.effective_on", datetime.date(2027, 1, 1))
    assert session.answers.unfinished == {}
    assert session.answers.unsure == ("review.next_on",)


def test_set_draft_text_clears_answer(session: Session) -> None:
    session.set_answer("review.effective_on", datetime.date(2027, 2, 2))
    session.set_draft_text("review.effective_on", "2027-02-29")
    assert not is_set(session.answers, "review.effective_on")
    assert session.answers.unfinished == {"review.effective_on": "2027-02-29"}


def test_set_draft_text_comes_back_after_reopening(
    path: Path, session: Session, interview: Interview
) -> None:
    session.set_draft_text("review.effective_on", "31 Feb\x1b")
    assert session.close()
    again = Session(path, interview)
    assert again.answers.unfinished == {"review.effective_on": "31 Feb"}
    again.set_draft_text("review.effective_on", "")
    assert again.answers.unfinished == {}
    again.close()


def test_set_draft_text_too_long_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="too long"):
        session.set_draft_text("business.name", "x" * (MAX_TEXT + 1))
    assert session.answers.unfinished == {}


def test_mark_unsure_keeps_answer(session: Session) -> None:
    session.set_answer("business.name", "Acme")
    session.mark_unsure("business.name", True)
    session.mark_unsure("business.name", True)
    assert session.answers.business.name == "Acme"
    assert session.answers.unsure == ("business.name",)
    session.mark_unsure("business.name", False)
    assert session.answers.unsure == ()


def test_listeners_are_called_for_changes_only(session: Session) -> None:
    heard: list[str] = []
    session.subscribe(lambda: heard.append(session.answers.business.name))
    session.set_answer("business.name", "Acme")
    session.set_answer("business.name", "Acme")
    session.set_position("business.name")
    session.clear_answer("business.name")
    session.clear_answer("business.name")
    assert heard == ["Acme", ""]


def test_people_have_unique_ids_of_their_names(session: Session) -> None:
    assert session.add_person(Person(id="", name="Maria López")) == "maria-lopez"
    assert session.add_person(Person(id="maria-lopez", name="Maria Lopez")) == "maria-lopez-2"
    maria, _ = session.answers.people
    renamed = maria.model_copy(update={"name": "Mia"})
    session.replace_people((renamed, Person(id="", name="  O'Neil & Söhne "), maria))
    assert [(person.id, person.name) for person in session.answers.people] == [
        ("maria-lopez", "Mia"),
        ("o-neil-sohne", "O'Neil & Söhne"),
        ("maria-lopez-2", "Maria López"),
    ]
    assert session.add_person(Person(id="", name="佐藤")) == "person"
    assert session.add_person(Person(id="", name="x" * 200)) == "x" * 60


def test_replace_people_role_of_removed_person_is_a_finding(example: Session) -> None:
    example.replace_people(
        tuple(person for person in example.answers.people if person.id != "tom-okafor")
    )
    assert any(found.rule == "unknown-person" for found in example.findings())


def test_first_answer_creates_file(path: Path, session: Session) -> None:
    session.set_position("roles.head")
    assert session.flush()
    assert not path.exists()
    session.set_answer("business.name", "Acme")
    assert session.flush()
    assert read_answers(path).left_at == "roles.head"
    assert session.save_state is SaveState.SAVED
    assert session.saved_at is not None
    assert session.is_new


def test_answers_come_back_after_reopening(
    path: Path, session: Session, interview: Interview
) -> None:
    session.set_answer("business.name", "Acme")
    session.set_answer("roles.accounts", (Account(platform="Instagram"),))
    session.mark_unsure("legal.adviser", True)
    assert session.close()
    again = Session(path, interview)
    assert not again.is_new
    assert again.answers.roles.accounts == (Account(platform="Instagram"),)
    assert again.answers.unsure == ("legal.adviser",)


def test_opening_and_closing_leaves_file_alone(path: Path, example: Session) -> None:
    before = path.stat().st_mtime_ns
    example.set_answer("business.name", example.answers.business.name)
    assert example.close()
    assert path.read_bytes() == EXAMPLE
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("content", [b"", b"format = 3\n", b"\0\0"])
def test_damaged_file_is_refused_and_left_alone(
    path: Path, interview: Interview, content: bytes
) -> None:
    path.write_bytes(content)
    with pytest.raises(FileError):
        Session(path, interview)
    assert path.read_bytes() == content


def test_missing_folder_is_refused(tmp_path: Path, interview: Interview) -> None:
    with pytest.raises(FileError, match="is in a folder that doesn't exist"):
        Session(tmp_path / "gone" / "acme.toml", interview)


def test_dangling_link_is_refused(path: Path, interview: Interview) -> None:
    path.symlink_to("gone.toml")
    with pytest.raises(FileError):
        Session(path, interview)


class Disk:
    """Stands in for the function that writes the file: can be held up, and can fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written: list[str] = []
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self.may_end.set()
        self.error: Exception | None = None
        monkeypatch.setattr(autosave, "write_answers", self.write)
        monkeypatch.setattr(autosave, "RETRY_INTERVAL_S", 0.01)

    def write(self, path: Path, answers: Answers, _expected: bytes | None) -> bytes:
        self.begun.set()
        assert self.may_end.wait(WAIT_S)
        if self.error:
            raise self.error
        self.written.append(answers.business.name)
        path.write_bytes(EXAMPLE)
        return EXAMPLE


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def test_save_slow_disk_holds_nobody_up_and_latest_wins(disk: Disk, session: Session) -> None:
    disk.may_end.clear()
    session.set_answer("business.name", "0")
    assert disk.begun.wait(WAIT_S)
    for number in range(1, 200):
        session.set_answer("business.name", str(number))
    assert session.save_state is SaveState.SAVING
    assert not session.flush(0.01)
    disk.may_end.set()
    assert session.flush(WAIT_S)
    assert disk.written == ["0", "199"]
    assert session.save_state is SaveState.SAVED


def test_save_failure_is_reported_and_tried_again(disk: Disk, path: Path, session: Session) -> None:
    failed, saved = threading.Event(), threading.Event()
    session.on_saved(failed.set)
    disk.error = FileError(path, "can't be saved, because the disk is full; free some space")
    session.set_answer("business.name", "Acme")
    assert failed.wait(WAIT_S)
    assert session.save_state is SaveState.FAILED
    assert "disk is full" in session.save_error
    assert not session.flush(WAIT_S)
    session.on_saved(lambda: saved.set() if session.save_state is SaveState.SAVED else None)
    disk.error = None
    assert saved.wait(WAIT_S)
    assert disk.written == ["Acme"]
    assert session.save_error == ""
    assert session.flush()


def test_flush_during_failing_attempt_waits_for_the_next(
    disk: Disk, path: Path, session: Session
) -> None:
    # The disk was full when the attempt began, and has space when the user leaves.
    disk.may_end.clear()
    disk.error = FileError(path, "can't be saved, because the disk is full; free some space")
    session.on_saved(lambda: setattr(disk, "error", None))
    session.set_answer("business.name", "Acme")
    assert disk.begun.wait(WAIT_S)
    threading.Timer(0.1, disk.may_end.set).start()
    assert session.flush(WAIT_S)
    assert disk.written == ["Acme"]


def test_save_unexpected_error_is_a_sentence(disk: Disk, session: Session) -> None:
    disk.error = RuntimeError("hunter2")
    session.set_answer("business.name", "Acme")
    assert not session.flush(WAIT_S)
    assert "can't be saved" in session.save_error
    assert "hunter2" not in session.save_error
    disk.error = None
    assert session.flush(WAIT_S)


def test_save_listener_error_does_not_end_saving(disk: Disk, session: Session) -> None:
    session.on_saved(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    for name in ("1", "2"):
        session.set_answer("business.name", name)
        assert session.flush(WAIT_S)
    assert disk.written == ["1", "2"]


def test_close_saves_and_ends_thread(disk: Disk, session: Session) -> None:
    session.set_answer("business.name", "1")
    assert session.close()
    assert disk.written == ["1"]
    assert "autosave" not in [thread.name for thread in threading.enumerate()]
    assert session.close()


def test_close_saves_end_of_burst(path: Path, session: Session) -> None:
    for number in range(50):
        session.set_answer("business.name", f"Acme {number}")
    assert session.close()
    assert read_answers(path).business.name == "Acme 49"


def test_progress_of_new_session(session: Session, interview: Interview) -> None:
    stands = session.progress()
    assert stands.answered == 0
    assert 0 < stands.asked < len(interview.questions())
    assert "business.name" in stands.essential_open
    states = {step.number: session.step_progress(step).state for step in interview.steps}
    needed = {
        step.number for step in interview.steps if any(one.essential for one in step.questions)
    }
    assert {number for number, state in states.items() if state is StepState.NOT_BEGUN} == needed
    assert {number for number, state in states.items() if state is StepState.SUGGESTED} == set(
        states
    ) - needed


def test_accept_suggestions_is_one_change(session: Session, interview: Interview) -> None:
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


def test_progress_of_example_is_complete(example: Session, interview: Interview) -> None:
    stands = example.progress()
    assert stands.answered == stands.asked == len(interview.questions())
    assert stands.essential_open == ()
    assert {example.step_progress(step).state for step in interview.steps} == {StepState.COMPLETE}


def test_progress_unsure_answer_counts_as_open(session: Session, interview: Interview) -> None:
    business = interview.steps[0]
    session.set_answer("business.name", "Acme")
    assert session.step_progress(business).answered == 1
    session.mark_unsure("business.name", True)
    step = session.step_progress(business)
    assert (step.answered, step.state) == (0, StepState.BEGUN)
    assert "business.name" in session.progress().essential_open


def test_step_progress_draft_needs_attention(example: Session, interview: Interview) -> None:
    review = interview.steps[8]
    example.set_draft_text("review.effective_on", "2027-")
    step = example.step_progress(review)
    assert step.state is StepState.ATTENTION
    example.set_answer("review.effective_on", datetime.date(2026, 9, 1))
    assert example.step_progress(review).state is StepState.COMPLETE


def test_progress_hidden_answer_is_kept_and_not_counted(example: Session) -> None:
    asked = example.progress().asked
    example.set_answer("publication.places", ("handbook",))
    assert example.progress().asked == asked - 3
    assert example.answers.publication.intranet_address
