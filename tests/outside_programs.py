"""The programs that tests use and that aren't Python's: found, or missed by name."""

import os
import platform
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from tests.set_up import DEBIAN, VALIDATORS


def outside_program(name: str) -> str:
    """Return the path of the program `name`; without it, skip the test and say why.

    On a machine that only runs the tests (`CI=true`) the test fails instead: there, what isn't tested is broken.
    """
    return shutil.which(name) or _missed(name, f"Debian has it in {DEBIAN[name][0]}")


def open_xml_validator() -> str:
    """Return the path of the Open XML SDK's validator; without it, skip or fail as `outside_program` does."""
    machine = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64"}.get(
        platform.machine(), platform.machine()
    )
    system = {"Windows": "win32"}.get(platform.system(), platform.system().lower())
    place = VALIDATORS / "node_modules/@xarsh" / f"ooxml-validator-{system}-{machine}"
    program: Path = place / ("ooxml-validator.exe" if system == "win32" else "ooxml-validator")
    return (
        str(program)
        if program.exists()
        else _missed("ooxml-validator", "python -m tests.set_up brings it from npm")
    )


def _missed(name: str, remedy: str) -> NoReturn:
    reason = f"The program '{name}' is not on this machine; {remedy}."
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
