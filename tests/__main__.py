"""Set up the test environment and run all tests: `python -m tests [PYTEST ARGUMENTS]`."""

import os
import subprocess
import sys

from tests.set_up import ROOT, SetUpError, set_up

# Real terminals and LibreOffice need room, and more workers bring little.
MAX_WORKERS = 4


def main() -> int:
    """Set up and run pytest; return its exit code, or 2 if setting up failed."""
    try:
        python = set_up()
    except (SetUpError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    workers = str(min(os.cpu_count() or 1, MAX_WORKERS))
    options = ["-n", workers, "--dist", "worksteal", *sys.argv[1:]]
    return subprocess.run([python, "-m", "pytest", *options], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
