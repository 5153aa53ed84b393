"""How many policies stand, as a table: drawn on a terminal, plain columns in a file or a pipe."""

import sys
from collections.abc import Sequence

from wizard.answers.shown import shown
from wizard.status import Status

HEADINGS = ("File", "Business", "Version", "Adopted", "Next review", "Errors", "Warnings", "To sign", "Overdue")
_NOTHING = "-"


def show(rows: Sequence[Status]) -> None:
    """Print the table to stdout, and below it a sentence for each thing that is overdue or odd."""
    table = [_cells(row) for row in rows]
    if sys.stdout.isatty():
        _draw(table)
    else:
        widths = [max(map(len, column)) for column in zip(HEADINGS, *table, strict=True)]
        for line in (HEADINGS, *table):
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            sys.stdout.write("  ".join(cells).rstrip() + "\n")
    for row in rows:
        for sentence in (*row.overdue, *row.notes):
            sys.stdout.write(f"{shown(row.file)}: {shown(sentence)}\n")
        if row.unreadable:
            sys.stdout.write(f"{shown(row.unreadable)}\n")


def _cells(row: Status) -> tuple[str, ...]:
    if row.unreadable:
        return (shown(row.file), "can't be used", *([_NOTHING] * (len(HEADINGS) - 2)))
    return (
        shown(row.file),
        shown(row.business) or _NOTHING,
        shown(row.version),
        str(row.adopted or _NOTHING),
        str(row.next_review or _NOTHING),
        str(row.errors),
        str(row.warnings),
        _NOTHING if row.missing is None else str(row.missing),
        "yes" if row.overdue else "no",
    )


def _draw(table: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*HEADINGS)
    for line in table:
        late = line[-1] == "yes"
        drawn.add_row(*[Text(cell, "bold red" if late else "") for cell in line])
    Console().print(drawn)
