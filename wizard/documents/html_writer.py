"""A composed document becomes a web page: one file that fetches nothing, runs nothing, and reads well aloud.

It is drawn from the same syntax tree as the Word document, and its headings are numbered by the same rules.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape

from markdown_it.tree import SyntaxTreeNode

from wizard.data_dirs import data_dir
from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document
from wizard.documents.markdown import (
    UnsupportedMarkdownError,
    is_right_to_left,
    parse_markdown,
    plain_text,
)

SKIP = "Skip to the text"
_PARAGRAPHS = ("title", "subtitle", "callout", "caption", "signature", "small")
_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4"}
"""The page's own heading is its title, so that those of the sections come a level lower."""
_SAFE_SCHEMES = ("https://", "http://", "mailto:")


def render(document: Document) -> bytes:
    """Return `document` as an HTML file, sealed so that `seal.is_sealed` knows it from one that somebody edited.

    Raises:
        UnsupportedMarkdownError: a section holds something that we can't draw. Words are never left out.
    """
    return add_checksum(_Page(document).html())


class _Page:
    """Draws one page; knows the headings already drawn, and the columns that the style sheet has to size."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._anchors: dict[str, int] = {}
        self._widths: set[int] = set()
        self._tables = 0

    def html(self) -> str:
        document = self._document
        blocks = [
            node
            for section in document.sections
            for node in parse_markdown(section.markdown).children
        ]
        cut = next(
            (number for number, node in enumerate(blocks) if "contents" in _classes(node)), -1
        )
        top = self._blocks(blocks[:cut]) if cut >= 0 else ""
        main = self._blocks(blocks[cut + 1 :])
        contents = self._contents(blocks[cut], blocks[cut + 1 :]) if cut >= 0 else ""
        title = escape(f"{document.title} – {document.business}")
        if not any("title" in _classes(node) for node in blocks):
            main = f"<h1>{escape(document.title)}</h1>\n{main}"
        style = _style() + "".join(
            f"\ncol.w{width} {{ width: {width}%; }}" for width in sorted(self._widths)
        )
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f'<meta name="revision" content="{CHECKSUM_PLACEHOLDER}">\n'
            f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#main">{SKIP}</a>\n'
            + (f"<header>\n{top}</header>\n{contents}" if cut >= 0 else "")
            + f'<main id="main" tabindex="-1">\n{main}</main>\n'
            f"<footer>{escape(' · '.join(_foot(document)))}</footer>\n</body>\n</html>\n"
        )

    def _contents(self, heading: SyntaxTreeNode, blocks: Sequence[SyntaxTreeNode]) -> str:
        anchors: dict[str, int] = {}
        lines = []
        for node in blocks:
            if node.type == "heading":
                anchor = _anchor(plain_text(node.children[0]), anchors)
                if node.tag == "h1":
                    number = "" if "unnumbered" in _classes(node) else ' class="numbered"'
                    words = escape(plain_text(node.children[0]))
                    lines.append(
                        f'<li{number}{_direction(node)}><a href="#{anchor}">{words}</a></li>\n'
                    )
        words = _inline(heading.children[0])
        return f'<nav aria-labelledby="contents">\n<h2 id="contents">{words}</h2>\n<ol>\n{"".join(lines)}</ol>\n</nav>\n'

    def _blocks(self, blocks: Iterable[SyntaxTreeNode]) -> str:
        return "".join(self._block(node) for node in blocks)

    def _block(self, node: SyntaxTreeNode) -> str:
        if node.type == "heading":
            return self._heading(node)
        if node.type == "paragraph":
            return _paragraph(node)
        if node.type in ("bullet_list", "ordered_list"):
            return self._list(node)
        if node.type == "blockquote":
            _known(node)
            return f"<blockquote>{self._blocks(node.children)}</blockquote>\n"
        if node.type == "table":
            return self._table(node)
        raise UnsupportedMarkdownError(
            f"A web page can't show '{node.type}' here: {_words(node)!r}"
        )

    def _heading(self, node: SyntaxTreeNode) -> str:
        if node.tag not in _HEADINGS:
            raise UnsupportedMarkdownError(f"A web page can't show '{node.tag}': {_words(node)!r}")
        classes = _known(node, "unnumbered", "new-page")
        classes = [each for each in classes if each != "unnumbered"] + ["numbered"] * (
            "unnumbered" not in classes
        )
        if node.tag == "h3" and "numbered" in classes:
            classes.remove("numbered")
        tag = _HEADINGS[node.tag]
        anchor = _anchor(plain_text(node.children[0]), self._anchors)
        named = f' class="{" ".join(classes)}"' if classes else ""
        return (
            f'<{tag} id="{anchor}"{named}{_direction(node)}>{_inline(node.children[0])}</{tag}>\n'
        )

    def _list(self, node: SyntaxTreeNode) -> str:
        tag = "ul" if node.type == "bullet_list" else "ol"
        named = _known(node, "checklist" if tag == "ul" else "clauses", also=("start",))
        attributes = f' class="{named[0]}"' if named else ""
        if tag == "ol" and node.attrs.get("start", 1) != 1:
            attributes += f' start="{int(node.attrs["start"])}"'
        items = (f"<li{_direction(item)}>{self._item(item)}</li>\n" for item in node.children)
        return f"<{tag}{attributes}>\n{''.join(items)}</{tag}>\n"

    def _item(self, item: SyntaxTreeNode) -> str:
        """Return a list item; its paragraphs stand bare where there is only one."""
        paragraphs = [child for child in item.children if child.type == "paragraph"]
        if len(paragraphs) == 1 and not paragraphs[0].attrs:
            return "".join(
                _inline(child.children[0]) if child is paragraphs[0] else "\n" + self._block(child)
                for child in item.children
            )
        return self._blocks(item.children)

    def _table(self, node: SyntaxTreeNode) -> str:
        named = _known(node, "facts", "ladder", also=("widths", "title"))
        facts = "facts" in named
        self._tables += 1
        widths = [int(width) for width in str(node.attrs.get("widths", "")).split()]
        self._widths.update(widths)
        rows = [row for part in node.children for row in part.children]
        if facts and not any(plain_text(cell) for cell in rows[0].children):
            del rows[0]
        columns = "".join(f'<col class="w{width}">' for width in widths)
        title = escape(str(node.attrs.get("title", "")))
        name, caption = f"table-{self._tables}", ""
        region = ""
        if title:
            caption = f'<caption id="{name}">{title}</caption>\n'
            region = f' role="region" aria-labelledby="{name}" tabindex="0"'
        labels = bool(named)
        drawn = [
            _row(row, header=not facts and not number, labels=labels)
            for number, row in enumerate(rows)
        ]
        look = ' class="ladder"' if "ladder" in named else ""
        head = "" if facts else f"<thead>\n{drawn.pop(0)}</thead>\n"
        return (
            f'<div class="scroll"{region}>\n<table{look}>\n{caption}<colgroup>{columns}</colgroup>\n{head}'
            f"<tbody>\n{''.join(drawn)}</tbody>\n</table>\n</div>\n"
        )


def _row(row: SyntaxTreeNode, header: bool, labels: bool) -> str:
    cells = []
    for number, cell in enumerate(row.children):
        words = _inline(cell.children[0]) if cell.children else ""
        if header and words:
            cells.append(f'<th scope="col"{_direction(cell)}>{words}</th>')
        elif labels and number == 0 and words:
            cells.append(f'<th scope="row"{_direction(cell)}>{words}</th>')
        else:
            cells.append(f"<td{_direction(cell)}>{words}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _paragraph(node: SyntaxTreeNode) -> str:
    named = _known(node, *_PARAGRAPHS)
    words = _inline(node.children[0])
    if named == ["title"]:
        return f"<h1{_direction(node)}>{words}</h1>\n"
    if named == ["signature"]:
        lines = words.split("<br>\n")
        return "".join(f'<p class="signature"{_direction(node)}>{line}</p>\n' for line in lines)
    attribute = f' class="{named[0]}"' if named else ""
    return f"<p{attribute}{_direction(node)}>{words}</p>\n"


def _inline(node: SyntaxTreeNode) -> str:
    kind = node.type
    if kind in ("text", "text_special"):
        return escape(node.content)
    if kind == "softbreak":
        return "\n"
    if kind == "hardbreak":
        return "<br>\n"
    words = "".join(_inline(child) for child in node.children)
    if kind == "inline":
        return words
    if kind in ("strong", "em"):
        return f"<{kind}>{words}</{kind}>"
    if kind == "link":
        address = str(node.attrs.get("href", ""))
        return (
            f'<a href="{escape(address)}">{words}</a>'
            if address.startswith(_SAFE_SCHEMES)
            else words
        )
    raise UnsupportedMarkdownError(f"A web page can't show '{kind}': {plain_text(node)[:60]!r}")


def _classes(node: SyntaxTreeNode) -> list[str]:
    return str(node.attrs.get("class", "")).split()


def _known(node: SyntaxTreeNode, *known: str, also: tuple[str, ...] = ()) -> list[str]:
    """Return the classes written before a block, which must be known ones."""
    unknown = (set(node.attrs) - {"class", *also}) | (set(_classes(node)) - set(known))
    if unknown:
        raise UnsupportedMarkdownError(
            f"A web page can't show a {node.type} with {sorted(unknown)}: {_words(node)!r}"
        )
    return _classes(node)


def _direction(node: SyntaxTreeNode) -> str:
    words = " ".join(plain_text(each) for each in node.walk() if each.type == "inline")
    return ' dir="rtl"' if is_right_to_left(words) else ""


def _anchor(heading: str, taken: dict[str, int]) -> str:
    """Return a name for a heading, so that a page elsewhere can link to it; nothing of a heading's markup gets in."""
    name = (
        re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", heading.lower())).strip("-")[:60]
        or "section"
    )
    name = f"{name}-section" if name in ("main", "contents") or name.startswith("table-") else name
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}.{taken[name]}"


def _foot(document: Document) -> list[str]:
    version = f"Version {document.version}" if document.version[:1].isdigit() else document.version
    return [document.business, document.title, version]


def _words(node: SyntaxTreeNode) -> str:
    return (
        " ".join(plain_text(each) for each in node.walk() if each.type == "inline")[:60]
        or node.content[:60]
    )


@cache
def _style() -> str:
    return (data_dir("output_templates") / "web.css").read_text(encoding="utf-8").strip()
