"""`python -m wizard.documents.house` writes `output_templates/house.docx`, the empty document all ours start from.

It is written by hand, not saved from Word or taken from a library, so that it says nothing but what is meant: today's
layout rules ("compatibility mode 15"), our styles under Word's own names, a theme, four lists, header and footers.
"""

from wizard.data_dirs import data_dir
from wizard.documents import docx_package
from wizard.documents.house_lists import lists
from wizard.documents.house_styles import INK, NAVY, SLATE, TEAL, TINT, styles

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_PARTS = {
    "styles": ("styles", _TYPES + "styles+xml"),
    "numbering": ("numbering", _TYPES + "numbering+xml"),
    "settings": ("settings", _TYPES + "settings+xml"),
    "fontTable": ("fontTable", _TYPES + "fontTable+xml"),
    "theme/theme1": ("theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "header1": ("header", _TYPES + "header+xml"),
    "footer1": ("footer", _TYPES + "footer+xml"),
    "footer2": ("footer", _TYPES + "footer+xml"),
}
"""The parts that the document refers to, in the order of their ids: what each is, and its content type."""


def parts() -> dict[str, bytes]:
    """Return the parts of the document by name."""
    made = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _properties(),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": _styles(),
        "word/numbering.xml": f"<w:numbering {_W}>{lists()}</w:numbering>",
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/theme/theme1.xml": _theme(),
        "word/header1.xml": f'<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>',
        "word/footer1.xml": _footer(),
        "word/footer2.xml": _footer(),
    }
    return {name: (_HEAD + xml).encode() for name, xml in made.items()}


def _content_types() -> str:
    overrides = {"/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}
    overrides["/word/document.xml"] = _TYPES + "document.main+xml"
    overrides |= {f"/word/{name}.xml": kind for name, (_, kind) in _PARTS.items()}
    drawn = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{drawn}</Types>'
    )


def _package_relations() -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def _document_relations() -> str:
    drawn = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{name}.xml"/>'
        for number, (name, (kind, _)) in enumerate(_PARTS.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{drawn}</Relationships>'


def _properties() -> str:
    day = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>House style</dc:title>{day.format('created')}{day.format('modified')}</cp:coreProperties>"
    )


def _document() -> str:
    """Return an empty body; the first page has a footer of its own and no header, as the title stands there."""
    return (
        f"<w:document {_W} {_R}><w:body><w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
        '<w:footerReference w:type="first" r:id="rId8"/><w:pgSz w:w="12240" w:h="15840"/>'
        '<w:pgMar w:top="1300" w:right="1440" w:bottom="1160" w:left="1440" '
        'w:header="640" w:footer="540" w:gutter="0"/>'
        '<w:cols w:space="708"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _styles() -> str:
    drawn = "".join(style.xml() for style in styles())
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" '
        f'w:cstheme="minorBidi"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" '
        f'w:defQFormat="0" w:count="376"/>{drawn}</w:styles>'
    )


def _settings() -> str:
    modern = (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    )
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in modern
    )
    slots = ("hyperlink", "followedHyperlink")
    mapping = 'w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" '
    mapping += " ".join(f'w:accent{number}="accent{number}"' for number in range(1, 7))
    mapping += "".join(f' w:{slot}="{slot}"' for slot in slots)
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="560"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        f'<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/><w:clrSchemeMapping {mapping}/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    """Return the fonts, with the stand-in of the same widths where Calibri isn't installed."""
    return (
        f'<w:fonts {_W}><w:font w:name="Calibri"><w:altName w:val="Carlito"/><w:panose1 w:val="020F0502020204030204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        '<w:font w:name="MS Gothic"><w:charset w:val="80"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>'
        "</w:fonts>"
    )


def _footer() -> str:
    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    page, of = (
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' for words in ("Page ", " of ")
    )
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{page}{field("PAGE")}{of}{field("NUMPAGES")}'
        "</w:p></w:ftr>"
    )


def _theme() -> str:
    colors = {
        "dk1": INK, "lt1": "FFFFFF", "dk2": NAVY, "lt2": TINT, "accent1": TEAL, "accent2": "B4552D", "accent3": SLATE,
        "accent4": "7A5C1E", "accent5": "5B4B8A", "accent6": "3D6B35", "hlink": "0B5C8A", "folHlink": "5B4B8A",
    }  # fmt: skip
    palette = "".join(
        f'<a:{slot}><a:srgbClr val="{color}"/></a:{slot}>' for slot, color in colors.items()
    )
    scripts = {
        "Jpan": "Yu Gothic",
        "Hang": "Malgun Gothic",
        "Hans": "DengXian",
        "Hant": "Microsoft JhengHei",
    }
    scripts |= {"Arab": "Arial", "Hebr": "Arial", "Thai": "Cordia New", "Deva": "Mangal"}
    faces = '<a:latin typeface="Calibri" panose="020F0502020204030204"/><a:ea typeface=""/><a:cs typeface=""/>'
    faces += "".join(
        f'<a:font script="{script}" typeface="{face}"/>' for script, face in scripts.items()
    )
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = (
        f'<a:ln w="6350" cap="flat" cmpd="sng" algn="ctr">{solid}<a:prstDash val="solid"/></a:ln>'
    )
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme {_A} name="House"><a:themeElements><a:clrScheme name="House">{palette}</a:clrScheme>'
        f'<a:fontScheme name="House"><a:majorFont>{faces}</a:majorFont>'
        f"<a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="House"><a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def write() -> None:
    """Write the document to its place."""
    (data_dir("output_templates") / "house.docx").write_bytes(docx_package.write(parts()))


if __name__ == "__main__":
    write()
