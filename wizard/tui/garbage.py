"""Python's search for garbage, put off until the owner pauses: among thousands of people it takes a while."""

import asyncio
import gc

PAUSE = 1.5
"""Seconds without a key after which all is looked through."""
_SELDOM = 30
"""Small searches after which Python looks through everything even so, should the owner never pause."""
_ENOUGH = 2
"""Small searches since the last whole one from which another is worth while."""


class Garbage:
    """Collects in the owner's pauses. Small searches, among what is new, go on as ever: they take a millisecond."""

    def __init__(self) -> None:
        self._due: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Leave what there is by now alone for good, and search again, after a start without any search."""
        gc.freeze()
        new, middle, _ = gc.get_threshold()
        gc.set_threshold(new, middle, _SELDOM)
        gc.enable()

    def put_off(self) -> None:
        """Wait for the next pause: the owner is busy."""
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(PAUSE, self._collect)

    def _collect(self) -> None:
        if gc.get_count()[2] >= _ENOUGH:
            gc.collect()
