"""`python -m tests` sets up what the tests need and runs all of them, on all cores; more words go to pytest."""

import os
import subprocess
import sys

from tests.set_up import ROOT, SetUpError, set_up

MOST = 4
"""Tests at once: real terminals and LibreOffice need room, and more cores bring little."""


def main() -> int:
    """Set up and run pytest; return its exit status, or 2 when the setting up failed."""
    try:
        python = set_up()
    except (SetUpError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    at_once = str(min(os.cpu_count() or 1, MOST))
    command = [str(python), "-m", "pytest", "-n", at_once, "--dist", "worksteal", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
