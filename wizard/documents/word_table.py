"""Markdown tables become Word tables: a named style, fixed widths, a header row that repeats, a title to read out."""

from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from wizard.documents.markdown import UnsupportedMarkdownError, plain_text
from wizard.documents.word_text import Linker, escape, runs

WIDTH = 9360
"""The width of the text in twentieths of a point, the same on A4 and on Letter (their margins differ)."""


_KEPT_ROWS, _KEPT_LETTERS = 6, 900
"""A table of no more rows under its headings, and no more letters, isn't parted by a page break."""
_STAYING = {"TableText": "TableTextLead", "TableLabel": "TableLabelLead"}
"""The twins of styles whose paragraphs stay on the page of the next one, as those of the others always do."""


@dataclass(frozen=True)
class _Kind:
    """A kind of table: its style, the style of the words in its first column, and what of the style it shows."""

    style: str = "HouseTable"
    first_column: str = "TableText"
    look: str = "0620"
    labels: bool = False
    """Whether the first column is set apart as labels."""
    last_row: bool = False


_KINDS = {
    "": _Kind(),
    "facts": _Kind("HouseFacts", "TableLabel", "06A0", labels=True),
    "ladder": _Kind("HouseLadder", "LadderStep", "06E0", labels=True, last_row=True),
}


def table(node: SyntaxTreeNode, linker: Linker, width: int = WIDTH) -> str:
    """Return the table.

    A `{.facts}` table has labels in its first column instead of a band of headings; in a `{.ladder}`, which shows what
    rises step by step, the first column is a block of colour, the last one the darkest.

    Raises:
        UnsupportedMarkdownError: an unknown class or attribute, a column not aligned to the left, or widths that don't fit.
    """
    name = _class(node)
    kind = _KINDS[name]
    rows = [row for part in node.children for row in part.children]
    if name == "facts" and not any(plain_text(cell) for cell in rows[0].children):
        del rows[0]
    widths = _widths(node, len(rows[0].children) if rows else 0, width)
    title = escape(str(node.attrs.get("title", "")))
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    letters = sum(len(plain_text(cell)) for row in rows for cell in row.children)
    is_kept = len(rows) <= _KEPT_ROWS + 1 and letters <= _KEPT_LETTERS
    drawn = []
    for number, row in enumerate(rows):
        first_column = kind.first_column if number or name == "facts" else "TableHeading"
        others = "TableText" if number or name == "facts" else "TableHeading"
        drawn.append(
            _row(
                row,
                widths,
                linker,
                (first_column, others),
                not number,
                _stays(number, len(rows) - 1, is_kept),
            )
        )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{kind.style}"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{kind.look}" w:firstRow="1" w:lastRow="{int(kind.last_row)}" '
        f'w:firstColumn="{int(kind.labels)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{title}"/>' if title else "")
        + f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(drawn)}</w:tbl>"
    )


def _class(node: SyntaxTreeNode) -> str:
    unknown = set(node.attrs) - {"class", "widths", "title"}
    name = str(node.attrs.get("class", ""))
    if unknown or name not in _KINDS:
        raise UnsupportedMarkdownError(f"Word can't draw a table with {sorted(unknown) or name!r}")
    return name


def _stays(number: int, last: int, is_kept: bool) -> bool:
    """Tell whether a row stays with the next one: of a long table, two rows at its head and at its foot."""
    return number < last and (is_kept or number < 2 or number == last - 1)


def _widths(node: SyntaxTreeNode, columns: int, width: int) -> list[int]:
    """Return the columns' widths; what rounding leaves over goes to the last one."""
    if not columns:
        raise UnsupportedMarkdownError("Word can't draw a table without rows")
    given = str(node.attrs.get("widths", "")).split()
    parts = [float(part) for part in given] if all(part.isdecimal() for part in given) else []
    if given and (len(parts) != columns or not all(parts)):
        raise UnsupportedMarkdownError(
            f"Word can't draw a table of {columns} columns with the widths {' '.join(given)!r}"
        )
    parts = parts or [1.0] * columns
    widths = [int(width * part / sum(parts)) for part in parts]
    widths[-1] += width - sum(widths)
    return widths


def _row(
    row: SyntaxTreeNode,
    widths: list[int],
    linker: Linker,
    styles: tuple[str, str],
    first: bool,
    stays: bool,
) -> str:
    cells = []
    for number, (cell, width) in enumerate(zip(row.children, widths, strict=True)):
        if cell.attrs.get("style") not in (None, "text-align:left"):
            raise UnsupportedMarkdownError(
                f"Word can't draw a column with {cell.attrs['style']!r}: {plain_text(cell)[:60]!r}"
            )
        style = styles[1] if number else styles[0]
        style = _STAYING.get(style, style) if stays else style
        words, rtl = runs(cell.children[0], linker) if cell.children else ("", False)
        bidi = "<w:bidi/>" if rtl else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}</w:pPr>{words}</w:p></w:tc>'
        )
    header = "<w:tblHeader/>" if first else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"
