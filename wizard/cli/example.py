"""`example`: complete answers to try things out with."""

import argparse
from pathlib import Path

from wizard.cli.output import give, say
from wizard.data_dirs import questions_dir
from wizard.errors import ExitCode
from wizard.storage import FileError
from wizard.storage.atomic_io import create_file
from wizard.text import command_line


def run(options: argparse.Namespace) -> int:
    """Write the example, unless there is something of that name; say what to do with it."""
    path = Path(options.file)
    try:
        create_file(path, (questions_dir() / "example.toml").read_bytes())
    except FileError as error:
        raise FileError(path, str(error)) from None
    give(str(path))
    say(f"The example is written. Open it with: {command_line(path)}")
    say(f"Or make its documents with: {command_line('export', path)}")
    return ExitCode.OK
