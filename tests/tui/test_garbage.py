"""The search for garbage, which must not hold up a key."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from wizard.tui import garbage


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


def lost() -> weakref.ref[Loop]:
    """Return what nobody can reach any more, too old for a small search to find it."""
    loop = Loop()
    for _ in range(3):
        gc.collect(1)
    return weakref.ref(loop)


def test_all_is_looked_through_in_a_pause_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "PAUSE", 0.05)

    async def script() -> None:
        loop = asyncio.get_running_loop()
        search = garbage.Garbage()
        search.begin()
        old, started = lost(), loop.time()
        while loop.time() - started < 0.2:  # the owner types
            search.put_off()
            await asyncio.sleep(0)
            assert old() is not None
        while old() is not None:  # the owner pauses
            assert loop.time() - started < 20
            await asyncio.sleep(0.001)

    asyncio.run(script())
