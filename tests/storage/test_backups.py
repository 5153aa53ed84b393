"""Backups are private, never two of one name, and lie beside the file where there is no home."""

import re
import stat
from pathlib import Path

import pytest

from wizard.storage import backups
from wizard.storage.backups import (
    MAX_BACKUPS,
    back_up,
    list_backups,
    list_recovery_copies,
    resolve_recovery_copies,
    write_recovery_copy,
)
from wizard.storage.paths import LOCAL_DIR_NAME, answers_folder, existing_state_dirs, state_dir


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def contents(path: Path) -> list[bytes]:
    return [copy.path.read_bytes() for copy in list_backups(path)]


def test_backup_and_its_directory_are_private(path: Path, own_environment: Path) -> None:
    copy = back_up(path, b"one")
    assert copy is not None
    assert copy.read_bytes() == b"one"
    assert own_environment in copy.parents
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    assert "acme" in copy.parent.name


def test_back_up_keeps_newest_and_no_doubles(path: Path) -> None:
    for number in range(25):
        back_up(path, b"%d" % number)
    assert back_up(path, b"24") == back_up(path, b"24")
    assert contents(path) == [b"%d" % number for number in range(24, 24 - MAX_BACKUPS, -1)]


def test_back_up_number_taken_by_another_instance_is_skipped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(path, b"one")
    known = list_backups(path)
    back_up(path, b"theirs")
    with monkeypatch.context() as patch:
        patch.setattr(backups, "list_backups", lambda _path: known)
        back_up(path, b"mine")
    assert sorted(contents(path)) == [b"mine", b"one", b"theirs"]


def test_files_of_one_name_have_their_own_backups(tmp_path: Path) -> None:
    paths = [tmp_path / name / "acme.toml" for name in ("a", "b", "c d")]
    for path in paths:
        path.parent.mkdir()
        back_up(path, str(path).encode())
    assert [contents(path) for path in paths] == [[str(path).encode()] for path in paths]


def test_state_dir_of_link_is_that_of_its_file(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"x")
    (tmp_path / "link.toml").symlink_to(path)
    assert state_dir(path) == state_dir(tmp_path / "link.toml")


@pytest.mark.parametrize("home", ["missing", "a file", "state is a file", "planted link"])
def test_back_up_without_usable_home_lies_beside_file(
    home: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = path.parent / "home"
    state = directory / ".local" / "state" / "policy-wizard"
    monkeypatch.setenv("HOME", str(directory))
    match home:
        case "a file":
            directory.write_bytes(b"")
        case "state is a file":
            state.parent.mkdir(parents=True)
            state.write_bytes(b"")
        case "planted link":
            directory.mkdir()
            own = state_dir(path)
            own.rmdir()
            own.symlink_to(path.parent)
    copy = back_up(path, b"one")
    assert copy is not None
    assert copy.parent.parent == path.parent / LOCAL_DIR_NAME
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    assert contents(path) == [b"one"]
    assert directory.exists() == (home != "missing")


@pytest.mark.parametrize("parent", ["a file", "missing"])
def test_back_up_without_any_directory_returns_none(
    path: Path, parent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A missing folder may be a stick's: created again, it would lie on another disk.
    monkeypatch.setenv("HOME", "/nonexistent")
    gone = path.parent / "stick" / "acme.toml"
    if parent == "a file":
        gone.parent.write_bytes(b"")
    assert back_up(gone, b"one") is None
    assert write_recovery_copy(gone, b"one") is None
    assert existing_state_dirs(gone) == ()
    assert gone.parent.exists() == (parent == "a file")


def test_recovery_copy_outlives_backups_until_resolved(path: Path) -> None:
    back_up(path, b"old")
    written = write_recovery_copy(path, b"mine")
    for number in range(20):
        back_up(path, b"%d" % number)
    (copy,) = list_recovery_copies(path)
    assert copy.path == written
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", copy.created_at)
    resolve_recovery_copies(path)
    assert list_recovery_copies(path) == ()
    assert b"mine" in contents(path)


def test_list_backups_reads_names_of_earlier_versions(path: Path) -> None:
    (state_dir(path) / "backup-000007-2025-01-31-2359.toml").write_bytes(b"old")
    (state_dir(path) / "not-saved-000008-2025-02-01-0000.toml").write_bytes(b"lost")
    assert [(copy.number, copy.created_at, copy.is_recovery) for copy in list_backups(path)] == [
        (8, "2025-02-01 00:00", True),
        (7, "2025-01-31 23:59", False),
    ]


def test_answers_folder_is_that_of_the_given_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / "acme.toml").touch()
    (tmp_path / "link.toml").symlink_to(tmp_path / "cloud" / "acme.toml")
    monkeypatch.chdir(tmp_path)
    assert answers_folder(Path("link.toml")) == answers_folder(tmp_path / "link.toml") == Path.cwd()
    assert answers_folder(Path("cloud/../link.toml")) == tmp_path.resolve()
    assert answers_folder(Path("cloud/acme.toml")) == Path.cwd() / "cloud"
