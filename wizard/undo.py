"""Undo and redo over snapshots of the answers."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from wizard.answers.model import Answers
from wizard.storage.toml_file import same_answers

MAX_EDITS = 200
TYPING_PAUSE_S = 1.0


@dataclass(frozen=True)
class Edit:
    """A change of the answers that can be undone."""

    before: Answers
    after: Answers
    # Loaded as a whole from another program or a recovery copy.
    external: bool = False


class UndoStack:
    """Edits that can be undone and redone.

    Keystrokes in the same field merge into one edit until the user pauses for `TYPING_PAUSE_S`.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: deque[Edit] = deque(maxlen=MAX_EDITS)
        self._undone: list[Edit] = []
        self._typed_in = ""
        self._typed_at = 0.0
        self._open_groups = 0
        # Whether the last edit belongs to the open group.
        self._in_group = False

    def push(
        self, before: Answers, after: Answers, *, typed_in: str = "", external: bool = False
    ) -> None:
        """Record a change. `typed_in` is the path of the field the user is typing in, if any."""
        now = self._clock()
        typing = typed_in and typed_in == self._typed_in and now - self._typed_at < TYPING_PAUSE_S
        self._undone.clear()
        if self._done and not external and (typing or self._in_group):
            edit = replace(self._done.pop(), after=after)
        else:
            edit = Edit(before, after, external)
        if same_answers(edit.before, after):  # all was undone by hand
            self.end_typing()
            return
        self._done.append(edit)
        self._in_group = self._open_groups > 0
        self._typed_in, self._typed_at = typed_in, now

    def end_typing(self) -> None:
        """Make the next change an edit of its own."""
        self._typed_in = ""
        self._in_group = False

    def begin_group(self) -> None:
        """Merge all changes into one edit until `end_group`; groups may be nested."""
        if not self._open_groups:
            self.end_typing()
        self._open_groups += 1

    def end_group(self) -> None:
        """End what `begin_group` began."""
        self._open_groups = max(0, self._open_groups - 1)
        if not self._open_groups:
            self.end_typing()

    @contextmanager
    def group(self) -> Iterator[None]:
        """Merge all changes made inside the block into one edit."""
        self.begin_group()
        try:
            yield
        finally:
            self.end_group()

    def close_groups(self) -> None:
        """End all groups, as when a dialog was closed from outside."""
        self._open_groups = 0
        self.end_typing()

    def undo(self) -> Edit | None:
        """Return the last edit, which counts as undone now."""
        return self._move(self._done, self._undone)

    def redo(self) -> Edit | None:
        """Return the edit undone last, which counts as done now."""
        return self._move(self._undone, self._done)

    def clear(self) -> None:
        """Forget all edits."""
        self._done.clear()
        self._undone.clear()
        self.close_groups()

    def _move(
        self, source: deque[Edit] | list[Edit], target: deque[Edit] | list[Edit]
    ) -> Edit | None:
        self.close_groups()
        if not source:
            return None
        target.append(source.pop())
        return target[-1]
