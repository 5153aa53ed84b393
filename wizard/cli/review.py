"""`review`: what to look at in a review, and noting it down."""

import argparse
import datetime
from pathlib import Path

from wizard.answers.diff import is_adopted
from wizard.answers.people import find_person
from wizard.cli.handing_out import tell_calendar
from wizard.cli.output import give, say
from wizard.cli.refusal import RefusalError
from wizard.errors import ExitCode
from wizard.interview import load
from wizard.lifecycle import review
from wizard.storage.toml_file import read_with_bytes, write_answers
from wizard.text import command_line


def run(options: argparse.Namespace) -> int:
    """Print what to look at, or note down that somebody did."""
    path, interview, day = Path(options.file), load(), options.on or datetime.date.today()
    _refuse_notes_without_done(options)
    answers, on_disk = read_with_bytes(path)
    if not options.done:
        for topic in review.review_topics(answers, interview, day):
            give(topic.title)
            for point in topic.points:
                give(f"  {point.text}")
        say(f"Change what is no longer true: {command_line(path)}")
        say(f"Then note it down, also if nothing changed: {command_line('review', path, '--done')}")
        return ExitCode.OK
    by = find_person(answers, options.by).id if options.by else None
    unconfirmed = [find_person(answers, name).id for name in options.unconfirmed]
    after = review.record_review(
        answers, day, following=options.next, by=by, note=options.note, unconfirmed=unconfirmed
    )
    write_answers(path, after, on_disk)
    say(f"The review of {day} is noted down. The next one is on {after.review.next_on}.")
    tell_calendar(path, after)
    if not is_adopted(after):
        say(f"The answers have changed; adopt them as a new version: {command_line('adopt', path)}")
    return ExitCode.OK


def _refuse_notes_without_done(options: argparse.Namespace) -> None:
    """Have nothing that was to be noted down passed over in silence."""
    notes = {
        "--next": options.next,
        "--by": options.by,
        "--note": options.note,
        "--except": options.unconfirmed,
    }
    given = [name for name, value in notes.items() if value]
    if given and not options.done:
        raise RefusalError(
            f"{given[0]} is about a review that is noted down; add --done, or leave it out."
        )
