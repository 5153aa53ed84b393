"""Inline words become runs of WordprocessingML: escaped, in a named character style, in their own direction."""

import unicodedata
from collections.abc import Callable

from markdown_it.tree import SyntaxTreeNode

_STYLES = {
    (False, False): "",
    (True, False): "Strong",
    (False, True): "Emphasis",
    (True, True): "IntenseEmphasis",
}
LINE_BREAK = "<w:r><w:br/></w:r>"
_SAFE_SCHEMES = ("https://", "http://", "mailto:")

Linker = Callable[[str], str]
"""Takes an address, returns the id of the relationship that stands for it in the document."""


class UnknownTokenError(Exception):
    """A template uses a piece of Markdown that has no drawing in Word; the message names it and shows its text."""


def escape(text: str) -> str:
    """Return `text` as XML character data or as the value of a quoted attribute."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def runs(inline: SyntaxTreeNode, linker: Linker) -> tuple[str, bool]:
    """Return the runs of an inline node, and whether its paragraph reads from right to left.

    Raises:
        UnknownTokenError: there is something other than words, bold, italic, links and line breaks.
    """
    rtl = reads_right_to_left(plain(inline))
    return "".join(_draw(child, linker, rtl) for child in inline.children), rtl


def plain(inline: SyntaxTreeNode) -> str:
    """Return the words of an inline node without their looks; a line break is a newline."""
    if inline.children:
        return "".join(plain(child) for child in inline.children)
    return {"hardbreak": "\n", "softbreak": " "}.get(inline.type, inline.content)


def run(text: str, style: str = "", rtl: bool = False) -> str:
    """Return one run of `text` in a character style; tabs and newlines become Word's own.

    `rtl` is the direction of the paragraph: digits and punctuation follow it, words follow their own letters.
    """
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if reads_right_to_left(text, otherwise=rtl):
        properties += "<w:rtl/>"
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    if "\t" not in text and "\n" not in text:
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    lines = []
    for line in text.split("\n"):
        pieces = (
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
            for piece in line.split("\t")
        )
        lines.append("<w:tab/>".join(pieces))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def reads_right_to_left(text: str, otherwise: bool = False) -> bool:
    """Tell whether the first letter that has a direction is Hebrew, Arabic or another right-to-left one."""
    if text.isascii():
        return otherwise and not any(character.isalpha() for character in text)
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return otherwise


def _draw(
    node: SyntaxTreeNode, linker: Linker, rtl: bool, bold: bool = False, italic: bool = False
) -> str:
    kind = node.type
    if kind in ("text", "text_special"):
        return run(node.content, _STYLES[bold, italic], rtl) if node.content else ""
    if kind == "softbreak":
        return run(" ", _STYLES[bold, italic], rtl)
    if kind == "hardbreak":
        return LINE_BREAK
    if kind in ("strong", "em"):
        bold, italic = bold or kind == "strong", italic or kind == "em"
        return "".join(_draw(child, linker, rtl, bold, italic) for child in node.children)
    if kind == "link":
        address = str(node.attrs.get("href", ""))
        if not address.startswith(_SAFE_SCHEMES):
            return "".join(_draw(child, linker, rtl, bold, italic) for child in node.children)
        words = run(plain(node), "Hyperlink", rtl)
        return f'<w:hyperlink r:id="{linker(address)}" w:history="1">{words}</w:hyperlink>'
    raise UnknownTokenError(f"Word can't draw '{kind}': {plain(node)[:60]!r}")
