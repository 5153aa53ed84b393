"""Bytes to and from the disk: never half a file, never a file that isn't ours to replace."""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MAX_BYTES = 5_000_000
"""Bytes; a hundred times what the longest answers need."""

_TEMP_START, _TEMP_END = ".policy-wizard-", ".tmp"
_FINER_RIGHTS = "system.posix_acl_access"
_PATIENCE = 1.0
"""Seconds for which a save waits for another window's save to end."""
_TOO_LARGE = "is far too large to be an answers file; choose the file that Policy Wizard made"
_A_DAY = 24 * 60 * 60
_BINARY = getattr(os, "O_BINARY", 0)  # Windows only
_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class DiskError(Exception):
    """The disk, or what lies there, doesn't allow it; the message is "what is wrong; what to do", without the name."""


class TooLargeError(DiskError):
    """The file is larger than we take."""


def read_file(path: Path, largest: int = MAX_BYTES) -> bytes:
    """Return the bytes of an ordinary file; never wait for anything else that has a name.

    Raises:
        DiskError: there is no such file, it is none, it is too large, or may not be read.
    """
    try:
        _refuse_special(path.stat().st_mode)
        handle = os.open(path, os.O_RDONLY | _NEVER_WAIT | _BINARY)
        try:
            state = os.fstat(handle)
            _refuse_special(state.st_mode)
            if state.st_size > largest:
                raise TooLargeError(_TOO_LARGE)
            return _all_of(handle, largest)
        finally:
            os.close(handle)
    except OSError as error:
        raise DiskError(_why_not_read(error)) from None
    except ValueError:  # a name with a NUL
        raise DiskError("is no name that a file can have; check the spelling") from None


def atomic_write(path: Path, data: bytes, expected: bytes | None) -> None:
    """Write `data` to `path`, whole or not at all, if the disk still holds `expected` (None: no file yet).

    A link is followed to its target. The file keeps its permissions; a new one is private. A file that was deleted in
    the meantime is made again.

    Raises:
        DiskError: it can't be written, or another program changed it; it is as it was, and nothing else is left behind.
    """
    try:
        real = Path(os.path.realpath(path))
        with _alone_in(real.parent):
            state = _refuse_unwritable(real, expected)
            if state is not None and expected == data:
                return
            _swap_in(real, data, state)
    except OSError as error:
        raise DiskError(_why_not_written(error)) from None


def is_writable(path: Path) -> bool:
    """Tell whether the file at `path` may be written by us; nothing is tried out."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return True  # there is nothing yet, and saving will tell
    return bool(state.st_mode & 0o222) and os.access(path, os.W_OK)


def create_file(path: Path, data: bytes) -> None:
    """Write `data` to a new file at `path`.

    Raises:
        DiskError: there is something of that name, or it can't be written; nothing is left behind.
    """
    made = False
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o600)
        made = True
        _write_and_close(handle, data)
        sync_directory(path.parent)
    except BaseException as error:
        if made:
            with contextlib.suppress(OSError):
                path.unlink()
        if isinstance(error, FileExistsError):
            raise DiskError("is there already, and was left alone; choose another name") from None
        if isinstance(error, OSError):
            raise DiskError(_why_not_written(error)) from None
        raise


def remove_stale_temp_files(folder: Path) -> None:
    """Remove what a crash of ours left in the folder more than a day ago."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_TEMP_START}*{_TEMP_END}"):
            with contextlib.suppress(OSError):
                if (
                    stat.S_ISREG(left.lstat().st_mode)
                    and time.time() - left.lstat().st_mtime > _A_DAY
                ):
                    left.unlink()


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other windows of ours from writing in this folder between our look at a file and the new one in its place.

    The folder itself is locked, so nothing is left lying about. Where the system can't do that, or somebody holds on to
    the lock, we go on: the look at the file remains.
    """
    handle = -1
    if fcntl is not None:
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
            until = time.monotonic() + _PATIENCE
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        break
                    time.sleep(0.005)
    try:
        yield
    finally:
        if handle >= 0:
            with contextlib.suppress(OSError):
                os.close(handle)


def _refuse_special(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise DiskError("is a folder; name the answers file inside it")
    if not stat.S_ISREG(mode):
        raise DiskError("is not an ordinary file; choose the file that Policy Wizard made")


def _all_of(handle: int, largest: int) -> bytes:
    parts, size = [], 0
    while part := os.read(handle, 1 << 20):
        parts.append(part)
        size += len(part)
        if size > largest:
            raise TooLargeError(_TOO_LARGE)
    return b"".join(parts)


def _refuse_unwritable(real: Path, expected: bytes | None) -> os.stat_result | None:
    """Return the state of the file about to be replaced, None if there is none."""
    try:
        state = os.lstat(real)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(state.st_mode):
        raise DiskError("is a link that leads nowhere; remove it, or choose another file")
    _refuse_special(state.st_mode)
    if expected is None:
        raise DiskError(
            "was made by another program in the meantime, and was left alone; choose another name"
        )
    if not state.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise DiskError("may only be read; allow changes to it, or work on a copy")
    if read_file(real) != expected:
        raise DiskError(
            "was changed by another program since it was opened, and was left as it is; "
            "your answers are kept here as long as this window stays open"
        )
    return state


def _swap_in(real: Path, data: bytes, state: os.stat_result | None) -> None:
    temp = real.parent / f"{_TEMP_START}{os.urandom(8).hex()}{_TEMP_END}"
    handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o600)
    try:
        _write_and_close(handle, data, real if state is not None else None, state)
        temp.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            temp.unlink()
        raise
    sync_directory(real.parent)


def _write_and_close(
    handle: int, data: bytes, old: Path | None = None, state: os.stat_result | None = None
) -> None:
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if old is not None and state is not None:
            _keep_owner_and_mode(handle, state)
            _keep_finer_rights(handle, old)
        os.fsync(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(handle)
        raise
    os.close(handle)


def _keep_owner_and_mode(handle: int, state: os.stat_result) -> None:
    if not hasattr(os, "fchown"):  # Windows
        return
    ours = os.fstat(handle)
    if (ours.st_uid, ours.st_gid) != (state.st_uid, state.st_gid):
        try:
            os.fchown(handle, state.st_uid, state.st_gid)
        except PermissionError:
            raise DiskError(
                "belongs to somebody else, who would lose it; work on a copy of your own"
            ) from None
    os.fchmod(handle, stat.S_IMODE(state.st_mode) & 0o777)


def _keep_finer_rights(handle: int, old: Path) -> None:
    """Keep what the old file says beyond its mode: who else may read it. Without that, the mode could let in others."""
    if not hasattr(os, "listxattr"):  # Linux only
        return
    names: list[str] = []
    with contextlib.suppress(OSError):
        names = os.listxattr(old)
    for name in names:
        try:
            os.setxattr(handle, name, os.getxattr(old, name))
        except OSError:
            if name == _FINER_RIGHTS:
                raise DiskError(
                    "has rights for single people, who would lose them; work on a copy"
                ) from None


def sync_directory(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets us."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _why_not_read(error: OSError) -> str:
    sentences = {
        errno.ENOENT: "does not exist; check the name and the folder",
        errno.ENOTDIR: "is not there, because a part of its address is no folder; check the name",
        errno.EACCES: "may not be read by you; ask for permission, or copy it to a folder of yours",
        errno.EPERM: "may not be read by you; ask for permission, or copy it to a folder of yours",
        errno.ENAMETOOLONG: "has too long a name; choose a shorter one",
        errno.ELOOP: "is a link that leads back to itself; choose the file it should lead to",
        errno.EIO: "can't be read, because the disk reported a fault; try a backup copy",
    }
    return sentences.get(error.errno or 0, f"can't be read ({_reason(error)}); try a backup copy")


def _why_not_written(error: OSError) -> str:
    permission = "can't be written, because the folder or the file doesn't allow it; choose a folder of yours"
    full = "can't be saved, because the disk is full; free some space"
    sentences = {
        errno.ENOSPC: full,
        getattr(errno, "EDQUOT", errno.ENOSPC): full,
        errno.EFBIG: "can't be saved, because files of this size aren't allowed here; choose another folder",
        errno.EACCES: permission,
        errno.EPERM: permission,
        errno.EROFS: "can't be written, because the disk is set to reading only; choose another folder",
        errno.ENOENT: "can't be saved, because its folder is not there; make it, or choose another folder",
        errno.ENOTDIR: "can't be saved, because a part of its address is no folder; check the name",
        errno.ENAMETOOLONG: "can't be saved, because the name is too long; choose a shorter one",
        errno.EIO: "can't be saved, because the disk reported a fault; choose another disk",
    }
    return sentences.get(
        error.errno or 0, f"can't be saved ({_reason(error)}); choose another folder"
    )


def _reason(error: OSError) -> str:
    return (error.strerror or "no reason was given").lower()
