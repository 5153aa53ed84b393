"""Programs that tests use and that pip can't install: find them, or skip the test."""

import os
import platform
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from tests.set_up import VALIDATORS

DEBIAN_PACKAGES = {
    "soffice": "libreoffice-writer-nogui",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "chromium-headless-shell": "chromium-headless-shell",
}


def outside_program(name: str) -> str:
    """Return the path of the program `name`; skip the test where it is missing.

    In CI (`CI=true`) the test fails instead, since everything must be tested there.
    """
    return shutil.which(name) or _missing(name, f"Debian has it in {DEBIAN_PACKAGES[name]}")


def open_xml_validator() -> str:
    """Return the path of the Open XML SDK validator; skip or fail as `outside_program` does."""
    machine = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64"}.get(
        platform.machine(), platform.machine()
    )
    system = {"Windows": "win32"}.get(platform.system(), platform.system().lower())
    directory = VALIDATORS / "node_modules/@xarsh" / f"ooxml-validator-{system}-{machine}"
    program: Path = directory / ("ooxml-validator.exe" if system == "win32" else "ooxml-validator")
    if program.exists():
        return str(program)
    return _missing("ooxml-validator", "python -m tests.set_up installs it with npm")


def _missing(name: str, remedy: str) -> NoReturn:
    reason = f"The program '{name}' is not on this machine; {remedy}."
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
