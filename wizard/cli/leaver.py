"""`leaver`: what somebody who leaves has to hand over."""

import argparse
import datetime
from pathlib import Path

from wizard.answers.model import Person
from wizard.answers.people import find_person, replace_person
from wizard.cli.handing_out import target, write_about
from wizard.cli.output import say
from wizard.cli.refusal import RefusalError
from wizard.interview import load
from wizard.lifecycle import handover, signatures
from wizard.storage.toml_file import read_with_bytes, write_answers
from wizard.text import command_line


def run(options: argparse.Namespace) -> int:
    """Write the checklist, and put the successor in place if there is one."""
    path, interview, day = Path(options.file), load(), options.on or datetime.date.today()
    answers, on_disk = read_with_bytes(path)
    leaver = find_person(answers, options.name)
    successor: Person | None = None
    after = answers
    if options.successor:
        successor = find_person(answers, options.successor)
        if successor.id == leaver.id:
            raise RefusalError(
                "Somebody who leaves can't be their own successor; choose another person."
            )
        after = replace_person(answers, leaver.id, successor.id, day)
    extra = handover.handover_context(answers, leaver, successor, day, interview)
    register, register_on_disk = signatures.read_register(signatures.register_path(path))
    # The words of the checklist are those of the answers before: the people still sign in under their old names.
    status = write_about(target(path, options.to), answers, handover.DOCUMENT, leaver.name, extra)
    if successor is not None:
        write_answers(path, after, on_disk)
        to_see = f" To see where: {command_line('diff', path)}" if after.adopted.version else ""
        say(f"{successor.name} is named wherever {leaver.name} was.{to_see}")
    elif extra["duties"]:
        count = len(extra["duties"])
        jobs = "one job" if count == 1 else f"{count} jobs"
        say(f"{leaver.name} has {jobs} to hand over; name a successor with --successor.")
    if register_on_disk is not None:
        signatures.write_register(
            signatures.register_path(path), register.without(leaver.name, day), register_on_disk
        )
    return status
