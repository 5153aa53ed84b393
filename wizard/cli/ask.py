"""`ask`: the questions line by line, for screen readers and simple terminals."""

import argparse
from pathlib import Path

from wizard.line_mode.run import run as ask


def run(options: argparse.Namespace) -> int:
    """Ask."""
    return ask(Path(options.file))
