"""`schema`: the JSON Schema of the answers file, for editors that check TOML."""

import argparse

from wizard.cli.output import give_json
from wizard.errors import ExitCode
from wizard.interview import load
from wizard.schema import schema


def run(options: argparse.Namespace) -> int:
    """Print it."""
    give_json(schema(load()))
    return ExitCode.OK
