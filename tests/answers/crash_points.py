"""The calls to the system that a save makes, counted, and made to fail or to be the last one."""

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

CALLS = (
    "open", "write", "fsync", "close", "replace", "rename", "fchmod", "fchown", "fstat", "lstat", "stat", "read",
    "access", "mkdir", "unlink", "ftruncate", "lseek", "rmdir", "readlink",
)  # fmt: skip
MOST = 400


class Calls:
    """Counts the calls, and does something at the Nth: before it, or after it."""

    def __init__(self, at: int, act: Callable[[str], None], *, after: bool = False) -> None:
        self.count, self.at, self.act, self.after = 0, at, act, after

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._watched(name, getattr(os, name)))
            yield

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **more: Any) -> Any:
            self.count += 1
            here = self.count
            if not self.after:
                if name == "close":
                    call(*given, **more)  # the system closes it even when it reports a fault
                    self._act(here, name)
                    return None
                self._act(here, name)
            try:
                return call(*given, **more)
            finally:
                if self.after:
                    self._act(here, name)

        return watched

    def _act(self, here: int, name: str) -> None:
        self.act(name) if here == self.at or (self.at < 0 and here >= -self.at) else None


def fail(number: int) -> Callable[[str], None]:
    def act(name: str) -> None:
        if name not in (
            "unlink",
            "rmdir",
        ):  # what clears up; a disk that refuses even that keeps the leftovers
            raise OSError(number, os.strerror(number))

    return act
