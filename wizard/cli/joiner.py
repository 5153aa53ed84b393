"""`joiner`: what somebody new needs."""

import argparse
import datetime
from pathlib import Path

from wizard.cli.handing_out import target, write_about
from wizard.cli.output import say
from wizard.lifecycle import signatures
from wizard.storage.toml_file import read_answers
from wizard.text import command_line


def run(options: argparse.Namespace) -> int:
    """Write the checklist, and put them on the list of who has to sign."""
    path, day = Path(options.file), options.on or datetime.date.today()
    answers = read_answers(path)
    name = signatures.name(options.name)
    extra = {"joiner": name, "first_day": day, "in_force": answers.adopted.version}
    register, on_disk = signatures.read_register(signatures.register_path(path))
    status = write_about(target(path, options.to), answers, "joiner", name, extra)
    if answers.publication.sign:
        signatures.write_register(
            signatures.register_path(path), register.with_staff([name]), on_disk
        )
        say(
            f"{name} is on the list of who has to sign. Later: {command_line('signed', path, 'NAME')}"
        )
    return status
