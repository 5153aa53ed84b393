"""Write a composed document as a web page: one file that loads nothing and runs nothing.

Its headings are numbered by the same rules as those of the Word document.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape

from markdown_it.tree import SyntaxTreeNode

from wizard.data_dirs import data_dir
from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document
from wizard.documents.markdown import (
    LOOKS,
    SAFE_SCHEMES,
    UnsupportedMarkdownError,
    is_blank,
    is_right_to_left,
    node_classes,
    parse_markdown,
    plain_text,
)

SKIP_LINK = "Skip to the text"
_PARAGRAPH_CLASSES = ("title", "subtitle", "callout", "caption", "signature", "small")
# The page's own heading is its title, so that those of the sections are a level lower.
_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4"}
_MAX_ANCHOR = 60  # characters
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="revision" content="{checksum}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">{skip}</a>
{header}<main id="main" tabindex="-1">
{main}</main>
<footer>{footer}</footer>
</body>
</html>
"""


def render(document: Document) -> bytes:
    """Return `document` as an HTML file with a checksum.

    Raises:
        UnsupportedMarkdownError: a section holds Markdown that we have no HTML for.
    """
    blocks = [
        node for section in document.sections for node in parse_markdown(section.markdown).children
    ]
    cut = next((i for i, node in enumerate(blocks) if "contents" in node_classes(node)), None)
    writer, header = _Writer(has_parts=any(map(_is_part, blocks))), ""
    if cut is not None:
        header = f"<header>\n{writer.blocks(blocks[:cut])}</header>\n"
        writer.contents.clear()
    main = writer.blocks(blocks if cut is None else blocks[cut + 1 :])
    if cut is not None:
        header += (
            '<nav aria-labelledby="contents">\n<h2 id="contents">'
            f"{_inline(blocks[cut].children[0])}</h2>\n"
            f"<ol>\n{''.join(writer.contents)}</ol>\n</nav>\n"
        )
    if not any("title" in node_classes(node) for node in blocks):
        main = f"<h1>{escape(document.title)}</h1>\n{main}"
    style = (data_dir("output_templates") / "web.css").read_text(encoding="utf-8").strip()
    style += "".join(f"\ncol.w{each} {{ width: {each}%; }}" for each in sorted(writer.widths))
    version = f"Version {document.version}" if document.version[:1].isdigit() else document.version
    page = _PAGE.format(
        language=escape(document.language),
        digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        checksum=CHECKSUM_PLACEHOLDER,
        title=escape(f"{document.title} – {document.business}"),
        style=style,
        skip=SKIP_LINK,
        header=header,
        main=main,
        footer=escape(" · ".join((document.business, document.title, version))),
    )
    return add_checksum(page)


def render_blocks(nodes: Iterable[SyntaxTreeNode]) -> str:
    """Return blocks as HTML without a page around them.

    Raises:
        UnsupportedMarkdownError: a block holds Markdown that we have no HTML for.
    """
    return _Writer().blocks(nodes)


class _Writer:
    """Writes blocks, and collects the contents and the widths of columns as it goes."""

    def __init__(self, *, has_parts: bool = False) -> None:
        self._chapter_tags = ("h1", "h2") if has_parts else ("h1",)
        self.contents: list[str] = []
        self.widths: set[int] = set()
        self._anchors: dict[str, int] = {}
        self._tables = 0

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> str:
        return "".join(map(self._block, nodes))

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "heading":
                return self._heading(node)
            case "paragraph":
                return _paragraph(node)
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "blockquote":
                _check_classes(node)
                return f"<blockquote{_id(node)}>{self.blocks(node.children)}</blockquote>\n"
            case "table":
                return self._table(node)
        raise _unsupported(node)

    def _heading(self, node: SyntaxTreeNode) -> str:
        if node.tag not in _HEADINGS:
            raise _unsupported(node)
        classes = _check_classes(node, "unnumbered", "new-page")
        is_numbered = "unnumbered" not in classes and node.tag != "h3"
        names = [name for name in classes if name != "unnumbered"] + ["numbered"] * is_numbered
        attributes = f' class="{" ".join(names)}"' if names else ""
        text = _inline(node.children[0])
        anchor = str(node.attrs.get("id") or self._anchor(plain_text(node)))
        if node.tag in self._chapter_tags:
            numbered = ' class="numbered"' if is_numbered else ""
            link = f'<a href="#{anchor}">{escape(plain_text(node))}</a>'
            self.contents.append(f"<li{numbered}{_direction(node)}>{link}</li>\n")
        tag = _HEADINGS[node.tag]
        return f'<{tag} id="{anchor}"{attributes}{_direction(node)}>{text}</{tag}>\n'

    def _anchor(self, heading: str) -> str:
        """Return a unique id for a heading, made of its letters and digits."""
        name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", heading.lower())).strip("-")
        name = name[:_MAX_ANCHOR] or "section"
        if name in ("main", "contents") or name.startswith("table-"):
            name = f"{name}-section"
        count = self._anchors[name] = self._anchors.get(name, 0) + 1
        return name if count == 1 else f"{name}.{count}"

    def _list(self, node: SyntaxTreeNode) -> str:
        tag, known = ("ul", "checklist") if node.type == "bullet_list" else ("ol", "clauses")
        classes = _check_classes(node, known, attributes=("start",))
        attributes = _id(node) + (f' class="{classes[0]}"' if classes else "")
        if tag == "ol" and node.attrs.get("start", 1) != 1:
            attributes += f' start="{int(node.attrs["start"])}"'
        items = "".join(
            f"<li{_id(item)}{_direction(item)}>{self._item(item)}</li>\n" for item in node.children
        )
        return f"<{tag}{attributes}>\n{items}</{tag}>\n"

    def _item(self, item: SyntaxTreeNode) -> str:
        """Return a list item; a single paragraph in it has no tags of its own."""
        paragraphs = [child for child in item.children if child.type == "paragraph"]
        if len(paragraphs) != 1 or paragraphs[0].attrs:
            return self.blocks(item.children)
        return "".join(
            _inline(child.children[0]) if child is paragraphs[0] else "\n" + self._block(child)
            for child in item.children
        )

    def _table(self, node: SyntaxTreeNode) -> str:
        classes = _check_classes(node, "facts", "control", "ladder", attributes=("widths", "title"))
        self._tables += 1
        widths = [int(width) for width in str(node.attrs.get("widths", "")).split()]
        self.widths.update(widths)
        rows = [row for part in node.children for row in part.children]
        has_head = "facts" not in classes and "control" not in classes
        if not has_head and is_blank(rows[0]):
            del rows[0]
        columns = "".join(f'<col class="w{width}">' for width in widths)
        region = caption = ""
        if title := escape(str(node.attrs.get("title", ""))):
            name = f"table-{self._tables}"
            region = f' role="region" aria-labelledby="{name}" tabindex="0"'
            caption = f'<caption id="{name}">{title}</caption>\n'
        head = f"<thead>\n{_row(rows.pop(0), 'col', bool(classes))}</thead>\n" if has_head else ""
        body = "".join(_row(row, "", bool(classes)) for row in rows)
        look = ' class="ladder"' if "ladder" in classes else ""
        return (
            f'<div class="scroll"{_id(node)}{region}>\n<table{look}>\n{caption}'
            f"<colgroup>{columns}</colgroup>\n{head}<tbody>\n{body}</tbody>\n</table>\n</div>\n"
        )


def _is_part(node: SyntaxTreeNode) -> bool:
    return node.tag == "h1" and plain_text(node).startswith("Part ")


def _row(row: SyntaxTreeNode, scope: str, has_labels: bool) -> str:
    """Return a row; its cells are headers of `scope`, the first one of a row with labels too."""
    cells = []
    for index, cell in enumerate(row.children):
        text = _inline(cell.children[0]) if cell.children else ""
        scopes = scope or ("row" if has_labels and not index else "")
        tag = f'th scope="{scopes}"' if scopes and text else "td"
        cells.append(f"<{tag}{_direction(cell)}>{text}</{tag[:2]}>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _paragraph(node: SyntaxTreeNode) -> str:
    classes = _check_classes(node, *_PARAGRAPH_CLASSES)
    text, direction = _inline(node.children[0]), _direction(node)
    if classes == ["title"]:
        return f"<h1{direction}>{text}</h1>\n"
    attribute = _id(node) + (f' class="{classes[0]}"' if classes else "")
    lines = text.split("<br>\n") if classes == ["signature"] else [text]
    return "".join(f"<p{attribute}{direction}>{line}</p>\n" for line in lines)


def _inline(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "text_special":
            return escape(node.content)
        case "softbreak":
            return "\n"
        case "hardbreak":
            return "<br>\n"
    text = "".join(map(_inline, node.children))
    match node.type:
        case "inline":
            return text
        case "strong" | "em":
            return f"<{node.type}>{text}</{node.type}>"
        case "link":
            address = str(node.attrs.get("href", ""))
            if address.startswith((*SAFE_SCHEMES, "#")):
                return f'<a href="{escape(address)}">{text}</a>'
            return text
    raise _unsupported(node)


def _check_classes(
    node: SyntaxTreeNode, *known: str, attributes: tuple[str, ...] = ()
) -> list[str]:
    """Return the classes of a block, which must be known ones."""
    classes = [name for name in node_classes(node) if name in known or name not in LOOKS]
    if set(node.attrs) - {"class", "id", *attributes} or set(classes) - set(known):
        raise _unsupported(node)
    return classes


def _id(node: SyntaxTreeNode) -> str:
    return f' id="{escape(str(node.attrs["id"]))}"' if "id" in node.attrs else ""


def _direction(node: SyntaxTreeNode) -> str:
    return ' dir="rtl"' if is_right_to_left(plain_text(node)) else ""


def _unsupported(node: SyntaxTreeNode) -> UnsupportedMarkdownError:
    kind = " ".join(filter(None, (node.type, node.tag, str(node.attrs or ""))))
    return UnsupportedMarkdownError(f"A web page can't show {kind}: {plain_text(node)[:60]!r}")
