"""Starts the program: `python -m wizard`, and the `policy-wizard` script."""

import gc
import sys
from typing import NoReturn

from wizard.cli.main import main

__all__ = ["main", "program"]


def program() -> NoReturn:
    """Run the command line and exit with its status."""
    status = main()
    # Skip the last search for garbage: a seventh of the time of an export.
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    program()
