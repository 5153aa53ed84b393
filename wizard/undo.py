"""The answers as they were before each of the owner's last steps, so that steps can be taken back and done again."""

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from wizard.answers.model import Answers
from wizard.storage.toml_format import same

MAX_EDITS = 200
"""How many steps can be taken back. Answers share all that is alike, so that a step costs little."""
TYPING_PAUSE_S = 1.0
"""Seconds without a key after which typing in the same place is another step."""


@dataclass(frozen=True)
class Edit:
    """One thing that the owner did."""

    before: Answers
    after: Answers
    external: bool = False
    """Whether the answers after it came from elsewhere as a whole: from another program, or an earlier time."""


class UndoStack:
    """Notes each step; those that belong together become one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells the seconds, from any start."""
        self._clock = clock
        self._done: deque[Edit] = deque(maxlen=MAX_EDITS)
        self._undone: list[Edit] = []
        self._typed_at = ""
        self._typed_on = 0.0
        self._depth = 0
        self._joins = False

    def note(
        self, before: Answers, after: Answers, *, typed: str = "", external: bool = False
    ) -> None:
        """Note a change; `typed` names the place where text is being typed, each letter a change of its own."""
        now = self._clock()
        still_typing = (
            bool(typed) and typed == self._typed_at and now - self._typed_on < TYPING_PAUSE_S
        )
        joins = (
            bool(self._done)
            and not external
            and (still_typing or (self._depth > 0 and self._joins))
        )
        self._undone.clear()
        if joins:
            step = replace(self._done.pop(), after=after)
            if not same(step.before, after):
                self._done.append(step)
            else:  # all was taken back by hand: what comes next must not join the step before this one
                self.settle()
                return
        else:
            self._done.append(Edit(before, after, external))
        self._joins = True
        self._typed_at, self._typed_on = typed, now

    def settle(self) -> None:
        """Have the next change be a step of its own: the owner went elsewhere."""
        self._typed_at = ""
        self._joins = False

    def begin(self) -> None:
        """Make all changes one step from now on, until as many `end` have come as `begin`."""
        if not self._depth:
            self.settle()
        self._depth += 1

    def end(self) -> None:
        """End what `begin` began."""
        self._depth = max(0, self._depth - 1)
        if not self._depth:
            self.settle()

    @contextlib.contextmanager
    def as_one(self) -> Iterator[None]:
        """Make the changes inside one step."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def abandon(self) -> None:
        """End every `begin` that never came to its end, as when a dialog is swept away."""
        self._depth = 0
        self.settle()

    def back(self) -> Edit | None:
        """Return the last step, which is undone now; None if there is none."""
        self.abandon()
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return step

    def forward(self) -> Edit | None:
        """Return the step that was undone last, which is done again now; None if there is none."""
        self.abandon()
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return step

    def clear(self) -> None:
        """Forget all steps."""
        self._done.clear()
        self._undone.clear()
        self.abandon()
