"""Parts of a section, so that two documents can share the same words: a sub-section alone, all but one, or the body."""

import re
from collections.abc import Iterable, Iterator

from jinja2 import TemplateRuntimeError

from wizard.documents.markdown import SafeMarkdown

_HEADING = re.compile(r"(#{1,6}) +(.+?) *$")
_ATTRIBUTES = re.compile(r"\{[^{}]*\} *$")


def only(markdown: str, *headings: str) -> SafeMarkdown:
    """Return the parts of a section that stand under these headings, headings included.

    Raises:
        TemplateRuntimeError: a heading isn't there; the section has changed since.
    """
    return _joined(line for inside, line in _marked(str(markdown), headings) if inside)


def without(markdown: str, *headings: str) -> SafeMarkdown:
    """Return a section without the parts under these headings.

    Raises:
        TemplateRuntimeError: a heading isn't there; the section has changed since.
    """
    return _joined(line for inside, line in _marked(str(markdown), headings) if not inside)


def body(markdown: str) -> SafeMarkdown:
    """Return a section without its first heading."""
    lines = str(markdown).split("\n")
    for number, line in enumerate(lines):
        if _HEADING.match(line):
            first = number - 1 if number and _ATTRIBUTES.match(lines[number - 1]) else number
            return _joined(lines[:first] + lines[number + 1 :])
    return _joined(lines)


def _joined(lines: Iterable[str]) -> SafeMarkdown:
    return SafeMarkdown("\n".join(lines).strip("\n") + "\n")


def _marked(markdown: str, headings: tuple[str, ...]) -> Iterator[tuple[bool, str]]:
    """Yield each line, and whether it stands under one of the headings."""
    lines = markdown.split("\n")
    inside, level, missing = False, 0, set(headings)
    for number, line in enumerate(lines):
        # The attributes before a heading belong to it.
        follows = _ATTRIBUTES.match(line) and number + 1 < len(lines)
        found = _HEADING.match(lines[number + 1] if follows else line)
        if found and not (inside and len(found[1]) > level):
            inside, level = found[2] in headings, len(found[1])
            missing.discard(found[2])
        yield inside, line
    if missing:
        raise TemplateRuntimeError(f"there is no heading '{min(missing)}' in what is included here")
