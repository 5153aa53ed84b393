"""One session writes a file; what other programs do to it is noticed, and never overwritten."""

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
from wizard.storage.store import file_warnings
from wizard.storage.toml_file import read_answers

EXTERNAL = EXAMPLE.replace(b"Larkspur", b"Harebell")
WAIT_S = 10.0


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
        assert told.wait(WAIT_S)
        told.clear()


def wait_for_change(session: Session) -> ChangeKind:
    wait(session, lambda: session.external_change is not None)
    assert session.external_change is not None
    return session.external_change.kind


def test_second_session_is_read_only(path: Path, session: Session, interview: Interview) -> None:
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


def test_closed_session_releases_file(path: Path, interview: Interview) -> None:
    Session(path, interview).close()
    third = Session(path, interview)
    assert third.read_only == ""
    assert not third.previous_run_crashed
    third.close()


def test_refused_file_is_not_locked(path: Path, interview: Interview) -> None:
    path.write_bytes(b"format = 3\n")
    with pytest.raises(FileError):
        Session(path, interview)
    path.write_bytes(EXAMPLE)
    session = Session(path, interview)
    assert session.read_only == ""
    session.close()


def test_read_only_file_can_be_viewed(path: Path, interview: Interview) -> None:
    path.chmod(0o444)
    session = Session(path, interview)
    with pytest.raises(ReadOnlyError, match="may only be read"):
        session.set_answer("business.name", "x")
    assert session.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_first_change_of_a_session_makes_a_backup(path: Path, interview: Interview) -> None:
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
            b"staff = 3" not in before or backups.list_backups(path)[0].path.read_bytes() != EXAMPLE
        )
    assert len(backups.list_backups(path)) == 3


def test_position_makes_no_backup(path: Path, interview: Interview) -> None:
    session = Session(path, interview)
    session.set_position("roles.head")
    assert session.close()
    assert read_answers(path).left_at == "roles.head"
    assert backups.list_backups(path) == ()


def test_failing_backup_is_no_reason_not_to_save(
    path: Path, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    path.parent.joinpath(".policy-wizard").write_bytes(b"")
    session = Session(path, interview)
    session.set_answer("business.staff", 20)
    assert session.close()
    assert read_answers(path).business.staff == 20


def test_external_change_is_noticed_and_kept(path: Path, session: Session) -> None:
    path.write_bytes(EXTERNAL)
    assert wait_for_change(session) is ChangeKind.CHANGED
    session.set_answer("business.staff", 12)
    assert not session.flush(WAIT_S)
    assert session.save_state is SaveState.FAILED
    assert "another program" in session.save_error
    assert path.read_bytes() == EXTERNAL


def test_external_change_of_same_size_and_date_is_noticed(path: Path, session: Session) -> None:
    session.set_answer("business.staff", 12)
    assert session.flush(WAIT_S)
    before = path.stat()
    theirs = path.read_bytes().replace(b"Larkspur", b"Harebell")
    with path.open("r+b") as handle:
        handle.write(theirs)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    session.set_answer("business.staff", 13)
    assert not session.flush(WAIT_S)
    assert path.read_bytes() == theirs


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ChangeKind.EMPTIED),
        (b"\n\n", ChangeKind.EMPTIED),
        (b"\0\0", ChangeKind.INVALID),
        (b"format = 2\n[business]\nname = \xff", ChangeKind.INVALID),
        (EXAMPLE + EXAMPLE, ChangeKind.INVALID),
    ],
)
def test_reload_of_invalid_file_changes_nothing(
    path: Path, session: Session, content: bytes, kind: ChangeKind
) -> None:
    path.write_bytes(content)
    assert wait_for_change(session) is kind
    session.reload()
    assert session.answers.business.name == "Larkspur Lane Bakery Café"
    session.overwrite()
    assert session.flush(WAIT_S)
    assert read_answers(path).business.name == "Larkspur Lane Bakery Café"
    assert session.save_state is SaveState.SAVED


def test_deleted_file_is_written_again_only_by_overwrite(path: Path, session: Session) -> None:
    path.unlink()
    assert wait_for_change(session) is ChangeKind.DELETED
    session.set_answer("business.staff", 12)
    assert not session.flush(WAIT_S)
    assert not path.exists()
    session.overwrite()
    assert session.flush(WAIT_S)
    assert read_answers(path).business.staff == 12


@pytest.mark.parametrize("touch", ["rewritten", "replaced", "notes", "moved"])
def test_same_answers_in_another_layout_are_no_change(
    path: Path, session: Session, touch: str
) -> None:
    data = {
        "notes": b"# Ask Maria first.\n" + EXAMPLE,
        "moved": EXAMPLE.replace(b"format = 2", b"format  =  2"),
    }
    if touch == "replaced":
        path.unlink()
    path.write_bytes(data.get(touch, EXAMPLE))
    session.set_answer("business.staff", 12)
    assert session.flush(WAIT_S)
    assert session.external_change is None
    assert read_answers(path).business.staff == 12
    if touch == "notes":
        assert path.read_bytes().startswith(b"# Ask Maria first.\n")


def test_file_that_comes_back_is_saved_again(path: Path, session: Session) -> None:
    path.rename(path.with_name("away"))
    wait_for_change(session)
    path.with_name("away").rename(path)
    wait(session, lambda: session.external_change is None)
    session.set_answer("business.staff", 12)
    assert session.flush(WAIT_S)


def test_file_created_meanwhile_is_left_alone(tmp_path: Path, interview: Interview) -> None:
    session = Session(tmp_path / "new.toml", interview)
    (tmp_path / "new.toml").write_bytes(EXTERNAL)
    session.set_answer("business.name", "Mine")
    assert not session.flush(WAIT_S)
    assert session.external_change is not None
    assert (tmp_path / "new.toml").read_bytes() == EXTERNAL
    session.close()


def test_overwrite_keeps_backup_of_external_change(path: Path, session: Session) -> None:
    path.write_bytes(EXTERNAL)
    wait_for_change(session)
    session.overwrite()
    assert session.flush(WAIT_S)
    assert session.external_change is None
    assert read_answers(path).business.name == "Larkspur Lane Bakery Café"
    assert EXTERNAL in [copy.path.read_bytes() for copy in backups.list_backups(path)]


def test_reload_keeps_backup_of_own_answers(path: Path, session: Session) -> None:
    heard: list[str] = []
    session.subscribe(lambda: heard.append(session.answers.business.name))
    session.set_answer("business.staff", 77)
    assert session.flush(WAIT_S)
    path.write_bytes(EXTERNAL)
    wait_for_change(session)
    session.reload()
    assert session.answers.business.name == "Harebell Lane Bakery Café"
    assert heard[-1] == "Harebell Lane Bakery Café"
    assert session.flush(WAIT_S)
    assert path.read_bytes() == EXTERNAL
    assert 77 in [read_answers(copy.path).business.staff for copy in backups.list_backups(path)]
    session.set_answer("business.staff", 13)
    assert session.flush(WAIT_S)
    assert read_answers(path).business.staff == 13


def test_keep_both_makes_copy_beside_file(path: Path, session: Session) -> None:
    for number in range(2):
        session.set_answer("business.staff", 77 + number)
        session.flush(WAIT_S)
        path.write_bytes(EXTERNAL)
        wait_for_change(session)
        copy = session.keep_both()
        assert copy.name == ("acme (my copy).toml", "acme (my copy 2).toml")[number]
        assert read_answers(copy).business.staff == 77 + number
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert session.path == path
        assert session.answers.business.name == "Harebell Lane Bakery Café"


def test_keep_both_of_long_name_shortens_it(tmp_path: Path, interview: Interview) -> None:
    path = tmp_path / f"{'x' * 250}.toml"
    path.write_bytes(EXAMPLE)
    session = Session(path, interview)
    copy = session.keep_both()
    assert copy.name.endswith("x (my copy).toml")
    assert read_answers(copy) == read_answers(path)
    session.close()


def test_keep_both_of_invalid_file_goes_on_in_copy(path: Path, session: Session) -> None:
    path.write_bytes(b"\0")
    wait_for_change(session)
    copy = session.keep_both()
    session.set_answer("business.staff", 13)
    assert session.flush(WAIT_S)
    assert session.path == copy
    assert read_answers(copy).business.staff == 13
    assert path.read_bytes() == b"\0"


def recovery_answers(path: Path) -> list[Answers]:
    """Return the answers that could not be saved and wait for a decision."""
    return [read_answers(copy.path) for copy in backups.list_backups(path) if copy.is_recovery]


def test_save_elsewhere_goes_on_there(path: Path, session: Session, tmp_path: Path) -> None:
    path.unlink()
    path.mkdir()  # so that no save works
    session.set_answer("business.staff", 13)
    assert not session.flush(WAIT_S)
    (tmp_path / "taken.toml").write_bytes(b"precious")
    for bad in (tmp_path / "taken.toml", tmp_path / "gone" / "x.toml", tmp_path):
        with pytest.raises(FileError):
            session.save_elsewhere(bad)
    assert (tmp_path / "taken.toml").read_bytes() == b"precious"
    session.save_elsewhere(tmp_path / "other.toml")
    assert session.path == tmp_path / "other.toml"
    session.set_answer("business.staff", 14)
    assert session.flush(WAIT_S)
    assert session.save_state is SaveState.SAVED
    assert read_answers(tmp_path / "other.toml").business.staff == 14


def test_unsaved_answers_are_recovered_by_next_session(path: Path, interview: Interview) -> None:
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
def test_unsaved_answers_outlive_sudden_end(path: Path, interview: Interview, trouble: str) -> None:
    session = Session(path, interview)
    path.unlink()
    if trouble == "no room":
        path.mkdir()
    for staff in (12, 13):
        session.set_answer("business.staff", staff)
        wait(
            session,
            lambda staff=staff: [kept.business.staff for kept in recovery_answers(path)] == [staff],
        )
    assert not session.close()  # a kill does even less
    if trouble == "no room":
        path.rmdir()
    path.write_bytes(EXAMPLE)
    again = Session(path, interview)
    found = again.find_recovery()
    assert found is not None
    assert found.answers.business.staff == 13
    cut = found.copy.path.with_name(found.copy.path.name.replace("not-saved-00", "not-saved-99"))
    cut.write_bytes(found.copy.path.read_bytes()[:-30])  # the next one, ended while it was written
    assert again.find_recovery() == found
    again.close()


@pytest.mark.parametrize("way", ["room again", "mine", "take", "elsewhere"])
def test_recovery_copy_is_deleted_once_saved(
    path: Path, session: Session, way: str, tmp_path: Path
) -> None:
    if way in ("mine", "take"):
        path.write_bytes(EXTERNAL)
    else:
        path.unlink()
        path.mkdir()
    session.set_answer("business.staff", 13)
    wait(session, lambda: len(recovery_answers(path)) == 1)
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
    assert session.flush(WAIT_S)
    assert recovery_answers(path) == []


def test_recovery_of_saved_answers_is_not_offered(path: Path, interview: Interview) -> None:
    session = Session(path, interview)
    session.set_answer("business.staff", 13)
    session.write_recovery()
    session.close()
    again = Session(path, interview)
    assert again.find_recovery() is None
    again.close()


@pytest.mark.parametrize(
    "name",
    [
        "acme (Maria's conflicted copy 2026-11-01).toml",
        "acme.sync-conflict-20261101-120000-ABCDEFG.toml",
        "acme (conflicted copy 2026-11-01 120000).toml",
        "acme_conflict-20261101.toml",
        "acme (In Konflikt stehende Kopie von Maria 2026-11-01).toml",
    ],
)
def test_file_warnings_conflicted_copy_is_reported(name: str, path: Path) -> None:
    (path.parent / name).write_bytes(b"")
    (note,) = file_warnings(path)
    assert note.startswith(f"{name} lies beside your answers. A cloud folder")
    assert "policy-wizard diff " in note
    (path.parent / "acme (another conflicted copy).toml").write_bytes(b"")
    assert "So does another one." in file_warnings(path)[0]


@pytest.mark.parametrize(
    "name", ["acme.docx", "acme (my copy).toml", "other (conflicted copy).toml", "acme.toml.bak"]
)
def test_file_warnings_other_files_are_ignored(name: str, path: Path) -> None:
    (path.parent / name).write_bytes(b"")
    assert file_warnings(path) == ()


def test_file_warnings_hard_link_is_reported(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.hardlink_to(path)
    assert ["hard link" in note for note in file_warnings(path)] == [True]


def test_file_warnings_missing_file_has_none(tmp_path: Path) -> None:
    assert file_warnings(tmp_path / "gone" / "acme.toml") == ()
