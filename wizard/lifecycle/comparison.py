"""Two sets of answers compared: with the version adopted last, as a note to staff, as a redline.

A version that isn't as it was archived is an `ArchiveError`; a template that can't be filled is a
`CompositionError`.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.answers.diff import fingerprint, is_adopted, version_label
from wizard.answers.fields import all_fields, clear_value, get_answer, is_set, replace_value
from wizard.answers.model import Answers
from wizard.answers.people import find_successors, replace_person
from wizard.documents import text_writer
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render
from wizard.documents.policy_changes import find_policy_changes
from wizard.errors import UserError
from wizard.lifecycle.archive import ArchivedVersion, archived_versions
from wizard.lifecycle.signatures import is_valid_for
from wizard.text import printable

DRAFT_NAME = "the draft"
NOTE_DOCUMENT = "whats-new"
NOTE_SUBJECT = "policy"
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
    """What is new for staff, by the headings of the policy.

    Attributes:
        old: The earlier version, "1.0" or "the draft".
        new: The later version.
        successors: Names of those who left and of those who took over from them.
        groups: Headings, and the changes under each.
        sign_again: None where that is still to be decided, or nobody signs at all.
    """

    old: str
    new: str
    successors: tuple[tuple[str, str], ...]
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


def staff_note(before: Answers, after: Answers, old: str, new: str) -> StaffNote:
    """Return what is new for staff; `old` and `new` are the names of the versions.

    Raises:
        CompositionError: A template can't be filled.
    """
    successors = find_successors(before, after)
    # Whoever took over from somebody is named once, not at each rule that names them.
    for leaver, successor in successors:
        before = replace_person(before, leaver.id, successor.id, datetime.date.min)
    groups = find_policy_changes(
        compose(_with_answers_not_for_staff(before, after), NOTE_SUBJECT),
        compose(after, NOTE_SUBJECT),
    )
    read_from = after.adopted.read_from or after.adopted.version
    is_decided = after.publication.sign and new == after.adopted.version
    return StaffNote(
        old,
        new,
        tuple((leaver.name, successor.name) for leaver, successor in successors),
        groups,
        not is_valid_for(old, read_from) if is_decided else None,
    )


def _with_answers_not_for_staff(before: Answers, after: Answers) -> Answers:
    """Return `before` with those answers of `after` whose changes staff aren't told.

    Among them are the version, length and voice, so that only rules differ.
    """
    answers = before
    for path, field in all_fields().items():
        policy = field.policy
        if not policy.staff or not policy.versioned or policy.setting:
            if is_set(after, path):
                answers = replace_value(answers, path, get_answer(after, path))
            else:
                answers = clear_value(answers, path)
    digest = fingerprint(answers) if is_adopted(after) else ""
    return answers.model_copy(
        update={"adopted": after.adopted.model_copy(update={"digest": digest})}
    )


def format_staff_note(note: StaffNote, answers: Answers) -> str:
    """Return the note as plain text, which is also Markdown."""
    document = compose(answers, NOTE_DOCUMENT, extra=note_context(note))
    return text_writer.render(document, sealed=False).decode()


def note_context(note: StaffNote) -> dict[str, Any]:
    """Return what the document of the note needs besides the answers."""
    return {
        "new_version": note.new,
        "old_version": note.old,
        "successors": note.successors,
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
