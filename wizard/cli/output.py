"""Output of commands: results on stdout, messages on stderr."""

import contextlib
import io
import json
import os
import shutil
import sys
import textwrap
from typing import Any, TextIO

from wizard.text import printable

MAX_WIDTH = 100


def print_result(line: str) -> None:
    """Print a line of the result."""
    sys.stdout.write(f"{printable(line)}\n")


def print_wrapped(text: str, indent: str = "") -> None:
    """Print a paragraph of the result, wrapped only on a terminal: a pipe gets it on one line."""
    if not sys.stdout.isatty():
        print_result(f"{indent}{text}")
        return
    width = min(MAX_WIDTH, shutil.get_terminal_size().columns)
    lines = textwrap.wrap(
        printable(f"{indent}{text}"), width, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def print_json(value: Any) -> None:
    """Print the result as JSON; `json.dumps` escapes control characters."""
    sys.stdout.write(f"{json.dumps(value, indent=2)}\n")


def print_message(line: str) -> None:
    """Print a message about the result."""
    sys.stderr.write(f"{printable(line)}\n")


def prepare_streams() -> None:
    """Make printing safe with a closed stdout or stderr, and with any locale."""
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def redirect_to_devnull(stream: TextIO) -> None:
    """Detach a stream whose reader is gone, so that the flush at exit can't fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
