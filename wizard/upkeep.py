"""The commands that keep a policy alive. Results go to stdout, messages to stderr; each returns the exit status."""

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from wizard import signoff
from wizard.answers import adoption
from wizard.answers.disk import DiskError, create
from wizard.answers.file import FileError, read, read_with_bytes, write
from wizard.answers.model import Answers, Person
from wizard.answers.names import UnknownPersonError, folded, person_called
from wizard.answers.shown import quoted, shown
from wizard.interview import QuestionsError, load
from wizard.versions import archive, comparison, numbering
from wizard.versions.comparison import ComparisonError, Side

FINE, PROBLEMS, UNUSABLE = 0, 1, 2
_DEFAULT_FILE = "social-media-policy.toml"


class _RefusalError(Exception):
    """The command can't be carried out; the message is one sentence."""


def run(command: str, options: argparse.Namespace) -> int:
    """Carry out one of the commands, and return its exit status."""
    from wizard.laws import LawsError
    from wizard.review import ReviewError

    known = (
        _RefusalError, FileError, QuestionsError, LawsError, ReviewError, UnknownPersonError, archive.ArchiveError,
        signoff.SignOffError, ComparisonError,
    )  # fmt: skip
    try:
        return _COMMANDS[command](options)
    except known as error:
        _say(str(error))
        return UNUSABLE


def _adopt(options: argparse.Namespace) -> int:
    from wizard.checks import where
    from wizard.documents.compose import CompositionError
    from wizard.documents.export import ExportError
    from wizard.versions import adopt

    path, interview = Path(options.file), load()
    answers, on_disk = read_with_bytes(path)
    half = adopt.interrupted(path, answers)
    if half is not None and not options.propose:
        write(path, half.answers(), on_disk)
        _say(f"The adoption of version {half.version} had been cut off; it is complete now.")
        return _tell_adopted(half)
    wishes = adopt.Wishes(options.version, options.on, options.by, options.note, options.read_again)
    try:
        planned = adopt.plan(path, answers, interview, _today(), wishes)
        for warning in planned.warnings:
            _say(warning)
        if options.propose:
            archive.refuse_present(path, planned.version)
            _tell_proposal(planned)
            return FINE
        made = adopt.adopt(path, planned, on_disk)
    except adopt.NotReadyError as error:
        for one in error.findings:
            _say(f"{one.severity}: {where(one, interview)}: {one.what} {one.do}")
        _say(str(error))
        return PROBLEMS
    except (adopt.AdoptionError, CompositionError, ExportError) as error:
        raise _RefusalError(str(error)) from None
    status = _tell_adopted(made.version)
    _say(f"Version {planned.version} is adopted, from {planned.on} on. {planned.why}".strip())
    _tell_calendar(path, planned.answers)
    if answers.publication.sign:
        _say("Everybody is asked to sign it." if planned.read_again else "Earlier signatures still count.")
    _say(f"To write the documents for staff: policy-wizard export {quoted(path)}")
    if planned.last:
        _say(f"To tell staff what is new: policy-wizard diff {planned.last} {quoted(path)} --note-to-staff")
    return status


def _tell_adopted(version: archive.Frozen) -> int:
    for file in sorted(version.folder.iterdir()):
        _print(str(file))
    return FINE


def _tell_proposal(planned: object) -> None:
    from wizard.versions.adopt import Plan

    assert isinstance(planned, Plan)
    row = planned.answers.revisions[-1]
    names = {person.id: person.name for person in planned.answers.people}
    _print(f"Version: {planned.version}")
    _print(f"From: {planned.on}")
    _print(f"What is new: {row.what}")
    _print(f"Approved by: {names.get(row.by or '') or 'nobody yet'}")
    _print(f"To be signed again: {'yes' if planned.read_again else 'no'}")
    if planned.why:
        _say(planned.why)


def _diff(options: argparse.Namespace) -> int:
    from wizard.differences import by_step, differences

    old, new = _pair(options.old, options.new)
    found = differences(old.answers, new.answers, load())
    if options.redline:
        return _redline(options.to, old, new)
    if options.note_to_staff:
        return _note(options, old, new)
    lines = []
    for step, group in by_step(found):
        lines.append(f"Step {step.number}, {step.title}" if step.number else step.title)
        lines += [f"  {line}" for one in group for line in one.lines]
    text = lines or ["Nothing changed that the documents tell."]
    if options.to:
        return _write_new(Path(options.to), "".join(f"{line}\n" for line in text).encode())
    for line in text:
        _print(line)
    return FINE


def _note(options: argparse.Namespace, old: Side, new: Side) -> int:
    from wizard import whats_new
    from wizard.documents.compose import CompositionError
    from wizard.documents.word import UnknownTokenError

    news = whats_new.news(old.answers, new.answers, old.name, new.name, load())
    if options.to and Path(options.to).suffix.lower() == ".docx":
        try:
            return _write_new(Path(options.to), whats_new.word(news, new.answers))
        except (CompositionError, UnknownTokenError) as error:
            raise _RefusalError(f"The note can't be made: {error}") from None
    text = whats_new.text(news, new.answers)
    if options.to:
        return _write_new(Path(options.to), text.encode())
    for line in text.splitlines():
        _print(line)
    return FINE


def _redline(to: str | None, old: Side, new: Side) -> int:
    from wizard.documents.compose import CompositionError
    from wizard.redline import RedlineError, redline

    if to is None:
        raise _RefusalError("Tracked changes go into a file; give it a name with --to, such as --to changes.docx.")
    try:
        return _write_new(Path(to), redline(old.answers, new.answers, _today()))
    except (CompositionError, RedlineError) as error:
        raise _RefusalError(str(error)) from None


def _write_new(path: Path, data: bytes) -> int:
    try:
        create(path, data)
    except DiskError as error:
        raise FileError(path, str(error)) from None
    _print(str(path))
    return FINE


def _pair(old: str, new: str | None) -> tuple[Side, Side]:
    """Return the two sides that the command names, and say what is odd about them."""
    pair = _sides(old, new)
    for side in pair:
        for problem in side.problems:
            _say(problem)
    return pair


def _sides(old: str, new: str | None) -> tuple[Side, Side]:
    if new is None:
        if numbering.parse(old) and not Path(old).is_file():
            return _version(Path(_DEFAULT_FILE), old), comparison.now(read(Path(_DEFAULT_FILE)))
        path = Path(old)
        if path.is_dir():
            raise _RefusalError(f"{shown(path)} needs something to compare it with; name a second file or version.")
        return comparison.since_adopted(path, read(path))
    near = next((Path(one) for one in (new, old) if Path(one).is_file()), Path(_DEFAULT_FILE))
    return _side(old, near), _side(new, near)


def _side(named: str, near: Path) -> Side:
    path = Path(named)
    if path.is_dir():
        return comparison.frozen(archive.at(path, near.name))
    if numbering.parse(named) and not path.is_file():
        return _version(near, named)
    return comparison.now(read(path))


def _version(path: Path, number: str) -> Side:
    for version in archive.frozen(path):
        if version.version == number:
            return comparison.frozen(version)
    raise _RefusalError(f"There is no version {shown(number)} in {shown(archive.home(path))}.")


def _status(options: argparse.Namespace) -> int:
    from wizard import status, status_table

    interview, today = load(), options.on or _today()
    rows = [status.status(path, interview, today) for path in _files(options.files)]
    if options.json:
        _print(json.dumps([row.as_table() for row in rows], indent=2))
    else:
        status_table.show(rows)
    if any(row.overdue for row in rows):
        return PROBLEMS
    return UNUSABLE if any(row.unreadable for row in rows) else FINE


def _files(named: Sequence[str]) -> list[Path]:
    """Return the files; a pattern that the shell left alone, as in Windows, is looked up here."""
    found: list[Path] = []
    for name in named:
        path = Path(name)
        is_pattern = bool(set(path.name) & set("*?[")) and not path.exists()
        found += (sorted(path.parent.glob(path.name)) if is_pattern else []) or [path]
    return found


def _review(options: argparse.Namespace) -> int:
    from wizard import review

    path, interview, day = Path(options.file), load(), options.on or _today()
    answers, on_disk = read_with_bytes(path)
    if not options.done:
        for topic in review.topics(answers, interview, day):
            _print(topic.title)
            for point in topic.points:
                _print(f"  {point.text}")
        _say(f"Change what is no longer true: policy-wizard {quoted(path)}")
        _say(f"Then note it down, also if nothing changed: policy-wizard review {quoted(path)} --done")
        return FINE
    by = person_called(answers, options.by).id if options.by else None
    unconfirmed = [person_called(answers, name).id for name in options.unconfirmed]
    after = review.done(answers, day, following=options.next, by=by, note=options.note, unconfirmed=unconfirmed)
    write(path, after, on_disk)
    _say(f"The review of {day} is noted down. The next one is on {after.review.next_on}.")
    _tell_calendar(path, after)
    if not adoption.is_adopted(after):
        _say(f"The answers have changed; adopt them as a new version: policy-wizard adopt {quoted(path)}")
    return FINE


def _tell_calendar(path: Path, answers: Answers) -> None:
    """Bring the calendar beside the answers up to date, if there is one, and say so."""
    from wizard.documents.export import ExportError, renew_calendar

    try:
        calendar = renew_calendar(answers, path.absolute().parent)
    except ExportError as error:
        _say(str(error))
    else:
        if calendar is not None:
            _say(f"{shown(calendar.name)} has the days of the next reviews; open it once more in your calendar.")


def _signed(options: argparse.Namespace) -> int:
    path, day = Path(options.file), options.on or _today()
    answers = read(path)
    register, on_disk = signoff.read(signoff.beside(path))
    before = register
    if options.staff:
        register = register.with_staff(row.name for row in signoff.read_names(Path(options.staff)))
    names = [_known(signoff.name(name), register, answers) for name in options.names]
    listed = signoff.read_names(Path(options.source)) if options.source else ()
    if names or listed:
        version = _signable(path, answers, options.version)
        register = register.signed(names, version, day)
        for row in listed:
            register = register.signed([row.name], row.version or version, row.on or day)
    if register != before:
        signoff.write(signoff.beside(path), register, on_disk)
        _say(f"Noted down in {shown(signoff.beside(path))}.")
    now = signoff.standing(register, answers)
    for signature in now.signed:
        _print(f"signed: {signature.name}, version {signature.version}, {signature.on or 'no date'}")
    for name in now.missing:
        _print(f"missing: {name}")
    if options.sheet:
        return _sheet(path, answers, now)
    return FINE


def _known(name: str, register: signoff.Register, answers: Answers) -> str:
    """Return the whole name of somebody on the list or in the policy; a first name will do if only one has it."""
    known = {folded(row.name): row.name for row in register.rows}
    known |= {folded(person.name): person.name for person in answers.people if person.left_on is None}
    first = [whole for key, whole in known.items() if key.split()[:1] == [folded(name)]]
    if folded(name) in known or len(first) != 1:
        if folded(name) not in known:
            _say(f"{name} was not on the list of staff before; check the spelling.")
        return known.get(folded(name), name)
    return first[0]


def _signable(path: Path, answers: Answers, wanted: str) -> str:
    """Return the version that was signed, if it is one that was adopted."""
    adopted = {row.version for row in answers.revisions if row.version} | {answers.adopted.version} - {""}
    adopted |= {version.version for version in archive.frozen(path)}
    if wanted:
        if wanted not in adopted:
            raise _RefusalError(f"There is no version {shown(wanted)} of this policy that anybody could have signed.")
        return wanted
    version = answers.adopted.version
    if not version:
        raise _RefusalError("No version is adopted yet, so there is nothing to sign; adopt the policy first.")
    return version


def _sheet(path: Path, answers: Answers, now: signoff.Standing) -> int:
    if not now.missing:
        _say("Everybody has signed, so there is no sheet to print.")
        return FINE
    version = answers.adopted.version or now.read_from
    if not version:
        raise _RefusalError("No version is adopted yet, so there is nothing to sign; adopt the policy first.")
    extra = {"missing": now.missing, "signs": version}
    return _document(path.absolute().parent, answers, "sign-off", f"version {version}", extra)


def _leaver(options: argparse.Namespace) -> int:
    from wizard import handover

    path, interview, day = Path(options.file), load(), options.on or _today()
    answers, on_disk = read_with_bytes(path)
    leaver = person_called(answers, options.name)
    successor: Person | None = None
    after = answers
    if options.successor:
        successor = person_called(answers, options.successor)
        if successor.id == leaver.id:
            raise _RefusalError("Somebody who leaves can't be their own successor; choose another person.")
        after = handover.hand_over(answers, leaver.id, successor.id, day)
    extra = handover.checklist(answers, leaver, successor, day, interview)
    register, register_on_disk = signoff.read(signoff.beside(path))
    # The words of the checklist are those of the answers before: the people still sign in under their old names.
    status = _document(_target(path, options.to), answers, handover.DOCUMENT, leaver.name, extra)
    if after is not answers:
        write(path, after, on_disk)
        _say(f"{successor.name if successor else ''} is named wherever {leaver.name} was; see policy-wizard diff.")
    elif extra["duties"]:
        count = len(extra["duties"])
        jobs = "one job" if count == 1 else f"{count} jobs"
        _say(f"{leaver.name} has {jobs} to hand over; name a successor with --successor.")
    if register_on_disk is not None:
        signoff.write(signoff.beside(path), register.without(leaver.name, day), register_on_disk)
    return status


def _joiner(options: argparse.Namespace) -> int:
    path, day = Path(options.file), options.on or _today()
    answers = read(path)
    name = signoff.name(options.name)
    extra = {"joiner": name, "first_day": day, "in_force": answers.adopted.version}
    register, on_disk = signoff.read(signoff.beside(path))
    status = _document(_target(path, options.to), answers, "joiner", name, extra)
    if answers.publication.sign:
        signoff.write(signoff.beside(path), register.with_staff([name]), on_disk)
        _say(f"{name} is on the list of who has to sign. Later: policy-wizard signed {quoted(path)} NAME")
    return status


def _target(path: Path, to: str | None) -> Path:
    return Path(to) if to else path.absolute().parent


def _document(folder: Path, answers: Answers, name: str, subject: str, extra: Mapping[str, object]) -> int:
    from wizard.documents.export import ExportError, export_about

    try:
        folder.mkdir(parents=True, exist_ok=True)
        _print(str(export_about(answers, folder, name, subject, extra)))
    except ExportError as error:
        raise _RefusalError(str(error)) from None
    except (OSError, ValueError):
        raise _RefusalError(f"{shown(folder)} can't be made; choose another folder after --to.") from None
    return FINE


def _today() -> datetime.date:
    return datetime.date.today()


def _print(line: str) -> None:
    sys.stdout.write(f"{shown(line) if chr(10) not in line else line}\n")


def _say(line: str) -> None:
    sys.stderr.write(f"{shown(line)}\n")


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "adopt": _adopt,
    "diff": _diff,
    "status": _status,
    "review": _review,
    "signed": _signed,
    "leaver": _leaver,
    "joiner": _joiner,
}
