"""Commands for a policy in force: versions, reviews, signatures, leavers and joiners."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.command import DEFAULT_FILE, add_date, add_file, add_option, command
from wizard.cli.files import save_answers, write_new_file
from wizard.cli.output import print_json, print_message, print_result
from wizard.errors import ExitCode, UserError
from wizard.text import command_line, join_list, printable

if TYPE_CHECKING:
    from wizard.answers.model import Answers
    from wizard.lifecycle.adoption import AdoptionPlan
    from wizard.lifecycle.comparison import DiffSide
    from wizard.lifecycle.status import Status

# How the names of the files end that `diff` writes.
WORD, TEXT = ".docx", (".md", ".txt")
# Columns of the status table in a narrow terminal, and the width from which there is room for all.
NARROW_COLUMNS = ("Business", "Version", "Next review", "Open", "To sign", "Overdue")
WIDE_TERMINAL_COLUMNS = 110


def _add_adopt_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    day = "its effective date (default: the planned one, later on today)"
    add_option(parser, "--version V", "the number, such as 2.0 (default: we propose one)")
    add_date(parser, "--on DATE", day)
    add_option(parser, "--by NAME", "who approved it (default: whoever approves changes)")
    add_option(parser, "--note TEXT", "what is new (default: what changed, in short)")
    again = parser.add_mutually_exclusive_group()
    again.add_argument(
        "--read-again",
        action="store_true",
        default=None,
        help="everybody has to sign the new version",
    )
    again.add_argument(
        "--tell-only",
        dest="read_again",
        action="store_false",
        help="earlier signatures still count",
    )
    parser.add_argument("--propose", action="store_true", help="only print what would be adopted")


@command("adopt FILE", "make the draft a numbered version, and keep it", _add_adopt_arguments)
def adopt(options: argparse.Namespace) -> int:
    """Make the draft an adopted version.

    It gets a number, a date and a line in the list of versions; its answers and documents are kept
    in versions/ beside FILE, and never written again.
    """
    from wizard.checks import format_location
    from wizard.interview import load
    from wizard.lifecycle import adoption
    from wizard.storage.toml_file import read_with_bytes

    path, interview = Path(options.file), load()
    answers, on_disk = read_with_bytes(path)
    chosen = adoption.AdoptionOptions(
        version=options.version,
        on=options.on,
        by=options.by,
        note=options.note,
        read_again=options.read_again,
    )
    try:
        plan = adoption.plan_adoption(path, answers, interview, datetime.date.today(), chosen)
        for warning in plan.warnings:
            print_message(warning)
        if options.propose:
            _print_proposal(plan)
            return ExitCode.OK
        version = adoption.adopt(path, plan, lambda adopted: save_answers(path, adopted, on_disk))
    except adoption.NotReadyError as error:
        for finding in error.findings:
            place = format_location(finding, interview)
            print_message(f"{finding.severity}: {place}: {finding.message} {finding.fix}")
        print_message(str(error))
        return ExitCode.PROBLEMS
    _print_files(version.folder)
    if plan.interrupted:
        print_message(
            f"The adoption of version {plan.version} had been cut off; it is complete now."
        )
        return ExitCode.OK
    print_message(f"Version {plan.version} is adopted, from {plan.on} on. {plan.why}".strip())
    _update_calendar(path, plan.answers)
    if answers.publication.sign:
        print_message(
            "Everybody is asked to sign it."
            if plan.read_again
            else "Earlier signatures still count."
        )
    print_message(f"To write the documents for staff: {command_line('export', path)}")
    if plan.last:
        command = command_line("diff", plan.last, path, "--note-to-staff")
        print_message(f"To tell staff what is new: {command}")
    return ExitCode.OK


def _print_files(directory: Path) -> None:
    for file in sorted(directory.iterdir()):
        print_result(str(file))


def _print_proposal(plan: AdoptionPlan) -> None:
    from wizard.answers.defaults import resolve

    row, approver = plan.answers.revisions[-1], resolve(plan.answers).review.approved_by
    names = {person.id: person.name for person in plan.answers.people}
    print_result(f"Version: {plan.version}")
    print_result(f"From: {plan.on}")
    print_result(f"What is new: {row.what}")
    print_result(f"Approved by: {names.get(approver or '') or 'nobody yet'}")
    print_result(f"To be signed again: {'yes' if plan.read_again else 'no'}")
    if plan.why:
        print_message(plan.why)


def _update_calendar(path: Path, answers: Answers) -> None:
    """Update the calendar beside the answers, if there is one, and print a message about it."""
    from wizard.documents.compose import ExportError
    from wizard.documents.export import update_calendar
    from wizard.storage.paths import answers_folder

    try:
        calendar = update_calendar(answers, answers_folder(path))
    except ExportError as error:
        print_message(str(error))
        return
    if calendar is not None:
        print_message(
            f"{calendar.name} has the days of the next reviews; open it once more in your calendar."
        )


def _add_diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the answers before")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the answers after")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--note-to-staff", action="store_true", help='print a note to staff: "What is new"'
    )
    form.add_argument(
        "--redline",
        action="store_true",
        help="write the policy with tracked changes to the FILE of --to, for Word",
    )
    add_option(
        parser, "--to FILE", "write it to FILE: .md or .txt, a note also .docx; never over a file"
    )


@command("diff OLD [NEW]", "print what changed, in the words of the questions", _add_diff_arguments)
def diff(options: argparse.Namespace) -> int:
    """Print what changed between two sets of answers.

    OLD and NEW are files of answers, folders of versions or numbers of versions. With one file
    alone: what changed since its last adopted version.
    """
    from wizard.formatting import describe_changes, group_by_step
    from wizard.interview import load
    from wizard.lifecycle.comparison import (
        format_staff_note,
        redline,
        render_staff_note,
        staff_note,
    )

    target = Path(options.to) if options.to else None
    _check_diff_target(target, redline=options.redline, note=options.note_to_staff)
    old, new = _compared_sides(options.old, options.new)
    for side in (old, new):
        for problem in side.problems:
            print_message(problem)
    if target is not None and options.redline:
        write_new_file(target, redline(old.answers, new.answers, datetime.date.today()))
        return ExitCode.OK
    if options.note_to_staff:
        note = staff_note(old.answers, new.answers, old.name, new.name)
        if target is not None and target.suffix.lower() == WORD:
            write_new_file(target, render_staff_note(note, new.answers))
            return ExitCode.OK
        text = format_staff_note(note, new.answers)
    else:
        changes = describe_changes(old.answers, new.answers, load())
        lines = []
        for step, group in group_by_step(changes):
            lines.append(step.numbered_title)
            lines += [f"  {line}" for change in group for line in change.lines]
        text = "\n".join(lines or ["Nothing changed that the documents tell."]) + "\n"
    if target is not None:
        write_new_file(target, text.encode())
    else:
        for line in text.splitlines():
            print_result(line)
    return ExitCode.OK


def _check_diff_target(target: Path | None, *, redline: bool, note: bool) -> None:
    """Refuse a file whose name promises a format that this comparison doesn't have.

    Raises:
        UserError: there is no file for tracked changes, or its ending is of another format.
    """
    if target is None:
        if redline:
            raise UserError(
                "Tracked changes go into a file; give it a name with --to, "
                "such as --to changes.docx."
            )
        return
    endings = (WORD,) if redline else (WORD, *TEXT) if note else TEXT
    if target.suffix.lower() not in endings:
        raise UserError(
            f"{printable(target)} can't be created; give it a name that ends with "
            f"{join_list(endings, 'or')}."
        )


def _compared_sides(old: str, new: str | None) -> tuple[DiffSide, DiffSide]:
    """Return the two sets of answers: files, folders of versions, or numbers of versions."""
    from wizard.lifecycle.archive import parse_version
    from wizard.lifecycle.comparison import compare_with_adopted, current_side
    from wizard.storage.toml_file import read_answers

    default = Path(DEFAULT_FILE)
    if new is not None:
        answers_file = next(
            (Path(name) for name in (new, old) if _exists(Path.is_file, name)), default
        )
        return _side(old, answers_file), _side(new, answers_file)
    if parse_version(old) and not _exists(Path.is_file, old):
        return _side(old, default), current_side(read_answers(default))
    if _exists(Path.is_dir, old):
        raise UserError(
            f"{printable(old)} needs something to compare it with; name a second file or version."
        )
    return compare_with_adopted(Path(old), read_answers(Path(old)))


def _side(name: str, answers_file: Path) -> DiffSide:
    from wizard.lifecycle import archive
    from wizard.lifecycle.archive import parse_version
    from wizard.lifecycle.comparison import archived_side, current_side
    from wizard.storage.toml_file import read_answers

    path = Path(name)
    if _exists(Path.is_dir, name):
        return archived_side(archive.open_version(path, answers_file.name))
    if not parse_version(name) or _exists(Path.is_file, name):
        return current_side(read_answers(path))
    for version in archive.archived_versions(answers_file):
        if version.version == name:
            return archived_side(version)
    directory = printable(archive.versions_folder(answers_file))
    raise UserError(f"There is no version {printable(name)} in {directory}.")


def _exists(is_kind: Callable[[Path], bool], name: str) -> bool:
    """Return whether there is such a path; reading it explains a name that no path can have."""
    with contextlib.suppress(OSError, ValueError):
        return is_kind(Path(name))
    return False


def _add_status_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="the answers, of one business or of many"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    add_date(parser, "--on DATE", "the day to look at (default: today)")


@command("status FILE...", "print where policies stand, one line per file", _add_status_arguments)
def status(options: argparse.Namespace) -> int:
    """Print how each policy stands. Ends with 1 if anything is overdue."""
    from wizard.interview import load
    from wizard.lifecycle.status import get_status

    interview, day = load(), options.on or datetime.date.today()
    rows = [get_status(path, interview, day) for path in _expand_patterns(options.files)]
    if options.json:
        print_json([row.as_table() for row in rows])
    else:
        _print_status(rows)
    if any(row.overdue for row in rows):
        return ExitCode.PROBLEMS
    return ExitCode.USAGE_ERROR if any(row.unreadable for row in rows) else ExitCode.OK


def _expand_patterns(names: Sequence[str]) -> list[Path]:
    """Return the files; expand patterns that the shell left alone, as on Windows."""
    files: list[Path] = []
    for name in names:
        path = Path(name)
        is_pattern = bool(set(path.name) & set("*?[")) and not os.path.lexists(path)
        files += (sorted(path.parent.glob(path.name)) if is_pattern else []) or [path]
    return files


def _print_status(rows: Sequence[Status]) -> None:
    table = [_status_cells(row) for row in rows]
    if sys.stdout.isatty():
        _draw_status_table(rows, table)
    else:
        lines = [tuple(table[0]), *(tuple(cells.values()) for cells in table)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            print_result("  ".join(padded).rstrip())
    for row in rows:
        for sentence in (*row.overdue, *row.notes):
            print_result(f"{row.file}: {sentence}")
        if row.unreadable:
            print_result(row.unreadable)


def _status_cells(row: Status) -> dict[str, str]:
    cells = {
        "File": printable(row.file),
        "Business": printable(row.business) or "-",
        "Version": printable(row.version),
        "Adopted": str(row.adopted or "-"),
        "Next review": str(row.next_review or "-"),
        "Errors": str(row.errors),
        "Warnings": str(row.warnings),
        "To sign": "-" if row.missing is None else str(row.missing),
        "Overdue": "yes" if row.overdue else "no",
    }
    if row.unreadable:
        return dict.fromkeys(cells, "-") | {"File": cells["File"], "Business": "can't be used"}
    return cells


def _draw_status_table(rows: Sequence[Status], table: Sequence[dict[str, str]]) -> None:
    """Draw the table on a terminal; the sentences below it say what a narrow one leaves out."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    is_narrow = console.width < WIDE_TERMINAL_COLUMNS
    columns = NARROW_COLUMNS if is_narrow else tuple(table[0])
    drawn = Table(box=box.HEAVY_HEAD)
    for name in columns:
        can_shrink = name in ("File", "Business")
        drawn.add_column(name, no_wrap=True, overflow="ellipsis", ratio=1 if can_shrink else None)
    businesses = Counter(row.business for row in rows)
    for row, cells in zip(rows, table, strict=True):
        cells["Open"] = str(row.errors + row.warnings)
        if is_narrow and row.unreadable:
            cells |= {"Business": cells["File"], "Version": cells["Business"], "Open": "-"}
        elif is_narrow and not (row.business and businesses[row.business] == 1):
            cells["Business"] = cells["File"]
        style = "bold red" if row.overdue else ""
        drawn.add_row(*(escape(cells[name]) for name in columns), style=style)
    # Rich shrinks columns by their ratio only in a table that takes the whole width.
    drawn.expand = console.measure(drawn).maximum >= console.width
    console.print(drawn)


def _add_review_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument(
        "--done", action="store_true", help="note down the review, also when nothing changed"
    )
    add_date(parser, "--on DATE", "the day of the review (default: today)")
    add_date(parser, "--next DATE", "the next review (default: as often as you chose)")
    add_option(parser, "--by NAME", "who did it (default: whoever sees to reviews)")
    add_option(parser, "--note TEXT", "what came of it")
    unconfirmed = "somebody whose details nobody could confirm"
    add_option(parser, "--except NAME", unconfirmed, [], dest="unconfirmed", action="append")


@command(
    "review FILE [--done]",
    "print what to look at, or note down that you did",
    _add_review_arguments,
)
def review(options: argparse.Namespace) -> int:
    """Print what to look at in a review. With --done, note down that it took place."""
    from wizard.answers.diff import is_adopted
    from wizard.answers.people import find_person
    from wizard.interview import load
    from wizard.lifecycle.review import record_review, review_topics
    from wizard.storage.toml_file import read_with_bytes

    path, day = Path(options.file), options.on or datetime.date.today()
    record_options = {
        "--next": options.next,
        "--by": options.by,
        "--note": options.note,
        "--except": options.unconfirmed,
    }
    misplaced = [name for name, value in record_options.items() if value and not options.done]
    if misplaced:
        raise UserError(
            f"{misplaced[0]} is about a review that is noted down; add --done, or leave it out."
        )
    if options.done and day > datetime.date.today():
        raise UserError(
            f"The review can't be on {day}, which is still to come; record it once it is done."
        )
    answers, on_disk = read_with_bytes(path)
    if not options.done:
        for topic in review_topics(answers, load(), day):
            print_result(topic.title)
            for point in topic.points:
                print_result(f"  {point.text}")
        record = command_line("review", path, "--done")
        print_message(f"Change what is no longer true: {command_line(path)}")
        print_message(f"Then note it down, also if nothing changed: {record}")
        return ExitCode.OK
    reviewed = record_review(
        answers,
        day,
        following=options.next,
        by=find_person(answers, options.by).id if options.by else None,
        note=options.note,
        unconfirmed=[find_person(answers, name).id for name in options.unconfirmed],
    )
    save_answers(path, reviewed, on_disk)
    print_message(
        f"The review of {day} is noted down. The next one is on {reviewed.review.next_on}."
    )
    _update_calendar(path, reviewed)
    if not is_adopted(reviewed):
        adopt_command = command_line("adopt", path)
        print_message(f"The answers have changed; adopt them as a new version: {adopt_command}")
    return ExitCode.OK
