"""A section of a document as a terminal shows it: drawn from the same syntax tree as Word and the web page."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from markdown_it.tree import SyntaxTreeNode
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from wizard.answers.model import Answers
from wizard.documents.catalog import document_type
from wizard.documents.compose import compose
from wizard.documents.markdown import parse_markdown, plain_text
from wizard.tui.widgets.option_list import HangingIndent

CHANGED, SAME = "▌ ", "  "
"""What stands before a line that has just changed, and before any other."""
_HEADINGS = {"h1": "bold $text-accent underline", "h2": "bold $text-accent", "h3": "bold"}
_LOOKS = {
    "title": "bold $text-accent",
    "subtitle": "italic",
    "callout": "bold",
    "small": "$foreground-muted",
    "caption": "$foreground-muted",
}
_STEP_IN = "  "


@dataclass(frozen=True)
class Block:
    """A paragraph, a point of a list, a row of a table: what wraps as one."""

    words: Content
    mark: str = ""
    """What stands before its first line; the others stay clear of it."""
    apart: bool = True
    """Whether an empty line comes before it."""

    @property
    def plain(self) -> str:
        """The words without their looks."""
        return self.mark + self.words.plain


@dataclass(frozen=True)
class Part:
    """A section of a document, drawn."""

    name: str
    """The document and the section, such as "policy/security"."""
    title: str
    """The title of its document."""
    blocks: tuple[Block, ...]


def draw(answers: Answers, shows: Sequence[str]) -> tuple[Part, ...]:
    """Return these sections as the answers fill them, in the order of their documents; empty ones are left out.

    A document alone stands for all of its sections. Sections of another length than the chosen one are passed over.

    Raises:
        CompositionError: a template can't be read or filled.
    """
    parts: list[Part] = []
    for name in dict.fromkeys(each.partition("/")[0] for each in shows):
        wanted = {each.partition("/")[2] for each in shows if each.partition("/")[0] == name}
        document = compose(answers, name, only=None if "" in wanted else wanted)
        parts += [
            Part(f"{name}/{section.name}", document.title, _drawn(section.markdown))
            for section in document.sections
            if section.name != "contents"
        ]
    return tuple(parts)


@lru_cache(maxsize=32)
def _drawn(markdown: str) -> tuple[Block, ...]:
    """Return the blocks of a section. Kept, because an answer changes one section of those beside it."""
    return tuple(_blocks(parse_markdown(markdown).children))


def sections(document: str) -> frozenset[str]:
    """Return the names of all sections of a document, of every length.

    Raises:
        CompositionError: there is no such document, or its description is wrong.
    """
    about = document_type(document)
    return frozenset(about.sections).union(*about.lengths.values())


class Drawing:
    """Blocks below each other, with a bar before those that have just changed; a block is drawn when it is first seen.

    A list of accounts can make a thousand lines, of which a screen shows forty.
    """

    def __init__(self, blocks: Sequence[Block], changed: frozenset[int] = frozenset()) -> None:
        """`changed` are the places of the changed blocks."""
        self._blocks = tuple(blocks)
        self._changed = changed
        self._rows = [HangingIndent(block.mark, block.words) for block in self._blocks]
        self._measured: tuple[int, list[int]] = (0, [])
        self._drawn: dict[int, list[Strip]] = {}
        self._drawn_as: tuple[int, Style] = (0, Style())

    def height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines the blocks take at this width."""
        return self._starts(rules, width)[-1]

    def line_of(self, number: int, rules: RulesMap, width: int) -> int:
        """Return on which line the block begins."""
        return self._starts(rules, width)[number]

    def line(self, at: int, width: int, style: Style, options: RenderOptions) -> Strip:
        """Draw one line; an empty one below the last."""
        if self._drawn_as != (width, style):
            self._drawn_as, self._drawn = (width, style), {}
        starts = self._starts(options.rules, width)
        number = bisect(starts, at) - 1
        if number >= len(self._blocks):
            return Strip.blank(width, style.rich_style)
        lines = self._drawn.get(number)
        if lines is None:
            lines = self._drawn[number] = self._draw(number, width, style, options)
        within = at - starts[number]
        return lines[within] if within < len(lines) else Strip.blank(width, style.rich_style)

    def _draw(self, number: int, width: int, style: Style, options: RenderOptions) -> list[Strip]:
        bar = Content.styled(CHANGED, "$text-accent") if number in self._changed else Content(SAME)
        edge = bar.render_strips(len(SAME), 1, style, options)[0]
        lines = self._rows[number].render_strips(max(1, width - len(SAME)), None, style, options)
        above = [Strip.blank(width, style.rich_style)] * self._blocks[number].apart
        return [
            *above,
            *(
                Strip.join([edge, line]).extend_cell_length(width, style.rich_style)
                for line in lines
            ),
        ]

    def _starts(self, rules: RulesMap, width: int) -> list[int]:
        """Return on which line each block begins, and after the last, how many lines there are."""
        if self._measured[0] != width:
            room = max(1, width - len(SAME))
            heights = (
                block.apart + row.get_height(rules, room)
                for block, row in zip(self._blocks, self._rows, strict=True)
            )
            self._measured = width, list(accumulate(heights, initial=0))
        return self._measured[1]


def _blocks(nodes: Iterable[SyntaxTreeNode], inside: str = "") -> Iterator[Block]:
    for node in nodes:
        classes = str(node.attrs.get("class", "")).split()
        if node.type == "heading":
            yield Block(_inline(node.children[0]).stylize(_HEADINGS[node.tag]), inside)
        elif node.type == "paragraph":
            look = next((_LOOKS[each] for each in classes if each in _LOOKS), "")
            words = _inline(node.children[0])
            yield Block(
                words.stylize(look) if look else words,
                inside + ("▏ " if "callout" in classes else ""),
            )
        elif node.type in ("bullet_list", "ordered_list"):
            yield from _list(node, inside, "checklist" in classes)
        elif node.type == "blockquote":
            for block in _blocks(node.children, f"{inside}“ "):
                yield Block(block.words.stylize("italic"), block.mark)
        elif node.type == "table":
            yield from _table(node, inside, facts="facts" in classes)


def _list(node: SyntaxTreeNode, inside: str, checklist: bool) -> Iterator[Block]:
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children):
        mark = f"{first + number}. " if node.type == "ordered_list" else "☐ " if checklist else "• "
        for place, child in enumerate(item.children):
            if child.type == "paragraph":
                words = _inline(child.children[0])
                yield Block(
                    words,
                    inside + (mark if not place else " " * len(mark)),
                    apart=number == 0 and not place,
                )
            else:
                yield from _blocks([child], inside + _STEP_IN)


def _table(node: SyntaxTreeNode, inside: str, facts: bool) -> Iterator[Block]:
    """Yield a block a row, for a narrow column: what the row is about, and below it what is said of it."""
    rows = [[_inline(cell.children[0]) if cell.children else Content("") for cell in row.children]
            for part in node.children for row in part.children]  # fmt: skip
    head, *body = rows
    if facts:
        body = rows if any(cell.plain for cell in head) else body
        for number, (label, *values) in enumerate(body):
            yield Block(
                Content.assemble(label.stylize("bold"), ": ", Content(" ").join(values)),
                inside,
                not number,
            )
        return
    filled = [row for row in body if any(cell.plain.strip() for cell in row)]
    if not filled:  # a form to fill in by hand
        yield Block(Content(" · ").join([cell.stylize("bold") for cell in head]), inside)
    for about, *said in filled:
        yield Block(about.stylize("bold"), inside, apart=True)
        for label, words in zip(head[1:], said, strict=False):
            if words.plain.strip():
                named = Content.assemble((f"{label.plain}: ", "$foreground-muted"), words)
                yield Block(named, inside + _STEP_IN, apart=False)


def _inline(node: SyntaxTreeNode) -> Content:
    """Return inline words; nothing in them is read as markup."""
    if node.type in ("text", "text_special"):
        return Content(node.content)
    if node.type in ("softbreak", "hardbreak"):
        return Content(plain_text(node))
    words = Content("").join([_inline(child) for child in node.children])
    look = {"strong": "bold", "em": "italic", "link": "underline"}.get(node.type)
    return words.stylize(look) if look else words
