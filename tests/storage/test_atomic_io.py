"""Files are replaced whole or not at all, and keep what they were: owner, mode, links."""

import errno
import os
import stat
import struct
from pathlib import Path

import pytest

from wizard.storage import FileError
from wizard.storage.atomic_io import (
    STALE_AFTER_S,
    TooLargeError,
    atomic_write,
    create_file,
    read_file,
    remove_stale_temp_files,
)

OLD, NEW = b"old\n", b"new\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_bytes(OLD)
    return path


def names_in(directory: Path) -> list[str]:
    return sorted(file.name for file in directory.iterdir())


def raise_error(number: int) -> object:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_atomic_write_new_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    atomic_write(path, NEW, None)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_atomic_write_keeps_mode(path: Path, mode: int) -> None:
    path.chmod(mode)
    atomic_write(path, NEW, OLD)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_atomic_write_same_mode_is_not_set(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o600)
    monkeypatch.setattr(os, "fchmod", lambda *_args: pytest.fail("fchmod was called"))
    atomic_write(path, NEW, OLD)


@pytest.mark.parametrize("error", [errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM])
def test_atomic_write_refused_mode_is_no_reason_to_fail(
    path: Path, error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.chmod(0o644)
    monkeypatch.setattr(os, "fchmod", raise_error(error))
    atomic_write(path, NEW, OLD)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_atomic_write_keeps_access_control_list(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = 0xFFFFFFFF  # the owner may write, user 1234 may read, all others nothing
    entries = ((1, 6, nobody), (2, 4, 1234), (4, 0, nobody), (16, 4, nobody), (32, 0, nobody))
    rights = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", rights)
        os.setxattr(path, "user.color", b"red")
    except OSError:
        pytest.skip("the file system keeps no access control lists")
    atomic_write(path, NEW, OLD)
    assert os.getxattr(path, "system.posix_acl_access") == rights
    assert os.getxattr(path, "user.color") == b"red"
    monkeypatch.setattr(os, "setxattr", raise_error(errno.EPERM))
    with pytest.raises(FileError, match="rights for single people"):
        atomic_write(path, OLD, NEW)
    assert path.read_bytes() == NEW


def test_atomic_write_other_owner_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "geteuid") or os.geteuid():
        pytest.skip("only root can give files away")
    os.chown(path, 1234, 1234)
    atomic_write(path, NEW, OLD)
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1234)
    monkeypatch.setattr(os, "fchown", raise_error(errno.EINVAL))
    with pytest.raises(FileError, match="belongs to somebody else"):
        atomic_write(path, OLD, NEW)
    assert path.read_bytes() == NEW


def test_atomic_write_follows_link(path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "policy.toml"
    link.symlink_to(path)
    atomic_write(link, NEW, OLD)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert names_in(link.parent) == ["policy.toml"]


def test_atomic_write_read_only_file_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(FileError, match="may only be read"):
        atomic_write(path, NEW, OLD)
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("expected", [b"", b"other", None])
def test_atomic_write_unexpected_content_is_left_alone(path: Path, expected: bytes | None) -> None:
    with pytest.raises(FileError, match="by another program"):
        atomic_write(path, NEW, expected)
    assert path.read_bytes() == OLD
    assert names_in(path.parent) == ["acme.toml"]


def test_atomic_write_deleted_file_is_created_again(path: Path) -> None:
    path.unlink()
    atomic_write(path, NEW, OLD)
    assert path.read_bytes() == NEW


def test_atomic_write_same_content_is_not_written(path: Path) -> None:
    before = path.stat()
    atomic_write(path, OLD, OLD)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("kind", ["folder", "fifo", "no folder", "link loop", "long name", "NUL"])
def test_atomic_write_impossible_target_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "target"
    match kind:
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "no folder":
            path = tmp_path / "gone" / "target"
        case "link loop":
            path.symlink_to(path)
        case "long name":
            path = tmp_path / ("x" * 300)
        case "NUL":
            path = tmp_path / "a\0b"
    with pytest.raises(FileError):
        atomic_write(path, NEW, OLD)


def test_atomic_write_short_writes_are_continued(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:2]))
    atomic_write(path, NEW * 100, OLD)
    assert path.read_bytes() == NEW * 100


def test_atomic_write_interrupted_leaves_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic_write(path, NEW, OLD)
    assert path.read_bytes() == OLD
    assert names_in(path.parent) == ["acme.toml"]


def test_create_file_existing_name_is_refused(path: Path) -> None:
    link = path.with_name("link")
    link.symlink_to("gone")
    for taken in (path, link):
        with pytest.raises(FileError, match="is there already"):
            create_file(taken, NEW)
    assert path.read_bytes() == OLD
    assert names_in(path.parent) == ["acme.toml", "link"]


def test_create_file_failure_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", raise_error(errno.ENOSPC))
    with pytest.raises(FileError, match="disk is full"):
        create_file(tmp_path / "new", NEW)
    assert names_in(tmp_path) == []


def test_create_file_is_private(tmp_path: Path) -> None:
    create_file(tmp_path / "new", NEW)
    assert (tmp_path / "new").read_bytes() == NEW
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("folder", "is a folder"),
        ("fifo", "ordinary file"),
        ("/dev/null", "ordinary file"),
        ("/dev/zero", "ordinary file"),
        ("missing", "does not exist"),
        ("in a file", "not a directory"),
        ("long name", "too long a name"),
        ("link loop", "symbolic links"),
        ("dangling link", "does not exist"),
        ("/proc/self/mem", "can't be read"),
        ("sparse", "too large"),
    ],
)
def test_read_file_unusual_file_is_refused_at_once(kind: str, problem: str, tmp_path: Path) -> None:
    path = Path(kind) if kind.startswith("/") else tmp_path / "target"
    match kind:
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "in a file":
            path.write_bytes(OLD)
            path = path / "inner"
        case "long name":
            path = tmp_path / ("x" * 300)
        case "link loop":
            path.symlink_to(path)
        case "dangling link":
            path.symlink_to(tmp_path / "gone")
        case "sparse":
            path.write_bytes(OLD)
            os.truncate(path, 2_000_000_000)
    with pytest.raises(FileError, match=problem):
        read_file(path)


def test_read_file_limit_is_exact(path: Path) -> None:
    assert read_file(path, len(OLD)) == OLD
    with pytest.raises(TooLargeError):
        read_file(path, len(OLD) - 1)


def test_remove_stale_temp_files_keeps_everything_else(tmp_path: Path) -> None:
    names = [".policy-wizard-1.tmp", ".policy-wizard-2.tmp", "acme.toml", "other.tmp"]
    for name in names:
        (tmp_path / name).write_text("x")
        if name != ".policy-wizard-2.tmp":
            long_ago = (tmp_path / name).stat().st_mtime - 2 * STALE_AFTER_S
            os.utime(tmp_path / name, (long_ago, long_ago))
    remove_stale_temp_files(tmp_path)
    assert names_in(tmp_path) == names[1:]
