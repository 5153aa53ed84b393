"""Only one instance writes a file: the lock says which, and is free after any end of it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.set_up import ROOT
from wizard.storage.lock import AnswersLock, LockHolder, current_holder
from wizard.storage.paths import existing_state_dirs

HOLD_LOCK = """
import sys
from pathlib import Path
from wizard.storage.lock import AnswersLock
lock = AnswersLock(Path(sys.argv[1]))
print(lock.acquire() is None, lock.crashed_holder is not None, flush=True)
sys.stdin.readline()
lock.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


@contextmanager
def other_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold the lock in another process."""
    command = [sys.executable, "-c", HOLD_LOCK, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True False\n"
        yield process


def test_acquire_locked_file_returns_holder(path: Path) -> None:
    with other_process(path) as process:
        holder = AnswersLock(path).acquire()
        assert holder is not None
        me = current_holder()
        assert (holder.process, holder.user, holder.computer) == (process.pid, me.user, me.computer)
        assert str(holder) == (
            f"in another window of yours since {holder.since} (process {process.pid})"
        )
        process.communicate("\n")
    lock = AnswersLock(path)
    assert lock.acquire() is None
    assert lock.crashed_holder is None
    lock.release()
    lock.release()


def test_acquire_after_kill_reports_crash(path: Path) -> None:
    with other_process(path) as process:
        process.kill()
    lock = AnswersLock(path)
    assert lock.acquire() is None
    assert lock.crashed_holder is not None
    assert lock.crashed_holder.process == process.pid
    lock.release()
    lock = AnswersLock(path)
    assert lock.acquire() is None
    assert lock.crashed_holder is None
    lock.release()


def test_acquire_link_to_locked_file_returns_holder(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"x")
    (tmp_path / "link.toml").symlink_to(path)
    lock, other = AnswersLock(path), AnswersLock(tmp_path / "other.toml")
    assert lock.acquire() is None
    assert AnswersLock(tmp_path / "link.toml").acquire() is not None
    assert other.acquire() is None
    lock.release()
    other.release()


@pytest.mark.parametrize("note", [b"", b"\0", b"{", b"[1]", b'{"size": 1}'])
def test_acquire_with_damaged_note_returns_unknown_holder(path: Path, note: bytes) -> None:
    lock = AnswersLock(path)
    lock.acquire()
    (directory,) = existing_state_dirs(path)
    (directory / "open").write_bytes(note)
    assert AnswersLock(path).acquire() == LockHolder()
    lock.release()


def test_acquire_without_state_directory_counts_as_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    path.parent.joinpath(".policy-wizard").write_bytes(b"")
    assert AnswersLock(path).acquire() is None


def test_holder_on_other_computer_is_named() -> None:
    assert str(LockHolder("maria", "counter", 7, "2026-11-22 09:00")) == (
        "by maria on counter since 2026-11-22 09:00 (process 7)"
    )
    assert str(LockHolder()) == "by somebody else"
