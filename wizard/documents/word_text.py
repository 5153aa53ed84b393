"""Inline words become runs of WordprocessingML: escaped, in a named character style, in their own direction."""

from collections.abc import Callable

from markdown_it.tree import SyntaxTreeNode

from wizard.documents.markdown import UnsupportedMarkdownError, is_right_to_left, plain_text

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


def escape(text: str) -> str:
    """Return `text` as XML character data or as the value of a quoted attribute."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def runs(inline: SyntaxTreeNode, linker: Linker) -> tuple[str, bool]:
    """Return the runs of an inline node, and whether its paragraph reads from right to left.

    Raises:
        UnsupportedMarkdownError: there is something other than words, bold, italic, links and line breaks.
    """
    rtl = is_right_to_left(plain_text(inline))
    return "".join(_draw(child, linker, rtl) for child in inline.children), rtl


def run(text: str, style: str = "", rtl: bool = False) -> str:
    """Return one run of `text` in a character style; tabs and newlines become Word's own.

    `rtl` is the direction of the paragraph: digits and punctuation follow it, words follow their own letters.
    """
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if is_right_to_left(text, default=rtl):
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
        words = run(plain_text(node), "Hyperlink", rtl)
        return f'<w:hyperlink r:id="{linker(address)}" w:history="1">{words}</w:hyperlink>'
    raise UnsupportedMarkdownError(f"Word can't draw '{kind}': {plain_text(node)[:60]!r}")
