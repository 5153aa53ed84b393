"""Python's search for garbage, put off until the owner pauses: among thousands of people it takes a while."""

import gc
import time
from collections.abc import Callable

PAUSE = 1.5
"""Seconds without a key after which all is looked through."""
LOOK = 1.0
"""Seconds between two looks whether the owner pauses."""
_SELDOM = 1_000
"""Small searches after which Python looks through everything even so, should the owner never pause."""
_ENOUGH = 2
"""Small searches since the last whole one from which another is worth while."""


class Garbage:
    """Collects in the owner's pauses. Small searches, among what is new, go on as ever: they take a millisecond."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells the seconds, from any start."""
        self._clock = clock
        self._busy_at = clock()

    def begin(self) -> None:
        """Leave what there is by now alone for good, and search again, after a start without any search."""
        gc.freeze()
        new, middle, _ = gc.get_threshold()
        gc.set_threshold(new, middle, _SELDOM)
        gc.enable()

    def put_off(self) -> None:
        """Note that the owner is busy."""
        self._busy_at = self._clock()

    def collect_in_a_pause(self) -> None:
        """Look through everything, if the owner pauses and there is something to look through."""
        if self._clock() - self._busy_at > PAUSE and gc.get_count()[2] >= _ENOUGH:
            gc.collect()
