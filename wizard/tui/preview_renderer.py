"""Renders sections of documents for the terminal, from the same Markdown tree as Word and HTML."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from wizard.answers.model import Answers
from wizard.documents.compose import compose
from wizard.documents.markdown import parse_markdown, plain_text
from wizard.tui.widgets.preview import Block, Section

INDENT = "  "
HEADING_STYLES = {"h1": "bold $text-accent underline", "h2": "bold $text-accent", "h3": "bold"}
PARAGRAPH_STYLES = {
    "title": "bold $text-accent",
    "subtitle": "italic",
    "callout": "bold",
    "small": "$foreground-muted",
    "caption": "$foreground-muted",
}
INLINE_STYLES = {"strong": "bold", "em": "italic", "link": "underline"}


def render_sections(answers: Answers, names: Sequence[str]) -> tuple[Section, ...]:
    """Render the sections of these names, such as "policy/security"; "policy" means all of them.

    Sections that are empty, or not in the chosen length, are left out.

    Raises:
        CompositionError: a template can't be read or filled.
    """
    sections: list[Section] = []
    for document in dict.fromkeys(name.partition("/")[0] for name in names):
        wanted = {name.partition("/")[2] for name in names if name.partition("/")[0] == document}
        composed = compose(answers, document, only=None if "" in wanted else wanted)
        sections += [
            Section(
                f"{document}/{section.name}",
                composed.title,
                tuple(_blocks(parse_markdown(section.markdown).children)),
            )
            for section in composed.sections
            if section.name != "contents"
        ]
    return tuple(sections)


def _blocks(nodes: Iterable[SyntaxTreeNode], prefix: str = "") -> Iterator[Block]:
    for node in nodes:
        classes = str(node.attrs.get("class", "")).split()
        match node.type:
            case "heading":
                yield Block(_inline(node.children[0]).stylize(HEADING_STYLES[node.tag]), prefix)
            case "paragraph":
                styles = [PARAGRAPH_STYLES[name] for name in classes if name in PARAGRAPH_STYLES]
                text = _inline(node.children[0])
                yield Block(
                    text.stylize(styles[0]) if styles else text,
                    prefix + ("▏ " if "callout" in classes else ""),
                )
            case "bullet_list" | "ordered_list":
                yield from _list(node, prefix, is_checklist="checklist" in classes)
            case "blockquote":
                for block in _blocks(node.children, f"{prefix}“ "):
                    yield Block(block.text.stylize("italic"), block.mark)
            case "table":
                yield from _table(
                    node, prefix, is_facts=not {"facts", "control"}.isdisjoint(classes)
                )


def _list(node: SyntaxTreeNode, prefix: str, *, is_checklist: bool) -> Iterator[Block]:
    start = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children):
        is_ordered = node.type == "ordered_list"
        mark = f"{start + number}. " if is_ordered else "☐ " if is_checklist else "• "
        for index, child in enumerate(item.children):
            if child.type == "paragraph":
                yield Block(
                    _inline(child.children[0]),
                    prefix + (" " * len(mark) if index else mark),
                    space_before=not number and not index,
                )
            else:
                yield from _blocks([child], prefix + INDENT)


def _table(node: SyntaxTreeNode, prefix: str, *, is_facts: bool) -> Iterator[Block]:
    """Yield table rows for a narrow column: the first cell, and the others labelled below it."""
    cells = [
        [_inline(cell.children[0]) if cell.children else Content("") for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    head, *body = cells
    if is_facts:
        if len(head) != 2:
            cells = [list(pair) for pair in zip(head, body[0], strict=True)]
        rows = cells if any(cell.plain for cell in head) else body
        for number, (label, *values) in enumerate(rows):
            text = Content.assemble(label.stylize("bold"), ": ", Content(" ").join(values))
            yield Block(text, prefix, space_before=not number)
        return
    filled = [row for row in body if any(cell.plain.strip() for cell in row)]
    if not filled:
        # A form to fill in by hand.
        yield Block(Content(" · ").join([cell.stylize("bold") for cell in head]), prefix)
    for subject, *values in filled:
        yield Block(subject.stylize("bold"), prefix)
        for label, value in zip(head[1:], values, strict=False):
            if value.plain.strip():
                text = Content.assemble((f"{label.plain}: ", "$foreground-muted"), value)
                yield Block(text, prefix + INDENT, space_before=False)


def _inline(node: SyntaxTreeNode) -> Content:
    """Return inline Markdown as styled text; nothing in it is read as Textual markup."""
    if node.type in ("text", "text_special"):
        return Content(node.content)
    if node.type in ("softbreak", "hardbreak"):
        return Content(plain_text(node))
    text = Content("").join([_inline(child) for child in node.children])
    style = INLINE_STYLES.get(node.type)
    return text.stylize(style) if style else text
