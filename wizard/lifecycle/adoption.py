"""A draft becomes a version: numbered, dated, noted down in the answers, and frozen with its documents."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from wizard.answers.base import MAX_LINE
from wizard.answers.defaults import next_review_date, resolve, resolve_answer
from wizard.answers.diff import comparable_value, find_changes, fingerprint
from wizard.answers.fields import replace_value
from wizard.answers.model import Adopted, Answers, Revision
from wizard.answers.people import find_person
from wizard.checks import Finding, check_answers
from wizard.documents.compose import compose
from wizard.documents.export import export
from wizard.documents.formats import find_letterhead
from wizard.formatting import changelog_line
from wizard.interview import Interview
from wizard.lifecycle import archive, numbering
from wizard.lifecycle.archive import latest_version, parse_version
from wizard.storage import FileError, toml_file
from wizard.storage.toml_file import to_dict
from wizard.text import clean_text, printable

FIRST_NOTE = "First version"
_BOTH = ("policy", "crisis-plan")


class AdoptionError(Exception):
    """This can't be adopted; the message is one sentence, and nothing was changed."""


class NotReadyError(AdoptionError):
    """The answers have problems that keep a document from being right."""

    def __init__(self, found: tuple[Finding, ...]) -> None:
        self.findings = found
        super().__init__(
            "The policy can't be adopted before this is put right; nothing was changed."
        )


@dataclass(frozen=True)
class Wishes:
    """What the owner said about the adoption; what they left open, we propose."""

    version: str = ""
    on: datetime.date | None = None
    by: str = ""
    """A person's name or id."""
    note: str = ""
    read_again: bool | None = None
    """Whether everybody has to read and sign the new version."""


@dataclass(frozen=True)
class Plan:
    """An adoption that could take place: nothing is written yet."""

    version: str
    on: datetime.date
    answers: Answers
    """The answers as adopted."""
    last: str
    """The version before, "" for the first."""
    read_again: bool
    why: str
    """Why this number is proposed; a sentence, or "" where the owner chose it."""
    warnings: tuple[str, ...]
    """What is odd about older versions, a sentence each."""


@dataclass(frozen=True)
class Adoption:
    """What came of it."""

    version: archive.Frozen
    answers: Answers


def plan_adoption(
    path: Path,
    answers: Answers,
    interview: Interview,
    today: datetime.date,
    wishes: Wishes | None = None,
) -> Plan:
    """Return the adoption of these answers, which lie at `path`, as the owner wishes it and we propose it.

    Raises:
        AdoptionError: nothing changed since the last version, the dates or numbers are out of order, or
            (`NotReadyError`) the checks find errors.
        UnknownPersonError: nobody has the name of whoever is to have approved it.
    """
    wishes = wishes or Wishes()
    older = archive.archived_versions(path)
    warnings = [problem for version in older for problem in version.problems()]
    last = latest_version([answers.adopted.version, *(version.version for version in older)])
    before = _answers_of(last, older, warnings)
    row = _row_to_come(answers)
    if (
        last
        and not wishes.version
        and not row.version
        and answers.adopted.digest == fingerprint(answers)
    ):
        raise AdoptionError(
            f"Nothing has changed since version {last} was adopted. To note down that you looked at it, do the review."
        )
    if last and before is None and not (wishes.version or row.version):
        raise AdoptionError(
            f"What was adopted as version {last} can't be read, so we can't propose a number; choose one (--version)."
        )
    proposal = _proposal(last, before, answers)
    number = _number(wishes.version or row.version or proposal.version, last)
    on = _day(answers, row, wishes.on, today, last)
    by = (
        find_person(answers, wishes.by).id
        if wishes.by
        else row.by or resolve_answer(answers, "review.approved_by")
    )
    note = _line(wishes.note) or row.what or _note(before, answers, interview)
    read_again = proposal.is_major if wishes.read_again is None else wishes.read_again
    adopted = _noted(
        answers,
        number,
        on,
        Revision(version=number, on=on, what=note, by=by),
        read_again or not last,
    )
    errors = tuple(
        found for found in check_answers(adopted, interview, today) if found.severity == "error"
    )
    if errors:
        raise NotReadyError(errors)
    why = (
        _why(proposal, last, interview) if number == proposal.version and not wishes.version else ""
    )
    return Plan(number, on, adopted, last, read_again or not last, why, tuple(warnings))


def adopt(path: Path, planned: Plan, expected: bytes) -> Adoption:
    """Freeze the planned version beside `path`, and write its answers there, if the file still holds `expected`.

    All or nothing: where the answers can't be written, the frozen version is taken back.

    Raises:
        archive.ArchiveError, ExportError, FileError: it can't be written; everything is as it was.
    """
    version = freeze(path, planned)
    try:
        toml_file.write_answers(path, planned.answers, expected)
    except BaseException:
        if not _is_noted(path, planned):  # Ctrl+C may come when all is done
            archive.rollback(version)
        raise
    return Adoption(version, planned.answers)


def freeze(path: Path, planned: Plan) -> archive.Frozen:
    """Freeze the planned version beside `path`; whoever calls writes its answers there, or takes the version back.

    Raises:
        archive.ArchiveError, ExportError, FileError: it can't be written; nothing is left behind.
    """

    def fill(folder: Path) -> None:
        export(
            planned.answers,
            folder,
            _BOTH,
            letterhead=find_letterhead(path, planned.answers.letterhead),
        )
        toml_file.write_answers(folder / path.name, planned.answers, None)

    return archive.archive_version(path, planned.version, fill)


def find_interrupted(path: Path, answers: Answers) -> archive.Frozen | None:
    """Return a version that was frozen from these answers, which don't know of it: the power went in between."""
    for version in reversed(archive.archived_versions(path)):
        if version.version in (
            answers.adopted.version,
            *(row.version for row in answers.revisions[:-1]),
        ):
            return None
        try:
            theirs = version.answers()
        except archive.ArchiveError:
            continue
        if theirs.adopted.version == version.version and _bare(theirs) == _bare(answers):
            return version
    return None


def _is_noted(path: Path, planned: Plan) -> bool:
    """Tell whether the file holds the adopted answers."""
    try:
        return toml_file.read_answers(path).adopted == planned.answers.adopted
    except FileError:
        return False


def _answers_of(
    last: str, older: tuple[archive.Frozen, ...], warnings: list[str]
) -> Answers | None:
    for version in older:
        if version.version == last:
            try:
                return version.answers()
            except archive.ArchiveError as error:
                if str(error) not in warnings:
                    warnings.append(str(error))
    return None


def _row_to_come(answers: Answers) -> Revision:
    """Return the last row of the list of versions if the owner wrote it for the version to come, else an empty one."""
    row = answers.revisions[-1] if answers.revisions else Revision()
    known = {
        answers.adopted.version,
        *(one.version for one in answers.revisions[:-1] if answers.adopted.version),
    }
    return row if row.version and row.version not in known else Revision()


def _proposal(last: str, before: Answers | None, answers: Answers) -> numbering.Proposal:
    if before is None:
        return numbering.propose_version(last, (), False)
    old, new = resolve(before), resolve(answers)
    changed = {
        one.path
        for one in find_changes(old, new)
        if comparable_value(one.before) != comparable_value(one.after)
    }
    return numbering.propose_version(last, changed, _sections(before) != _sections(answers))


def _sections(answers: Answers) -> tuple[str, ...]:
    return tuple(section.name for name in _BOTH for section in compose(answers, name).sections)


def _number(wanted: str, last: str) -> str:
    number, before = parse_version(wanted), parse_version(last)
    if number is None:
        raise AdoptionError(
            f'"{printable(wanted)}" is no number of a version; write it with one point, such as {last or "1.0"}.'
        )
    if before is not None and number <= before:
        raise AdoptionError(
            f"Version {wanted} does not come after {last}, which is adopted; choose a higher number."
        )
    return f"{number[0]}.{number[1]}"


def _day(
    answers: Answers, row: Revision, wanted: datetime.date | None, today: datetime.date, last: str
) -> datetime.date:
    """Return the day of adoption: the owner's, else the planned start of a first version, else today."""
    day = wanted or row.on or (None if last else answers.review.adopted_on) or today
    dated = [one for one in answers.revisions if one.on and one is not row]
    if answers.adopted.on:
        dated.append(Revision(version=answers.adopted.version, on=answers.adopted.on))
    newest = max(dated, key=lambda one: one.on or datetime.date.min, default=None)
    if newest is None or newest.on is None or day >= newest.on:
        return day
    changelog = (
        f"version {newest.version}" if newest.version else "the last entry in the list of versions"
    )
    advice = (
        "if this computer's clock is wrong, set it right" if day == today else "choose a later day"
    )
    raise AdoptionError(f"The day {day} is before {newest.on}, the day of {changelog}; {advice}.")


def _note(before: Answers | None, answers: Answers, interview: Interview) -> str:
    if before is None:
        return FIRST_NOTE if not answers.revisions else "New version"
    return changelog_line(before, answers, interview) or "No answer changed"


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())[:MAX_LINE]


def _noted(
    answers: Answers, number: str, on: datetime.date, row: Revision, read_again: bool
) -> Answers:
    """Return the answers with the adoption noted down in them."""
    to_come = _row_to_come(answers)
    rows = answers.revisions[:-1] if to_come.version else answers.revisions
    answers = replace_value(answers, "revisions", (*rows, row))
    if answers.review.adopted_on is None or (
        len(answers.revisions) == 1 and not answers.adopted.version
    ):
        answers = replace_value(answers, "review.adopted_on", on)
    following = resolve_answer(answers, "review.next_on")
    if following is None or following <= on:
        answers = replace_value(answers, "review.next_on", next_review_date(answers, on))
    read_from = number if read_again else answers.adopted.read_from
    record = Adopted(version=number, on=on, read_from=read_from, digest=fingerprint(answers))
    return answers.model_copy(update={"adopted": record})


def _why(proposal: numbering.Proposal, last: str, interview: Interview) -> str:
    if not last:
        return ""
    if not proposal.is_major:
        return f"A small step after {last}: nothing changed that staff may or must do."
    asks = [f'"{interview.question(path).ask}"' for path in proposal.why[:2]]
    if asks:
        return f"A new first figure after {last}, because staff need to know of a new answer to {' and '.join(asks)}."
    return f"A new first figure after {last}, because a section of the policy came or went."


def _bare(answers: Answers) -> dict[str, object]:
    held = to_dict(answers)
    review = {
        key: value
        for key, value in held.get("review", {}).items()
        if key not in ("adopted_on", "next_on")
    }
    return {
        key: value for key, value in held.items() if key not in ("revisions", "adopted", "left_at")
    } | {"review": review}
