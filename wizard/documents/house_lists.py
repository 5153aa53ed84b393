"""The lists of the house: headings with their clauses, bullets, numbered steps, tick boxes."""

from wizard.documents.house_styles import NAVY, TEAL, letters

_LEVELS = 9
_BOX_FONT = (
    '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:cs="MS Gothic"/>'
)


def lists() -> str:
    """Return the content of `numbering.xml`: all the definitions, and after them one instance of each."""
    definitions = (_headings(), _bullets(), _steps(), _boxes())
    drawn = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for number, levels in enumerate(definitions)
    )
    instances = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(len(definitions))
    )
    return drawn + instances


def _headings() -> str:
    levels = [
        _level(0, "decimal", "%1", 28, 28, "Heading1"),
        _level(1, "decimal", "%1.%2", 28, 28, "Heading2"),
        _level(2, "lowerLetter", "(%3)", 28, 28, "Clause", letters(color=NAVY)),
        _level(3, "lowerRoman", "(%4)", 52, 24),
    ]
    levels += [
        _level(number, "decimal", f"%{number + 1}.", 52 + 24 * (number - 3), 24)
        for number in range(4, _LEVELS)
    ]
    return "".join(levels)


def _bullets() -> str:
    signs = "•–•–•–•–•"
    return "".join(
        _level(
            number,
            "bullet",
            signs[number],
            28 + 20 * number,
            14,
            _style("ListBullet", number),
            letters(color=TEAL),
        )
        for number in range(_LEVELS)
    )


def _steps() -> str:
    """Return the numbered list. No style points at it: each list of a document is an instance of its own."""
    kinds = ("decimal", "lowerLetter", "lowerRoman") * 3
    return "".join(
        _level(number, kinds[number], f"%{number + 1}.", 28 + 20 * number, 18)
        for number in range(_LEVELS)
    )


def _boxes() -> str:
    return "".join(
        _level(
            number,
            "bullet",
            "☐",
            28 + 20 * number,
            20,
            "Checklist" if not number else "",
            _BOX_FONT,
        )
        for number in range(_LEVELS)
    )


def _style(name: str, level: int) -> str:
    return "" if level > 2 else name if not level else f"{name}{level + 1}"


def _level(
    number: int, kind: str, words: str, left: float, hanging: float, style: str = "", look: str = ""
) -> str:
    """Return one level of a list; distances in points."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left * 20:.0f}" w:hanging="{hanging * 20:.0f}"/></w:pPr>'
        + (f"<w:rPr>{look}</w:rPr>" if look else "")
        + "</w:lvl>"
    )
