"""Opens the answers, goes through the interview, and leaves in good order, asked or not."""

import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

from wizard.errors import ExitCode
from wizard.interview import load
from wizard.lifecycle.review import due_message
from wizard.line_mode.file_news import settle_unsaved
from wizard.line_mode.interview import Interviewer
from wizard.line_mode.talk import EndOfInputError, Talk
from wizard.session import Session
from wizard.text import command_line, printable

WELCOME = """\
Policy Wizard asks eight steps of questions, one at a time. At the end you hold a social media policy for your staff.
Each answer is saved as you give it. Press Enter to go on, type ? for help, quit to leave.
This is no legal advice: it helps you write a first draft. Ask a lawyer to read your policy before you use it."""
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_GRACE = 1.0
"""Seconds for the last words."""


class _StoppedError(BaseException):
    """A signal told us to end. It is no Exception, so that nothing on the way mistakes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


def run(path: Path) -> int:
    """Ask the questions for the answers in `path`, line by line; return the exit status.

    Raises:
        FileError: the file can't be used.
        QuestionsError: the questions can't be read.
    """
    talk = Talk()
    session = Session(path, load())
    status: int = ExitCode.OK
    fault = None
    try:
        for number in _SIGNALS:  # whoever started us may have had them ignored
            signal.signal(number, _stop)
        _greet(session, talk)
        Interviewer(session, talk).run()
        _hear_no_signal()
    except EndOfInputError:
        pass
    except _StoppedError as stopped:
        status = stopped.status
    except OSError:  # nobody reads any more, or the terminal is gone
        status = ExitCode.OK
    except Exception as error:  # a fault of ours: save first
        fault = error
    _hear_no_signal()
    saved = session.close()
    kept = None if saved else session.write_recovery()
    if fault is not None:
        raise fault
    if status != ExitCode.OK:  # a terminal that takes nothing any more must not keep us
        threading.Thread(
            target=_end,
            args=(status if saved else ExitCode.NOT_SAVED,),
            name="watchdog",
            daemon=True,
        ).start()
    return _part(session, saved=saved, kept=kept, status=status)


def _greet(session: Session, talk: Talk) -> None:
    talk.say(WELCOME)
    for note in session.warnings:
        talk.say(note)
    if session.read_only:
        talk.say(session.read_only)
    else:
        session.watch()
        if session.previous_run_crashed:
            talk.say(
                "Last time, the wizard was stopped from outside. Your answers are here as they were saved."
            )
        unsaved = session.find_recovery()
        if unsaved is not None:
            settle_unsaved(session, unsaved, talk)
    due = due_message(session.answers, session.today())
    if due:
        talk.say(f"{due} What to look at: {command_line('review', session.path)}")
    if not session.is_new:
        talk.say("You come back to the question that you left.")


def _part(session: Session, *, saved: bool, kept: Path | None, status: int) -> int:
    """Say where the answers are; return the exit status."""
    try:
        if not saved:
            sys.stderr.write(
                f"Your last answers could not be saved. {printable(session.save_error)}\n"
            )
            if kept is not None:
                sys.stderr.write(
                    f"A copy of them is in {printable(kept)}. It is offered the next time.\n"
                )
            return ExitCode.NOT_SAVED
        if session.path.exists():
            again = command_line("ask", session.path)
            sys.stdout.write(
                f"\nYour answers are in {printable(session.path)}. To go on with them: {again}\n"
            )
        else:
            sys.stdout.write("\nNothing was answered, so nothing was saved.\n")
        sys.stdout.flush()
    except OSError:
        pass
    return status


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    _hear_no_signal()
    raise _StoppedError(number)


def _hear_no_signal() -> None:
    """Go on with saving whatever signal comes next: a window that is closed often sends two."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _end(status: int) -> None:
    time.sleep(_GRACE)
    os._exit(status)
