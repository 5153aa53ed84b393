"""What changed between two versions of the policy, in its own words and under its headings."""

import re
from collections.abc import Iterable, Iterator
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


def find_policy_changes(
    before: Document, after: Document
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each heading under which something changed, with a line for each change.

    Headings are those of `after`, in its order; behind them, those that are gone.
    """
    old, new = tuple(_blocks(before)), tuple(_blocks(after))
    old_by_key = {block.key: block for block in old}
    # What only moved, such as a later line of the user's under an earlier number, is no change.
    old_parts, new_parts = {block.parts for block in old}, {block.parts for block in new}
    lines: dict[str, list[str]] = {block.heading: [] for block in new}
    changed: set[str] = set()
    for block in new:
        earlier = old_by_key.get(block.key)
        if block.parts in old_parts:
            continue
        if earlier is None or earlier.parts in new_parts:
            lines[block.heading].append(f"New: {_join(block.parts)}")
        else:
            changed.add(block.key)
            lines[block.heading].append(_describe(earlier, block))
    for block in old:
        if block.parts not in new_parts and block.key not in changed:
            gone = block.parts[:1] if block.is_row else block.parts
            lines.setdefault(block.heading, []).append(f"No longer: {_join(gone)}")
    return tuple((heading, tuple(each)) for heading, each in lines.items() if each)


def _describe(old: _Block, new: _Block) -> str:
    """Return what is new in a block, or what is gone if nothing is new."""
    added = [part for part in new.parts if part not in old.parts]
    if not added:
        gone = (part for part in old.parts if part not in new.parts)
        return f"No longer: {_join(gone)}"
    return f"Changed: {_join([new.parts[0], *added] if new.is_row else added)}"


def _join(parts: Iterable[str]) -> str:
    return " ".join(parts)


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
