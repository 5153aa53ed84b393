"""The folder `versions/` beside the answers: a folder for each adopted version, made whole and never written again."""

import hashlib
import os
import re
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wizard.answers.model import Answers
from wizard.lifecycle.numbering import parse_version
from wizard.storage import FileError, atomic_io
from wizard.storage.paths import answers_folder
from wizard.storage.toml_file import read_answers
from wizard.text import printable

FOLDER = "versions"
MANIFEST = "SHA256SUMS"
"""In the form that `sha256sum --check` reads."""

_LINE = re.compile(r"([0-9a-f]{64})  ([^/\\\0]+)")
_MAKING = ".making-"
_A_DAY = 24 * 60 * 60
_HIDDEN = (".", "~$")
"""How the names of files begin that systems and Word lay beside ours."""


class ArchiveError(Exception):
    """A version can't be frozen, or isn't what was frozen; the message is one sentence."""


@dataclass(frozen=True)
class Frozen:
    """An adopted version on disk."""

    version: str
    folder: Path
    answers_file: Path
    """The answers as adopted; there is none of that name if somebody took it away."""

    def answers(self) -> Answers:
        """Return the answers as they were adopted.

        Raises:
            ArchiveError: they are gone, can't be read, or aren't what was adopted.
        """
        if self.answers_file.name not in self._intact():
            raise ArchiveError(
                f"{printable(self.answers_file)} is gone, or was changed since it was adopted; bring it back from a backup."
            )
        try:
            return read_answers(self.answers_file)
        except FileError as error:
            raise ArchiveError(str(error)) from None

    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each file that isn't as it was frozen; nothing if all are."""
        try:
            expected = _manifest(self.folder)
        except ArchiveError as error:
            return (str(error),)
        present = {
            path.name for path in self.folder.iterdir() if not path.name.startswith(_HIDDEN)
        } - {MANIFEST}
        found = []
        for name in sorted({*expected, *present}):
            where = printable(self.folder / name)
            if name not in present:
                found.append(
                    f"{where} is gone, although version {self.version} was adopted with it."
                )
            elif name not in expected:
                found.append(f"{where} was put there after version {self.version} was adopted.")
            elif _digest(self.folder / name) != expected[name]:
                found.append(
                    f"{where} was changed after version {self.version} was adopted; bring it back."
                )
        return tuple(found)

    def _intact(self) -> set[str]:
        try:
            expected = _manifest(self.folder)
        except ArchiveError:
            return set()
        return {name for name, digest in expected.items() if _digest(self.folder / name) == digest}


def versions_folder(path: Path) -> Path:
    """Return the folder of all versions of the answers at `path`."""
    return answers_folder(path) / FOLDER


def archived_versions(path: Path) -> tuple[Frozen, ...]:
    """Return the versions beside the answers at `path`, the oldest number first."""
    place = versions_folder(path)
    found = []
    with suppress(OSError):
        for folder in place.iterdir():
            number = parse_version(folder.name)
            if number and folder.is_dir():
                found.append((number, open_version(folder, path.name)))
    return tuple(version for _, version in sorted(found, key=lambda pair: pair[0]))


def open_version(folder: Path, preferred: str = "") -> Frozen:
    """Return the version in `folder`; `preferred` is the name its answers file should have."""
    names = []
    with suppress(ArchiveError):
        names = [name for name in _manifest(folder) if name.endswith(".toml")]
    name = names[0] if names else preferred or "answers.toml"
    return Frozen(folder.name, folder, folder / name)


def ensure_absent(path: Path, version: str) -> None:
    """Check that `version` of the answers at `path` is not frozen yet, and the folder isn't another business's.

    Raises:
        ArchiveError: it is.
    """
    if versions_folder(path).is_symlink():
        raise ArchiveError(
            f"{printable(versions_folder(path))} is a link to another folder; versions are kept in a real one, beside the answers."
        )
    place = versions_folder(path) / version
    if os.path.lexists(place):
        raise ArchiveError(
            f"{printable(place)} is there already, and an adopted version is never written again; choose a higher number."
        )
    for other in archived_versions(path):
        if other.answers_file.name != path.name:
            raise ArchiveError(
                f"{printable(versions_folder(path))} holds the versions of {printable(other.answers_file.name)}; "
                "keep the answers of each business in a folder of their own."
            )


def archive_version(path: Path, version: str, fill: Callable[[Path], None]) -> Frozen:
    """Freeze what `fill` writes into the empty folder it is given; on any fault nothing is left behind.

    Raises:
        ArchiveError: the version is there already, or the disk doesn't allow it.
    """
    place = versions_folder(path)
    new_home = False
    making = place / f"{_MAKING}{version}-{os.urandom(4).hex()}"
    try:
        ensure_absent(path, version)
        new_home = not os.path.lexists(place)
        _sweep(place)
        making.mkdir(parents=True, mode=0o700)
        fill(making)
        files = sorted(making.iterdir())
        digests = [_digest(one) for one in files]
        if not all(digests):
            raise OSError("the disk gives back nothing of what was written to it")
        lines = [f"{digest}  {one.name}\n" for digest, one in zip(digests, files, strict=True)]
        atomic_io.create_file(making / MANIFEST, "".join(lines).encode())
        for one in (*files, making / MANIFEST):
            one.chmod(stat.S_IRUSR)
        ensure_absent(path, version)
        making.rename(place / version)
        atomic_io.sync_directory(place)
    except BaseException as error:
        _remove(making)
        if new_home:
            with suppress(OSError):
                place.rmdir()
        if isinstance(error, OSError | FileError):
            why = error.problem if isinstance(error, FileError) else error.strerror or str(error)
            raise ArchiveError(
                f"{printable(place / version)} can't be made ({why.lower()}); nothing was adopted."
            ) from None
        raise
    return open_version(place / version, path.name)


def rollback(version: Frozen) -> None:
    """Remove a version that was frozen a moment ago, because its adoption failed after all."""
    _remove(version.folder)
    with suppress(OSError):
        version.folder.parent.rmdir()


def _manifest(folder: Path) -> dict[str, str]:
    try:
        lines = atomic_io.read_file(folder / MANIFEST).decode().splitlines()
    except (FileError, UnicodeDecodeError):
        raise ArchiveError(
            f"{printable(folder)} has no list of its files ({MANIFEST}), so nobody can tell if they are as adopted."
        ) from None
    found = [_LINE.fullmatch(line) for line in lines]
    if not found or None in found:
        raise ArchiveError(
            f"{printable(folder / MANIFEST)} was changed, so nobody can tell if the files are as adopted."
        )
    return {line[2]: line[1] for line in found if line}


def _digest(path: Path) -> str:
    whole = hashlib.sha256()
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > atomic_io.MAX_BYTES:
            return ""
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                whole.update(part)
    except OSError:
        return ""
    return whole.hexdigest()


def _sweep(place: Path) -> None:
    """Remove what a sudden end left half made more than a day ago."""
    with suppress(OSError):
        for left in place.glob(f"{_MAKING}*"):
            state = left.lstat()
            if stat.S_ISDIR(state.st_mode) and time.time() - state.st_mtime > _A_DAY:
                _remove(left)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        for one in folder.iterdir():
            one.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows removes no file that may only be read
    shutil.rmtree(folder, ignore_errors=True)
