"""Counts calls to the operating system, and makes one of them fail or be the last."""

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

SYSTEM_CALLS = (
    *("open", "write", "fsync", "close", "replace", "rename", "fchmod", "fchown", "fstat", "lstat"),
    *("stat", "read", "access", "mkdir", "unlink", "ftruncate", "lseek", "rmdir", "readlink"),
)
# A system that refuses even these leaves temporary files behind.
CLEANUP_CALLS = ("unlink", "rmdir")
MAX_CALLS = 400


class FaultInjector:
    """Runs `action` at call number `target` (from call -`target` on, if negative)."""

    def __init__(self, target: int, action: Callable[[str], None], *, after: bool = False) -> None:
        self.count, self.target, self.action, self.after = 0, target, action, after

    @contextlib.contextmanager
    def active(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in SYSTEM_CALLS:
                patch.setattr(os, name, self._wrap(name, getattr(os, name)))
            yield

    def _wrap(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            number = self.count
            if self.after:
                try:
                    return call(*args, **kwargs)
                finally:
                    self._act(number, name)
            if name == "close":
                call(*args, **kwargs)  # the system closes it even when it reports a fault
                return self._act(number, name)
            self._act(number, name)
            return call(*args, **kwargs)

        return wrapped

    def _act(self, number: int, name: str) -> None:
        if number == self.target or (self.target < 0 and number >= -self.target):
            self.action(name)


def raise_os_error(number: int) -> Callable[[str], None]:
    def action(name: str) -> None:
        if name not in CLEANUP_CALLS:
            raise OSError(number, os.strerror(number))

    return action
