"""Where the policy says something, for documents that refer to it."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from markdown_it.tree import SyntaxTreeNode

from wizard.documents.markdown import parse_markdown, plain_text
from wizard.text import collapse_spaces

_NUMBER = re.compile(r"(\d+)\. ")


class PolicyReferences:
    """Finds chapters of the policy by an id or a text in them.

    A chapter is called "section 3", or by its title in quotation marks where it has no number.
    """

    def __init__(self, compose_policy: Callable[[], Iterable[str]]) -> None:
        """Take a function that returns the Markdown of the sections; it is called when needed."""
        self._compose_policy = compose_policy

    def find_id(self, name: str) -> str:
        """Return the chapter that has the id, on its heading or in its text; "" without it."""
        return next((label for label, ids, _ in self._chapters if name in ids), "")

    def find_text(self, text: str) -> str:
        """Return the first chapter that prints `text`, whatever its first letter; "" without it."""
        wanted = _comparable(
            plain_text(parse_markdown(text)) if hasattr(text, "__html__") else text
        )
        return next((label for label, _, printed in self._chapters if wanted in printed), "")

    @cached_property
    def _chapters(self) -> list[tuple[str, set[str], str]]:
        chapters: list[tuple[str, set[str], str]] = []
        ids: set[str] = set()
        texts: list[str] = []
        label = ""
        for markdown in self._compose_policy():
            for node in parse_markdown(markdown).children:
                if node.type == "heading" and node.tag in ("h1", "h2"):
                    chapters.append((label, ids, " ".join(texts)))
                    ids, texts, label = set(), [], _label(node)
                ids |= {str(each.attrs["id"]) for each in node.walk() if "id" in each.attrs}
                texts += [
                    _comparable(plain_text(each)) for each in node.walk() if each.type == "inline"
                ]
        chapters.append((label, ids, " ".join(texts)))
        return [chapter for chapter in chapters if chapter[0]]


def _label(heading: SyntaxTreeNode) -> str:
    title = plain_text(heading)
    if heading.attrs.get("id") == "key-points":
        return ""
    number = _NUMBER.match(title)
    return f"section {number[1]}" if number else f"“{title}”"


def _comparable(text: str) -> str:
    return collapse_spaces(text).casefold().removesuffix(".")
