"""Entry point of the command line; imports nothing heavy before a command runs."""

import difflib
import os
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from wizard import PROGRAM, __version__
from wizard.cli.command import Command, Parser, add_optional_file
from wizard.cli.documents import check, export, rules
from wizard.cli.files import backups, example, schema
from wizard.cli.interview import ask, open_wizard, serve
from wizard.cli.lifecycle import adopt, diff, review, status
from wizard.cli.output import prepare_streams, print_message, redirect_to_devnull
from wizard.cli.staff import joiner, leaver, signed
from wizard.errors import ExitCode, UserError

_GROUPS: dict[str, tuple[Command, ...]] = {
    "commands": (ask, serve, export, check, rules, backups, example, schema),
    "commands once the policy is written": (adopt, diff, status, review, signed, leaver, joiner),
}
COMMANDS = {command.name: command for group in _GROUPS.values() for command in group}

HELP_WIDTH = 79
# What other programs have as commands.
_OPTIONS_TYPED_AS_COMMANDS = {"help": "--help", "version": "--version"}
# How similar a word must be to a command to count as a typing error: "exprot", but not "reports".
_MIN_SIMILARITY = 0.7

_DESCRIPTION = """\
Answer eight steps of questions; hold a social media policy for your staff as a
Word document."""
_EXAMPLES = f"""\
examples:
  {PROGRAM}                    begin, or go on, in this folder
  {PROGRAM} bakery.toml        the same with the answers in bakery.toml
  {PROGRAM} check bakery.toml  see what is still open
  {PROGRAM} export bakery.toml --to out
                                   write the policy and the crisis plan to the
                                   folder "out"
  {PROGRAM} export bakery.toml --document summary --document contact-card
                                   write these two; "all" writes every document

A file that is named like a command is opened with ./ before its name:
{PROGRAM} ./check

exit status:
  0  all is well
  1  the answers have problems that keep a document from being right (for
     status: something is overdue)
  2  the command or the file can't be used
  3  the last answers could not be saved (a copy of them is kept)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in `argv`, by default that of the process, and return the exit status."""
    prepare_streams()
    try:
        status = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
    except UserError as error:
        print_message(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        redirect_to_devnull(sys.stdout)
        return ExitCode.OK
    except Exception as error:
        if os.environ.get("POLICY_WIZARD_DEBUG"):
            raise
        return _report_fault(error)
    return status


def _run(argv: list[str]) -> int:
    command = COMMANDS.get(argv[0]) if argv else None
    if command is not None:
        options = _command_parser(command).parse(argv[1:])
        return command.run(options)
    if argv and (intended := _intended_command(argv[0])):
        print_message(
            f"There is no command '{argv[0]}'; did you mean '{PROGRAM} {intended}'? "
            f"To begin a file of that name: {PROGRAM} ./{argv[0]}"
        )
        return ExitCode.USAGE_ERROR
    return open_wizard(_program_parser().parse(argv))


def _report_fault(error: Exception) -> int:
    """Print one sentence on an unexpected error, without what the answers say."""
    reason = f"because of a fault of its own ({type(error).__name__})"
    if isinstance(error, OSError):
        redirect_to_devnull(sys.stdout)  # it may be what failed, and would fail again at exit
        reason = f"because the system said: {(error.strerror or 'no').lower()}"
    print_message(f"Policy Wizard stopped {reason}. Your answers file is as last saved.")
    return ExitCode.USAGE_ERROR


def _command_parser(command: Command) -> Parser:
    description = textwrap.fill(command.description, HELP_WIDTH)
    parser = Parser(f"{PROGRAM} {command.name}", description, command.epilog())
    command.add_arguments(parser)
    return parser


def _program_parser() -> Parser:
    lists = [
        f"{title}:\n" + "\n".join(f"  {command.usage:<27}{command.summary}" for command in group)
        for title, group in _GROUPS.items()
    ]
    usage = f"{PROGRAM} [FILE]\n       {PROGRAM} COMMAND ..."
    parser = Parser(PROGRAM, _DESCRIPTION, "\n\n".join([*lists, _EXAMPLES]), usage)
    add_optional_file(parser)
    parser.add_argument("--version", action="version", version=f"Policy Wizard {__version__}")
    return parser


def _intended_command(word: str) -> str:
    """Return the command that a mistyped word stands for; "" if it may be a file name."""
    if Path(word).suffix or Path(word).name != word or os.path.lexists(word):
        return ""
    if word in _OPTIONS_TYPED_AS_COMMANDS:
        return _OPTIONS_TYPED_AS_COMMANDS[word]
    close = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=_MIN_SIMILARITY)
    return close[0] if close else ""
