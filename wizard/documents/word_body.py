"""Walks the syntax tree of each section and draws its blocks: headings, paragraphs, lists, quotes, tables."""

from collections.abc import Iterable, Sequence

from markdown_it.tree import SyntaxTreeNode

from wizard.documents.markdown import UnsupportedMarkdownError, plain_text
from wizard.documents.word_contents import Entry, contents
from wizard.documents.word_lists import Lists
from wizard.documents.word_table import table
from wizard.documents.word_text import LINE_BREAK, Linker, run, runs

_HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
_CLASSES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "callout": "Callout",
    "caption": "Caption",
    "signature": "Signature",
    "small": "Small",
}
_FIRST_OF_SEVERAL = {"ListNumber": "ListNumberLead"}
"""What the first step is drawn as, so that it doesn't stand alone at the foot of a page."""
_DEEPEST = 3
"""How many levels the list styles of `house.docx` have."""


class Body:
    """Draws a document's body from the syntax trees of its sections."""

    def __init__(self, linker: Linker, width: int, lists: Lists) -> None:
        """Take what makes links, the width of the text, and what numbers the lists."""
        self.lists = lists
        self._width = width
        self._linker = linker
        self._entries: list[Entry] = []
        self._drawn_headings = 0
        self._under_number = False
        """Whether the last heading has a number, after which Word begins the letters of the clauses again."""

    def draw(self, sections: Sequence[SyntaxTreeNode]) -> str:
        """Return the paragraphs and tables of all sections, in order.

        Raises:
            UnsupportedMarkdownError: a section holds something that Word can't draw.
        """
        blocks = [node for section in sections for node in section.children]
        self._entries = list(_entries(blocks))
        return "".join(self._blocks(blocks))

    def _blocks(self, blocks: Sequence[SyntaxTreeNode]) -> Iterable[str]:
        before = ""
        for number, node in enumerate(blocks):
            after = _follower(blocks[number + 1]) if number + 1 < len(blocks) else ""
            if node.type == "table":
                yield table(node, self._linker, self._width)
                if after in (
                    "table",
                    "",
                ):  # Word would join the two tables, and wants a paragraph at the end
                    yield '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'
            elif node.type == "heading":
                yield self._heading(node)
            elif node.type == "paragraph":
                yield self._paragraph(node, before, after)
            elif node.type in ("bullet_list", "ordered_list"):
                yield from self._list(node, depth=1)
            elif node.type == "blockquote":
                yield from self._quote(node)
            else:
                raise _unknown(node)
            before = node.type

    def _heading(self, node: SyntaxTreeNode) -> str:
        classes = _classes(node, "unnumbered", "new-page")
        if node.tag not in _HEADINGS:
            raise _unknown(node)
        if node.tag != "h3":
            self._under_number = "unnumbered" not in classes
        style = _heading_style(node, classes)
        words, rtl = runs(node.children[0], self._linker)
        if node.tag == "h1":
            entry = self._entries[self._drawn_headings]
            self._drawn_headings += 1
            words = (
                f'<w:bookmarkStart w:id="{self._drawn_headings}" w:name="{entry.bookmark}"/>{words}'
                f'<w:bookmarkEnd w:id="{self._drawn_headings}"/>'
            )
        return _draw(style, words, rtl)

    def _paragraph(self, node: SyntaxTreeNode, before: str, after: str) -> str:
        name = "".join(_classes(node, "contents", *_CLASSES, single=True))
        words, rtl = runs(node.children[0], self._linker)
        if name == "contents":
            return contents(_draw("TOCHeading", words, rtl), self._entries)
        if name == "signature":
            return _draw("Signature", _ruled(node.children[0], self._linker, rtl), rtl)
        if name:
            return _draw(_CLASSES[name], words, rtl)
        leads_in = before == after == "heading"  # what a chapter says before its first part
        if leads_in or after in ("bullet_list", "ordered_list", "blockquote", "table", "signature"):
            return _draw(
                "BodyTextLeadAfterTable" if before == "table" else "BodyTextLead", words, rtl
            )
        return _draw("BodyTextAfterTable" if before == "table" else "BodyText", words, rtl)

    def _quote(self, node: SyntaxTreeNode) -> Iterable[str]:
        _classes(node)
        for child in node.children:
            if child.type != "paragraph" or child.attrs:
                raise _unknown(child)
            yield _draw("Quote", *runs(child.children[0], self._linker))

    def _list(self, node: SyntaxTreeNode, depth: int) -> Iterable[str]:
        if depth > _DEEPEST:
            raise UnsupportedMarkdownError(
                f"Word can't draw a list nested deeper than {_DEEPEST}: {_words(node)!r}"
            )
        style, number = self._list_style(node, depth)
        for place, item in enumerate(node.children):
            begun = False
            first = (
                _FIRST_OF_SEVERAL.get(style, style)
                if place == 0 and len(node.children) > 1
                else style
            )
            for child in item.children:
                if child.type == "paragraph" and not child.attrs:
                    words, rtl = runs(child.children[0], self._linker)
                    yield (
                        _draw(_at("ListContinue", depth), words, rtl)
                        if begun
                        else _draw(first, words, rtl, number)
                    )
                    begun = True
                elif child.type in ("bullet_list", "ordered_list") and begun:
                    yield from self._list(child, depth + 1)
                else:
                    raise _unknown(child)
            if not begun:
                yield _draw(style, "", False, number)

    def _list_style(self, node: SyntaxTreeNode, depth: int) -> tuple[str, str]:
        """Return the style of a list's items and, where the list doesn't follow from the style, its numbering."""
        if node.type == "bullet_list":
            name = "".join(_classes(node, "checklist", single=True))
            if name and depth > 1:
                raise _unknown(node)
            return "Checklist" if name else _at("ListBullet", depth), ""
        name = "".join(_classes(node, "clauses", single=True, also=("start",)))
        first = int(node.attrs.get("start", 1))
        if name:
            if depth > 1 or not self._under_number:
                raise UnsupportedMarkdownError(
                    f"Word can letter clauses under a numbered heading only: {_words(node)!r}"
                )
            return "Clause", ""
        level = depth - 1
        number = self.lists.begin(level, first)
        return _at(
            "ListNumber", depth
        ), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _entries(blocks: Iterable[SyntaxTreeNode]) -> Iterable[Entry]:
    """Yield an entry of the contents for each Heading 1, numbered as Word numbers it."""
    chapter = 0
    for count, node in enumerate(
        (node for node in blocks if node.type == "heading" and node.tag == "h1"), 1
    ):
        unnumbered = "unnumbered" in str(node.attrs.get("class", "")).split()
        chapter += not unnumbered
        words = plain_text(node.children[0]).replace("\n", " ")
        _, rtl = runs(node.children[0], lambda _: "")
        yield Entry(f"_Toc{count:09d}", "" if unnumbered else str(chapter), words, rtl)


def _follower(node: SyntaxTreeNode) -> str:
    """Return what a block is to the one before it: a line to sign stays with the words above it."""
    return "signature" if "signature" in str(node.attrs.get("class", "")).split() else node.type


def _heading_style(node: SyntaxTreeNode, classes: Sequence[str]) -> str:
    style = _HEADINGS[node.tag]
    if "unnumbered" in classes and node.tag != "h3":
        style += "Unnumbered"
    if "new-page" in classes:
        if node.tag != "h1":
            raise UnsupportedMarkdownError(
                f"Word can begin a new page at a first-level heading only: {_words(node)!r}"
            )
        style += "NewPage"
    return style


def _ruled(inline: SyntaxTreeNode, linker: Linker, rtl: bool) -> str:
    """Return the lines of a signature block, each followed by a tab, whose leader is the line to write on."""
    words, _ = runs(inline, linker)
    rule = run(" \t", rtl=rtl)
    return words.replace(LINE_BREAK, rule + LINE_BREAK) + rule


def _draw(style: str, words: str, rtl: bool, numbering: str = "") -> str:
    bidi = "<w:bidi/>" if rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}{bidi}</w:pPr>{words}</w:p>'


def _at(style: str, depth: int) -> str:
    return style if depth == 1 else f"{style}{depth}"


def _classes(
    node: SyntaxTreeNode, *known: str, single: bool = False, also: tuple[str, ...] = ()
) -> list[str]:
    """Return the classes written before a block, which must be known ones."""
    classes = str(node.attrs.get("class", "")).split()
    unknown = (set(node.attrs) - {"class", *also}) | (set(classes) - set(known))
    if unknown or (single and len(classes) > 1):
        raise UnsupportedMarkdownError(
            f"Word can't draw a {node.type} with {sorted(unknown) or classes}: {_words(node)!r}"
        )
    return classes


def _words(node: SyntaxTreeNode) -> str:
    if node.type == "inline":
        return plain_text(node)
    return " ".join(_words(child) for child in node.children)[:60] or (node.content or "")[:60]


def _unknown(node: SyntaxTreeNode) -> UnsupportedMarkdownError:
    return UnsupportedMarkdownError(f"Word can't draw '{node.type}' here: {_words(node)!r}")
