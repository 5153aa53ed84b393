"""The copy of answers that can't be saved where they belong: made at once, so that no sudden end loses them."""

import contextlib
import threading
from pathlib import Path

from wizard.answers.model import Answers
from wizard.storage import backups
from wizard.storage.toml_file import serialize

_PATIENCE = 1.0
"""Seconds for which the end of the program waits for a copy that is being made."""


class KeptApart:
    """One copy a session, among the private ones; a newer one takes its place. May be used from any thread."""

    def __init__(self) -> None:
        self._copy: Path | None = None
        self._turn = threading.RLock()

    def keep(self, path: Path, answers: Answers) -> Path | None:
        """Keep `answers`, which can't be saved at `path`; return where. None: no place would have them."""
        ours = self._turn.acquire(timeout=_PATIENCE)
        try:
            made = backups.write_recovery_copy(path, serialize(answers))
            if ours and made is not None and made != self._copy:
                self._remove()
                self._copy = made
            return made
        finally:
            if ours:
                self._turn.release()

    def drop(self) -> None:
        """Remove the copy: the answers are saved, or the owner has decided about them."""
        with self._turn:
            self._remove()

    def _remove(self) -> None:
        if self._copy is not None:
            with contextlib.suppress(OSError):
                self._copy.unlink()
            self._copy = None
