"""Backups: private, never two of one name, the newest ten; and a place for them wherever the home is."""

import stat
from pathlib import Path

import pytest

from wizard.storage import backups
from wizard.storage.backups import (
    MAX_BACKUPS,
    back_up,
    list_recovery_copies,
    mark_resolved,
    write_recovery_copy,
)
from wizard.storage.paths import LOCAL_DIR_NAME, existing_state_dirs, state_dir


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def contents(path: Path) -> list[bytes]:
    return [copy.path.read_bytes() for copy in backups.list_backups(path)]


def test_a_copy_and_its_folder_are_private(path: Path, own_environment: Path) -> None:
    copy = back_up(path, b"one")
    assert copy is not None
    assert copy.read_bytes() == b"one"
    assert own_environment in copy.parents
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    assert "acme" in copy.parent.name


def test_the_newest_ten_are_kept_whatever_the_clock_says(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(25):
        back_up(path, b"%d" % number)
    assert contents(path) == [b"%d" % number for number in range(24, 24 - MAX_BACKUPS, -1)]


def test_two_in_one_second_do_not_collide_and_the_same_is_kept_once(path: Path) -> None:
    assert back_up(path, b"one") != back_up(path, b"two")
    assert back_up(path, b"two") == back_up(path, b"two")
    assert contents(path) == [b"two", b"one"]


def test_files_of_one_name_do_not_share_a_folder(tmp_path: Path) -> None:
    for name in ("a", "b", "c d"):
        (tmp_path / name).mkdir()
        back_up(tmp_path / name / "acme.toml", name.encode())
    assert [contents(tmp_path / name / "acme.toml") for name in ("a", "b", "c d")] == [
        [b"a"],
        [b"b"],
        [b"c d"],
    ]


def test_a_link_leads_to_the_backups_of_its_file(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"x")
    (tmp_path / "link.toml").symlink_to(path)
    assert state_dir(path) == state_dir(tmp_path / "link.toml")


@pytest.mark.parametrize("home", ["missing", "a file", "state is a file", "planted link"])
def test_without_a_home_they_lie_beside_the_file(
    home: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = path.parent / "home"
    if home == "a file":
        place.write_bytes(b"")
    elif home != "missing":
        (place / ".local" / "state").mkdir(parents=True)
        if home == "state is a file":
            (place / ".local" / "state" / "policy-wizard").write_bytes(b"")
    monkeypatch.setenv("HOME", str(place))
    if home == "planted link":
        trap = path.parent / "trap"
        trap.mkdir()
        state_dir(path).rmdir()
        (place / ".local/state/policy-wizard" / state_dir(path).name).rmdir()
        (place / ".local/state/policy-wizard" / _name_of(path, monkeypatch)).symlink_to(trap)
    copy = back_up(path, b"one")
    assert copy is not None
    assert copy.parent.parent == path.parent / LOCAL_DIR_NAME
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    assert contents(path) == [b"one"]
    assert not place.exists() if home == "missing" else True


def _name_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = state_dir(path)
    folder.rmdir()
    return folder.name


def test_with_no_place_at_all_nothing_is_kept_and_nothing_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    gone = path.parent / "gone" / "acme.toml"
    (path.parent / "gone").write_bytes(b"")
    assert back_up(gone, b"one") is None
    assert write_recovery_copy(gone, b"one") is None
    assert existing_state_dirs(gone) == ()


def test_a_folder_that_is_gone_is_not_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be a stick's: what was written to its place would be on another disk, and out of sight once it is back."""
    monkeypatch.setenv("HOME", "/nonexistent")
    gone = path.parent / "stick" / "acme.toml"
    assert write_recovery_copy(gone, b"one") is None
    assert not gone.parent.exists()


def test_what_could_not_be_saved_is_kept_apart_until_it_is_settled(path: Path) -> None:
    back_up(path, b"old")
    kept = write_recovery_copy(path, b"mine")
    for number in range(20):
        back_up(path, b"%d" % number)
    (copy,) = list_recovery_copies(path)
    assert copy is not None
    assert copy.path == kept
    assert len(copy.created_at) == len("2026-11-22 23:05")
    mark_resolved(copy)
    assert list_recovery_copies(path) == ()
    assert b"mine" in contents(path)
