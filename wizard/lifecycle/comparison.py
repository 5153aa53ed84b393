"""Two sets of answers compared: with the version adopted last, as a note to staff, as a redline.

A version that isn't as it was archived is an `ArchiveError`; a template that can't be filled is a
`CompositionError`.
"""

import datetime
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.answers.defaults import resolve
from wizard.answers.diff import is_adopted, version_label
from wizard.answers.fields import field_at
from wizard.answers.model import Answers
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render
from wizard.errors import UserError
from wizard.formatting import describe_changes, group_by_step
from wizard.interview import Interview
from wizard.lifecycle.archive import ArchivedVersion, archived_versions
from wizard.lifecycle.signatures import is_valid_for
from wizard.text import printable

DRAFT_NAME = "the draft"
NOTE_DOCUMENT = "whats-new"
_REDLINE_MISSING = (
    "Tracked changes need a package that is not installed; in the folder of this project, "
    "add it with 'python3 -m pip --python .venv/bin/python install \".[redline]\"'."
)


class ComparisonError(UserError):
    """There is nothing to compare."""


class RedlineError(UserError):
    """The changes can't be tracked."""


@dataclass(frozen=True)
class DiffSide:
    """One of the two sets of answers; `name` is "1.1" or "the draft"."""

    answers: Answers
    name: str
    problems: tuple[str, ...] = ()  # of the files of an archived version


@dataclass(frozen=True)
class StaffNote:
    """What is new for staff, by the titles of the steps.

    `sign_again` is None where that is still to be decided, or nobody signs at all.
    """

    old: str
    new: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    sign_again: bool | None


def current_side(answers: Answers) -> DiffSide:
    """Return the answers as they are, by their version if they are one."""
    label = version_label(answers)
    return DiffSide(answers, label if label[:1].isdigit() else DRAFT_NAME)


def archived_side(version: ArchivedVersion) -> DiffSide:
    """Return the answers of an adopted version."""
    return DiffSide(version.answers(), version.version, version.problems())


def compare_with_adopted(path: Path, answers: Answers) -> tuple[DiffSide, DiffSide]:
    """Return the version adopted before the answers at `path`, and these answers.

    Raises:
        ComparisonError: No version is adopted yet.
        ArchiveError: What was adopted is gone, can't be read, or was changed since.
    """
    current, versions = current_side(answers), archived_versions(path)
    if not versions:
        raise ComparisonError(
            f"No version of {printable(path)} is adopted yet, so there is nothing to compare."
        )
    earlier = [version for version in versions if version.version != current.name]
    return archived_side((earlier or versions)[-1]), current


def staff_note(
    before: Answers, after: Answers, old: str, new: str, interview: Interview
) -> StaffNote:
    """Return what is new for staff; `old` and `new` are the names of the versions."""
    differences = [
        difference
        for difference in describe_changes(before, after, interview)
        if field_at(difference.path).policy.staff
    ]
    groups = tuple(
        (step.title, tuple(line for difference in group for line in difference.lines))
        for step, group in group_by_step(differences)
    )
    read_from = after.adopted.read_from or after.adopted.version
    is_decided = after.publication.sign and new == after.adopted.version
    return StaffNote(old, new, groups, not is_valid_for(old, read_from) if is_decided else None)


def format_staff_note(note: StaffNote, answers: Answers) -> str:
    """Return the note as plain text, which is also Markdown."""
    intro = (
        f"This is what changed in our social media policy since {note.old}. "
        "Everything else is as it was."
        if note.groups
        else f"Nothing changed in our social media policy since {note.old} that you need to know."
    )
    lines = [f"# What is new in {note.new}", "", *_wrap(intro)]
    for title, group in note.groups:
        lines += ["", f"## {title}", ""]
        lines += [wrapped for line in group for wrapped in _wrap(line, "- ")]
    if note.sign_again is not None:
        again = "Please read the new version, and sign it again."
        lines += ["", again if note.sign_again else "You need not sign again."]
    resolved = resolve(answers)
    for person in resolved.people:
        if person.id == resolved.employees.questions_to and person.name:
            reach = ", ".join(filter(None, (person.email, person.phone)))
            contact = f"{person.name} ({reach})" if reach else person.name
            lines += ["", f"Any questions? Ask {contact}."]
            break
    return "\n".join(lines) + "\n"


def note_context(note: StaffNote) -> dict[str, Any]:
    """Return what the Word document of the note needs besides the answers."""
    return {
        "new_version": note.new,
        "old_version": note.old,
        "news": note.groups,
        "sign_again": note.sign_again,
    }


def render_staff_note(note: StaffNote, answers: Answers) -> bytes:
    """Return the note as a .docx."""
    return render(compose(answers, NOTE_DOCUMENT, extra=note_context(note)))


def redline(before: Answers, after: Answers, today: datetime.date) -> bytes:
    """Return the policy as a .docx with tracked changes, by an optional package.

    Word shows the business as their author, and the day of the adoption, or `today` for a draft.

    Raises:
        RedlineError: The package is missing, or can't compare these two.
        CompositionError: A template can't be read or filled.
    """
    try:
        from python_redlines import DocxodusEngine, EngineNotInstalledError
    except ImportError as error:
        raise RedlineError(_REDLINE_MISSING) from error
    old, new = render(compose(before, "policy")), render(compose(after, "policy"))
    day = (after.adopted.on if is_adopted(after) else None) or today
    try:
        document, _, _ = DocxodusEngine().run_redline(
            after.business.name or "Policy",
            original=old,
            modified=new,
            date_time=f"{day}T00:00:00Z",
        )
    except EngineNotInstalledError as error:
        raise RedlineError(_REDLINE_MISSING) from error
    except Exception as error:
        raise RedlineError(
            f"The two versions can't be compared in Word ({type(error).__name__})."
        ) from error
    return bytes(document)


def _wrap(line: str, bullet: str = "") -> list[str]:
    return textwrap.wrap(
        line,
        78,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )
