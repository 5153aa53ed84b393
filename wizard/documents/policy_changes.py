"""What changed between two versions of the policy, in its own words and under its headings."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from wizard.documents.compose import Document
from wizard.documents.markdown import parse_markdown, plain_text
from wizard.text import collapse_spaces

_NUMBER = re.compile(r"\d+\. ")
# A space between sentences, and not after a title such as "Dr."
_BETWEEN_SENTENCES = re.compile(
    r"(?:(?<=[.?!…])|(?<=[.?!…][”\"’)]))(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.) "
    r"(?=[“\"‘(]*[A-ZÀ-Þ])"
)
_LIST_END = re.compile(r"[.:;,]?( and| or)?$")
# Chapters that say again what others say.
_REPEATING = ("key-points", "control")


@dataclass(frozen=True)
class _Block:
    """A paragraph, a list item, or a row of a table.

    Attributes:
        heading: The chapter that prints it.
        key: By what it is found in the other version: its id, or a row's first cell.
        parts: Its sentences, or the cells of a row.
        is_row: Whether it is a row, which its first cell names.
    """

    heading: str
    key: str
    parts: tuple[str, ...]
    is_row: bool = False

    def parts_without(self, wordings: Collection[str]) -> list[str]:
        """Return the parts that aren't among these wordings."""
        return [part for part in self.parts if self.wording(part) not in wordings]

    def wording(self, part: str) -> str:
        """Return a part without what its place in a list adds; a cell with its row."""
        row = self.key if self.is_row else ""
        return f"{row} {_LIST_END.sub('', part)}".casefold()


def find_policy_changes(
    before: Document, after: Document
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each heading under which something changed, with a line for each change.

    Headings are those of `after`, in its order; behind them, those that are gone.
    """
    old, new = tuple(_blocks(before)), tuple(_blocks(after))
    old_by_key = {block.key: block for block in old}
    # A sentence that only moved, such as out of a list that has become short, is no change.
    known, kept = (
        {block.wording(part) for block in blocks for part in block.parts} for blocks in (old, new)
    )
    lines: dict[str, list[str]] = {block.heading: [] for block in new}
    replaced: set[str] = set()
    for block in new:
        added = block.parts_without(known)
        if not added:
            continue
        earlier = old_by_key.get(block.key)
        if earlier and (earlier.is_row or earlier.parts_without(kept)):
            replaced.add(block.key)
            name = block.parts[:1] if block.is_row else ()
            lines[block.heading].append(f"Changed: {' '.join(dict.fromkeys((*name, *added)))}")
        else:
            lines[block.heading].append(f"New: {' '.join(added)}")
    for block in old:
        gone = block.parts_without(kept)
        if gone and block.key not in replaced:
            if block.is_row:
                # All of a row is gone with its name.
                gone = gone[:1] if gone[0] == block.parts[0] else [block.parts[0], *gone]
            lines.setdefault(block.heading, []).append(f"No longer: {' '.join(gone)}")
    return tuple((heading, tuple(each)) for heading, each in lines.items() if each)


def _blocks(document: Document) -> Iterator[_Block]:
    heading, is_repeating = "", True
    for section in document.sections:
        for node in parse_markdown(section.markdown).children:
            if node.type == "heading" and node.tag in ("h1", "h2"):
                heading = _NUMBER.sub("", plain_text(node), count=1)
                is_repeating = node.attrs.get("id") in _REPEATING
            elif not is_repeating:
                yield from _blocks_of(node, heading)


def _blocks_of(node: SyntaxTreeNode, heading: str) -> Iterator[_Block]:
    match node.type:
        case "table":
            yield from _rows(node, heading)
        case "bullet_list" | "ordered_list" | "blockquote":
            for child in node.children:
                yield from _blocks_of(child, heading)
        case "paragraph" | "list_item":
            text = collapse_spaces(plain_text(node))
            key = str(node.attrs.get("id") or text)
            if text:
                yield _Block(heading, key, tuple(_BETWEEN_SENTENCES.split(text)))


def _rows(table: SyntaxTreeNode, heading: str) -> Iterator[_Block]:
    """Yield rows: the first cell, then each cell with the head of its column."""
    head, *rows = (
        [collapse_spaces(plain_text(cell)) for cell in row.children]
        for part in table.children
        for row in part.children
    )
    name = str(table.attrs.get("id") or table.attrs.get("title", ""))
    for first, *cells in rows:
        parts = [
            _end(f"{title}: {cell}" if title else cell)
            for title, cell in zip(head[1:], cells, strict=True)
            if cell
        ]
        yield _Block(heading, f"{name} {first}", (_end(first), *parts), is_row=True)


def _end(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
