"""The look of our documents: one line of definition a style, under Word's own names so that restyling in Word works."""

from dataclasses import dataclass

INK, NAVY, TEAL, SLATE, PAPER = "1F2933", "1B3A57", "1F6F7D", "52606D", "FFFFFF"
RULE, BAND, TINT = "CBD5DF", "E6EDF4", "EEF5F6"
_LINE = 1.05
_THEMED = {INK: "text1", NAVY: "text2", TEAL: "accent1"}
"""Colours that follow the theme, should the owner choose another in Word."""


@dataclass(frozen=True)
class Style:
    """One style. `name` is Word's own where Word has one: the navigation pane and restyling go by it."""

    id: str
    name: str
    parent: str = ""
    paragraph: str = ""
    letters: str = ""
    after: str = ""
    """The style of the next paragraph typed in Word; by default the same."""
    kind: str = "paragraph"
    rank: int = 99
    """The place in Word's list of styles; 99 keeps it out of the gallery."""
    table: str = ""

    def xml(self) -> str:
        """Return the definition as an element of `styles.xml`."""
        default = (
            ' w:default="1"'
            if self.id in ("Normal", "DefaultParagraphFont", "TableNormal", "NoList")
            else ""
        )
        custom = "" if self.name in _WORDS_OWN else ' w:customStyle="1"'
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            + (f'<w:basedOn w:val="{self.parent}"/>' if self.parent else "")
            + (f'<w:next w:val="{self.after}"/>' if self.after else "")
            + f'<w:uiPriority w:val="{self.rank}"/>'
            + ("<w:qFormat/>" if self.rank < 99 else "<w:unhideWhenUsed/>")
            + (f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else "")
            + (f"<w:rPr>{self.letters}</w:rPr>" if self.letters else "")
            + f"{self.table}</w:style>"
        )


def letters(
    size: float = 0,
    bold: bool = False,
    italic: bool = False,
    color: str = "",
    underline: bool = False,
) -> str:
    """Return run properties in the order of the schema; `size` in points."""
    themed = f' w:themeColor="{_THEMED[color]}"' if color in _THEMED else ""
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{color}"{themed}/>' if color else "")
        + (f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>' if size else "")
        + ('<w:u w:val="single"/>' if underline else "")
    )


def paragraph(
    before: float = 0,
    after: float = 0,
    line: float = 0,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    keep: str = "",
    new_page: bool = False,
    numbering: str = "",
    frame: str = "",
    fill: str = "",
    tabs: str = "",
    align: str = "",
    outline: int = 0,
) -> str:
    """Return paragraph properties in the order of the schema; distances in points, `line` as a multiple of a line.

    `keep` names what a page break may not part: "next" paragraph, "lines", or both.
    """
    spacing = f'w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"'
    if line:
        spacing += f' w:line="{line * 240:.0f}" w:lineRule="auto"'
    indent = f'w:left="{left * 20:.0f}" w:right="{right * 20:.0f}"'
    if hanging:
        indent += f' w:hanging="{hanging * 20:.0f}"'
    return (
        ("<w:keepNext/>" if "next" in keep else "")
        + ("<w:keepLines/>" if "lines" in keep else "")
        + ("<w:pageBreakBefore/>" if new_page else "")
        + (f"<w:numPr>{numbering}</w:numPr>" if numbering else "")
        + (f"<w:pBdr>{frame}</w:pBdr>" if frame else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + (f"<w:tabs>{tabs}</w:tabs>" if tabs else "")
        + f"<w:spacing {spacing}/>"
        + (f"<w:ind {indent}/>" if left or right or hanging else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + (f'<w:outlineLvl w:val="{outline - 1}"/>' if outline else "")
    )


def side(name: str, width: float, color: str, space: int = 0) -> str:
    """Return one side of a frame; `width` in points."""
    return f'<w:{name} w:val="single" w:sz="{width * 8:.0f}" w:space="{space}" w:color="{color}"/>'


def _tab(at: int, kind: str = "left", leader: str = "") -> str:
    leader = f' w:leader="{leader}"' if leader else ""
    return f'<w:tab w:val="{kind}"{leader} w:pos="{at}"/>'


def _number(identity: int, level: int = 0) -> str:
    return f'<w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/>'


def _heading_family() -> list[Style]:
    """Return the headings, and for each the twins that carry no number or begin a page."""
    top = paragraph(16, 4, keep="next lines", numbering=_number(1, 0), outline=1)
    second = paragraph(10, 3, keep="next lines", numbering=_number(1, 1), outline=2)
    third = paragraph(9, 2, keep="next lines", outline=3)
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    flush = '<w:ind w:left="0" w:firstLine="0"/>'
    page = "<w:pageBreakBefore/>" + '<w:spacing w:before="0"/>'
    return [
        Style("Heading1", "heading 1", "Normal", top, letters(16, bold=True, color=NAVY), "BodyText", rank=9),
        Style("Heading2", "heading 2", "Normal", second, letters(12, bold=True, color=TEAL), "BodyText", rank=9),
        Style("Heading3", "heading 3", "Normal", third, letters(11, bold=True, color=NAVY), "BodyText", rank=9),
        Style("Heading1NewPage", "Heading 1 New Page", "Heading1", page, after="BodyText", rank=10),
        Style("Heading1Unnumbered", "Heading 1 Unnumbered", "Heading1", none + flush, after="BodyText", rank=10),
        Style("Heading2Unnumbered", "Heading 2 Unnumbered", "Heading2", none + flush, after="BodyText", rank=10),
        Style(
            "Heading1UnnumberedNewPage", "Heading 1 Unnumbered New Page", "Heading1Unnumbered", page,
            after="BodyText", rank=10,
        ),
    ]  # fmt: skip


def _text_family() -> list[Style]:
    bar = side("top", 4.5, TEAL, 14)
    callout = side("top", 0.5, TINT, 5) + side("left", 3, TEAL, 8) + side("bottom", 0.5, TINT, 5)
    callout += side("right", 0.5, TINT, 8)
    return [
        Style("Normal", "Normal", letters=letters(color=INK), rank=0),
        Style("BodyText", "Body Text", "Normal", paragraph(5, 5, _LINE), rank=1),
        Style("BodyTextLead", "Body Text Lead", "BodyText", "<w:keepNext/>", after="BodyText"),
        Style("BodyTextAfterTable", "Body Text After Table", "BodyText", paragraph(10, 6, _LINE), after="BodyText"),
        Style("BodyTextLeadAfterTable", "Body Text Lead After Table", "BodyText", paragraph(10, 6, _LINE, keep="next"),
              after="BodyText"),
        Style("Title", "Title", "Normal", paragraph(0, 2, frame=bar, keep="next lines"),
              letters(30, bold=True, color=NAVY), "Subtitle", rank=10),
        Style("Subtitle", "Subtitle", "Normal", paragraph(0, 16, keep="lines"), letters(14, color=SLATE), "BodyText",
              rank=11),
        Style("Quote", "Quote", "BodyText", paragraph(6, 6, _LINE, 16, 16, frame=side("left", 2.25, RULE, 10)),
              letters(italic=True, color="3E4C59"), rank=29),
        Style("Callout", "Callout", "BodyText", paragraph(10, 12, _LINE, 11, 9, keep="lines", frame=callout, fill=TINT),
              rank=30),
        Style("Caption", "caption", "Normal", paragraph(8, 4, keep="next"), letters(10, bold=True, color=SLATE),
              rank=35),
        Style("Signature", "Signature", "Normal", paragraph(20, 0, keep="next lines",
              tabs=_tab(9360, "right", "underscore")), rank=40),
        Style("Small", "Small", "BodyText", paragraph(6, 4), letters(9, color=SLATE), rank=41),
    ]  # fmt: skip


def _list_family() -> list[Style]:
    styles = [
        Style(
            "Clause", "Clause", "Normal", paragraph(2, 3, _LINE, numbering=_number(1, 2)), rank=20
        ),
        Style(
            "Checklist",
            "Checklist",
            "Normal",
            paragraph(2, 2, _LINE, numbering=_number(4)),
            rank=24,
        ),
    ]
    for level in range(3):
        number = "" if not level else f" {level + 1}"
        indent = 28 + 20 * level
        looks = {
            "List Bullet": paragraph(2, 2, _LINE, numbering=_number(2, level)),
            "List Number": paragraph(2, 2, _LINE, indent, hanging=18),
            "List Continue": paragraph(2, 2, _LINE, indent),
        }
        styles += [
            Style(f"{name}{number}".replace(" ", ""), name + number, "Normal", look, rank=21)
            for name, look in looks.items()
        ]
    lead = Style(
        "ListNumberLead",
        "List Number Lead",
        "ListNumber",
        "<w:keepNext/>",
        after="ListNumber",
        rank=21,
    )
    return [*styles, lead]


def _page_family() -> list[Style]:
    small = letters(9, color=SLATE)
    header = paragraph(0, 0, frame=side("bottom", 0.5, RULE, 4), tabs=_tab(9360, "right"))
    return [
        Style("Header", "header", "Normal", header, small),
        Style("Footer", "footer", "Normal", paragraph(0, 0, align="right"), small),
        Style("TOCHeading", "TOC Heading", "Normal", paragraph(16, 5, keep="next lines"),
              letters(13, bold=True, color=NAVY), "BodyText", rank=39),
        Style("TOC1", "toc 1", "Normal", paragraph(0, 2, tabs=_tab(440)), after="Normal", rank=39),
    ]  # fmt: skip


def _character_family() -> list[Style]:
    base = "DefaultParagraphFont"
    return [
        Style(base, "Default Paragraph Font", kind="character"),
        Style("Strong", "Strong", base, letters=letters(bold=True), kind="character", rank=22),
        Style("Emphasis", "Emphasis", base, letters=letters(italic=True), kind="character", rank=20),
        Style("IntenseEmphasis", "Intense Emphasis", base, letters=letters(bold=True, italic=True), kind="character",
              rank=21),
        Style("Hyperlink", "Hyperlink", base, letters=(
            '<w:color w:val="0B5C8A" w:themeColor="hyperlink"/><w:u w:val="single"/>'), kind="character"),
    ]  # fmt: skip


def _table_family() -> list[Style]:
    padding = '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    padding += '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    flush = '<w:tblInd w:w="0" w:type="dxa"/>'
    rules = "".join(side(name, 0.5, RULE) for name in ("top", "bottom", "insideH"))
    banded = side("top", 1, NAVY) + side("bottom", 1, NAVY) + side("insideH", 0.5, RULE)
    band = (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{side("bottom", 1, NAVY)}</w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/></w:tcPr></w:tblStylePr>'
    )

    gaps = side("insideH", 6, PAPER) + side("insideV", 0.5, RULE)
    step, top = (
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{color}"/></w:tcPr>'
        for color in (TEAL, NAVY)
    )
    steps = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr>{band}'
    steps += f'<w:tblStylePr w:type="firstCol">{step}</w:tblStylePr><w:tblStylePr w:type="swCell">{top}</w:tblStylePr>'

    def frame(borders: str) -> str:
        return f"<w:tblPr>{flush}<w:tblBorders>{borders}</w:tblBorders>{padding}</w:tblPr>"

    return [
        Style("TableNormal", "Normal Table", kind="table", table=f"<w:tblPr>{flush}{padding}</w:tblPr>"),
        Style("NoList", "No List", kind="numbering"),
        Style("HouseTable", "House Table", "TableNormal", kind="table", rank=59, table=frame(banded) + band),
        Style("HouseFacts", "House Facts", "TableNormal", kind="table", rank=59, table=frame(rules)),
        Style("HouseLadder", "House Ladder", "TableNormal", kind="table", rank=59, table=frame(gaps) + steps),
        Style("TableText", "Table Text", "Normal", paragraph(2.5, 2.5), letters(9.5), rank=50),
        Style("TableHeading", "Table Heading", "TableText", "<w:keepNext/>", letters(bold=True, color=NAVY), rank=50),
        Style("TableLabel", "Table Label", "TableText", letters=letters(bold=True, color=NAVY), rank=50),
        Style("LadderStep", "Ladder Step", "TableText", "<w:keepNext/>", letters(bold=True, color=PAPER), rank=50),
        Style("TableTextLead", "Table Text Lead", "TableText", "<w:keepNext/>"),
        Style("TableLabelLead", "Table Label Lead", "TableLabel", "<w:keepNext/>"),
        Style("TableGap", "Table Gap", "Normal", paragraph(0, 0), letters(4), after="BodyText"),
    ]  # fmt: skip


_WORDS_OWN = {
    "Normal", "heading 1", "heading 2", "heading 3", "Body Text", "Title", "Subtitle", "Quote", "caption", "Signature",
    "List Bullet", "List Bullet 2", "List Bullet 3", "List Number", "List Number 2", "List Number 3", "List Continue",
    "List Continue 2", "List Continue 3", "header", "footer", "TOC Heading", "toc 1", "Default Paragraph Font",
    "Strong", "Emphasis", "Intense Emphasis", "Hyperlink", "Normal Table", "No List",
}  # fmt: skip


def styles() -> list[Style]:
    """Return every style of the house, parents before their children."""
    families = (
        _text_family,
        _character_family,
        _table_family,
        _heading_family,
        _list_family,
        _page_family,
    )
    return [style for family in families for style in family()]
