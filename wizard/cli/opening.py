"""Without a command: the wizard itself, on the screen, or line by line where a terminal can't place anything."""

import argparse
import os
import sys
from pathlib import Path

from wizard import PROGRAM
from wizard.cli.output import drop, say
from wizard.errors import ExitCode


def run(options: argparse.Namespace) -> int:
    """Ask the questions."""
    path = Path(options.file)
    if not _has_terminal():
        say(
            "There is no terminal to ask the questions in; "
            f'use "{PROGRAM} ask FILE", "{PROGRAM} export FILE" or "{PROGRAM} check FILE".'
        )
        return ExitCode.USAGE_ERROR
    if os.name != "nt" and os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        from wizard.line_mode.run import run as ask

        return ask(path)
    from wizard.tui.app import run as show

    status = show(path)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (
            OSError
        ):  # the window is gone; Python would put its own exit status over ours at the end
            drop(stream)
    return status


def _has_terminal() -> bool:
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)
