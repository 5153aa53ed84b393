"""The commands that need no screen. Results go to stdout, messages to stderr; each returns the exit status."""

import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.answers.file import FileError, read
from wizard.answers.shown import quoted, shown
from wizard.data import LANGUAGE, folder

if TYPE_CHECKING:
    from wizard.answers.model import Answers
    from wizard.documents.catalogue import Format
    from wizard.interview import Interview

FINE, PROBLEMS, UNUSABLE = 0, 1, 2


def check(path: Path, *, as_json: bool = False) -> int:
    """Print what is missing, wrong or risky in the file at `path`: for a person, or as JSON, a list of objects."""
    from wizard import check_report
    from wizard.answers.neighbours import notes
    from wizard.checks import findings
    from wizard.interview import QuestionsError, load

    try:
        interview = load()
        found = findings(read(path), interview, datetime.date.today())
    except (FileError, QuestionsError) as error:
        return _refuse(error)
    if as_json:
        _print(json.dumps(check_report.table(found, interview), indent=2))
    else:
        for line in check_report.lines(found, interview):
            _print(line)
    for note in notes(path):
        _say(note)
    return PROBLEMS if any(one.severity == "error" for one in found) else FINE


def export(
    path: Path,
    to: Path | None,
    documents: Sequence[str] = (),
    formats: Sequence[str] = (),
    letterhead: str | None = None,
) -> int:
    """Write the documents of the answers at `path` to the folder `to` (by default the file's own); print each address.

    `documents` are names, or "all"; without any, the policy and the crisis plan are written. `formats` choose among
    those that a document can be had in. Word documents go on the `letterhead`: by default the one that the answers
    name, with "" on none. What keeps a document from being right is said, and the documents are written nevertheless,
    as drafts.
    """
    from wizard.documents.export import ExportError
    from wizard.documents.export import export as write_documents
    from wizard.interview import QuestionsError, load

    try:
        names = _documents(documents)
        forms = _formats(formats)
        answers = read(path)
        interview = load()
        errors = _errors(answers, interview)
        to = to or path.parent
        _make(to)
        done = write_documents(answers, to, names, forms, letterhead=_letterhead(path, answers, letterhead))
    except (FileError, QuestionsError, ExportError) as error:
        return _refuse(error)
    for made in done.written:
        _print(shown(made.path))
    for note in done.notes:
        _say(shown(note))
    for notice in _notices(answers, interview):
        _say(shown(notice))
    for line in errors:
        _say(line)
    if errors:
        _say("The documents are written, but they are drafts until this is put right.")
    return PROBLEMS if errors else FINE


def print_backups(path: Path) -> int:
    """Print where the copies of the file at `path` are, the newest first; the file itself may be gone."""
    from wizard.answers.backups import backups

    kept = backups(path)
    for copy in kept:
        _print(shown(copy.path))
    if not kept:
        _say(f"There are no earlier copies of {shown(path)}. One is made when you change answers in it.")
    else:
        _say(f"To go back to a copy, put it in the place of {shown(path)}.")
    return FINE


def rules(region: str | None, *, as_json: bool = False) -> int:
    """Print the rules of law that we know, of one region or trade or of all: for an adviser to go through."""
    from wizard import rule_list
    from wizard.laws import LawsError

    today = datetime.date.today()
    try:
        packs = rule_list.chosen(region)
        if as_json:
            _print(json.dumps(rule_list.table(packs, today), indent=2, ensure_ascii=False))
            return FINE
        for line in rule_list.lines(packs, today):
            _print(line)
    except LawsError as error:
        return _refuse(error)
    _say("This is no legal advice. We are not lawyers: whoever advises you should check each rule before you use it.")
    return FINE


def print_schema() -> int:
    """Print the JSON Schema of the answers file."""
    from wizard import schema
    from wizard.interview import QuestionsError, load

    try:
        _print(json.dumps(schema.schema(load()), indent=2))
    except QuestionsError as error:
        return _refuse(error)
    return FINE


def example(path: Path) -> int:
    """Write the example of answers to `path`, unless there is something of that name; print what to do with it."""
    from wizard.answers.disk import DiskError, create

    data = (folder("questions") / LANGUAGE / "example.toml").read_bytes()
    try:
        create(path, data)
    except DiskError as error:
        return _refuse(FileError(path, str(error)))
    _print(shown(path))
    _say(f"The example is written. Open it with: policy-wizard {quoted(path)}")
    _say(f"Or make its documents with: policy-wizard export {quoted(path)}")
    return FINE


def _notices(answers: "Answers", interview: "Interview") -> tuple[str, str]:
    """Return what the owner has to know about what was written."""
    from wizard import notices

    return notices.before_export(answers, interview, datetime.date.today()), notices.NO_ADVICE


def _errors(answers: "Answers", interview: "Interview") -> list[str]:
    """Return a line for each thing that keeps a document from being right."""
    from wizard.checks import errors, where

    found = errors(answers, interview, datetime.date.today())
    return [shown(f"{one.severity}: {where(one, interview)}: {one.told}") for one in found]


def _documents(asked: Sequence[str]) -> Sequence[str]:
    """Return the names of the documents to write."""
    from wizard.documents.catalogue import USUAL, catalogue
    from wizard.documents.placing import ExportError

    if not asked:
        return USUAL
    known = [entry.name for entry in catalogue()]
    for name in asked:
        if name != "all" and name not in known:
            raise ExportError(f"There is no document '{name}'; choose from {', '.join(known)}, or all.")
    return known if "all" in asked else asked


def _formats(asked: Sequence[str]) -> "tuple[Format, ...]":
    from typing import cast, get_args

    from wizard.documents.catalogue import Format
    from wizard.documents.placing import ExportError

    known = get_args(Format)
    for form in asked:
        if form not in known:
            raise ExportError(f"There is no format '{form}'; choose from {', '.join(known)}.")
    return cast("tuple[Format, ...]", tuple(asked))


def _letterhead(path: Path, answers: "Answers", given: str | None) -> Path | None:
    """Return the letterhead: a name on the command line is seen from here, one in the answers from beside them."""
    if given is not None:
        return Path(given) if given else None
    from wizard.documents.export import beside

    return beside(path, answers.letterhead)


def _make(place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise FileError(place, "is no folder; choose another name after --to") from None
    except (OSError, ValueError):
        raise FileError(place, "can't be made here; choose another folder after --to") from None


def _refuse(error: Exception) -> int:
    _say(shown(str(error)))
    return UNUSABLE


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
