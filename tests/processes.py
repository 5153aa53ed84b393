"""Run the program as a process of its own, without a terminal."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.set_up import ROOT

CONTROL_CHARACTERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def run(
    *arguments: str | bytes,
    cwd: Path | None = None,
    starter: tuple[str, ...] = (),
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal, and check what is true of every run.

    `starter` is a command prefix, such as one that drops privileges.
    """
    done = subprocess.run(
        [*starter, sys.executable, "-m", "wizard", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)
    assert not CONTROL_CHARACTERS.search(done.stdout + done.stderr)
    return done


def refused(
    *arguments: str | bytes,
    cwd: Path | None = None,
    starter: tuple[str, ...] = (),
    **environment: str,
) -> str:
    """Return the one line with which a command says why it can't be used."""
    done = run(*arguments, cwd=cwd, starter=starter, **environment)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr
