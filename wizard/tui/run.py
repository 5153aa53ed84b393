"""Runs the app on an answers file, and prints what came of it."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from wizard.errors import ExitCode
from wizard.interview import load
from wizard.session import Session
from wizard.storage.autosave import SaveState
from wizard.text import command_line
from wizard.tui.app import PolicyWizardApp


def run(path: Path) -> int:
    """Run the wizard on an answers file; return the exit status.

    Raises:
        FileError: the file can't be used.
        DataError: the questions can't be read.
    """
    session = Session(path, load())
    app = PolicyWizardApp(session)
    app.run()
    is_saved = session.close()
    recovery = None if is_saved else session.write_recovery()
    app.signals.restore()
    results, problems = farewell(
        session, app.written, is_saved=is_saved, crashed=app.crashed, recovery=recovery
    )
    print_lines(results, sys.stdout)
    print_lines(problems, sys.stderr)
    if not is_saved:
        return ExitCode.NOT_SAVED
    return ExitCode.USAGE_ERROR if app.crashed else app.return_code or ExitCode.OK


def farewell(
    session: Session, written: list[Path], *, is_saved: bool, crashed: bool, recovery: Path | None
) -> tuple[list[str], list[str]]:
    """Return what to print after leaving: results for stdout, problems for stderr.

    Args:
        session: The closed session.
        written: The documents that were written.
        is_saved: Whether all answers are in their file.
        crashed: Whether an unexpected error ended the wizard.
        recovery: The recovery copy, if the answers could not be saved.
    """
    results = [f"Written: {path}" for path in written]
    problems = []
    if crashed:
        problems.append("Something went wrong inside the wizard, and it had to stop. We are sorry.")
    if not is_saved:
        problems.append(f"Your last answers could not be saved. {session.save_error}".rstrip())
        problems.append(
            f"A copy of them is in {recovery}. "
            "The wizard offers it the next time you open the file."
            if recovery
            else "No copy of them could be kept either."
        )
    elif session.is_new and session.save_state is SaveState.UNCHANGED:
        results.append("Nothing was answered, so nothing was saved.")
    else:
        command = command_line(session.path)
        results.append(f"Your answers are in {session.path}. To go on with them: {command}")
    return results, problems


def print_lines(lines: list[str], stream: TextIO) -> None:
    """Write lines with unprintable characters escaped, if anybody can still read them."""
    with suppress(OSError, ValueError):
        for line in lines:
            text = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
            encoding = stream.encoding or "utf-8"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()
