"""Opens the answers, runs the interview, and saves them at the end, also at a signal."""

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from wizard.errors import ExitCode
from wizard.interview import load
from wizard.lifecycle.review import due_message
from wizard.line_mode.conflicts import offer_recovery
from wizard.line_mode.console import Console, EndOfInputError
from wizard.line_mode.interview import Interviewer
from wizard.session import Session
from wizard.text import command_line, printable

WELCOME = (
    "Policy Wizard asks eight steps of questions, one at a time. "
    "At the end you hold a social media policy for your staff.\n"
    "Each answer is saved as you give it. "
    "Press Enter to go on, type ? for help, quit to leave.\n"
    "This is no legal advice: it helps you write a first draft. "
    "Ask a lawyer to read your policy before you use it."
)
# A terminal that is gone may block the last messages for ever.
GOODBYE_TIMEOUT_S = 1.0
# Windows has no SIGHUP.
_SIGNALS = [item for item in signal.Signals if item.name in ("SIGINT", "SIGTERM", "SIGHUP")]


class _SignalReceived(BaseException):
    """A signal asked to end. No `Exception`, so that nothing on the way catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def run(path: Path) -> int:
    """Ask the questions for the answers in `path`, and return the exit status.

    Raises:
        UserError: the file or the questions can't be used.
    """
    console, session = Console(), Session(path, load())
    status: int = ExitCode.OK
    fault: Exception | None = None
    try:
        for number in _SIGNALS:
            signal.signal(number, _raise_signal)
        _greet(session, console)
        Interviewer(session, console).run()
        _ignore_signals()
    except _SignalReceived as received:
        status = received.status
    except (EndOfInputError, OSError):  # the input has ended, or the terminal is gone
        pass
    except Exception as error:  # a fault of ours: save first
        fault = error
    _ignore_signals()
    is_saved = session.close()
    recovery = None if is_saved else session.write_recovery()
    if fault is not None:
        raise fault
    status = status if is_saved else ExitCode.NOT_SAVED
    if status != ExitCode.OK:
        watchdog = threading.Timer(GOODBYE_TIMEOUT_S, os._exit, (status,))
        watchdog.daemon = True
        watchdog.start()
    with suppress(OSError):
        _say_goodbye(session, recovery, is_saved=is_saved)
    return status


def _greet(session: Session, console: Console) -> None:
    console.say(WELCOME)
    for warning in session.warnings:
        console.say(warning)
    if session.read_only:
        console.say(session.read_only)
    else:
        session.watch()
        if session.previous_run_crashed:
            console.say(
                "Last time, the wizard was stopped from outside. Your answers are here as they "
                "were saved."
            )
        recovery = session.find_recovery()
        if recovery is not None:
            offer_recovery(session, recovery, console)
    due = due_message(session.answers, session.today())
    if due:
        console.say(f"{due} What to look at: {command_line('review', session.path)}")
    if not session.is_new:
        console.say("You come back to the question that you left.")


def _say_goodbye(session: Session, recovery: Path | None, *, is_saved: bool) -> None:
    path = printable(session.path)
    if not is_saved:
        sys.stderr.write(f"Your last answers could not be saved. {printable(session.save_error)}\n")
        if recovery is not None:
            sys.stderr.write(
                f"A copy of them is in {printable(recovery)}. It is offered the next time.\n"
            )
    elif session.path.exists():
        command = command_line("ask", session.path)
        sys.stdout.write(f"\nYour answers are in {path}. To go on with them: {command}\n")
    else:
        sys.stdout.write("\nNothing was answered, so nothing was saved.\n")
    sys.stdout.flush()


def _raise_signal(number: int, _frame: FrameType | None) -> NoReturn:
    _ignore_signals()
    raise _SignalReceived(number)


def _ignore_signals() -> None:
    """Let nothing interrupt the save: a terminal that is closed often sends two signals."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
