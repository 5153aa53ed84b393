"""The search for garbage, which must not hold up a key."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from wizard.tui.garbage import PAUSE, Garbage


class Loop:
    """Refers to itself, so that only a search finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.enable()
    gc.unfreeze()


def test_all_is_looked_through_in_a_pause_and_not_before() -> None:
    now = [100.0]
    garbage = Garbage(lambda: now[0])
    garbage.begin()
    assert gc.isenabled()
    lost = weakref.ref(Loop())
    for _ in range(2):
        gc.collect(1)  # what survives two small searches is left to a whole one
        now[0] += 0.9 * PAUSE
        garbage.put_off()
        garbage.collect_in_a_pause()
    kept = Loop()
    old = weakref.ref(kept)
    for _ in range(3):
        gc.collect(1)
    del kept
    garbage.collect_in_a_pause()
    assert old() is not None
    now[0] += 1.1 * PAUSE
    garbage.collect_in_a_pause()
    assert old() is None
    assert lost() is None
