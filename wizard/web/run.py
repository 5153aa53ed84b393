"""Serves the wizard to a browser on this computer, until Ctrl+C."""

import contextlib
import secrets
import socket
import sys
from pathlib import Path

from wizard.errors import ExitCode, UserError
from wizard.text import command_line, printable

# Only this computer, without an option for others: whoever reaches it can change all answers.
HOST = "127.0.0.1"


def run(path: Path, port: int) -> int:
    """Serve the wizard on `path` at `port` (0: any that is free), and print the address.

    Raises:
        UserError: the file or the port can't be used, or the extra [web] isn't installed.
    """
    from wizard.storage.toml_file import read_answers, require_parent_dir

    # What is wrong with the file is better said here than in a page that stays empty.
    try:
        path.lstat()
    except FileNotFoundError:
        require_parent_dir(path)
    except OSError:
        read_answers(path)
    else:
        read_answers(path)
    try:
        from wizard.web.server import serve
    except ImportError as error:
        raise UserError(
            "For a browser, the wizard needs a part that isn't installed. In the folder of the "
            "project, run: 'python3 -m pip --python .venv/bin/python install \".[web]\"'."
        ) from error
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UserError(
            f"Port {port} can't be used: {reason}. Without --port, we take one that is free."
        ) from error
    secret = secrets.token_urlsafe(16)
    address = f"http://{HOST}:{listening.getsockname()[1]}/{secret}/"
    sys.stdout.write(
        f"Policy Wizard for {printable(path)}: {address}\n"
        "Open it in a browser on this computer; no other can reach it. Ctrl+C here ends it.\n"
    )
    sys.stdout.flush()
    serve(path, listening, secret)
    farewell = "Nothing was answered, so nothing was saved."
    if path.exists():
        command = command_line("serve", path)
        farewell = f"Your answers are in {printable(path)}. To go on with them: {command}"
    # The terminal may be gone.
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{farewell}\n")
        sys.stdout.flush()
    return ExitCode.OK
