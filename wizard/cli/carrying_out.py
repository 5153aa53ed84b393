"""Carries out a command by its name; a refusal is one sentence."""

import argparse
from importlib import import_module

from wizard.cli.output import say
from wizard.cli.refusal import refusals
from wizard.errors import ExitCode


def carry_out(name: str, options: argparse.Namespace) -> int:
    """Run the module of one of `declared.COMMANDS`, and return its exit status."""
    try:
        status: int = import_module(f"wizard.cli.{name}").run(options)
    except Exception as error:
        if not isinstance(error, refusals()):
            raise
        say(str(error))
        return ExitCode.USAGE_ERROR
    return status
