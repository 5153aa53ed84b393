"""How many policies stand, as a table: drawn on a terminal, plain columns in a file or a pipe."""

import sys
from collections import Counter
from collections.abc import Sequence

from wizard.lifecycle.status import Status
from wizard.text import printable

HEADINGS = (
    "File",
    "Business",
    "Version",
    "Adopted",
    "Next review",
    "Errors",
    "Warnings",
    "To sign",
    "Overdue",
)
FEW = ("Business", "Version", "Next review", "Open", "To sign", "Overdue")
"""The columns of a narrow window."""
WIDE = 110
"""Columns from which a terminal has room for all."""
_NOTHING = "-"


def show(rows: Sequence[Status]) -> None:
    """Print the table to stdout, and below it a sentence for each thing that is overdue or odd."""
    table = [_cells(row) for row in rows]
    if sys.stdout.isatty():
        _draw(rows, table)
    else:
        widths = [max(map(len, column)) for column in zip(HEADINGS, *table, strict=True)]
        for line in (HEADINGS, *table):
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            sys.stdout.write("  ".join(cells).rstrip() + "\n")
    for row in rows:
        for sentence in (*row.overdue, *row.notes):
            sys.stdout.write(f"{printable(row.file)}: {printable(sentence)}\n")
        if row.unreadable:
            sys.stdout.write(f"{printable(row.unreadable)}\n")


def _cells(row: Status) -> tuple[str, ...]:
    if row.unreadable:
        return (printable(row.file), "can't be used", *([_NOTHING] * (len(HEADINGS) - 2)))
    return (
        printable(row.file),
        printable(row.business) or _NOTHING,
        printable(row.version),
        str(row.adopted or _NOTHING),
        str(row.next_review or _NOTHING),
        str(row.errors),
        str(row.warnings),
        _NOTHING if row.missing is None else str(row.missing),
        "yes" if row.overdue else "no",
    )


def _few_cells(row: Status, names: Counter[str]) -> tuple[str, ...]:
    """Return what has room in a narrow window; the sentences below the table tell the rest.

    A file stands for a business without a name, or with one that several of `names` have.
    """
    name = printable(row.business if row.business and names[row.business] == 1 else row.file)
    if row.unreadable:
        return (printable(row.file), "can't be used", *([_NOTHING] * (len(FEW) - 2)))
    return (
        name,
        printable(row.version),
        str(row.next_review or _NOTHING),
        str(row.errors + row.warnings),
        _NOTHING if row.missing is None else str(row.missing),
        "yes" if row.overdue else "no",
    )


def _draw(rows: Sequence[Status], table: Sequence[tuple[str, ...]]) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, named = Console(), Counter(row.business for row in rows)
    narrow = console.width < WIDE
    headings, lines = (
        (FEW, [_few_cells(row, named) for row in rows]) if narrow else (HEADINGS, table)
    )
    widths = [max(map(cell_len, column)) for column in zip(headings, *lines, strict=True)]
    names = 1 if narrow else 2  # the first columns give way where there is no room
    room = console.width - sum(widths[names:]) - 3 * len(widths) - 1
    for at in range(names):
        widths[at] = max(8, min(widths[at], room - (names - 1 - at) * 20))
        room -= widths[at]
    drawn = Table(box=box.HEAVY_HEAD)
    for heading, width in zip(headings, widths, strict=True):
        drawn.add_column(heading, width=width, no_wrap=True, overflow="ellipsis")
    for line in lines:
        late = line[-1] == "yes"
        drawn.add_row(*[Text(cell, "bold red" if late else "") for cell in line])
    console.print(drawn)
