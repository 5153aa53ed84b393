"""What a command declares, and the argument parser that they share."""

import argparse
import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from wizard.errors import ExitCode
from wizard.text import did_you_mean, printable

DEFAULT_FILE = "social-media-policy.toml"


@dataclass(frozen=True)
class Command:
    """A command of the program."""

    usage: str
    summary: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None]
    epilog: Callable[[], str]

    @property
    def name(self) -> str:
        """Return the first word of the usage."""
        return self.usage.partition(" ")[0]

    @property
    def description(self) -> str:
        """Return the docstring of the function that runs the command."""
        return " ".join((self.run.__doc__ or "").split())


def command(
    usage: str,
    summary: str,
    add_arguments: Callable[[argparse.ArgumentParser], None] = lambda _: None,
    *,
    epilog: Callable[[], str] = str,
) -> Callable[[Callable[[argparse.Namespace], int]], Command]:
    """Declare the command that a function runs; its docstring is the description in --help.

    Args:
        usage: the name, and what follows it in the list of commands: "check FILE".
        summary: what it does, in the list of commands.
        add_arguments: adds its arguments to a parser.
        epilog: returns the end of its --help.
    """
    return lambda run: Command(usage, summary, run, add_arguments, epilog)


class Parser(argparse.ArgumentParser):
    """Argument parser that explains a mistake in one sentence."""

    def __init__(self, prog: str, description: str, epilog: str, usage: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            usage=usage,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """Return the parsed arguments; exit with a message where they are wrong."""
        # argparse understands "--" only when it doesn't mix options and positional arguments.
        parse = self.parse_known_args if "--" in words else self.parse_known_intermixed_args
        options, unknown = parse(words)
        if unknown:
            known = re.findall(r"--[a-z-]+", self.format_usage())
            self._refuse(f"'{unknown[0]}' is not known here", did_you_mean(unknown[0], known))
        return options

    def error(self, message: str) -> NoReturn:
        """Exit with argparse's message."""
        self._refuse(message)

    def _refuse(self, message: str, hint: str = "") -> NoReturn:
        hint = hint or f"; see {self.prog} --help"
        self.exit(ExitCode.USAGE_ERROR, f"{self.prog}: {printable(message + hint)}\n")


def add_file(parser: argparse.ArgumentParser) -> None:
    """Add FILE, the answers."""
    parser.add_argument("file", metavar="FILE", help="the answers")


def add_optional_file(parser: argparse.ArgumentParser, default: str = DEFAULT_FILE) -> None:
    """Add [FILE], by default the usual name in the current directory."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default=default, help=f"default: {default}"
    )


def add_option(
    parser: argparse.ArgumentParser,
    usage: str,
    description: str,
    default: Any = "",
    **settings: Any,
) -> None:
    """Add an option with a value; `usage` names both: "--by NAME"."""
    option, metavar = usage.split()
    parser.add_argument(option, metavar=metavar, help=description, default=default, **settings)


def add_date(parser: argparse.ArgumentParser, usage: str, description: str) -> None:
    """Add an option that takes a date: "--on DATE"."""
    add_option(parser, usage, description, None, type=_parse_date)


def _parse_date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        message = f"'{text}' is no date; write it like 2027-03-31"
        raise argparse.ArgumentTypeError(message) from error
