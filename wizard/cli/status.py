"""`status`: how policies stand."""

import argparse
import datetime
import os
from collections.abc import Sequence
from pathlib import Path

from wizard.cli import status_table
from wizard.cli.output import give_json
from wizard.errors import ExitCode
from wizard.interview import load
from wizard.lifecycle import status


def run(options: argparse.Namespace) -> int:
    """Print a line a policy."""
    interview, today = load(), options.on or datetime.date.today()
    rows = [status.get_status(path, interview, today) for path in _files(options.files)]
    if options.json:
        give_json([row.as_table() for row in rows])
    else:
        status_table.show(rows)
    if any(row.overdue for row in rows):
        return ExitCode.PROBLEMS
    return ExitCode.USAGE_ERROR if any(row.unreadable for row in rows) else ExitCode.OK


def _files(named: Sequence[str]) -> list[Path]:
    """Return the files; a pattern that the shell left alone, as in Windows, is looked up here."""
    found: list[Path] = []
    for name in named:
        path = Path(name)
        is_pattern = bool(set(path.name) & set("*?[")) and not os.path.lexists(path)
        found += (sorted(path.parent.glob(path.name)) if is_pattern else []) or [path]
    return found
