"""Numbers of chapters, references to them, and the ids of paragraphs, in a composed document."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from wizard.errors import UserError

_HEADING = re.compile(
    r"^(?P<marks>#{1,2}) (?P<title>.+?) \{(?P<attributes>[^{}]*)\}$", re.MULTILINE
)
_REFERENCE = re.compile(r"\[(?P<word>[Ss]ections?)\]\(#(?P<id>[^)]*)\)")
_ID = re.compile(r"(?<!\\)\{[^{}\n]*?#(?P<id>[^\s{}]+)[^{}\n]*\}")
# An id of which conditions left a line of its own, at the end of a paragraph or without one.
_ID_BELOW = re.compile(r"[ \n]*\n *(\{#[\w-]+\}) *(?=\n *\n|\n*\Z)")
_ID_ALONE = re.compile(r"(?:\A|(?<=\n\n)) *\{#[\w-]+\} *(?=\n *\n|\n*\Z)")
# The longest name of a bookmark in Word.
_MAX_ID = 40
_WELL_FORMED = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class ChapterError(UserError):
    """An id or a reference in a template is wrong; the message says where and what to do."""


def number_chapters(sections: Sequence[str], templates: Sequence[Path]) -> list[str]:
    """Return the Markdown of a document's sections with numbers before its chapters.

    `templates` are the files of the sections, for messages. Chapters are the headings with an id:
    of level 2 in a document that has parts (level 1), of level 1 in any other; those marked
    `.front` have no number. `[section](#id)` becomes "section 3", a link to that chapter.

    Raises:
        ChapterError: a reference leads to no chapter.
    """
    headings = [match for text in sections for match in _HEADING.finditer(text)]
    has_parts = any(re.match(r"Part \d", match["title"]) for match in headings)
    marks = "##" if has_parts else "#"
    numbers: dict[str, int] = {}

    def number_heading(match: re.Match[str]) -> str:
        attributes = match["attributes"].split()
        ids = [each[1:] for each in attributes if each.startswith("#")]
        if match["marks"] != marks or not ids or ".front" in attributes:
            kept = [each for each in attributes if each != ".front"]
            return f"{match['marks']} {match['title']} {{{' '.join((*kept, '.unnumbered'))}}}"
        numbers[ids[0]] = len(numbers) + 1
        return f"{marks} {numbers[ids[0]]}. {match['title']} {{#{ids[0]} .unnumbered}}"

    def refer(match: re.Match[str], template: Path) -> str:
        name = match["id"]
        if name not in numbers:
            raise ChapterError(
                f"{_place(template, name)}: a reference leads to '#{name}', and no chapter "
                "of this document has that id; name another chapter, or print the reference only "
                "where the chapter is printed"
            )
        return f"[{match['word']}&#160;{numbers[name]}](#{name})"

    numbered = [_HEADING.sub(number_heading, text) for text in sections]
    return [
        _REFERENCE.sub(partial(refer, template=template), text)
        for text, template in zip(numbered, templates, strict=True)
    ]


def tidy_ids(markdown: str) -> str:
    """Return `markdown` with each id behind its paragraph, and without those of empty ones."""
    blocks = re.sub(r"\n *\n", "\n\n", markdown)
    return _ID_BELOW.sub(r" \1", _ID_ALONE.sub("", blocks))


def check_ids(sections: Sequence[str], templates: Sequence[Path]) -> None:
    """Check that the ids of paragraphs, bullets and headings are well formed and unique.

    `templates` are the files of the sections, for messages.

    Raises:
        ChapterError: an id is used twice, or has other signs than small letters, digits and "-".
    """
    first_uses: dict[str, Path] = {}
    for text, template in zip(sections, templates, strict=True):
        for name in (match["id"] for match in _ID.finditer(text)):
            if not _WELL_FORMED.fullmatch(name) or len(name) > _MAX_ID:
                raise ChapterError(
                    f"{_place(template, name)}: the id '#{name}' may have only small letters, "
                    f"digits and single hyphens, {_MAX_ID} signs in all"
                )
            if name in first_uses:
                raise ChapterError(
                    f"{_place(template, name)}: the id '#{name}' is used twice, first in "
                    f"{first_uses[name].name}; give each paragraph its own"
                )
            first_uses[name] = template


def _place(template: Path, name: str) -> str:
    """Return the path of a template, and the last line with the id if it is written there."""
    lines = template.read_text(encoding="utf-8").splitlines()
    pattern = re.compile(rf"#{re.escape(name)}(?![\w-])")
    numbers = [number for number, line in enumerate(lines, 1) if pattern.search(line)]
    return f"{template}, line {numbers[-1]}" if numbers else str(template)
