"""Adoption: a draft becomes a numbered version, recorded in the answers and archived.

Screens, line mode and commands adopt alike: `plan_adoption`, show the plan, then `adopt`.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wizard.answers.base import MAX_LINE
from wizard.answers.defaults import next_review_date, resolve
from wizard.answers.diff import find_document_changes, fingerprint
from wizard.answers.fields import field_at, replace_value
from wizard.answers.model import Adopted, Answers, Revision
from wizard.answers.people import HISTORY, find_person
from wizard.answers.updates import replace_in
from wizard.checks import Finding, check_answers
from wizard.documents.compose import compose
from wizard.documents.export import export
from wizard.documents.formats import find_letterhead
from wizard.errors import UserError
from wizard.formatting import changelog_line
from wizard.interview import Interview
from wizard.lifecycle import archive
from wizard.lifecycle.archive import ArchivedVersion, ArchiveError, latest_version, parse_version
from wizard.storage import FileError, toml_file
from wizard.storage.toml_file import to_dict
from wizard.text import clean_text, collapse_spaces, printable

FIRST_VERSION = "1.0"
FIRST_NOTE = "First version"
DOCUMENTS = ("policy", "crisis-plan")


class AdoptionError(UserError):
    """The answers can't be adopted; nothing was changed."""


class NotReadyError(AdoptionError):
    """The answers have errors that keep a document from being right."""

    def __init__(self, errors: tuple[Finding, ...]) -> None:
        self.findings = errors
        super().__init__(
            "The policy can't be adopted before this is put right; nothing was changed."
        )


@dataclass(frozen=True)
class AdoptionOptions:
    """What the user chose; what is empty, we propose.

    `on` is the effective date. `by` approved the version, and `author` made it: a name or an id.
    """

    version: str = ""
    on: datetime.date | None = None
    by: str = ""
    author: str = ""
    note: str = ""
    read_again: bool | None = None


@dataclass(frozen=True)
class AdoptionPlan:
    """An adoption that nothing is written of yet.

    Attributes:
        answers: The answers as adopted.
        last: The version before, "" for the first.
        read_again: Whether everybody has to read and sign the new version.
        why: Why this number is proposed; "" where the user chose it.
        warnings: What is wrong with older versions, a sentence each.
        interrupted: A version that is archived already, if its adoption was cut off.
    """

    version: str
    on: datetime.date
    answers: Answers
    last: str
    read_again: bool
    why: str = ""
    warnings: tuple[str, ...] = ()
    interrupted: ArchivedVersion | None = None


@dataclass(frozen=True)
class VersionProposal:
    """A number, and the paths of the answers that make staff sign again."""

    version: str
    is_major: bool
    paths: tuple[str, ...] = ()


def plan_adoption(
    path: Path,
    answers: Answers,
    interview: Interview,
    today: datetime.date,
    options: AdoptionOptions | None = None,
) -> AdoptionPlan:
    """Return the adoption of these answers, which are those of the file at `path`.

    An adoption that was cut off after archiving is planned to be completed.

    Raises:
        AdoptionError: Nothing changed since the last version, dates or numbers are out of order,
            or (`NotReadyError`) the checks find errors. Also ArchiveError, UnknownPersonError.
    """
    if (interrupted := _find_interrupted(path, answers)) is not None:
        return _completion(interrupted)
    options = options or AdoptionOptions()
    archived = archive.archived_versions(path)
    warnings = [problem for version in archived for problem in version.problems()]
    last = latest_version([answers.adopted.version, *(version.version for version in archived)])
    before = _load_version(last, archived, warnings)
    row = _planned_row(answers)
    chosen = options.version or row.version
    if last and not chosen:
        if answers.adopted.digest == fingerprint(answers):
            raise AdoptionError(
                f"Nothing has changed since version {last} was adopted. "
                "To note down that you looked at it, do the review."
            )
        if before is None:
            raise AdoptionError(
                f"What was adopted as version {last} can't be read, so we can't propose a number; "
                "choose one (--version)."
            )
    proposal = propose_version(last, before, answers)
    version = _check_version(chosen or proposal.version, last)
    planned_start = None if last else answers.review.effective_on
    on = _check_day(options.on or row.on or planned_start or today, answers, row, today)
    revision = Revision(
        version=version,
        adopted=today,
        on=on,
        what=collapse_spaces(clean_text(options.note))[:MAX_LINE]
        or row.what
        or _default_note(before, answers, interview),
        by=find_person(answers, options.author).id
        if options.author
        else row.by or resolve(answers).review.reviewed_by,
    )
    if options.by:
        approver = find_person(answers, options.by).id
        answers = replace_in(answers, "review", approved_by=approver)
    wants_signatures = proposal.is_major if options.read_again is None else options.read_again
    read_again = wants_signatures or not last
    adopted = _record(answers, revision, on, read_again)
    errors = [item for item in check_answers(adopted, interview, today) if item.severity == "error"]
    if errors:
        raise NotReadyError(tuple(errors))
    archive.ensure_absent(path, version)
    is_proposed = version == proposal.version and not options.version
    why = _explain(proposal, last, interview) if is_proposed else ""
    return AdoptionPlan(version, on, adopted, last, read_again, why, tuple(warnings))


def adopt(path: Path, plan: AdoptionPlan, save: Callable[[Answers], object]) -> ArchivedVersion:
    """Archive the planned version beside `path`, then `save` its answers; all or nothing.

    Raises ArchiveError, ExportError, or whatever `save` raises; the version is removed again then.
    """

    def fill(folder: Path) -> None:
        letterhead = find_letterhead(path, plan.answers.letterhead)
        export(plan.answers, folder, DOCUMENTS, letterhead=letterhead)
        toml_file.write_answers(folder / path.name, plan.answers, None)

    version = plan.interrupted or archive.archive_version(path, plan.version, fill)
    try:
        save(plan.answers)
    except BaseException:
        # Ctrl+C may come when all is done.
        if plan.interrupted is None and not _is_recorded(path, plan):
            archive.rollback(version)
        raise
    return version


def propose_version(last: str, before: Answers | None, answers: Answers) -> VersionProposal:
    """Return the number after `last`: a major one if staff have to sign again."""
    number = parse_version(last)
    if number is None:
        return VersionProposal(FIRST_VERSION, is_major=True)
    paths: tuple[str, ...] = ()
    if before is not None:
        changed = [change.path for change in find_document_changes(before, answers)]
        paths = tuple(path for path in changed if field_at(path).policy.resign)
        if paths or _section_names(before) != _section_names(answers):
            return VersionProposal(f"{number[0] + 1}.0", is_major=True, paths=paths)
    return VersionProposal(f"{number[0]}.{number[1] + 1}", is_major=False)


def _find_interrupted(path: Path, answers: Answers) -> ArchivedVersion | None:
    """Return a version that was archived from these answers, which don't record it."""
    recorded = {answers.adopted.version, *(row.version for row in answers.revisions[:-1])}
    for version in reversed(archive.archived_versions(path)):
        if version.version in recorded:
            return None
        try:
            adopted = version.answers()
        except ArchiveError:
            continue
        is_own = adopted.adopted.version == version.version
        if is_own and _unrecorded(adopted) == _unrecorded(answers):
            return version
    return None


def _completion(version: ArchivedVersion) -> AdoptionPlan:
    answers = version.answers()
    record = answers.adopted
    return AdoptionPlan(
        version.version,
        record.on or datetime.date.today(),
        answers,
        last=latest_version(row.version for row in answers.revisions[:-1]),
        read_again=record.read_from == version.version,
        interrupted=version,
    )


def _unrecorded(answers: Answers) -> dict[str, object]:
    """Return the answers without what an adoption records in them."""
    tables = to_dict(answers)
    for name in ("revisions", "adopted", "left_at"):
        tables.pop(name, None)
    review = tables.pop("review", {})
    recorded = ("effective_on", "next_on", "approved_by")
    return tables | {"review": {key: review[key] for key in review if key not in recorded}}


def _is_recorded(path: Path, plan: AdoptionPlan) -> bool:
    try:
        return toml_file.read_answers(path).adopted == plan.answers.adopted
    except FileError:
        return False


def _load_version(
    last: str, archived: tuple[ArchivedVersion, ...], warnings: list[str]
) -> Answers | None:
    try:
        return next((version.answers() for version in archived if version.version == last), None)
    except ArchiveError as error:
        if str(error) not in warnings:
            warnings.append(str(error))
        return None


def _planned_row(answers: Answers) -> Revision:
    """Return the last revision if the user wrote it for the version to come, else an empty one."""
    row = answers.revisions[-1] if answers.revisions else Revision()
    recorded = {answers.adopted.version}
    if answers.adopted.version:
        recorded |= {revision.version for revision in answers.revisions[:-1]}
    return row if row.version and row.version not in recorded else Revision()


def _section_names(answers: Answers) -> list[str]:
    return [section.name for name in DOCUMENTS for section in compose(answers, name).sections]


def _check_version(version: str, last: str) -> str:
    number, before = parse_version(version), parse_version(last)
    if number is None:
        raise AdoptionError(
            f'"{printable(version)}" is no number of a version; write it with one point, such as '
            f"{last or FIRST_VERSION}."
        )
    if before is not None and number <= before:
        raise AdoptionError(
            f"Version {version} does not come after {last}, which is adopted; "
            "choose a higher number."
        )
    return f"{number[0]}.{number[1]}"


def _check_day(
    day: datetime.date, answers: Answers, planned: Revision, today: datetime.date
) -> datetime.date:
    records = [(row.on, row.version) for row in answers.revisions if row is not planned]
    records.append((answers.adopted.on, answers.adopted.version))
    dated = [(on, version) for on, version in records if on]
    newest, version = max(dated, key=lambda record: record[0], default=(day, ""))
    if day >= newest:
        return day
    entry = f"version {version}" if version else "the last entry in the list of versions"
    clock = "if this computer's clock is wrong, set it right"
    advice = clock if day == today else "choose a later day"
    raise AdoptionError(f"The day {day} is before {newest}, the day of {entry}; {advice}.")


def _default_note(before: Answers | None, answers: Answers, interview: Interview) -> str:
    if before is None:
        return FIRST_NOTE if not answers.revisions else "New version"
    return changelog_line(before, answers, interview) or "No answer changed"


def _record(answers: Answers, row: Revision, on: datetime.date, read_again: bool) -> Answers:
    """Return a copy of the answers that records the adoption."""
    earlier = answers.revisions[:-1] if _planned_row(answers).version else answers.revisions
    is_first = not earlier and not answers.adopted.version
    answers = replace_value(answers, HISTORY, (*earlier, row))
    if answers.review.effective_on is None or is_first:
        answers = replace_in(answers, "review", effective_on=on)
    following = resolve(answers).review.next_on
    if following is None or following <= on:
        answers = replace_in(answers, "review", next_on=next_review_date(answers, on))
    record = Adopted(
        version=row.version,
        on=on,
        read_from=row.version if read_again else answers.adopted.read_from,
        digest=fingerprint(answers),
    )
    return answers.model_copy(update={"adopted": record})


def _explain(proposal: VersionProposal, last: str, interview: Interview) -> str:
    if not last:
        return ""
    if not proposal.is_major:
        return f"A small step after {last}: nothing changed that staff may or must do."
    reason = "a section of the policy came or went"
    if proposal.paths:
        asks = " and ".join(f'"{interview.question(path).ask}"' for path in proposal.paths[:2])
        reason = f"staff need to know of a new answer to {asks}"
    return f"A new first figure after {last}, because {reason}."
