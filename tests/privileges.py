"""Run a program without the superuser's right to read and write everything."""

import os
import shutil

import pytest

_CAPABILITIES = "dac_override,dac_read_search,chown,fowner"


def unprivileged() -> tuple[str, ...]:
    """Return a command prefix that drops these rights; skip the test where that is impossible."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("the superuser may read and write everything, and there is no setpriv")
    dropped = ",".join(f"-{name}" for name in _CAPABILITIES.split(","))
    return (setpriv, f"--bounding-set={dropped}")
