"""`example`: complete answers to try things out with."""

import argparse
from pathlib import Path

from wizard.cli.output import give, say
from wizard.data import questions
from wizard.errors import ExitCode
from wizard.storage.atomic_io import create_file
from wizard.text import command_line


def run(options: argparse.Namespace) -> int:
    """Write the example, unless there is something of that name; say what to do with it."""
    path = Path(options.file)
    create_file(path, (questions() / "example.toml").read_bytes())
    give(str(path))
    say(f"The example is written. Open it with: {command_line(path)}")
    say(f"Or make its documents with: {command_line('export', path)}")
    return ExitCode.OK
