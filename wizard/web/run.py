"""Serves the wizard to a browser on this computer, until Ctrl+C."""

import os
import secrets
import socket
import sys
from pathlib import Path

from wizard.errors import ExitCode
from wizard.text import printable

HOST = "127.0.0.1"
"""Only this computer. There is no option for another: whoever reaches the wizard can read and change all answers."""
MISSING = (
    "For a browser, the wizard needs a part that isn't installed. In the folder of the project, run: "
    "'python3 -m pip --python .venv/bin/python install \".[web]\"'."
)
HOW = "Open it in a browser on this computer; no other can reach it. Ctrl+C here ends it."


def run(path: Path, port: int) -> int:
    """Serve the wizard on `path` at `port` (0: any that is free), print its address; return the exit status.

    Raises:
        FileError: the file can't be used.
    """
    from wizard.storage.toml_file import read_answers, require_folder

    try:
        os.lstat(path)
    except FileNotFoundError:
        require_folder(path)
    except (OSError, ValueError):
        read_answers(path)  # says what is wrong with the name
    else:
        read_answers(
            path
        )  # what is wrong with the file is better told here than in a page that stays empty
    try:
        from wizard.web.server import serve
    except ImportError:
        sys.stderr.write(f"{MISSING}\n")
        return ExitCode.USAGE_ERROR
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        why = error.strerror or str(error)
        sys.stderr.write(
            f"Port {port} can't be used: {why.lower()}. Without --port, we take one that is free.\n"
        )
        return ExitCode.USAGE_ERROR
    secret = secrets.token_urlsafe(16)
    port = listening.getsockname()[1]
    sys.stdout.write(
        f"Policy Wizard for {printable(path)}: http://{HOST}:{port}/{secret}/\n{HOW}\n"
    )
    sys.stdout.flush()
    serve(path, listening, secret)
    return ExitCode.OK
