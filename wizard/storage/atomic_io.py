"""Read whole files; create or replace them so that no crash ever leaves half a file."""

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from wizard.storage import FileError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MAX_BYTES = 5_000_000
LOCK_TIMEOUT_S = 1.0
STALE_AFTER_S = 24 * 60 * 60

_TEMP_PREFIX, _TEMP_SUFFIX = ".policy-wizard-", ".tmp"
_ACCESS_CONTROL_LIST = "system.posix_acl_access"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows only
_READ_FLAGS = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0)
_CREATE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | getattr(os, "O_NOFOLLOW", 0)

_NO_READ_PERMISSION = "may not be read by you; ask for permission, or copy it to a folder of yours"
# What a system error means for the user; 0 stands for all others.
_READ_PROBLEMS = {
    errno.ENOENT: "does not exist; check the name and the folder",
    errno.EACCES: _NO_READ_PERMISSION,
    errno.EPERM: _NO_READ_PERMISSION,
    errno.ENAMETOOLONG: "has too long a name; choose a shorter one",
    errno.EIO: "can't be read, because the disk reported a fault; try a backup copy",
    0: "can't be read ({}); try a backup copy",
}
_NO_WRITE_PERMISSION = (
    "can't be written, because the folder or the file doesn't allow it; choose a folder of yours"
)
_DISK_FULL = "can't be saved, because the disk is full; free some space"
_WRITE_PROBLEMS = {
    errno.EEXIST: "is there already, and was left alone; choose another name",
    errno.ENOENT: "can't be saved, because its folder is not there; choose another folder",
    errno.EACCES: _NO_WRITE_PERMISSION,
    errno.EPERM: _NO_WRITE_PERMISSION,
    errno.EROFS: "can't be written, because the disk is read-only; choose another folder",
    errno.EFBIG: "can't be saved, because files of this size aren't allowed here",
    errno.EIO: "can't be saved, because the disk reported a fault; choose another disk",
    errno.ENOSPC: _DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _DISK_FULL,
    0: "can't be saved ({}); choose another folder",
}


class TooLargeError(FileError):
    """The file is larger than the limit."""


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the content of a regular file; never block on a pipe or a device.

    Raises:
        TooLargeError: it has more than `max_bytes`.
        FileError: it is missing, isn't a regular file, or can't be read.
    """
    with _system_errors(path, _READ_PROBLEMS):
        _require_regular_file(path, path.stat())
        handle = os.open(path, _READ_FLAGS)
        try:
            _require_regular_file(path, os.fstat(handle))
            chunks = []
            while max_bytes >= 0 and (chunk := os.read(handle, 1 << 20)):
                chunks.append(chunk)
                max_bytes -= len(chunk)
        finally:
            os.close(handle)
    if max_bytes < 0:
        raise TooLargeError(path, "is far too large; choose another file")
    return b"".join(chunks)


def atomic_write(path: Path, data: bytes, expected: bytes | None) -> None:
    """Write `data` to `path`, whole or not at all, if it still holds `expected` (None: no file).

    Links are followed. Owner, mode and extended attributes of the file are kept; a new file is
    private. A file that was deleted in the meantime is created again.

    Raises:
        FileError: it can't be written, or another program changed it; nothing has changed then.
    """
    with _system_errors(path, _WRITE_PROBLEMS):
        real = Path(os.path.realpath(path))
        with _directory_lock(real.parent):
            state = _check_replaceable(path, real, expected)
            if state is None or data != expected:
                _replace(real, data, state)


def create_file(path: Path, data: bytes) -> None:
    """Write `data` to a new, private file.

    Raises:
        FileError: the name is taken, or the file can't be written; nothing is left behind then.
    """
    with _system_errors(path, _WRITE_PROBLEMS):
        handle = os.open(path, _CREATE_FLAGS, 0o600)
        try:
            _write_and_close(handle, data)
            sync_directory(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise


def is_writable(path: Path) -> bool:
    """Return whether the file may be changed by its permissions, or is missing."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return True
    return bool(mode & 0o222) and os.access(path, os.W_OK)


def remove_stale_temp_files(directory: Path) -> None:
    """Remove temporary files that a crash of ours left in `directory` more than a day ago."""
    with contextlib.suppress(OSError):
        for path in directory.glob(f"{_TEMP_PREFIX}*{_TEMP_SUFFIX}"):
            with contextlib.suppress(OSError):
                state = path.lstat()
                if stat.S_ISREG(state.st_mode) and time.time() - state.st_mtime > STALE_AFTER_S:
                    path.unlink()


def sync_directory(directory: Path) -> None:
    """Make new names in `directory` survive a power cut, where the system supports it."""
    with contextlib.suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _system_errors(path: Path, problems: dict[int, str]) -> Iterator[None]:
    """Turn errors of the system into a FileError about `path`."""
    try:
        yield
    except OSError as error:
        problem = problems.get(error.errno or 0, problems[0])
        raise FileError(
            path, problem.format((error.strerror or "no reason given").lower())
        ) from error
    except ValueError as error:  # a NUL in the name
        raise FileError(path, "is no name that a file can have; check the spelling") from error


@contextlib.contextmanager
def _directory_lock(directory: Path) -> Iterator[None]:
    """Serialize writers of this program; the directory itself is locked, so no lock file is left.

    Where the system can't do that, or the lock stays taken, the write goes ahead: it still compares
    the file with what is expected.
    """
    handle = None
    with contextlib.suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        deadline = time.monotonic() + LOCK_TIMEOUT_S
        while fcntl is not None and time.monotonic() < deadline:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(0.005)
    try:
        yield
    finally:
        if handle is not None:
            with contextlib.suppress(OSError):
                os.close(handle)


def _require_regular_file(path: Path, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise FileError(path, "is a folder; name a file inside it")
    if not stat.S_ISREG(state.st_mode):
        raise FileError(path, "is not an ordinary file; choose another")


def _check_replaceable(path: Path, real: Path, expected: bytes | None) -> os.stat_result | None:
    """Return the state of the file about to be replaced; None if there is no such file."""
    try:
        state = real.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(state.st_mode):
        raise FileError(path, "is a link that leads nowhere; remove it, or choose another file")
    _require_regular_file(path, state)
    if expected is None:
        problem = (
            "was made by another program in the meantime, and was left alone; choose another name"
        )
        raise FileError(path, problem)
    if not is_writable(real):
        raise FileError(path, "may only be read; allow changes to it, or work on a copy")
    if read_file(real) != expected:
        problem = "was changed by another program in the meantime, and was left as it is; try again"
        raise FileError(path, problem)
    return state


def _replace(path: Path, data: bytes, old: os.stat_result | None) -> None:
    handle, name = tempfile.mkstemp(_TEMP_SUFFIX, _TEMP_PREFIX, path.parent)
    try:
        _write_and_close(handle, data, (path, old) if old else None)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_directory(path.parent)


def _write_and_close(
    handle: int, data: bytes, old: tuple[Path, os.stat_result] | None = None
) -> None:
    try:
        if old is not None and hasattr(os, "fchown"):  # not on Windows
            _copy_attributes(*old, handle)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(handle)
        raise
    os.close(handle)


def _copy_attributes(path: Path, state: os.stat_result, handle: int) -> None:
    """Give the file open at `handle` owner, mode and attributes of the one at `path`."""
    new = os.fstat(handle)
    if (new.st_uid, new.st_gid) != (state.st_uid, state.st_gid):
        try:
            os.fchown(handle, state.st_uid, state.st_gid)
        except OSError as error:
            problem = "belongs to somebody else, who would lose it; work on a copy of your own"
            raise FileError(path, problem) from error
    mode = stat.S_IMODE(state.st_mode) & 0o777
    if stat.S_IMODE(new.st_mode) != mode:
        # Network folders may refuse this; the file is only more private then.
        with contextlib.suppress(OSError):
            os.fchmod(handle, mode)
    attributes: list[str] = []
    with contextlib.suppress(OSError, AttributeError):  # Linux only
        attributes = os.listxattr(path)
    for name in attributes:
        try:
            os.setxattr(handle, name, os.getxattr(path, name))
        except OSError as error:
            # Without the list, the mode alone could let in others.
            if name == _ACCESS_CONTROL_LIST:
                problem = "has rights for single people, who would lose them; work on a copy"
                raise FileError(path, problem) from error
