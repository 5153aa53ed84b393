"""Commands that ask the questions: on the screen, line by line, or in a browser."""

import argparse
import os
import sys
from pathlib import Path

from wizard import PROGRAM
from wizard.cli.command import add_option, add_optional_file, command
from wizard.cli.output import print_message, redirect_to_devnull
from wizard.errors import ExitCode

MAX_PORT = 65_535


def open_wizard(options: argparse.Namespace) -> int:
    """Ask the questions on the screen, or line by line where the terminal has no cursor control."""
    path = Path(options.file)
    if not _has_terminal():
        print_message(
            "There is no terminal to ask the questions in; "
            f'use "{PROGRAM} ask FILE", "{PROGRAM} export FILE" or "{PROGRAM} check FILE".'
        )
        return ExitCode.USAGE_ERROR
    if os.name != "nt" and os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return ask.run(options)
    from wizard.tui.run import run

    status = run(path)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # the terminal is gone; a failing flush at exit would change our status
            redirect_to_devnull(stream)
    return status


@command("ask [FILE]", "ask line by line, as for screen readers", add_optional_file)
def ask(options: argparse.Namespace) -> int:
    """Ask the questions line by line: for screen readers, simple terminals and slow lines."""
    from wizard.line_mode.run import run

    return run(Path(options.file))


def _add_serve_arguments(parser: argparse.ArgumentParser) -> None:
    add_optional_file(parser)
    add_option(parser, "--port N", "default: any that is free", 0, type=_parse_port)


@command("serve [FILE]", "work in a browser on this computer only", _add_serve_arguments)
def serve(options: argparse.Namespace) -> int:
    """Ask the questions in a browser on this computer; print the address. Ctrl+C ends it."""
    from wizard.web.run import run

    return run(Path(options.file), options.port)


def _has_terminal() -> bool:
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def _parse_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:6]) > MAX_PORT:
        message = f"'{text}' is no port; it is a number from 0 to {MAX_PORT}"
        raise argparse.ArgumentTypeError(message)
    return int(text)
