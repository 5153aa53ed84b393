"""Starts the program: `python -m wizard`, and the `policy-wizard` script."""

import sys
from typing import NoReturn

from wizard.cli.main import main

__all__ = ["main", "program"]


def program() -> NoReturn:
    """Run the command line and exit with its status."""
    sys.exit(main())


if __name__ == "__main__":
    program()
