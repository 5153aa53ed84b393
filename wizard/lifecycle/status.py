"""How a policy stands: which version, when it is to be looked at again, what is open, who hasn't signed."""

import datetime
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wizard.answers.defaults import resolve_answer
from wizard.answers.diff import DRAFT, version_label
from wizard.checks import check_answers
from wizard.interview import Interview
from wizard.lifecycle import archive, signatures
from wizard.storage import FileError
from wizard.storage.toml_file import read_answers

_DATE_RULES = ("review-overdue", "future")
"""Findings that `overdue` and `notes` tell better."""
_SOON = datetime.timedelta(days=92)
"""How far ahead a version is adopted, so that staff can read it first; further ahead, the clock may be wrong."""


@dataclass(frozen=True)
class Status:
    """One business's policy on one day."""

    file: str
    business: str = ""
    version: str = ""
    adopted: datetime.date | None = None
    """The day of the version that was adopted last."""
    next_review: datetime.date | None = None
    errors: int = 0
    warnings: int = 0
    missing: int | None = None
    """How many have to sign still; None where nobody has to."""
    overdue: tuple[str, ...] = ()
    """What should have been done by now, a sentence each."""
    notes: tuple[str, ...] = ()
    """What is odd: a frozen file that was changed, a clock that can't be right."""
    unreadable: str = ""
    """Why the file can't be used; then nothing else is known."""

    def as_table(self) -> dict[str, Any]:
        """Return it for JSON, days as text."""
        held = asdict(self)
        for key in ("adopted", "next_review"):
            held[key] = held[key].isoformat() if held[key] else None
        return held


def get_status(path: Path, interview: Interview, today: datetime.date) -> Status:
    """Return how the answers at `path` stand on that day. A file that can't be used is told, not raised."""
    try:
        answers = read_answers(path)
        register, _ = signatures.read_register(signatures.register_path(path))
    except (FileError, signatures.SignatureError) as error:
        return Status(str(path), unreadable=str(error))
    found = [one for one in check_answers(answers, interview, today) if one.rule not in _DATE_RULES]
    label, next_on = version_label(answers), resolve_answer(answers, "review.next_on")
    dated = [row.on for row in answers.revisions if row.on]
    adopted_on = answers.adopted.on or (
        max(dated, default=answers.review.adopted_on) if dated else None
    )
    overdue, notes = [], []
    if next_on and next_on < today and adopted_on:
        overdue.append(f"The review was due on {next_on}, {_days(today - next_on)} ago.")
    planned = answers.review.adopted_on
    if label == DRAFT and planned and planned < today:
        overdue.append(f"The policy was to apply from {planned}, and no version is adopted.")
    starts = answers.adopted.on
    if starts and today < starts <= today + _SOON:
        notes.append(f"Version {answers.adopted.version} applies from {starts} on.")
    elif dated and max(dated) > today:
        notes.append(
            f"The last entry in the list of versions is of {max(dated)}, a day to come; is the clock right?"
        )
    if label.startswith(DRAFT) and answers.adopted.version:
        notes.append(f"Changed since version {answers.adopted.version}, and not adopted yet.")
    versions = archive.archived_versions(path)
    if answers.adopted.version and answers.adopted.version not in [one.version for one in versions]:
        notes.append(f"The folder of version {answers.adopted.version} is not beside the file.")
    notes += [problem for version in versions for problem in version.problems()]
    waits = answers.publication.sign and bool(answers.adopted.version)
    return Status(
        file=str(path),
        business=answers.business.name,
        version=label,
        adopted=adopted_on,
        next_review=next_on,
        errors=sum(one.severity == "error" for one in found),
        warnings=sum(one.severity == "warning" for one in found),
        missing=len(signatures.signature_status(register, answers).missing) if waits else None,
        overdue=tuple(overdue),
        notes=tuple(notes),
    )


def _days(span: datetime.timedelta) -> str:
    return "one day" if span.days == 1 else f"{span.days} days"
