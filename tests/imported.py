"""What a process has imported by its end."""

import subprocess
import sys

from tests.set_up import ROOT


def imported_by(code: str, *arguments: str) -> set[str]:
    """Return the top-level names, and ours in full, that a process has imported after running `code`."""
    after = "import atexit, sys; atexit.register(lambda: print('\\n' + ' '.join(sys.modules), file=sys.stderr))\n"
    done = subprocess.run(
        [sys.executable, "-c", after + code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    names = set(done.stderr.rpartition("\n\n")[2].splitlines()[-1].split())
    assert "sys" in names, done.stderr
    return {name if name.startswith("wizard") else name.partition(".")[0] for name in names}


def imported_by_running(*arguments: str) -> set[str]:
    """Return the same for the program with these arguments."""
    return imported_by(
        "import sys; from wizard.__main__ import main; sys.exit(main(sys.argv[1:]))", *arguments
    )
