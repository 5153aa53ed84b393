"""A program as anybody may run it: what the superuser may do tells nothing about an owner's computer."""

import os
import shutil

import pytest

_POWERS = "dac_override,dac_read_search,chown,fowner"


def as_anybody() -> tuple[str, ...]:
    """Return what starts a program without the right to read and write everything; skips where that can't be done."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("the superuser may read and write everything, and there is no setpriv")
    return (setpriv, "--bounding-set=" + ",".join(f"-{power}" for power in _POWERS.split(",")))
