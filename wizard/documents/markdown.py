"""The one place where an owner's words become Markdown, and the one parser that reads it back.

Everything a template prints is escaped here, so a name like `*Star* | Co.` comes out of Word as it was typed.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup
from mdit_py_plugins.attrs import attrs_block_plugin

from wizard.errors import UserError

_ENTITIES = re.compile(r"[&<>\\|]")
_MARKS = re.compile(r"[`*_{}\[\]#!~]")
_OTHER_SPACE = re.compile(r"[^\S ]|^ | $")
_LINE_START = re.compile(r"^([-+=:])")
_LIST_NUMBER = re.compile(r"(^|(?<=[0-9]))([.)])")


class UnsupportedMarkdownError(UserError):
    """A template uses Markdown that a writer can't reproduce; the message shows its text."""


def escape_markdown(text: str) -> str:
    """Return `text` as Markdown that reads back as exactly `text`, wherever inline text may stand.

    Entities and numeric references are used where a backslash wouldn't do: markdown-it's table splitter doesn't count
    backslashes, and Markdown folds white space.
    """
    text = _OTHER_SPACE.sub(lambda found: f"\0{ord(found[0])};", text)
    text = _ENTITIES.sub(lambda found: f"\0{ord(found[0])};", text)
    text = _MARKS.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(r"\\\1", text)
    text = _LIST_NUMBER.sub(r"\\\2", text)
    return text.replace("\0", "&#")


class SafeMarkdown(Markup):
    """Markdown that is safe to print as it stands; anything joined to it is escaped first."""

    @classmethod
    def escape(cls, s: Any) -> "SafeMarkdown":
        """Return `s` as Markdown: as it is if it already is `SafeMarkdown`, else escaped."""
        return cls(s.__html__()) if hasattr(s, "__html__") else cls(escape_markdown(str(s)))


def parser() -> MarkdownIt:
    """Return the parser for all our Markdown: CommonMark, tables, and block attributes such as `{.callout}`."""
    markdown = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["html_block", "html_inline"])
    )
    markdown.use(attrs_block_plugin)
    markdown.core.ruler.push("typed_line_breaks", _typed_line_breaks)
    return markdown


def parse_markdown(markdown: str) -> SyntaxTreeNode:
    """Return the syntax tree of `markdown`, the only document tree we have."""
    return SyntaxTreeNode(_parser().parse(markdown))


def plain_text(node: SyntaxTreeNode) -> str:
    """Return the text of an inline node without its formatting; a line break is a newline."""
    if node.children:
        return "".join(plain_text(child) for child in node.children)
    return {"hardbreak": "\n", "softbreak": " "}.get(node.type, node.content)


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


_parser = cache(parser)  # making one takes as long as parsing a section


def _typed_line_breaks(state: StateCore) -> None:
    """Turn the line breaks that somebody typed (they arrive as entities) into hard breaks."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children: list[Token] = []
        for token in block.children:
            if token.type not in ("text", "text_special") or "\n" not in token.content:
                children.append(token)
                continue
            for number, line in enumerate(token.content.split("\n")):
                if number:
                    children.append(Token("hardbreak", "br", 0))
                if line:
                    children.append(Token("text", "", 0, content=line))
        block.children = children
