"""The answers of two times, to be compared: those of a version, and those after it."""

from dataclasses import dataclass
from pathlib import Path

from wizard.answers.diff import version_label
from wizard.answers.model import Answers
from wizard.lifecycle import archive
from wizard.text import printable

DRAFT = "the draft"


class ComparisonError(Exception):
    """There is nothing to compare; the message is one sentence."""


@dataclass(frozen=True)
class DiffSide:
    """One of the two sets of answers of a comparison."""

    answers: Answers
    name: str
    """What a sentence calls it: "1.1", "the draft"."""
    problems: tuple[str, ...] = ()
    """What is not as it was frozen, a sentence each."""


def current_side(answers: Answers) -> DiffSide:
    """Return the answers as they are, by the version that they are, if they are one."""
    label = version_label(answers)
    return DiffSide(answers, label if label[:1].isdigit() else DRAFT)


def archived_side(version: archive.Frozen) -> DiffSide:
    """Return the answers of an adopted version.

    Raises:
        ArchiveError: they are gone, can't be read, or aren't what was adopted.
    """
    return DiffSide(version.answers(), version.version, version.problems())


def compare_with_adopted(path: Path, answers: Answers) -> tuple[DiffSide, DiffSide]:
    """Return what was adopted last, and the answers at `path` as they are now; for an adopted version, the one before.

    Raises:
        ComparisonError: no version is adopted yet.
        ArchiveError: what was adopted is gone, can't be read, or was changed since.
    """
    here, versions = current_side(answers), archive.archived_versions(path)
    if not versions:
        raise ComparisonError(
            f"No version of {printable(path)} is adopted yet, so there is nothing to compare."
        )
    others = [one for one in versions if one.version != here.name]
    return archived_side(others[-1] if others else versions[-1]), here
