"""The note to staff: what is new in a version, as text for an e-mail or as a Word document."""

import textwrap
from dataclasses import dataclass
from typing import Any

from wizard.answers.defaults import resolve
from wizard.answers.fields import field_at
from wizard.answers.model import Answers
from wizard.formatting import describe_changes, group_by_step
from wizard.interview import Interview
from wizard.lifecycle.signatures import is_valid_for

DOCUMENT = "whats-new"


@dataclass(frozen=True)
class StaffNote:
    """What is new, by the titles of the steps."""

    old: str
    new: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    sign_again: bool | None
    """Whether everybody signs again; None where that is still to be decided, or nobody signs at all."""


def staff_note(
    before: Answers, after: Answers, old: str, new: str, interview: Interview
) -> StaffNote:
    """Return what is new for staff between two sets of answers; `old` and `new` are the names of their versions."""
    found = [
        one for one in describe_changes(before, after, interview) if field_at(one.path).policy.staff
    ]
    groups = tuple(
        (step.title, tuple(line for one in group for line in one.lines))
        for step, group in group_by_step(found)
    )
    read_from = after.adopted.read_from or after.adopted.version
    is_decided = after.publication.sign and new == after.adopted.version
    return StaffNote(old, new, groups, not is_valid_for(old, read_from) if is_decided else None)


def format_staff_note(told: StaffNote, answers: Answers) -> str:
    """Return the note as plain text, which is also Markdown."""
    lines = [f"# What is new in {told.new}", ""]
    lines += _wrapped(
        f"This is what changed in our social media policy since {told.old}. Everything else is as it was."
        if told.groups
        else f"Nothing changed in our social media policy since {told.old} that you need to know."
    )
    for title, group in told.groups:
        lines += ["", f"## {title}", ""]
        for line in group:
            lines += _wrapped(line, "- ")
    if told.sign_again is not None:
        lines += [
            "",
            "Please read the new version, and sign it again."
            if told.sign_again
            else "You need not sign again.",
        ]
    whole = resolve(answers)
    contact = next(
        (one for one in whole.people if one.id == whole.employees.questions_to and one.name), None
    )
    if contact:
        reach = ", ".join(filter(None, (contact.email, contact.phone)))
        lines += ["", f"Any questions? Ask {contact.name}{f' ({reach})' if reach else ''}."]
    return "\n".join(lines) + "\n"


def render_staff_note(told: StaffNote, answers: Answers) -> bytes:
    """Return the note as a .docx.

    Raises:
        CompositionError: a template can't be read or filled.
    """
    from wizard.documents.compose import compose
    from wizard.documents.docx_writer import render

    return render(compose(answers, DOCUMENT, extra=note_context(told)))


def note_context(told: StaffNote) -> dict[str, Any]:
    """Return what the Word document needs besides the answers."""
    return {
        "new_version": told.new,
        "old_version": told.old,
        "news": told.groups,
        "sign_again": told.sign_again,
    }


def _wrapped(line: str, mark: str = "") -> list[str]:
    return textwrap.wrap(
        line,
        78,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
