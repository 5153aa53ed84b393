"""Letterheads as businesses have them: from several programs, in several languages, with and without parts."""

import io
import re
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm, RGBColor

from tests.outside_programs import outside_program
from wizard.documents import docx_package

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def logo() -> bytes:
    """Return a small red picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = b"".join(b"\0" + b"\xb0\x20\x20" * 60 for _ in range(20))
    head = struct.pack(">IIBBBBB", 60, 20, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def saved(document: object) -> bytes:
    kept = io.BytesIO()
    document.save(kept)  # type: ignore[attr-defined]
    return kept.getvalue()


def plain(folder: Path) -> bytes:
    """The template that comes with python-docx: 2013's looks, no header."""
    return saved(docx.Document())


def with_logo(folder: Path) -> bytes:
    """A logo and a name at the top, an address with a link and a page number at the foot, wide margins, own colours."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin = Cm(4), Cm(3), Cm(4.5)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(logo()), width=Cm(3))
    head.add_run("  Harbour Street Bakery")
    foot = section.footer.paragraphs[0]
    foot.add_run("12 Harbour Street · Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    foot._p.append(field)
    link = section.footer.part.relate_to(
        "https://harbour.example", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, True
    )
    words = "<w:r><w:t>harbour.example</w:t></w:r>"
    foot._p.append(parse_xml(f'<w:hyperlink {_W} {_R} r:id="{link}">{words}</w:hyperlink>'))
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Heading 1"].font.color.rgb = RGBColor(0xB0, 0x20, 0x20)
    made.add_paragraph("Dear Sir or Madam, this is where the letter stands.")
    return saved(made)


def german(folder: Path) -> bytes:
    """Word in German: the styles have German ids, and Word's own English names."""
    parts = docx_package.read(plain(folder))
    named = {
        "Heading1": "berschrift1",
        "Heading2": "berschrift2",
        "ListBullet": "Aufzhlungszeichen",
        "Title": "Titel",
    }
    named |= {
        "Normal": "Standard",
        "BodyText": "Textkrper",
        "TableNormal": "NormaleTabelle",
        "Caption": "Beschriftung",
    }
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            for old, new in named.items():
                content = content.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
            parts[name] = content
    return docx_package.write(parts)


def template(folder: Path) -> bytes:
    """A template, .dotx, in landscape, with another header on the first page and on even ones."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.different_first_page_header_footer = True
    made.settings.odd_and_even_pages_header_footer = True
    section.first_page_header.paragraphs[0].text = "First page of Harbour Street"
    section.header.paragraphs[0].text = "Odd page of Harbour Street"
    section.even_page_header.paragraphs[0].text = "Even page of Harbour Street"
    section.footer.paragraphs[0].text = "Company number 1234"
    parts = docx_package.read(saved(made))
    kinds = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = kinds.replace(b"document.main+xml", b"template.main+xml")
    return docx_package.write(parts)


def without_lists(folder: Path) -> bytes:
    """A document whose program wrote no lists, no settings and no theme."""
    parts = docx_package.read(plain(folder))
    for part in (
        "numbering",
        "settings",
        "theme/theme1",
        "stylesWithEffects",
        "webSettings",
        "fontTable",
    ):
        parts.pop(f"word/{part}.xml", None)
        for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
            parts[name] = re.sub(
                rb"<(Override|Relationship) [^>]*%s\.xml[^>]*/>" % part.encode(), b"", parts[name]
            )
    styles = re.sub(rb"<w:numPr>.*?</w:numPr>", b"", parts["word/styles.xml"], flags=re.DOTALL)
    parts["word/styles.xml"] = styles
    return docx_package.write(parts)


def libreoffice(folder: Path) -> bytes:
    """What LibreOffice makes of a letterhead."""
    source = folder / "source.docx"
    source.write_bytes(with_logo(folder))
    outside = [
        outside_program("soffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
    ]
    command = [
        *outside,
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "made" / "source.docx").read_bytes()


def numbered_headings(folder: Path) -> bytes:
    """A letterhead whose headings have numbers of their own, and whose contents heading is based on a heading."""
    made = docx.Document()
    for style, level in (("Heading 1", 0), ("Heading 2", 1)):
        properties = made.styles[style].element.get_or_add_pPr()
        numbering = parse_xml(
            f'<w:numPr {_W}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        )
        properties.insert_element_before(numbering, "w:spacing", "w:outlineLvl")
    return saved(made)


LETTERHEADS: dict[str, Callable[[Path], bytes]] = {
    "plain": plain,
    "logo": with_logo,
    "german": german,
    "template": template,
    "without-lists": without_lists,
    "libreoffice": libreoffice,
    "numbered-headings": numbered_headings,
}
