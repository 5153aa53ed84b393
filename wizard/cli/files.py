"""Commands about answers files: their backups, the example, the schema."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.command import add_file, add_optional_file, command
from wizard.cli.output import print_json, print_message, print_result
from wizard.errors import ExitCode
from wizard.text import command_line

if TYPE_CHECKING:
    from wizard.answers.model import Answers

EXAMPLE_FILE = "social-media-policy-example.toml"


@command("backups FILE", "print where earlier copies of the answers are", add_file)
def backups(options: argparse.Namespace) -> int:
    """Print where earlier copies of the answers are, the newest first.

    There is one from before each of the last ten times you changed them.
    """
    from wizard.storage.backups import list_backups

    path = Path(options.file)
    copies = list_backups(path)
    for copy in copies:
        print_result(str(copy.path))
    if copies:
        print_message(f"To go back to a copy, put it in the place of {path}.")
    else:
        print_message(
            f"There are no earlier copies of {path}. One is made when you change answers in it."
        )
    return ExitCode.OK


@command(
    "example [FILE]",
    "write a complete example to try things out with",
    partial(add_optional_file, default=EXAMPLE_FILE),
)
def example(options: argparse.Namespace) -> int:
    """Write a complete example of answers.

    A file that exists is never written over.
    """
    from wizard.data_dirs import questions_dir

    path = Path(options.file)
    write_new_file(path, (questions_dir() / "example.toml").read_bytes())
    print_message(f"The example is written. Open it with: {command_line(path)}")
    print_message(f"Or make its documents with: {command_line('export', path)}")
    return ExitCode.OK


@command("schema", "print the JSON Schema of the answers file")
def schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema of the answers file."""
    from wizard.interview import load
    from wizard.schema import json_schema

    print_json(json_schema(load()))
    return ExitCode.OK


def save_answers(path: Path, answers: "Answers", on_disk: bytes) -> None:
    """Save answers over `on_disk`, what the file holds, and say if that upgraded it.

    Raises:
        FileError: they can't be saved.
    """
    from wizard.storage.store import write_upgraded

    _, notice = write_upgraded(path, answers, on_disk)
    if notice:
        print_message(notice)


def write_new_file(path: Path, data: bytes) -> None:
    """Write `data` to a file that doesn't exist yet, and print its path.

    Raises:
        FileError: the file exists already or can't be written.
    """
    from wizard.storage.atomic_io import create_file

    create_file(path, data)
    print_result(str(path))
