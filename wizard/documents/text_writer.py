"""Write a composed document as Markdown that people can read, and paste into an e-mail or a wiki.

Templates print every odd character as an entity; a file for people shows the character itself
wherever no program that reads Markdown could misread it. Reading each block back finds that out.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import product
from string import ascii_lowercase

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin

from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document
from wizard.documents.markdown import (
    SAFE_SCHEMES,
    UnsupportedMarkdownError,
    escape_markdown,
    node_classes,
    parse_markdown,
    plain_text,
)

_TASK = re.compile(r"\[[ xX]\] ")


def render(document: Document, sealed: bool = True) -> bytes:
    """Return `document` as a Markdown file; a `sealed` one ends with a checksum in a comment.

    It has no block attributes, and its headings are numbered as Word numbers them.

    Raises:
        UnsupportedMarkdownError: a section holds Markdown that has no plain form.
    """
    blocks = [
        node for section in document.sections for node in parse_markdown(section.markdown).children
    ]
    text = "\n\n".join(_Writer().blocks(blocks)) + "\n"
    return add_checksum(f"{text}\n<!-- {CHECKSUM_PLACEHOLDER} -->\n") if sealed else text.encode()


class _Writer:
    """Writes blocks, and counts headings and clauses, which Markdown can't number by itself."""

    def __init__(self) -> None:
        self._chapter = self._part = self._clause = 0

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> list[str]:
        texts, previous = [], ""
        for node in nodes:
            if node.type == previous and node.type.endswith("_list"):
                texts.append("<!-- -->")  # or the two would be read as one list
            if text := self._block(node):
                texts.append(text)
                previous = node.type
        return texts

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "heading":
                return self._heading(node)
            case "paragraph":
                return _paragraph(node)
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "blockquote":
                return _quote("\n\n".join(self.blocks(node.children)))
            case "table":
                return _table(node)
        raise UnsupportedMarkdownError(
            f"Markdown can't hold '{node.type}' here: {plain_text(node)[:60]!r}"
        )

    def _heading(self, node: SyntaxTreeNode) -> str:
        number = ""
        if node.tag != "h3":
            self._clause = 0
        if "unnumbered" not in node_classes(node):
            if node.tag == "h1":
                self._chapter, self._part = self._chapter + 1, 0
                number = f"{self._chapter}. "
            elif node.tag == "h2":
                self._part += 1
                number = f"{self._chapter}.{self._part} "
        return _heading("#" * (int(node.tag[1]) + 1), number, node.children[0])

    def _list(self, node: SyntaxTreeNode) -> str:
        start, items = int(node.attrs.get("start", 1)), []
        for index, item in enumerate(node.children):
            mark = f"{start + index}. " if node.type == "ordered_list" else "- "
            indent = " " * len(mark)
            if "checklist" in node_classes(node):
                mark = "- [ ] "
            elif "clauses" in node_classes(node):
                mark, indent = f"- ({ascii_lowercase[self._clause % 26]}) ", "  "
                self._clause += 1
            is_tight = sum(child.type == "paragraph" for child in item.children) < 2
            text = ("\n" if is_tight else "\n\n").join(self.blocks(item.children))
            items.append((mark + text.replace("\n", f"\n{indent}")).rstrip())
        return "\n".join(items)


def _paragraph(node: SyntaxTreeNode) -> str:
    classes, inline = node_classes(node), node.children[0]
    if "contents" in classes:
        return ""  # programs that show Markdown make their own
    if "title" in classes:
        return _heading("#", "", inline)
    text = _inline(inline)
    if "callout" in classes:
        return _quote(text)
    return f"{text}: {'_' * 30}" if "signature" in classes else text


def _heading(marks: str, number: str, inline: SyntaxTreeNode) -> str:
    return f"{marks} {number}{_inline(inline, 'heading', '# ')}"


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _table(node: SyntaxTreeNode) -> str:
    lines = []
    for row in (row for part in node.children for row in part.children):
        cells = (
            _inline(cell.children[0], "th", "| ", " |\n|---|") if cell.children else ""
            for cell in row.children
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines.insert(1, "|" + "---|" * len(node.children[0].children[0].children))
    return "\n".join(lines)


def _inline(
    inline: SyntaxTreeNode, block: str = "paragraph", before: str = "", after: str = ""
) -> str:
    """Return inline text, escaped only where it wouldn't read back as it is.

    Args:
        inline: the text to write.
        block: the type of the block that holds it.
        before: Markdown before it in that block.
        after: Markdown after it.
    """
    breaks = ("\\\n", "<br>") if block == "paragraph" else ("<br>",)
    escapes: tuple[Callable[[str], str], ...] = (str, escape_markdown)
    for escape, line_break in product(escapes, breaks):
        text = "".join(_write(child, escape, line_break) for child in inline.children)
        if _reads_as(f"{before}{text}{after}", block, inline):
            break
    return text


def _write(node: SyntaxTreeNode, escape: Callable[[str], str], line_break: str) -> str:
    match node.type:
        case "text" | "text_special":
            return escape(node.content)
        case "softbreak":
            return " "
        case "hardbreak":
            return line_break
    text = "".join(_write(child, escape, line_break) for child in node.children)
    match node.type:
        case "strong":
            return f"**{text}**"
        case "em":
            return f"*{text}*"
        case "link":
            address = str(node.attrs.get("href", ""))
            is_plain = _is_bare(node) or not address.startswith(SAFE_SCHEMES)
            return text if is_plain else f"[{text}](<{address}>)"
    raise UnsupportedMarkdownError(f"Markdown can't hold '{node.type}': {plain_text(node)[:60]!r}")


def _reads_as(markdown: str, block: str, inline: SyntaxTreeNode) -> bool:
    """Return whether a program that knows more of Markdown than we do reads the same text."""
    if _TASK.match(markdown):
        return False
    tree = SyntaxTreeNode(_permissive_parser().parse(markdown))
    nodes = [node for node in tree.walk() if node.type == "inline"]
    if len(nodes) != 1 or not nodes[0].parent or nodes[0].parent.attrs:
        return False
    return nodes[0].parent.type == block and _content(nodes[0]) == _content(inline)


def _content(node: SyntaxTreeNode) -> str:
    """Return text and formatting as one string; a link only where its address isn't visible."""
    if node.type == "html_inline" and node.content == "<br>":
        return "\n"
    if node.type in ("text", "text_special", "softbreak", "hardbreak"):
        return plain_text(node)
    text = "".join(map(_content, node.children)) if node.children else node.content
    if node.type == "inline" or (node.type == "link" and _is_bare(node)):
        return text
    return f"\0{node.type} {node.attrs.get('href', '')}\0{text}\0"


def _is_bare(link: SyntaxTreeNode) -> bool:
    """Return whether the text of a link says where it leads, or leads to another chapter."""
    address = str(link.attrs.get("href", ""))
    return address.startswith("#") or plain_text(link) in (
        address,
        address.removeprefix("mailto:"),
        address.removeprefix("https://"),
    )


@cache
def _permissive_parser() -> MarkdownIt:
    """Return a parser that takes for markup whatever any common program takes for it."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.use(attrs_block_plugin)
    markdown.validateLink = bool  # type: ignore[method-assign, assignment]
    return markdown
