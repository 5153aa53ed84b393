"""Folder `versions/` beside the answers: a folder for each adopted version, never written again.

Whatever can't be archived, or isn't as it was archived, is an `ArchiveError`.
"""

import hashlib
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wizard.answers.model import Answers
from wizard.errors import UserError
from wizard.storage import FileError, atomic_io
from wizard.storage.paths import answers_folder
from wizard.storage.toml_file import read_answers
from wizard.text import printable

FOLDER = "versions"
# In the form that `sha256sum --check` reads.
MANIFEST = "SHA256SUMS"
STALE_AFTER_S = 24 * 60 * 60

_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})")
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  ([^/\\\0]+)")
_TEMPORARY = ".making-"
# Prefixes of files that the system or Word creates, such as .DS_Store and ~$lock.
_HIDDEN = (".", "~$")


class ArchiveError(UserError):
    """A version can't be archived, or isn't what was archived."""


def parse_version(version: str) -> tuple[int, int] | None:
    """Return the two parts of a number such as "1.10"; None for anything else."""
    match = _VERSION.fullmatch(version)
    return (int(match[1]), int(match[2])) if match else None


def latest_version(versions: Iterable[str]) -> str:
    """Return the highest number; "" where there is none."""
    numbered = [version for version in versions if parse_version(version)]
    return max(numbered, key=lambda version: parse_version(version) or (0, 0), default="")


@dataclass(frozen=True)
class ArchivedVersion:
    """An adopted version on disk; its answers file may have been taken away."""

    version: str
    folder: Path
    answers_file: Path

    def answers(self) -> Answers:
        """Return the answers as they were adopted."""
        try:
            is_intact = _read_manifest(self.folder).get(self.answers_file.name) == _digest(
                self.answers_file
            )
        except ArchiveError:
            is_intact = False
        if not is_intact:
            raise ArchiveError(
                f"{printable(self.answers_file)} is gone, or was changed since it was adopted; "
                "bring it back from a backup."
            )
        try:
            return read_answers(self.answers_file)
        except FileError as error:
            raise ArchiveError(str(error)) from error

    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each file that isn't as it was archived."""
        try:
            expected = _read_manifest(self.folder)
        except ArchiveError as error:
            return (str(error),)
        names = {path.name for path in self.folder.iterdir()}
        present = {name for name in names if not name.startswith(_HIDDEN)} - {MANIFEST}
        problems = []
        for name in sorted({*expected, *present}):
            problem = None
            if name not in present:
                problem = f"is gone, although version {self.version} was adopted with it."
            elif name not in expected:
                problem = f"was put there after version {self.version} was adopted."
            elif _digest(self.folder / name) != expected[name]:
                problem = f"was changed after version {self.version} was adopted; bring it back."
            if problem:
                problems.append(f"{printable(self.folder / name)} {problem}")
        return tuple(problems)


def versions_folder(path: Path) -> Path:
    """Return the folder of all versions of the answers at `path`."""
    return answers_folder(path) / FOLDER


def archived_versions(path: Path) -> tuple[ArchivedVersion, ...]:
    """Return the versions beside the answers at `path`, the lowest number first."""
    numbered = []
    with suppress(OSError):
        for folder in versions_folder(path).iterdir():
            number = parse_version(folder.name)
            if number and folder.is_dir():
                numbered.append((number, folder))
    return tuple(open_version(folder, path.name) for _, folder in sorted(numbered))


def open_version(folder: Path, preferred: str = "") -> ArchivedVersion:
    """Return the version in `folder`; `preferred` names its answers if nothing lists them."""
    names: list[str] = []
    with suppress(ArchiveError):
        names = [name for name in _read_manifest(folder) if name.endswith(".toml")]
    name = names[0] if names else preferred or "answers.toml"
    return ArchivedVersion(folder.name, folder, folder / name)


def ensure_absent(path: Path, version: str) -> None:
    """Check that `version` of the answers at `path` can be archived."""
    folder = versions_folder(path)
    if folder.is_symlink():
        raise ArchiveError(
            f"{printable(folder)} is a link to another folder; versions are kept in a real one, "
            "beside the answers."
        )
    if os.path.lexists(folder / version):
        raise ArchiveError(
            f"{printable(folder / version)} is there already, and an adopted version is never "
            "written again; choose a higher number."
        )
    for archived in archived_versions(path):
        if archived.answers_file.name != path.name:
            raise ArchiveError(
                f"{printable(folder)} holds the versions of "
                f"{printable(archived.answers_file.name)}; keep the answers of each business in a "
                "folder of their own."
            )


def archive_version(path: Path, version: str, fill: Callable[[Path], None]) -> ArchivedVersion:
    """Archive what `fill` writes into the empty folder it is given, or leave nothing."""
    home = versions_folder(path)
    is_new_home = False
    temporary = home / f"{_TEMPORARY}{version}-{os.urandom(4).hex()}"
    try:
        ensure_absent(path, version)
        is_new_home = not os.path.lexists(home)
        _remove_stale(home)
        temporary.mkdir(parents=True, mode=0o700)
        fill(temporary)
        _write_manifest(temporary)
        ensure_absent(path, version)
        temporary.rename(home / version)
        atomic_io.sync_directory(home)
    except BaseException as error:
        _remove(temporary)
        if is_new_home:
            with suppress(OSError):
                home.rmdir()
        if isinstance(error, OSError | FileError):
            problem = str(error)
            if isinstance(error, FileError):
                problem = error.problem
            elif error.strerror:
                problem = error.strerror
            raise ArchiveError(
                f"{printable(home / version)} can't be made ({problem.lower()}); "
                "nothing was adopted."
            ) from error
        raise
    return open_version(home / version, path.name)


def rollback(version: ArchivedVersion) -> None:
    """Remove a version that was archived a moment ago, because its adoption failed after all."""
    _remove(version.folder)
    with suppress(OSError):
        version.folder.parent.rmdir()


def _write_manifest(folder: Path) -> None:
    """List the files with their digests, and make all of them read-only."""
    files = sorted(folder.iterdir())
    digests = [_digest(file) for file in files]
    if not all(digests):
        raise OSError("the disk gives back nothing of what was written to it")
    lines = [f"{digest}  {file.name}\n" for digest, file in zip(digests, files, strict=True)]
    atomic_io.create_file(folder / MANIFEST, "".join(lines).encode())
    for file in (*files, folder / MANIFEST):
        file.chmod(stat.S_IRUSR)


def _read_manifest(folder: Path) -> dict[str, str]:
    """Return the digest of each file, by name."""
    try:
        lines = atomic_io.read_file(folder / MANIFEST).decode().splitlines()
    except (FileError, UnicodeDecodeError) as error:
        raise ArchiveError(
            f"{printable(folder)} has no list of its files ({MANIFEST}), so nobody can tell if "
            "they are as adopted."
        ) from error
    matches = [_MANIFEST_LINE.fullmatch(line) for line in lines]
    if not matches or None in matches:
        raise ArchiveError(
            f"{printable(folder / MANIFEST)} was changed, so nobody can tell if the files are as "
            "adopted."
        )
    return {match[2]: match[1] for match in matches if match}


def _digest(path: Path) -> str:
    """Return the digest of a regular file; "" for anything else."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > atomic_io.MAX_BYTES:
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _remove_stale(home: Path) -> None:
    """Remove what a kill or a power cut left half made more than a day ago."""
    with suppress(OSError):
        for folder in home.glob(f"{_TEMPORARY}*"):
            status = folder.lstat()
            if stat.S_ISDIR(status.st_mode) and time.time() - status.st_mtime > STALE_AFTER_S:
                _remove(folder)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        for file in folder.iterdir():
            file.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows removes no read-only file
    shutil.rmtree(folder, ignore_errors=True)
