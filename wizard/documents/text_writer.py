"""A composed document becomes a Markdown file that people can read as it is, and paste into an e-mail or a wiki.

Templates print every odd sign as an entity; a file for people shows the sign itself wherever no program that reads
Markdown could take it for something else. That is found out by reading each block back.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin

from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document
from wizard.documents.markdown import (
    UnsupportedMarkdownError,
    escape_markdown,
    parse_markdown,
    plain_text,
)

_SAFE_SCHEMES = ("https://", "http://", "mailto:")
_TASK = re.compile(r"\[[ xX]\] ")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def render(document: Document, sealed: bool = True) -> bytes:
    """Return `document` as a Markdown file without block attributes, its headings numbered as Word numbers them.

    A sealed file ends with a comment, by which `seal.is_sealed` knows it from one that somebody edited.

    Raises:
        UnsupportedMarkdownError: a section holds something that has no form in Markdown. Words are never left out.
    """
    blocks = [
        node for section in document.sections for node in parse_markdown(section.markdown).children
    ]
    text = "\n\n".join(_Writer().blocks(blocks)) + "\n"
    return add_checksum(f"{text}\n<!-- {CHECKSUM_PLACEHOLDER} -->\n") if sealed else text.encode()


class _Writer:
    """Writes blocks; counts the headings and clauses that a Markdown file can't number by itself."""

    def __init__(self) -> None:
        self._chapter = self._part = self._clause = 0

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> list[str]:
        before = ""
        written = []
        for node in nodes:
            if node.type == before and node.type.endswith("_list"):
                written.append("<!-- -->")  # or the two would be read as one list
            text = self._block(node)
            if text:
                written.append(text)
                before = node.type
        return written

    def _block(self, node: SyntaxTreeNode) -> str:
        classes = str(node.attrs.get("class", "")).split()
        if node.type == "heading":
            return self._heading(node, numbered="unnumbered" not in classes)
        if node.type == "paragraph":
            return _paragraph(node, classes)
        if node.type in ("bullet_list", "ordered_list"):
            return self._list(node, classes)
        if node.type == "blockquote":
            return _quoted("\n\n".join(self.blocks(node.children)))
        if node.type == "table":
            return _table(node)
        raise UnsupportedMarkdownError(
            f"Markdown can't hold '{node.type}' here: {plain_text(node)[:60]!r}"
        )

    def _heading(self, node: SyntaxTreeNode, numbered: bool) -> str:
        number = ""
        if node.tag != "h3":
            self._clause = 0
        if numbered and node.tag == "h1":
            self._chapter, self._part = self._chapter + 1, 0
            number = f"{self._chapter}. "
        elif numbered and node.tag == "h2":
            self._part += 1
            number = f"{self._chapter}.{self._part} "
        return _heading("#" * (int(node.tag[1]) + 1), number, node.children[0])

    def _list(self, node: SyntaxTreeNode, classes: Sequence[str]) -> str:
        first = int(node.attrs.get("start", 1))
        items = []
        for number, item in enumerate(node.children):
            mark = "- [ ] " if "checklist" in classes else "- "
            if node.type == "ordered_list":
                mark = f"{first + number}. "
            if "clauses" in classes:
                mark = f"- ({_LETTERS[self._clause % 26]}) "
                self._clause += 1
            inner = ("\n" if _is_tight(item) else "\n\n").join(self.blocks(item.children))
            width = len(mark) if node.type == "ordered_list" and "clauses" not in classes else 2
            items.append((mark + inner.replace("\n", "\n" + " " * width)).rstrip())
        return "\n".join(items)


def _is_tight(item: SyntaxTreeNode) -> bool:
    return sum(child.type == "paragraph" for child in item.children) < 2


def _paragraph(node: SyntaxTreeNode, classes: Sequence[str]) -> str:
    inline = node.children[0]
    if "contents" in classes:
        return ""  # programs that show Markdown make their own
    if "title" in classes:
        return _heading("#", "", inline)
    text = _inline(inline)
    if "callout" in classes:
        return _quoted(text)
    if "signature" in classes:
        return f"{text}: {'_' * 30}"
    return text


def _heading(marks: str, number: str, inline: SyntaxTreeNode) -> str:
    return f"{marks} {number}{_inline(inline, 'heading', '# ')}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _table(node: SyntaxTreeNode) -> str:
    lines = []
    for number, row in enumerate(row for part in node.children for row in part.children):
        cells = (
            _inline(cell.children[0], "th", "| ", " |\n|---|") if cell.children else ""
            for cell in row.children
        )
        lines.append(f"| {' | '.join(cells)} |")
        if not number:
            lines.append("|" + "---|" * len(row.children))
    return "\n".join(lines)


def _inline(
    inline: SyntaxTreeNode, block: str = "paragraph", before: str = "", after: str = ""
) -> str:
    """Return inline text for a block between `before` and `after`: as it is where it reads back so, or else escaped."""
    breaks = ("\\\n", "<br>") if block == "paragraph" else ("<br>",)
    escapes: tuple[Callable[[str], str], ...] = (str, escape_markdown)
    for escape, line_break in product(escapes, breaks):
        text = "".join(_write(child, escape, line_break) for child in inline.children)
        if _reads_as(f"{before}{text}{after}", block, inline):
            break
    return text


def _write(node: SyntaxTreeNode, escape: Callable[[str], str], line_break: str) -> str:
    if node.type in ("text", "text_special"):
        return escape(node.content)
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return line_break
    words = "".join(_write(child, escape, line_break) for child in node.children)
    if node.type in ("strong", "em"):
        mark = "**" if node.type == "strong" else "*"
        return f"{mark}{words}{mark}"
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        is_plain = _is_bare(node) or not address.startswith(_SAFE_SCHEMES)
        return words if is_plain else f"[{words}](<{address}>)"
    raise UnsupportedMarkdownError(f"Markdown can't hold '{node.type}': {plain_text(node)[:60]!r}")


def _reads_as(markdown: str, block: str, inline: SyntaxTreeNode) -> bool:
    """Tell whether a program that knows more of Markdown than we do reads the same words and the same marks."""
    if _TASK.match(markdown):
        return False
    read = [
        node for node in SyntaxTreeNode(_generous().parse(markdown)).walk() if node.type == "inline"
    ]
    if (
        len(read) != 1
        or read[0].parent is None
        or read[0].parent.type != block
        or read[0].parent.attrs
    ):
        return False
    return _spoken(read[0]) == _spoken(inline)


def _spoken(node: SyntaxTreeNode) -> str:
    """Return words and marks as one string, a link only where its address can't be seen."""
    if node.type in ("text", "text_special"):
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak" or (node.type == "html_inline" and node.content == "<br>"):
        return "\n"
    words = "".join(_spoken(child) for child in node.children) if node.children else node.content
    if node.type == "inline" or (node.type == "link" and _is_bare(node)):
        return words
    return f"\0{node.type} {node.attrs.get('href', '')}\0{words}\0"


def _is_bare(link: SyntaxTreeNode) -> bool:
    address = str(link.attrs.get("href", ""))
    return plain_text(link) in (
        address,
        address.removeprefix("mailto:"),
        address.removeprefix("https://"),
    )


@cache
def _generous() -> MarkdownIt:
    """Return a parser that takes for markup whatever any common program takes for it."""
    markdown = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .use(attrs_block_plugin)
    )
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown
