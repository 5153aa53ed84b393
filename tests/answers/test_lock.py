"""One window writes a file: the lock says who, and is free after any end."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.set_up import ROOT
from wizard.storage.lock import AnswersLock, LockHolder, current_holder
from wizard.storage.paths import existing_state_dirs

HOLD = """
import sys
from pathlib import Path
from wizard.storage.lock import AnswersLock as Lock
lock = Lock(Path(sys.argv[1]))
print(lock.acquire() is None, lock.crashed_holder is not None, flush=True)
sys.stdin.readline()
lock.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def hold(path: Path) -> subprocess.Popen[str]:
    """Have another process take the lock."""
    command = [sys.executable, "-c", HOLD, str(path)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_second_is_told_who_has_it(path: Path) -> None:
    with hold(path) as first:
        assert said(first) == "True False"
        holder = AnswersLock(path).acquire()
        assert holder is not None
        assert (holder.process, holder.user, holder.computer) == (
            first.pid,
            current_holder().user,
            current_holder().computer,
        )
        assert (
            str(holder) == f"in another window of yours since {holder.since} (process {first.pid})"
        )
        first.communicate("\n")
    mine = AnswersLock(path)
    assert mine.acquire() is None
    assert mine.crashed_holder is None
    mine.release()


def test_a_kill_frees_it_and_is_noticed(path: Path) -> None:
    with hold(path) as first:
        assert said(first) == "True False"
        first.kill()
    mine = AnswersLock(path)
    assert mine.acquire() is None
    assert mine.crashed_holder is not None
    assert mine.crashed_holder.process == first.pid
    mine.release()
    mine.release()
    assert existing_state_dirs(path) == ()


def test_a_link_to_the_file_is_the_same_file(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"x")
    (tmp_path / "link.toml").symlink_to(path)
    mine = AnswersLock(path)
    assert mine.acquire() is None
    assert AnswersLock(tmp_path / "link.toml").acquire() is not None
    assert AnswersLock(tmp_path / "other.toml").acquire() is None
    mine.release()


def test_somebody_elses_name_is_said() -> None:
    assert LockHolder("maria", "counter", 7, "2026-11-22 09:00").words == (
        "by maria on counter since 2026-11-22 09:00 (process 7)"
    )
    assert LockHolder().words == "by somebody else"


@pytest.mark.parametrize("note", [b"", b"\0", b"{", b"[1]", b'{"user": 1}'])
def test_a_broken_note_is_no_hindrance(path: Path, note: bytes) -> None:
    first = AnswersLock(path)
    first.acquire()
    (folder,) = existing_state_dirs(path)
    (folder / "open").write_bytes(note)
    assert AnswersLock(path).acquire() == LockHolder()
    first.release()


def test_without_a_place_for_it_the_file_can_still_be_used(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    path.parent.joinpath(".policy-wizard").write_bytes(b"")
    assert AnswersLock(path).acquire() is None
