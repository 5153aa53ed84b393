"""A window in which the wizard runs on a file of answers of its own."""

import contextlib
import os
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

from tests.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
FIRST = "What is the business called?"
NAME = "Brass & Bean"

# Runs the wizard after doing some lines of Python to it, as a fault in the program would.
BROKEN = """
import sys
{lines}
from wizard.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@contextlib.contextmanager
def window(
    file: Path,
    code: str = "",
    *,
    wrapper: tuple[str, ...] = (),
    cwd: Path | None = None,
    columns: int = 80,
    lines: int = 24,
) -> Iterator[Terminal]:
    """Start the wizard on `file` in a terminal of this size, in its folder or in `cwd`.

    `code` in Python is run before it, `wrapper` is what starts it.
    """
    start = ["-c", BROKEN.format(lines=code)] if code else ["-m", "wizard"]
    environment = {"HOME": str(home(file)), "PYTHONPATH": str(ROOT)}
    argv = [*wrapper, sys.executable, *start, file if cwd else file.name]
    with Terminal(
        argv, columns=columns, lines=lines, cwd=cwd or file.parent, env=environment
    ) as terminal:
        yield terminal


def home(file: Path) -> Path:
    """Return the home folder of whoever sits at the window."""
    place = file.parent / "home"
    place.mkdir(exist_ok=True)
    return place


def private_files(file: Path, start: str) -> list[Path]:
    """Return what the wizard keeps privately, by the start of the name."""
    return sorted(home(file).rglob(f"{start}*"))


def is_usable(terminal: Terminal) -> bool:
    """Return whether the terminal is as a shell needs it: a cursor, no mouse, lines echoed."""
    received = bytes(terminal.received)
    pairs = (
        (b"1049", b"h", b"l"),
        (b"25", b"l", b"h"),
        (b"1000", b"h", b"l"),
        (b"2004", b"h", b"l"),
    )
    for number, taken, given in pairs:
        if received.rfind(b"\x1b[?" + number + given) < received.rfind(b"\x1b[?" + number + taken):
            return False
    slave = os.open(terminal.device, os.O_RDWR | os.O_NOCTTY)
    try:
        flags = termios.tcgetattr(slave)[3]
    finally:
        os.close(slave)
    return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)
