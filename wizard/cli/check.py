"""`check`: what is missing, wrong or risky in the answers."""

import argparse
import datetime
from pathlib import Path

from wizard.checks import findings
from wizard.cli import check_report
from wizard.cli.output import give, give_json, say
from wizard.errors import ExitCode
from wizard.interview import load
from wizard.storage.store import file_warnings
from wizard.storage.toml_file import read_answers


def run(options: argparse.Namespace) -> int:
    """Print what was found: for a person, or as JSON, a list of objects."""
    path, interview = Path(options.file), load()
    found = findings(read_answers(path), interview, datetime.date.today())
    if options.json:
        give_json(check_report.table(found, interview))
    else:
        for line in check_report.lines(found, interview):
            give(line)
    for note in file_warnings(path):
        say(note)
    return ExitCode.PROBLEMS if any(one.severity == "error" for one in found) else ExitCode.OK
