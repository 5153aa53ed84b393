"""`joiner`: what somebody new needs."""

import argparse
import datetime
from pathlib import Path

from wizard.answers.file import read
from wizard.answers.shown import command_line
from wizard.commands.handing_out import target, write_about
from wizard.commands.output import say
from wizard.upkeep import signoff


def run(options: argparse.Namespace) -> int:
    """Write the checklist, and put them on the list of who has to sign."""
    path, day = Path(options.file), options.on or datetime.date.today()
    answers = read(path)
    name = signoff.name(options.name)
    extra = {"joiner": name, "first_day": day, "in_force": answers.adopted.version}
    register, on_disk = signoff.read(signoff.beside(path))
    status = write_about(target(path, options.to), answers, "joiner", name, extra)
    if answers.publication.sign:
        signoff.write(signoff.beside(path), register.with_staff([name]), on_disk)
        say(
            f"{name} is on the list of who has to sign. Later: {command_line('signed', path, 'NAME')}"
        )
    return status
