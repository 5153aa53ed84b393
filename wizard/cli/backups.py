"""`backups`: where earlier copies of the answers are."""

import argparse
from pathlib import Path

from wizard.cli.output import give, say
from wizard.errors import ExitCode
from wizard.storage.backups import list_backups


def run(options: argparse.Namespace) -> int:
    """Print where the copies are; the file itself may be gone."""
    path = Path(options.file)
    kept = list_backups(path)
    for copy in kept:
        give(str(copy.path))
    if not kept:
        say(f"There are no earlier copies of {path}. One is made when you change answers in it.")
    else:
        say(f"To go back to a copy, put it in the place of {path}.")
    return ExitCode.OK
