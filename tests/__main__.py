"""`python -m tests` sets up what the tests need, then runs them all; more words go to pytest as they are."""

import subprocess
import sys

from tests.set_up import ROOT, SetUpError, set_up


def main() -> int:
    """Set up and run pytest; return its exit status, or 2 when the setting up failed."""
    try:
        python = set_up()
    except (SetUpError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return subprocess.run([str(python), "-m", "pytest", *sys.argv[1:]], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
