"""`export`: the documents, written to a folder."""

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

from wizard import checks, disclaimers
from wizard.answers.model import Answers
from wizard.cli.output import give, say
from wizard.documents.catalog import DEFAULT_DOCUMENTS, Format, catalog
from wizard.documents.export import export, find_letterhead
from wizard.documents.output_files import ExportError
from wizard.errors import ExitCode
from wizard.interview import Interview, load
from wizard.storage.toml_file import read_answers


def run(options: argparse.Namespace) -> int:
    """Write the documents, and print the address of each.

    What keeps a document from being right is said, and the documents are written nevertheless, as drafts.
    """
    path = Path(options.file)
    names, forms = _documents(options.document), _formats(options.format)
    answers = read_answers(path)
    interview = load()
    errors = _errors(answers, interview)
    to = Path(options.to) if options.to else path.parent
    done = export(
        answers, to, names, forms, letterhead=_letterhead(path, answers, options.letterhead)
    )
    for made in done.written:
        give(str(made.path))
    for line in (*done.notes, *_notices(answers, interview), *errors):
        say(line)
    if errors:
        say("The documents are written, but they are drafts until this is put right.")
    return ExitCode.PROBLEMS if errors else ExitCode.OK


def _notices(answers: Answers, interview: Interview) -> tuple[str, str]:
    """Return what the owner has to know about what was written."""
    return disclaimers.export_notice(
        answers, interview, datetime.date.today()
    ), disclaimers.NO_LEGAL_ADVICE


def _errors(answers: Answers, interview: Interview) -> list[str]:
    """Return a line for each thing that keeps a document from being right."""
    found = checks.errors(answers, interview, datetime.date.today())
    return [f"{one.severity}: {checks.where(one, interview)}: {one.told}" for one in found]


def _documents(asked: Sequence[str]) -> Sequence[str]:
    """Return the names of the documents to write: those asked for, all of them, or the usual ones."""
    if not asked:
        return DEFAULT_DOCUMENTS
    known = [entry.name for entry in catalog()]
    for name in asked:
        if name != "all" and name not in known:
            raise ExportError(
                f"There is no document '{name}'; choose from {', '.join(known)}, or all."
            )
    return known if "all" in asked else asked


def _formats(asked: Sequence[str]) -> tuple[Format, ...]:
    known = get_args(Format)
    for form in asked:
        if form not in known:
            raise ExportError(f"There is no format '{form}'; choose from {', '.join(known)}.")
    return cast(tuple[Format, ...], tuple(asked))


def _letterhead(path: Path, answers: Answers, given: str | None) -> Path | None:
    """Return the letterhead: a name on the command line is seen from here, one in the answers from beside them."""
    if given is not None:
        return Path(given) if given else None
    return find_letterhead(path, answers.letterhead)
