"""Folders that belong to an answers file: its documents, and the private state of this program."""

import contextlib
import hashlib
import os
import re
import stat
from pathlib import Path

import platformdirs

from wizard import PROGRAM

# Beside the answers file, where there is no home directory to use.
LOCAL_DIR_NAME = f".{PROGRAM}"


def real_path(path: Path) -> Path:
    """Return the path of the file itself, by whatever link it was reached."""
    return Path(os.path.realpath(path))


def answers_folder(path: Path) -> Path:
    """Return the folder in which documents, versions and signatures of the answers at `path` lie.

    This is the folder of the name the user gave, also where that is a link to a file elsewhere.
    """
    folder = path.absolute().parent
    return folder.resolve() if ".." in folder.parts else folder


def state_dir(path: Path) -> Path:
    """Return the private directory for the file at `path`; create it if needed.

    Raises:
        OSError: it can be created neither in the home directory nor beside the file.
    """
    *home, local = _candidates(path)
    for directory in home:
        with contextlib.suppress(OSError):  # read-only or full
            directory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return _make_private(directory)
    # Not with parents: the folder of the answers may be on a stick that was pulled out.
    local.parent.mkdir(exist_ok=True, mode=0o700)
    return _make_private(local)


def existing_state_dirs(path: Path) -> tuple[Path, ...]:
    """Return the private directories that exist for the file at `path`."""
    return tuple(directory for directory in _candidates(path) if _is_private(directory))


def _candidates(path: Path) -> list[Path]:
    """Return where the private directory may be: in the home directory if any, beside the file."""
    real = real_path(path)
    digest = hashlib.sha256(os.fsencode(os.path.normcase(real))).hexdigest()[:16]
    readable = re.sub(r"[^A-Za-z0-9]+", "-", real.stem)[:40].strip("-") or "answers"
    parents = [real.parent / LOCAL_DIR_NAME]
    with contextlib.suppress(RuntimeError, OSError):
        state, home = platformdirs.user_state_path(PROGRAM, appauthor=False), Path.home()
        if state.is_absolute() and (home.is_dir() or not state.is_relative_to(home)):
            parents.insert(0, state)
    return [parent / f"{readable}-{digest}" for parent in parents]


def _make_private(directory: Path) -> Path:
    directory.mkdir(exist_ok=True, mode=0o700)
    if not _is_private(directory) or not os.access(directory, os.W_OK | os.X_OK):
        raise PermissionError(str(directory))
    return directory


def _is_private(directory: Path) -> bool:
    """Return whether nobody else can have put it there for us to write through."""
    try:
        state = directory.lstat()
    except OSError:
        return False
    own = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    return own and stat.S_ISDIR(state.st_mode)
