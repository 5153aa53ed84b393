"""`adopt`: a draft becomes an adopted version."""

import argparse
import datetime
from pathlib import Path

from wizard.checks import where
from wizard.cli.handing_out import tell_calendar
from wizard.cli.output import give, say
from wizard.cli.refusal import RefusalError
from wizard.documents.compose import CompositionError
from wizard.documents.export import ExportError
from wizard.errors import ExitCode
from wizard.interview import load
from wizard.lifecycle import adoption, archive
from wizard.lifecycle.adoption import Plan
from wizard.storage.toml_file import read_with_bytes, write_answers
from wizard.text import command_line


def run(options: argparse.Namespace) -> int:
    """Adopt the draft, or complete an adoption that was cut off; print the files of the version."""
    path, interview = Path(options.file), load()
    answers, on_disk = read_with_bytes(path)
    half = adoption.find_interrupted(path, answers)
    if half is not None and not options.propose:
        write_answers(path, half.answers(), on_disk)
        say(f"The adoption of version {half.version} had been cut off; it is complete now.")
        _tell_adopted(half)
        return ExitCode.OK
    wishes = adoption.Wishes(
        options.version, options.on, options.by, options.note, options.read_again
    )
    try:
        planned = adoption.plan_adoption(path, answers, interview, datetime.date.today(), wishes)
        for warning in planned.warnings:
            say(warning)
        if options.propose:
            archive.ensure_absent(path, planned.version)
            _tell_proposal(planned)
            return ExitCode.OK
        made = adoption.adopt(path, planned, on_disk)
    except adoption.NotReadyError as error:
        for one in error.findings:
            say(f"{one.severity}: {where(one, interview)}: {one.what} {one.do}")
        say(str(error))
        return ExitCode.PROBLEMS
    except (adoption.AdoptionError, CompositionError, ExportError) as error:
        raise RefusalError(str(error)) from None
    _tell_adopted(made.version)
    say(f"Version {planned.version} is adopted, from {planned.on} on. {planned.why}".strip())
    tell_calendar(path, planned.answers)
    if answers.publication.sign:
        say(
            "Everybody is asked to sign it."
            if planned.read_again
            else "Earlier signatures still count."
        )
    say(f"To write the documents for staff: {command_line('export', path)}")
    if planned.last:
        say(
            f"To tell staff what is new: {command_line('diff', planned.last, path, '--note-to-staff')}"
        )
    return ExitCode.OK


def _tell_adopted(version: archive.Frozen) -> None:
    for file in sorted(version.folder.iterdir()):
        give(str(file))


def _tell_proposal(planned: Plan) -> None:
    row = planned.answers.revisions[-1]
    names = {person.id: person.name for person in planned.answers.people}
    give(f"Version: {planned.version}")
    give(f"From: {planned.on}")
    give(f"What is new: {row.what}")
    give(f"Approved by: {names.get(row.by or '') or 'nobody yet'}")
    give(f"To be signed again: {'yes' if planned.read_again else 'no'}")
    if planned.why:
        say(planned.why)
