"""`diff`: what changed between two sets of answers."""

import argparse
import contextlib
import datetime
from collections.abc import Callable
from pathlib import Path

from wizard.cli.declared import DEFAULT_FILE
from wizard.cli.output import give, say
from wizard.cli.refusal import RefusalError
from wizard.differences import describe_changes, group_by_step
from wizard.documents.compose import CompositionError
from wizard.documents.markdown import UnsupportedMarkdownError
from wizard.errors import ExitCode
from wizard.interview import load
from wizard.lifecycle import archive, comparison, numbering, whats_new
from wizard.lifecycle.comparison import DiffSide
from wizard.storage.atomic_io import DiskError, create_file
from wizard.storage.toml_file import FileError, read_answers
from wizard.text import printable


def run(options: argparse.Namespace) -> int:
    """Print what changed, or a note to staff, or write the policy with tracked changes."""
    old, new = _pair(options.old, options.new)
    found = describe_changes(old.answers, new.answers, load())
    if options.redline:
        return _redline(options.to, old, new)
    if options.note_to_staff:
        return _note(options, old, new)
    lines = []
    for step, group in group_by_step(found):
        lines.append(step.numbered_title)
        lines += [f"  {line}" for one in group for line in one.lines]
    text = lines or ["Nothing changed that the documents tell."]
    if options.to:
        return _write_new(Path(options.to), "".join(f"{line}\n" for line in text).encode())
    for line in text:
        give(line)
    return ExitCode.OK


def _note(options: argparse.Namespace, old: DiffSide, new: DiffSide) -> int:
    news = whats_new.staff_note(old.answers, new.answers, old.name, new.name, load())
    if options.to and Path(options.to).suffix.lower() == ".docx":
        try:
            return _write_new(Path(options.to), whats_new.render_staff_note(news, new.answers))
        except (CompositionError, UnsupportedMarkdownError) as error:
            raise RefusalError(f"The note can't be made: {error}") from None
    text = whats_new.format_staff_note(news, new.answers)
    if options.to:
        return _write_new(Path(options.to), text.encode())
    for line in text.splitlines():
        give(line)
    return ExitCode.OK


def _redline(to: str | None, old: DiffSide, new: DiffSide) -> int:
    from wizard.lifecycle.redline import RedlineError, redline

    if to is None:
        raise RefusalError(
            "Tracked changes go into a file; give it a name with --to, such as --to changes.docx."
        )
    try:
        return _write_new(Path(to), redline(old.answers, new.answers, datetime.date.today()))
    except (CompositionError, RedlineError) as error:
        raise RefusalError(str(error)) from None


def _write_new(path: Path, data: bytes) -> int:
    try:
        create_file(path, data)
    except DiskError as error:
        raise FileError(path, str(error)) from None
    give(str(path))
    return ExitCode.OK


def _pair(old: str, new: str | None) -> tuple[DiffSide, DiffSide]:
    """Return the two sides that the command names, and say what is odd about them."""
    pair = _sides(old, new)
    for side in pair:
        for problem in side.problems:
            say(problem)
    return pair


def _sides(old: str, new: str | None) -> tuple[DiffSide, DiffSide]:
    if new is None:
        if numbering.parse_version(old) and not _is(Path.is_file, old):
            return _version(Path(DEFAULT_FILE), old), comparison.current_side(
                read_answers(Path(DEFAULT_FILE))
            )
        path = Path(old)
        if _is(Path.is_dir, path):
            raise RefusalError(
                f"{printable(path)} needs something to compare it with; name a second file or version."
            )
        return comparison.compare_with_adopted(path, read_answers(path))
    near = next((Path(one) for one in (new, old) if _is(Path.is_file, one)), Path(DEFAULT_FILE))
    return _side(old, near), _side(new, near)


def _is(kind: Callable[[Path], bool], named: str | Path) -> bool:
    """Tell whether there is such a thing; a name that no file can have is told when it is read."""
    with contextlib.suppress(OSError, ValueError):
        return kind(Path(named))
    return False


def _side(named: str, near: Path) -> DiffSide:
    path = Path(named)
    if _is(Path.is_dir, path):
        return comparison.archived_side(archive.open_version(path, near.name))
    if numbering.parse_version(named) and not _is(Path.is_file, path):
        return _version(near, named)
    return comparison.current_side(read_answers(path))


def _version(path: Path, number: str) -> DiffSide:
    for version in archive.archived_versions(path):
        if version.version == number:
            return comparison.archived_side(version)
    raise RefusalError(
        f"There is no version {printable(number)} in {printable(archive.versions_folder(path))}."
    )
