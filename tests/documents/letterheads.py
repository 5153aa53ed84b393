"""Letterheads as businesses have them, of several programs and languages."""

import base64
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import docx.document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Cm, RGBColor

from tests.outside_programs import outside_program
from wizard.documents import docx_package

LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def save(document: docx.document.Document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def plain(_: Path) -> bytes:
    """The template that comes with python-docx: the looks of 2013, no header."""
    return save(docx.Document())


def with_logo(_: Path) -> bytes:
    """Logo and name at the top, link and page number at the foot, wide margins, own colors."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin = Cm(4), Cm(3), Cm(4.5)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(LOGO), width=Cm(3))
    header.add_run("  Harbour Street Bakery")
    footer.add_run("12 Harbour Street · Page ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))
    address = "https://harbour.example"
    rel_id = section.footer.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{rel_id}"><w:r><w:t>harbour.example</w:t></w:r>'
    footer._p.append(parse_xml(f"{link}</w:hyperlink>"))
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0xB0, 0x20, 0x20)
    document.add_paragraph("Dear Sir or Madam, this is where the letter stands.")
    return save(document)


def german(directory: Path) -> bytes:
    """Word in German: the styles have German ids, and the English names that Word gives them."""
    ids = {
        "Heading1": "berschrift1",
        "ListBullet": "Aufzhlungszeichen",
        "Normal": "Standard",
        "BodyText": "Textkrper",
        "TableNormal": "NormaleTabelle",
    }
    parts = docx_package.read(plain(directory))
    for name in [name for name in parts if re.fullmatch(r"word/.*\.xml", name)]:
        for old, new in ids.items():
            parts[name] = parts[name].replace(f'"{old}"'.encode(), f'"{new}"'.encode())
    return docx_package.write(parts)


def template(_: Path) -> bytes:
    """A .dotx in landscape, with other headers on the first page and on even ones."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    section.first_page_header.paragraphs[0].text = "First page of Harbour Street"
    section.header.paragraphs[0].text = "Odd page of Harbour Street"
    section.even_page_header.paragraphs[0].text = "Even page of Harbour Street"
    section.footer.paragraphs[0].text = "Company number 1234"
    parts = docx_package.read(save(document))
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    return docx_package.write(parts)


def without_lists(directory: Path) -> bytes:
    """A document of a program that wrote no lists, no settings and no theme."""
    parts = docx_package.read(plain(directory))
    for missing in ("numbering", "settings", "theme/theme1", "stylesWithEffects", "fontTable"):
        del parts[f"word/{missing}.xml"]
        reference = rb"<(Override|Relationship) [^>]*%s\.xml[^>]*/>" % missing.encode()
        for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
            parts[name] = re.sub(reference, b"", parts[name])
    styles = parts["word/styles.xml"]
    parts["word/styles.xml"] = re.sub(rb"<w:numPr>.*?</w:numPr>", b"", styles, flags=re.DOTALL)
    return docx_package.write(parts)


def libreoffice(directory: Path) -> bytes:
    """What LibreOffice makes of a letterhead."""
    source, output = directory / "source.docx", directory / "converted"
    source.write_bytes(with_logo(directory))
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(output)]
    command = [outside_program("soffice"), profile, *convert, str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (output / source.name).read_bytes()


def numbered_headings(_: Path) -> bytes:
    """Headings with numbers of their own, and a heading of the contents that is based on one."""
    document = docx.Document()
    for style, level in (("Heading 1", 0), ("Heading 2", 1)):
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        properties = document.styles[style].element.get_or_add_pPr()
        properties.insert_element_before(parse_xml(number), "w:spacing", "w:outlineLvl")
    return save(document)


LETTERHEADS: dict[str, Callable[[Path], bytes]] = {
    "plain": plain,
    "logo": with_logo,
    "german": german,
    "template": template,
    "without-lists": without_lists,
    "libreoffice": libreoffice,
    "numbered-headings": numbered_headings,
}
