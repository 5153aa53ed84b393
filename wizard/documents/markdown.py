"""Markdown: escaping of what users type, and the one parser that reads it back.

Everything that a template prints is escaped here, so that a name like `*Star* | Co.` comes out of
Word as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from jinja2 import TemplateRuntimeError
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse

from wizard.errors import UserError
from wizard.text import clean_text

SAFE_SCHEMES = ("https://", "http://", "mailto:")
_ENTITIES = re.compile(r"[&<>\\|]")
_MARKS = re.compile(r"[`*_{}\[\]#!~]")
_OTHER_SPACE = re.compile(r"[^\S ]|^ | $")
_LINE_START = re.compile(r"^([-+=:])")
_LIST_NUMBER = re.compile(r"(^|(?<=[0-9]))([.)])")
# Looks that templates name; a block is printed plainly by a writer that doesn't draw its look.
LOOKS = frozenset(
    ("panel", "callout", "control", "cut", "form", "grid", "poster", "tiles", "levels", "steps")
)
# The host of a web address, with a dot in it: "staff.acorn.example".
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?")
_HEADING = re.compile(r"(#{1,6}) +(.+?) *$")
_ATTRIBUTES = re.compile(r"\{[^{}]*\} *$")
# Attributes at the end of a paragraph, a bullet or a heading: "{#security-passwords}".
_TRAILING = re.compile(r" ?(?<!\\)(\{[#.][^{}\n]*\})$")
_TWO_PERIODS = re.compile(r"\.\\?\.")


class UnsupportedMarkdownError(UserError):
    """A template uses Markdown that a writer can't reproduce; the message shows its text."""


def escape_markdown(text: str) -> str:
    """Return `text` as Markdown that reads back as exactly `text` wherever inline text may be.

    Where a backslash wouldn't do, numeric references are used: markdown-it's table splitter doesn't
    count backslashes, and Markdown folds white space.
    """
    text = _OTHER_SPACE.sub(lambda match: f"\0{ord(match[0])};", text)
    text = _ENTITIES.sub(lambda match: f"\0{ord(match[0])};", text)
    text = _MARKS.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(r"\\\1", text)
    text = _LIST_NUMBER.sub(r"\\\2", text)
    return text.replace("\0", "&#")


class SafeMarkdown(Markup):
    """Markdown that is safe to print as it is; anything joined to it is escaped first."""

    @classmethod
    def escape(cls, s: Any) -> "SafeMarkdown":
        """Return `s` escaped, unless it is safe already."""
        return cls(s.__html__()) if hasattr(s, "__html__") else cls(escape_markdown(str(s)))


def link(text: str, address: str) -> SafeMarkdown:
    """Return a link, or just the text where the address isn't one that is safe to open."""
    is_safe = address.isascii() and address.isprintable() and not address.endswith(":")
    if not is_safe or set(address) & set(' <>"\\()[]{}|^`&'):
        return SafeMarkdown.escape(text)
    return SafeMarkdown(f"[{SafeMarkdown.escape(text)}](<{address}>)")


def web_link(text: str) -> SafeMarkdown:
    """Return a link to a web address, or just the text where it is none."""
    if not is_web_address(text):
        return SafeMarkdown.escape(text)
    return link(text, text if "://" in text else f"https://{text}")


def is_web_address(text: str) -> bool:
    """Return whether `text` looks like a URL rather than a path."""
    return "://" in text or bool(_HOST.fullmatch(text.partition("/")[0]))


def only_sections(markdown: str, *headings: str) -> SafeMarkdown:
    """Return the parts of `markdown` under these headings, which must be there."""
    return _join(line for inside, line in _mark_sections(str(markdown), headings) if inside)


def without_sections(markdown: str, *headings: str) -> SafeMarkdown:
    """Return `markdown` without the parts under these headings, which must be there."""
    return _join(line for inside, line in _mark_sections(str(markdown), headings) if not inside)


def without_heading(markdown: str) -> SafeMarkdown:
    """Return `markdown` without its first heading."""
    lines = str(markdown).split("\n")
    for index, line in enumerate(lines):
        if _HEADING.match(line):
            start = index - 1 if index and _ATTRIBUTES.match(lines[index - 1]) else index
            del lines[start : index + 1]
            break
    return _join(lines)


def _join(lines: Iterable[str]) -> SafeMarkdown:
    return SafeMarkdown("\n".join(lines).strip("\n") + "\n")


def _mark_sections(markdown: str, headings: tuple[str, ...]) -> Iterator[tuple[bool, str]]:
    """Yield each line, and whether it is under one of the headings."""
    lines = markdown.split("\n")
    inside, level, missing = False, 0, set(headings)
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        # The attributes before a heading belong to it.
        heading = _HEADING.match(following if _ATTRIBUTES.match(line) else line)
        if heading and not (inside and len(heading[1]) > level):
            inside, level = heading[2] in headings, len(heading[1])
            missing.discard(heading[2])
        yield inside, line
    if missing:
        raise TemplateRuntimeError(f"there is no heading '{min(missing)}' in what is included here")


def strip_period(text: str) -> str:
    """Return a user's words for the middle of a sentence, without a period at their end."""
    is_needed = text.endswith(("etc.", ".."))
    return text if is_needed else text.removesuffix(".")


def end_sentence(text: str) -> SafeMarkdown:
    """Return a user's words as a sentence: with a period where they have no end of their own."""
    text = text.rstrip()
    is_ended = text.rstrip("”\"’')").endswith((".", "!", "?", "…", ":"))
    return SafeMarkdown.escape(text if is_ended else f"{text}.")


def merge_periods(markdown: str, texts: Iterable[str]) -> str:
    """Return `markdown` without a second period after one of the texts that ends in a period."""
    if not _TWO_PERIODS.search(markdown):
        return markdown
    escaped = {
        escape_markdown(text) for text in texts if re.search(r"[^\W_].*\.\Z", text, re.DOTALL)
    }
    present = sorted((text for text in escaped if text in markdown), key=len, reverse=True)
    if not present:
        return markdown
    return re.sub(rf"({'|'.join(map(re.escape, present))})\\?\.(?!\.)", r"\1", markdown)


@cache
def _parser() -> MarkdownIt:
    """Return a parser of CommonMark with tables and block attributes such as `{.callout}`."""
    markdown = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["html_block", "html_inline"])
        .use(attrs_block_plugin)
    )
    markdown.core.ruler.before("inline", "trailing_attributes", _trailing_attributes)
    markdown.core.ruler.push("typed_line_breaks", _typed_line_breaks)
    return markdown


def parse_markdown(markdown: str) -> SyntaxTreeNode:
    """Return the syntax tree of `markdown`, which all writers walk."""
    return SyntaxTreeNode(_parser().parse(markdown))


def node_classes(node: SyntaxTreeNode) -> list[str]:
    """Return the classes in the attributes of a block."""
    return str(node.attrs.get("class", "")).split()


def is_blank(row: SyntaxTreeNode) -> bool:
    """Return whether no cell of a row of a table holds text."""
    return not any(plain_text(cell) for cell in row.children)


def plain_text(node: SyntaxTreeNode) -> str:
    """Return the text of a node without its formatting; a line break is a newline."""
    if node.children:
        return "".join(plain_text(child) for child in node.children)
    return {"hardbreak": "\n", "softbreak": " "}.get(node.type, node.content)


def text_of_blocks(nodes: Iterable[SyntaxTreeNode]) -> str:
    """Return blocks as plain text: paragraphs, and lists with dashes."""
    return clean_text("\n\n".join(map(_text_of_block, nodes))).strip()


def _text_of_block(node: SyntaxTreeNode) -> str:
    if node.type == "inline":
        return plain_text(node)
    mark = "- " if node.type in ("bullet_list", "ordered_list") else ""
    return "\n".join(f"{mark}{_text_of_block(child)}" for child in node.children)


def is_right_to_left(text: str, default: bool = False) -> bool:
    """Return whether the first letter with a direction belongs to a right-to-left script.

    Text without such a letter has the `default` direction.
    """
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return default


def _trailing_attributes(state: StateCore) -> None:
    """Move the attributes at the end of a block from its text to the block.

    Those of the first paragraph of a list item belong to the item.
    """
    for index, token in enumerate(state.tokens):
        match = _TRAILING.search(token.content) if token.type == "inline" else None
        if not match:
            continue
        try:
            _, attributes = parse(match[1])
        except ParseError:
            continue
        token.content = token.content[: match.start()]
        block = state.tokens[index - 1]
        if index > 1 and state.tokens[index - 2].type == "list_item_open":
            block = state.tokens[index - 2]
        for name, value in attributes.items():
            block.attrJoin(name, value) if name == "class" else block.attrSet(name, value)


def _typed_line_breaks(state: StateCore) -> None:
    """Turn the line breaks that users typed (they arrive as entities) into hard breaks."""
    for block in state.tokens:
        children: list[Token] = []
        for token in block.children or ():
            if token.type not in ("text", "text_special") or "\n" not in token.content:
                children.append(token)
                continue
            for index, line in enumerate(token.content.split("\n")):
                if index:
                    children.append(Token("hardbreak", "br", 0))
                if line:
                    children.append(Token("text", "", 0, content=line))
        if children:
            block.children = children
