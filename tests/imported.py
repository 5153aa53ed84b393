"""What a process has imported by its end."""

import subprocess
import sys

from tests.set_up import ROOT

_REPORT = (
    "import atexit, sys; atexit.register(lambda: print('\\n', *sys.modules, file=sys.stderr))\n"
)


def imported_by(code: str, *arguments: str) -> set[str]:
    """Return the modules that a process has imported after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", _REPORT + code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    modules = set(done.stderr.splitlines()[-1].split())
    assert "sys" in modules, done.stderr
    return modules


def imported_by_running(*arguments: str) -> set[str]:
    """Return the same for the program with these arguments."""
    return imported_by("import sys; from wizard.__main__ import main; sys.exit(main())", *arguments)
