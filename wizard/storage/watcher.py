"""Notices what other programs do to the file of answers while it is open here."""

import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wizard.answers.model import Answers
from wizard.storage import FileError, atomic_io
from wizard.storage.paths import real_path
from wizard.storage.toml_file import parse_answers, says
from wizard.text import printable

SETTLE_S = 0.3
"""Seconds for which the file must stay the same before we believe it: others may write it in several goes."""
_MOST_LOOKS = 10


class ChangeKind(StrEnum):
    """What another program did."""

    CHANGED = "changed"
    DELETED = "deleted"
    EMPTIED = "emptied"
    INVALID = "spoilt"
    """It is no answers file any more."""


@dataclass(frozen=True)
class ExternalChange:
    """What the file is now, by another program's doing."""

    kind: ChangeKind
    data: bytes | None
    """What it holds; None if it is gone."""
    answers: Answers | None
    """The answers in it, if it still holds any."""
    message: str
    """What happened, for the owner."""


class Watch:
    """Compares one file with what we last saw there."""

    def __init__(self, path: Path, data: bytes | None) -> None:
        """Begin with `data`, which the file at `path` holds now (None: there is no such file)."""
        self.path = path
        self.data = data
        self._seen: tuple[int, int, int] | None = None

    def look(self, *, thorough: bool) -> ExternalChange | None:
        """Return what another program made of the file; None if it is as we know it, or can't be looked at.

        Without `thorough`, a file of the same size and date counts as the same. Another layout or other comments
        around the same answers are no news: they are what the next save begins with.
        """
        found = self._reading(thorough=thorough)
        for _ in range(_MOST_LOOKS):
            if found == self.data:
                return None
            time.sleep(SETTLE_S)
            before, found = found, self._reading(thorough=True)
            if found == before:
                break
        if found == self.data or self._says_the_same(found):
            return None
        return self._told(found)

    def _reading(self, *, thorough: bool) -> bytes | None:
        """Return what the file holds, None if there is none; what we know already where nobody can tell."""
        real = real_path(self.path)
        try:
            state = real.stat()
            seen = (state.st_ino, state.st_size, state.st_mtime_ns)
            if not thorough and self.data is not None and seen == self._seen:
                return self.data
            data = atomic_io.read_file(real)
        except FileNotFoundError:
            return None if real.parent.is_dir() else self.data
        except (OSError, FileError):
            return self.data  # the next save says what is wrong with it
        if data == self.data:
            self._seen = seen
        return data

    def _says_the_same(self, found: bytes | None) -> bool:
        if found is None or self.data is None:
            return False
        try:
            same = says(found, parse_answers(self.data, self.path))
        except FileError:
            return False
        if same:
            self.data = found
        return same

    def _told(self, found: bytes | None) -> ExternalChange:
        name = printable(self.path)
        if found is None:
            return ExternalChange(
                ChangeKind.DELETED,
                None,
                None,
                f"{name} is not there any more: another program removed it.",
            )
        if not found.strip():
            return ExternalChange(
                ChangeKind.EMPTIED, found, None, f"{name} is empty now: another program emptied it."
            )
        try:
            answers = parse_answers(found, self.path)
        except FileError as error:
            sentence = f"Another program changed the file, and it can't be read any more. {error}"
            return ExternalChange(ChangeKind.INVALID, found, None, sentence)
        return ExternalChange(
            ChangeKind.CHANGED, found, answers, f"{name} was changed by another program."
        )
