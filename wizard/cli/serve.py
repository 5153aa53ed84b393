"""`serve`: the questions in a browser on this computer."""

import argparse
from pathlib import Path

from wizard.web.run import run as serve


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    return serve(Path(options.file), options.port)
