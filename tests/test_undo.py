"""Undo and redo: what is one edit, and what the session makes of it."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.answers.fields import is_set, replace_value
from wizard.answers.model import Account, Adopted, Answers, Person
from wizard.interview import Interview, load
from wizard.session import ReadOnlyError, Session
from wizard.storage import backups
from wizard.storage.toml_file import read_answers, to_dict, write_answers
from wizard.undo import MAX_EDITS, TYPING_PAUSE_S, UndoStack

WAIT_S = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def pause(self) -> None:
        self.now += TYPING_PAUSE_S


@pytest.fixture(scope="module")
def interview() -> Interview:
    return load()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, interview: Interview, clock: Clock) -> Iterator[Session]:
    session = Session(tmp_path / "acme.toml", interview, clock)
    yield session
    session.close()


def type_name(session: Session, text: str) -> None:
    for end in range(1, len(text) + 1):
        session.set_answer("business.name", text[:end])


def test_undo_typing_without_pause_is_one_edit(session: Session, clock: Clock) -> None:
    type_name(session, "Brass")
    clock.pause()
    type_name(session, "Brass & Bean")
    session.undo()
    assert session.answers.business.name == "Brass"
    session.undo()
    assert not is_set(session.answers, "business.name")
    assert session.undo() is None
    session.redo()
    session.redo()
    assert session.answers.business.name == "Brass & Bean"
    assert session.redo() is None


def test_undo_moving_on_ends_typing(session: Session) -> None:
    session.set_position("business.name")
    type_name(session, "Brass")
    session.set_position("business.country")
    session.set_position("business.name")
    type_name(session, "Bean")
    session.undo()
    assert session.answers.business.name == "Brass"
    assert session.answers.left_at == "business.name"


def test_undo_typing_in_other_field_is_another_edit(session: Session) -> None:
    type_name(session, "Brass")
    session.set_draft_text("review.next_on", "31 F")
    session.set_draft_text("review.next_on", "31 Fe")
    session.undo()
    assert session.answers.unfinished == {}
    assert session.answers.business.name == "Brass"
    session.redo()
    assert session.answers.unfinished == {"review.next_on": "31 Fe"}


def test_undo_ticks_are_separate_edits(session: Session) -> None:
    session.set_answer("publication.places", ("intranet",))
    session.set_answer("publication.places", ("intranet", "website"))
    session.undo()
    assert session.answers.publication.places == ("intranet",)


def test_undo_typing_deleted_again_is_no_edit(session: Session, clock: Clock) -> None:
    session.set_answer("business.staff", 7)
    clock.pause()
    type_name(session, "B")
    session.set_answer("business.name", "")
    session.undo()
    assert session.answers.business.staff is None


def test_undo_marks_and_clearing_are_edits(session: Session) -> None:
    session.set_answer("employees.stance", "free")
    session.mark_unsure("employees.stance", True)
    session.clear_answer("employees.stance")
    session.undo()
    assert session.answers.unsure == ("employees.stance",)
    session.undo()
    assert session.answers.unsure == ()
    session.undo()
    assert not is_set(session.answers, "employees.stance")


def test_redo_ends_with_another_change(session: Session) -> None:
    session.set_answer("business.staff", 7)
    session.undo()
    session.set_answer("business.staff", 8)
    assert session.redo() is None
    assert session.answers.business.staff == 8


def test_undo_group_is_one_edit(session: Session) -> None:
    session.begin_group()
    ann = session.add_person(Person(id="", name="Ann"))
    with session.group_edits():
        session.set_answer("roles.head", ann)
        session.set_answer("roles.lead", ann)
    session.end_group()
    session.set_answer("business.staff", 2)
    session.undo()
    assert session.answers.roles.lead == "ann"
    session.undo()
    assert session.answers == Answers()


def test_undo_open_group_ends_with_the_question(session: Session) -> None:
    session.set_position("roles.head")
    session.begin_group()
    session.set_answer("roles.head", "ann")
    session.set_position("roles.lead")
    session.set_answer("roles.lead", "ann")
    session.undo()
    assert session.answers.roles.head == "ann"


def test_undo_is_saved_and_notified(session: Session) -> None:
    heard: list[int | None] = []
    session.subscribe(lambda: heard.append(session.answers.business.staff))
    session.set_answer("business.staff", 7)
    session.set_answer("business.staff", 8)
    clock_free = session.undo()
    assert clock_free is not None
    assert session.flush(WAIT_S)
    assert read_answers(session.path).business.staff is None
    assert heard == [7, 8, None]


def test_undo_stops_at_adoption(session: Session) -> None:
    session.set_answer("business.staff", 7)
    session.replace_answers(session.answers.model_copy(update={"adopted": Adopted(version="1.0")}))
    assert session.undo() is None
    assert session.answers.adopted.version == "1.0"
    session.set_answer("business.staff", 8)
    session.undo()
    assert session.answers.business.staff == 7
    assert session.answers.adopted.version == "1.0"


def test_undo_reload_keeps_backup(
    tmp_path: Path, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = tmp_path / "acme.toml"
    session = Session(path, interview)
    session.set_answer("business.name", "Mine")
    session.flush(WAIT_S)
    theirs = replace_value(session.answers, "business.name", "Theirs")
    write_answers(path, theirs, path.read_bytes())
    session.set_answer("business.staff", 3)
    session.flush(WAIT_S)
    assert session.external_change is not None
    session.reload()
    assert session.answers.business.name == "Theirs"
    step = session.undo()
    assert step is not None
    assert step.external
    assert (session.answers.business.name, session.answers.business.staff) == ("Mine", 3)
    session.flush(WAIT_S)
    assert read_answers(path).business.name == "Mine"
    assert any(b"Theirs" in copy.path.read_bytes() for copy in backups.list_backups(path))
    session.redo()
    assert session.answers.business.name == "Theirs"
    session.close()


def test_undo_read_only_session_is_refused(session: Session, interview: Interview) -> None:
    session.set_answer("business.staff", 7)
    session.flush(WAIT_S)
    second = Session(session.path, interview)
    with pytest.raises(ReadOnlyError):
        second.undo()
    with pytest.raises(ReadOnlyError):
        second.redo()
    second.close()


def test_undo_keeps_limited_number_of_edits() -> None:
    stack = UndoStack()
    versions = [Answers(letterhead=str(number)) for number in range(MAX_EDITS + 51)]
    for before, after in itertools.pairwise(versions):
        stack.push(before, after)
    edits = 0
    while stack.undo():
        edits += 1
    assert edits == MAX_EDITS


EDITS = st.one_of(
    st.tuples(st.just("business.name"), st.text(max_size=4)),
    st.tuples(st.just("business.staff"), st.integers(1, 9) | st.none()),
    st.tuples(
        st.just("roles.accounts"),
        st.lists(st.builds(Account, platform=st.text("ab", max_size=2)), max_size=2),
    ),
    st.tuples(st.just("unsure"), st.booleans()),
    st.tuples(st.just("half"), st.text("1 F", max_size=3)),
    st.tuples(st.just("pause"), st.none()),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EDITS, max_size=12))
def test_undo_and_redo_everything_come_back(
    tmp_path_factory: pytest.TempPathFactory, edits: list
) -> None:  # type: ignore[type-arg]
    clock = Clock()
    session = Session(tmp_path_factory.mktemp("a") / "a.toml", INTERVIEW, clock)
    for path, value in edits:
        match path:
            case "unsure":
                session.mark_unsure("business.name", value)
            case "half":
                session.set_draft_text("review.next_on", value)
            case "pause":
                clock.pause()
            case _:
                session.set_answer(path, value)
    end = to_dict(session.answers)
    seen = [end]
    while session.undo():
        seen.append(to_dict(session.answers))
    assert to_dict(session.answers) == to_dict(Answers())
    for wanted in reversed(seen[:-1]):
        assert session.redo()
        assert to_dict(session.answers) == wanted
    assert session.redo() is None
    session.close()


INTERVIEW = load()
