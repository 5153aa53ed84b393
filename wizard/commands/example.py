"""`example`: complete answers to try things out with."""

import argparse
from pathlib import Path

from wizard.answers.disk import DiskError, create
from wizard.answers.file import FileError
from wizard.answers.shown import command_line
from wizard.commands.output import give, say
from wizard.data import questions
from wizard.exit_status import FINE


def run(options: argparse.Namespace) -> int:
    """Write the example, unless there is something of that name; say what to do with it."""
    path = Path(options.file)
    try:
        create(path, (questions() / "example.toml").read_bytes())
    except DiskError as error:
        raise FileError(path, str(error)) from None
    give(str(path))
    say(f"The example is written. Open it with: {command_line(path)}")
    say(f"Or make its documents with: {command_line('export', path)}")
    return FINE
