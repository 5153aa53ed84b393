"""Where the program starts: decides what to do before anything heavy is imported."""

import gc
import io
import os
import sys
from typing import NoReturn

from wizard import PROGRAM, __version__
from wizard.cli.declared import COMMANDS, DEFAULT_FILE, ONCE_WRITTEN
from wizard.cli.output import drop, say
from wizard.cli.parser import Parser, meant, parser
from wizard.errors import ExitCode

OBJECTS_BETWEEN_GARBAGE = 100_000
"""Python looks for garbage every 700 objects, a tenth of the time that the wizard or an export takes to start."""

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


def program() -> NoReturn:
    """Run the program's own command, and end."""
    status = main()
    gc.freeze()  # or Python would go through everything once more for garbage: a sixth of an export
    sys.exit(status)


def main(argv: list[str] | None = None) -> int:
    """Run the command in `argv` (by default the program's own) and return its exit status."""
    _never_fail_to_print()
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        drop(sys.stdout)
        return ExitCode.OK
    except Exception as error:
        if os.environ.get("POLICY_WIZARD_DEBUG"):
            raise
        why = f"because of a fault of its own ({type(error).__name__})"
        if isinstance(error, OSError):
            drop(sys.stdout)  # it may be what failed, and would fail again at the end
            why = f"because the system said: {(error.strerror or 'no').lower()}"
        say(f"Policy Wizard stopped {why}. Your answers file is as last saved.")
        return ExitCode.USAGE_ERROR


def _run(argv: list[str]) -> int:
    gc.set_threshold(OBJECTS_BETWEEN_GARBAGE)
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # or it would look through every package for some
    name = argv[0] if argv and argv[0] in COMMANDS else None
    if argv and not name and (known := meant(argv[0])):
        said = f"There is no command '{argv[0]}'; did you mean '{PROGRAM} {known}'?"
        say(f"{said} To begin a file of that name: {PROGRAM} ./{argv[0]}")
        return ExitCode.USAGE_ERROR
    options = parser(name).read(argv[1:]) if name else _parser().read(argv)
    from wizard.cli.carrying_out import carry_out

    return carry_out(name or "opening", options)


def _parser() -> Parser:
    """Return what reads the command line without a command."""
    usage = f"{PROGRAM} [FILE]\n       {PROGRAM} COMMAND ..."
    made = Parser(PROGRAM, _DESCRIPTION, _epilog(), usage)
    made.add_argument(
        "file", metavar="FILE", nargs="?", default=DEFAULT_FILE, help=f"default: {DEFAULT_FILE}"
    )
    made.add_argument("--version", action="version", version=f"Policy Wizard {__version__}")
    return made


def _epilog() -> str:
    first = [name for name in COMMANDS if name not in ONCE_WRITTEN]
    groups = (("commands", first), ("commands once the policy is written", ONCE_WRITTEN))
    listed = [
        "\n".join(
            [
                f"{title}:",
                *(f"  {COMMANDS[name].usage:<27}{COMMANDS[name].summary}" for name in names),
            ]
        )
        for title, names in groups
    ]
    return "\n\n".join([*listed, _EXAMPLES])


def _never_fail_to_print() -> None:
    """Have streams print what they can't encode with a backslash: LC_ALL=C is no reason to stop, nor a closed one."""
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    program()
