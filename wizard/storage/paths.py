"""Where we keep our own things about a file of answers: earlier copies, and a note that it is open.

The folder lies where the system wants such things, so that nobody's folder of documents fills up with them; beside the
file where there is no home, or it can't be written to.
"""

import hashlib
import os
import re
import stat
from pathlib import Path

import platformdirs

from wizard import PROGRAM

LOCAL_DIR_NAME = f".{PROGRAM}"
"""The name of the folder beside a file, where there is no home to use."""

_TRIES = 5
_FOREIGN = re.compile(r"[^A-Za-z0-9]+")


def state_dir(path: Path) -> Path:
    """Return the private folder for the file at `path`, made if need be. Two files never share one.

    Raises:
        OSError: it can be made nowhere.
    """
    real = real_path(path)
    home = _home()
    for _ in range(_TRIES):
        if home is None:
            break
        try:
            return _made(home, _key(real))
        except FileNotFoundError:
            continue  # another window has just tidied up an empty folder
        except OSError:
            break  # read-only, or full: then beside the file
    (real.parent / LOCAL_DIR_NAME).mkdir(
        exist_ok=True, mode=0o700
    )  # never the folder of the answers, if that is gone
    return _made(real.parent / LOCAL_DIR_NAME, _key(real))


def existing_state_dirs(path: Path) -> tuple[Path, ...]:
    """Return the private folders for the file at `path` that are there now; nothing is made."""
    real, home = real_path(path), _home()
    places = (
        (home, real.parent / LOCAL_DIR_NAME)
        if home is not None
        else (real.parent / LOCAL_DIR_NAME,)
    )
    return tuple(place / _key(real) for place in places if _is_ours(place / _key(real)))


def real_path(path: Path) -> Path:
    """Return the address of the file itself: the same by whatever link or folder it was reached."""
    return Path(os.path.realpath(path))


def answers_folder(path: Path) -> Path:
    """Return the folder in which documents, versions and signatures of the answers at `path` lie.

    This is the folder of the name the user gave, also where that is a link to a file elsewhere.
    """
    folder = path.absolute().parent
    return folder.resolve() if ".." in folder.parts else folder


def _home() -> Path | None:
    """Return the folder of all private folders; None where there is no home to have it in."""
    try:
        place = platformdirs.user_state_path(PROGRAM, appauthor=False)
        home = Path.home()
    except (RuntimeError, OSError):
        return None
    inside_home = place.is_relative_to(home)
    if not place.is_absolute() or (inside_home and not home.is_dir()):
        return None
    return place


def _key(real: Path) -> str:
    """Return a name that tells a person which file it is about, and that no other file has."""
    digest = hashlib.sha256(os.fsencode(os.path.normcase(real))).hexdigest()[:16]
    return f"{_FOREIGN.sub('-', real.stem)[:40].strip('-') or 'answers'}-{digest}"


def _made(place: Path, key: str) -> Path:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = place / key
    folder.mkdir(exist_ok=True, mode=0o700)
    if not _is_ours(folder) or not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(str(folder))
    return folder


def _is_ours(folder: Path) -> bool:
    """Tell whether it is a folder that nobody else could have put there for us to write through."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and (
        not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    )
