"""Two at once: a second window looks only; what another program does to the file is noticed, and never written over."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from wizard.answers.model import Answers, Person
from wizard.interview import Interview, load
from wizard.session import ReadOnlyError, Session
from wizard.storage import FileError, autosave, backups
from wizard.storage.autosave import ChangeKind, SaveState
from wizard.storage.toml_file import read_answers

THEIRS = EXAMPLE.replace(b"Larkspur", b"Harebell")
WAIT = 10.0


@pytest.fixture(scope="module")
def interview() -> Interview:
    return load()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "SETTLE_S", 0.01)
    monkeypatch.setattr(autosave, "POLL_INTERVAL_S", 0.02)
    monkeypatch.setattr(autosave, "RETRY_INTERVAL_S", 0.02)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_bytes(EXAMPLE)
    return path


@pytest.fixture
def session(path: Path, interview: Interview) -> Iterator[Session]:
    session = Session(path, interview)
    session.watch()
    yield session
    session.close()


def wait(session: Session, test: Callable[[], bool]) -> None:
    """Wait until `test` says yes; it is asked after each word from the saver."""
    told = threading.Event()
    session.on_saved(told.set)
    while not test():
        assert told.wait(WAIT)
        told.clear()


def wait_for_other(session: Session) -> ChangeKind:
    wait(session, lambda: session.external_change is not None)
    assert session.external_change is not None
    return session.external_change.kind


class TestSecondWindow:
    def test_it_only_looks_and_says_who_has_it(
        self, path: Path, session: Session, interview: Interview
    ) -> None:
        second = Session(path, interview)
        assert second.answers == session.answers
        assert "in another window of yours" in second.read_only
        assert str(os.getpid()) in second.read_only
        for change in (
            lambda: second.set_answer("business.name", "x"),
            lambda: second.set_draft_text("business.staff", "x"),
            lambda: second.clear_answer("business.name"),
            lambda: second.mark_unsure("business.name", True),
            lambda: second.add_person(Person(id="", name="x")),
            lambda: second.replace_people(()),
        ):
            with pytest.raises(ReadOnlyError, match="only look"):
                change()
        second.set_position("roles.head")
        assert second.answers == session.answers
        assert second.close()
        assert path.read_bytes() == EXAMPLE

    def test_the_file_is_free_after_the_first_is_closed(
        self, path: Path, interview: Interview
    ) -> None:
        Session(path, interview).close()
        third = Session(path, interview)
        assert third.read_only == ""
        assert not third.previous_run_crashed
        third.close()

    def test_a_refused_file_is_not_held(self, path: Path, interview: Interview) -> None:
        path.write_bytes(b"format = 2\n")
        with pytest.raises(FileError):
            Session(path, interview)
        path.write_bytes(EXAMPLE)
        session = Session(path, interview)
        assert session.read_only == ""
        session.close()

    def test_a_file_that_may_only_be_read_can_be_looked_at(
        self, path: Path, interview: Interview
    ) -> None:
        path.chmod(0o444)
        session = Session(path, interview)
        with pytest.raises(ReadOnlyError, match="may only be read"):
            session.set_answer("business.name", "x")
        assert session.close()
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


class TestBackups:
    def test_one_a_session_that_changes_something(self, path: Path, interview: Interview) -> None:
        for number in range(3):
            before = path.read_bytes()
            session = Session(path, interview)
            session.set_position("roles.head" if number % 2 else "roles.lead")
            session.set_answer("business.staff", 20 + number)
            assert session.flush()
            session.set_answer("business.staff", 30 + number)
            assert session.close()
            assert backups.list_backups(path)[0].path.read_bytes() != path.read_bytes()
            assert (
                b"staff = 3" not in before
                or backups.list_backups(path)[0].path.read_bytes() != EXAMPLE
            )
        assert len(backups.list_backups(path)) == 3

    def test_looking_around_makes_none(self, path: Path, interview: Interview) -> None:
        session = Session(path, interview)
        session.set_position("roles.head")
        assert session.close()
        assert read_answers(path).left_at == "roles.head"
        assert backups.list_backups(path) == ()

    def test_no_room_for_one_is_no_reason_not_to_save(
        self, path: Path, interview: Interview, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", "/nonexistent")
        path.parent.joinpath(".policy-wizard").write_bytes(b"")
        session = Session(path, interview)
        session.set_answer("business.staff", 20)
        assert session.close()
        assert read_answers(path).business.staff == 20


class TestOtherPrograms:
    def test_a_change_is_noticed_and_kept(self, path: Path, session: Session) -> None:
        path.write_bytes(THEIRS)
        assert wait_for_other(session) is ChangeKind.CHANGED
        session.set_answer("business.staff", 12)
        assert not session.flush(WAIT)
        assert session.save_state is SaveState.FAILED
        assert "another program" in session.save_error
        assert path.read_bytes() == THEIRS

    def test_a_change_of_the_same_size_and_date_is_noticed_before_a_save(
        self, path: Path, session: Session
    ) -> None:
        session.set_answer("business.staff", 12)
        assert session.flush(WAIT)
        before = path.stat()
        theirs = path.read_bytes().replace(b"Larkspur", b"Harebell")
        with path.open("r+b") as handle:
            handle.write(theirs)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        session.set_answer("business.staff", 13)
        assert not session.flush(WAIT)
        assert path.read_bytes() == theirs

    @pytest.mark.parametrize(
        ("content", "happened"),
        [
            (b"", ChangeKind.EMPTIED),
            (b"\n\n", ChangeKind.EMPTIED),
            (b"\0\0", ChangeKind.INVALID),
            (b"format = 1\n[business]\nname = \xff", ChangeKind.INVALID),
            (EXAMPLE + EXAMPLE, ChangeKind.INVALID),
        ],
    )
    def test_what_is_spoilt_is_never_taken_over(
        self, path: Path, session: Session, content: bytes, happened: ChangeKind
    ) -> None:
        path.write_bytes(content)
        assert wait_for_other(session) is happened
        session.reload()
        assert session.answers.business.name == "Larkspur Lane Bakery Café"
        session.overwrite()
        assert session.flush(WAIT)
        assert read_answers(path).business.name == "Larkspur Lane Bakery Café"
        assert session.save_state is SaveState.SAVED

    def test_a_deleted_file_is_written_again_only_if_the_owner_says_so(
        self, path: Path, session: Session
    ) -> None:
        path.unlink()
        assert wait_for_other(session) is ChangeKind.DELETED
        session.set_answer("business.staff", 12)
        assert not session.flush(WAIT)
        assert not path.exists()
        session.overwrite()
        assert session.flush(WAIT)
        assert read_answers(path).business.staff == 12

    @pytest.mark.parametrize("touch", ["rewritten", "replaced", "notes", "moved"])
    def test_the_same_answers_are_no_news(self, path: Path, session: Session, touch: str) -> None:
        data = {
            "notes": b"# Ask Maria first.\n" + EXAMPLE,
            "moved": EXAMPLE.replace(b"format = 1", b"format  =  1"),
        }
        if touch == "replaced":
            path.unlink()
        path.write_bytes(data.get(touch, EXAMPLE))
        session.set_answer("business.staff", 12)
        assert session.flush(WAIT)
        assert session.external_change is None
        assert read_answers(path).business.staff == 12
        if touch == "notes":
            assert path.read_bytes().startswith(b"# Ask Maria first.\n")

    def test_a_file_that_comes_back_is_no_news_any_more(self, path: Path, session: Session) -> None:
        path.rename(path.with_name("away"))
        wait_for_other(session)
        path.with_name("away").rename(path)
        wait(session, lambda: session.external_change is None)
        session.set_answer("business.staff", 12)
        assert session.flush(WAIT)

    def test_a_file_that_appears_is_left_alone(self, tmp_path: Path, interview: Interview) -> None:
        session = Session(tmp_path / "new.toml", interview)
        (tmp_path / "new.toml").write_bytes(THEIRS)
        session.set_answer("business.name", "Mine")
        assert not session.flush(WAIT)
        assert session.external_change is not None
        assert (tmp_path / "new.toml").read_bytes() == THEIRS
        session.close()

    def test_keeping_mine_keeps_a_copy_of_theirs(self, path: Path, session: Session) -> None:
        path.write_bytes(THEIRS)
        wait_for_other(session)
        session.overwrite()
        assert session.flush(WAIT)
        assert session.external_change is None
        assert read_answers(path).business.name == "Larkspur Lane Bakery Café"
        assert THEIRS in [copy.path.read_bytes() for copy in backups.list_backups(path)]

    def test_taking_theirs_keeps_a_copy_of_mine(self, path: Path, session: Session) -> None:
        heard: list[str] = []
        session.subscribe(lambda: heard.append(session.answers.business.name))
        session.set_answer("business.staff", 77)
        assert session.flush(WAIT)
        path.write_bytes(THEIRS)
        wait_for_other(session)
        session.reload()
        assert session.answers.business.name == "Harebell Lane Bakery Café"
        assert heard[-1] == "Harebell Lane Bakery Café"
        assert session.flush(WAIT)
        assert path.read_bytes() == THEIRS
        assert 77 in [read_answers(copy.path).business.staff for copy in backups.list_backups(path)]
        session.set_answer("business.staff", 13)
        assert session.flush(WAIT)
        assert read_answers(path).business.staff == 13

    def test_keeping_both_makes_a_copy_beside(self, path: Path, session: Session) -> None:
        for number in range(2):
            session.set_answer("business.staff", 77 + number)
            session.flush(WAIT)
            path.write_bytes(THEIRS)
            wait_for_other(session)
            copy = session.keep_both()
            assert copy.name == ("acme (my copy).toml", "acme (my copy 2).toml")[number]
            assert read_answers(copy).business.staff == 77 + number
            assert stat.S_IMODE(copy.stat().st_mode) == 0o600
            assert session.path == path
            assert session.answers.business.name == "Harebell Lane Bakery Café"

    def test_a_copy_of_a_file_with_the_longest_name_has_a_shorter_one(
        self, tmp_path: Path, interview: Interview
    ) -> None:
        path = tmp_path / f"{'x' * 250}.toml"
        path.write_bytes(EXAMPLE)
        session = Session(path, interview)
        copy = session.keep_both()
        assert copy.name.endswith("x (my copy).toml")
        assert read_answers(copy) == read_answers(path)
        session.close()

    def test_keeping_both_of_a_spoilt_file_goes_on_in_the_copy(
        self, path: Path, session: Session
    ) -> None:
        path.write_bytes(b"\0")
        wait_for_other(session)
        copy = session.keep_both()
        session.set_answer("business.staff", 13)
        assert session.flush(WAIT)
        assert session.path == copy
        assert read_answers(copy).business.staff == 13
        assert path.read_bytes() == b"\0"


def kept_apart(path: Path) -> list[Answers]:
    """Return the answers that could not be saved and wait for a decision."""
    return [read_answers(copy.path) for copy in backups.list_backups(path) if copy.is_recovery]


class TestNoRoom:
    def test_another_place_can_be_chosen(
        self, path: Path, session: Session, tmp_path: Path
    ) -> None:
        path.unlink()
        path.mkdir()  # so that no save works
        session.set_answer("business.staff", 13)
        assert not session.flush(WAIT)
        (tmp_path / "taken.toml").write_bytes(b"precious")
        for bad in (tmp_path / "taken.toml", tmp_path / "gone" / "x.toml", tmp_path):
            with pytest.raises(FileError):
                session.save_elsewhere(bad)
        assert (tmp_path / "taken.toml").read_bytes() == b"precious"
        session.save_elsewhere(tmp_path / "other.toml")
        assert session.path == tmp_path / "other.toml"
        session.set_answer("business.staff", 14)
        assert session.flush(WAIT)
        assert session.save_state is SaveState.SAVED
        assert read_answers(tmp_path / "other.toml").business.staff == 14

    def test_what_could_not_be_saved_is_offered_the_next_time(
        self, path: Path, interview: Interview
    ) -> None:
        session = Session(path, interview)
        path.unlink()
        path.mkdir()  # so that no save works
        session.set_answer("business.staff", 13)
        assert not session.close()
        kept = session.write_recovery()
        assert kept is not None
        path.rmdir()
        path.write_bytes(EXAMPLE)
        again = Session(path, interview)
        found = again.find_recovery()
        assert found is not None
        assert found.answers.business.staff == 13
        again.resolve_recovery(found, take=True)
        assert again.answers.business.staff == 13
        assert again.find_recovery() is None
        again.close()
        assert read_answers(path).business.staff == 13

    @pytest.mark.parametrize("trouble", ["no room", "another program"])
    def test_what_waits_to_be_saved_outlives_a_sudden_end(
        self, path: Path, interview: Interview, trouble: str
    ) -> None:
        session = Session(path, interview)
        path.unlink()
        if trouble == "no room":
            path.mkdir()
        for staff in (12, 13):
            session.set_answer("business.staff", staff)
            wait(
                session,
                lambda staff=staff: [kept.business.staff for kept in kept_apart(path)] == [staff],
            )
        assert not session.close()  # a kill does even less
        if trouble == "no room":
            path.rmdir()
        path.write_bytes(EXAMPLE)
        again = Session(path, interview)
        found = again.find_recovery()
        assert found is not None
        assert found.answers.business.staff == 13
        cut = found.copy.path.with_name(
            found.copy.path.name.replace("not-saved-00", "not-saved-99")
        )
        cut.write_bytes(
            found.copy.path.read_bytes()[:-30]
        )  # the next one, ended while it was written
        assert again.find_recovery() == found
        again.close()

    @pytest.mark.parametrize("way", ["room again", "mine", "take", "elsewhere"])
    def test_nothing_is_kept_apart_any_more_once_it_is_settled(
        self, path: Path, session: Session, way: str, tmp_path: Path
    ) -> None:
        if way in ("mine", "take"):
            path.write_bytes(THEIRS)
        else:
            path.unlink()
            path.mkdir()
        session.set_answer("business.staff", 13)
        wait(session, lambda: len(kept_apart(path)) == 1)
        match way:
            case "room again":
                path.rmdir()
                wait(session, lambda: session.external_change is not None)
                session.overwrite()
            case "mine":
                session.overwrite()
            case "take":
                session.reload()
            case "elsewhere":
                session.save_elsewhere(tmp_path / "other.toml")
        assert session.flush(WAIT)
        assert kept_apart(path) == []

    def test_what_was_saved_after_all_is_not_offered(
        self, path: Path, interview: Interview
    ) -> None:
        session = Session(path, interview)
        session.set_answer("business.staff", 13)
        session.write_recovery()
        session.close()
        again = Session(path, interview)
        assert again.find_recovery() is None
        again.close()
