"""Markdown tables become Word tables: a named style, fixed widths, a header row that repeats, a title to read out."""

from markdown_it.tree import SyntaxTreeNode

from wizard.documents.word_text import Linker, UnknownTokenError, escape, plain, runs

WIDTH = 9360
"""The width of the text in twentieths of a point, the same on A4 and on Letter (their margins differ)."""


def table(node: SyntaxTreeNode, linker: Linker, width: int = WIDTH) -> str:
    """Return the table; a `{.facts}` table has labels in its first column instead of a band of headings.

    Raises:
        UnknownTokenError: an unknown class or attribute, a column not aligned to the left, or widths that don't fit.
    """
    facts = _is_facts(node)
    rows = [row for part in node.children for row in part.children]
    if facts and not any(plain(cell) for cell in rows[0].children):
        del rows[0]
    widths = _widths(node, len(rows[0].children) if rows else 0, width)
    title = escape(str(node.attrs.get("title", "")))
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    drawn = "".join(_row(row, widths, linker, first=not number, facts=facts) for number, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{"HouseFacts" if facts else "HouseTable"}"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"06A0" if facts else "0620"}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{int(facts)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{title}"/>' if title else "")
        + f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )


def _is_facts(node: SyntaxTreeNode) -> bool:
    unknown = set(node.attrs) - {"class", "widths", "title"}
    style = node.attrs.get("class", "")
    if unknown or style not in ("", "facts"):
        raise UnknownTokenError(f"Word can't draw a table with {sorted(unknown) or style!r}")
    return style == "facts"


def _widths(node: SyntaxTreeNode, columns: int, width: int) -> list[int]:
    """Return the columns' widths; what rounding leaves over goes to the last one."""
    if not columns:
        raise UnknownTokenError("Word can't draw a table without rows")
    given = str(node.attrs.get("widths", "")).split()
    parts = [float(part) for part in given] if all(part.isdecimal() for part in given) else []
    if given and (len(parts) != columns or not all(parts)):
        raise UnknownTokenError(f"Word can't draw a table of {columns} columns with the widths {' '.join(given)!r}")
    parts = parts or [1.0] * columns
    widths = [int(width * part / sum(parts)) for part in parts]
    widths[-1] += width - sum(widths)
    return widths


def _row(row: SyntaxTreeNode, widths: list[int], linker: Linker, first: bool, facts: bool) -> str:
    cells = []
    for number, (cell, width) in enumerate(zip(row.children, widths, strict=True)):
        if cell.attrs.get("style") not in (None, "text-align:left"):
            raise UnknownTokenError(f"Word can't draw a column with {cell.attrs['style']!r}: {plain(cell)[:60]!r}")
        label = number == 0 if facts else first
        style = ("TableLabel" if facts else "TableHeading") if label else "TableText"
        words, rtl = runs(cell.children[0], linker) if cell.children else ("", False)
        bidi = "<w:bidi/>" if rtl else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}</w:pPr>{words}</w:p></w:tc>'
        )
    header = "<w:tblHeader/>" if first else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"
