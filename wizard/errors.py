"""Errors that a user can cause, and the exit codes of the program."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the program returns to the shell."""

    OK = 0
    PROBLEMS = 1
    """The answers keep a document from being right; for `status`, something is overdue."""
    USAGE_ERROR = 2
    """The command or the file can't be used, or an internal error ended the program."""
    NOT_SAVED = 3
    """The last answers could not be saved; a recovery copy is kept."""
    INTERRUPTED = 130
    """Stopped with Ctrl+C: 128 plus the number of the signal."""


class UserError(Exception):
    """A problem that the user can fix; the message is one sentence for them."""

    exit_code = ExitCode.USAGE_ERROR
