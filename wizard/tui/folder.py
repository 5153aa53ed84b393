"""Shows a folder in the computer's own program for files, where there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_PATIENCE = 4.0
"""Seconds in which a program that can't do it has said so."""


def show(folder: Path) -> str:
    """Open `folder` and return "", or a sentence that says why it can't be opened. Waits a moment: use a thread."""
    otherwise = f"The folder can't be opened from here. It is: {folder}"
    try:
        if sys.platform == "win32":
            os.startfile(folder)
            return ""
        command = _program()
        if command is None:
            return otherwise
        done = subprocess.Popen(
            [command, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return otherwise
    try:
        return otherwise if done.wait(_PATIENCE) else ""
    except subprocess.TimeoutExpired:
        return ""  # it is still at it, so it works


def _program() -> str | None:
    """Return the program that opens folders; on a machine without a desktop it would take over the terminal."""
    if sys.platform == "darwin":
        return shutil.which("open")
    desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return shutil.which("xdg-open") if desktop else None
