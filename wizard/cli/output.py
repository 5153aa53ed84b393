"""What a command says: results on stdout, messages on stderr."""

import contextlib
import os
import sys
from typing import Any, TextIO

from wizard.text import printable


def give(line: str) -> None:
    """Print a line of the result."""
    sys.stdout.write(f"{printable(line)}\n")


def give_json(value: Any) -> None:
    """Print the result for other programs; what could steer a terminal is escaped in it."""
    import json

    sys.stdout.write(f"{json.dumps(value, indent=2)}\n")


def say(line: str) -> None:
    """Print a message about it."""
    sys.stderr.write(f"{printable(line)}\n")


def drop(stream: TextIO) -> None:
    """Have a stream that nobody reads any more lead nowhere, or Python would complain about it at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
