"""Status of a policy: which version, when its review is due, what is open, who hasn't signed."""

import datetime
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wizard.answers.defaults import resolve
from wizard.answers.diff import DRAFT, version_label
from wizard.answers.model import Answers
from wizard.checks import check_answers
from wizard.interview import Interview
from wizard.lifecycle.archive import archived_versions
from wizard.lifecycle.signatures import (
    SignatureError,
    read_register,
    register_path,
    signature_status,
)
from wizard.storage import FileError
from wizard.storage.toml_file import read_answers

# Findings that `overdue` and `notes` cover already.
_DATE_RULES = ("review-overdue", "effective-date-passed", "future")
# How far ahead a version is adopted, for staff to read it; further ahead, the clock may be wrong.
MAX_DAYS_AHEAD = 92


@dataclass(frozen=True)
class Status:
    """One business's policy on one day.

    Attributes:
        adopted: The day of the version that was adopted last.
        missing: How many have to sign still; None where nobody has to.
        overdue: What should have been done by now, a sentence each.
        notes: What is odd, such as an archived file that was changed.
        unreadable: Why the file can't be used; then nothing else is known.
    """

    file: str
    business: str = ""
    version: str = ""
    adopted: datetime.date | None = None
    next_review: datetime.date | None = None
    errors: int = 0
    warnings: int = 0
    missing: int | None = None
    overdue: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unreadable: str = ""

    def as_table(self) -> dict[str, Any]:
        """Return the status for JSON, dates as text."""
        days = {"adopted": self.adopted, "next_review": self.next_review}
        return asdict(self) | {key: day.isoformat() if day else None for key, day in days.items()}


def get_status(path: Path, interview: Interview, today: datetime.date) -> Status:
    """Return the status of the answers at `path`; also of a file that can't be used."""
    try:
        answers = read_answers(path)
        register, _ = read_register(register_path(path))
    except (FileError, SignatureError) as error:
        return Status(str(path), unreadable=str(error))
    problems = check_answers(answers, interview, today)
    severities = [problem.severity for problem in problems if problem.rule not in _DATE_RULES]
    dates = [row.on for row in answers.revisions if row.on]
    adopted_on = answers.adopted.on or max(dates, default=None)
    next_on = resolve(answers).review.next_on
    overdue = []
    if next_on and next_on < today and adopted_on:
        days = (today - next_on).days
        overdue.append(
            f"The review was due on {next_on}, {'one day' if days == 1 else f'{days} days'} ago."
        )
    planned = answers.review.effective_on
    if version_label(answers) == DRAFT and planned and planned < today:
        overdue.append(
            f"The policy was planned to take effect on {planned}, and no version is adopted."
        )
    must_sign = answers.publication.sign and bool(answers.adopted.version)
    return Status(
        file=str(path),
        business=answers.business.name,
        version=version_label(answers),
        adopted=adopted_on,
        next_review=next_on,
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        missing=len(signature_status(register, answers).missing) if must_sign else None,
        overdue=tuple(overdue),
        notes=tuple(_find_oddities(path, answers, today)),
    )


def _find_oddities(path: Path, answers: Answers, today: datetime.date) -> list[str]:
    adopted, notes = answers.adopted, []
    newest = max((row.on for row in answers.revisions if row.on), default=today)
    if adopted.on and today < adopted.on <= today + datetime.timedelta(days=MAX_DAYS_AHEAD):
        notes.append(f"Version {adopted.version} applies from {adopted.on} on.")
    elif newest > today:
        notes.append(
            f"The last entry in the list of versions is of {newest}, a day to come; "
            "is the clock right?"
        )
    if adopted.version and version_label(answers).startswith(DRAFT):
        notes.append(f"Changed since version {adopted.version}, and not adopted yet.")
    archived = archived_versions(path)
    if adopted.version and adopted.version not in [version.version for version in archived]:
        notes.append(f"The folder of version {adopted.version} is not beside the file.")
    return notes + [problem for version in archived for problem in version.problems()]
