"""Make an empty template of the user's letterhead (.docx or .dotx), with python-docx.

Header, footer, logo, fonts, colors, margins and styles stay. The text goes, and styles of ours that
are missing are added. What could act on its own, or fetch something from elsewhere, is refused.
"""

import copy
import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Twips
from lxml import etree

from wizard.documents import docx_package
from wizard.documents.compose import ExportError
from wizard.documents.docx_writer import (
    LINK_SCHEMES,
    TEXT_WIDTH,
    default_template,
    element,
    text_width,
)
from wizard.storage import FileError, atomic_io
from wizard.text import printable

_MAX_FILE_BYTES = 20_000_000
# Larger parts take minutes to look through; a letterhead has some thousand bytes of XML.
_MAX_XML_BYTES = 6_000_000
_MIN_TEXT_WIDTH, _MAX_TEXT_WIDTH = Twips(3000), Twips(31680)
# A longer chain of base styles is a cycle; Word allows eleven levels.
_MAX_BASE_STYLES = 20
_CONTENTS_TAB = Twips(440)

_MAIN_TYPE = b"wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_KEPT_TARGETS = {"image": "image/", "font": _FONT_TYPE, "hyperlink": ""}
_KEPT_KINDS = {"styles", "numbering", "settings", "theme", "fontTable"}
_EMBEDDED_KINDS = re.compile(
    "oleObject|package|control|activeXControlBinary|aFChunk|subDocument|frame"
)
_ACTIVE_ELEMENTS = {"object", "control", "OLEObject", "altChunk", "subDoc", "script", "webVideoPr"}
_LINK_ATTRIBUTES = {qn("r:link"), qn("r:href"), "{urn:schemas-microsoft-com:office:office}href"}
_HARMLESS_FIELDS = re.compile(
    "PAGE|NUMPAGES|SECTION|SECTIONPAGES|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|TITLE|SUBJECT|AUTHOR|"
    "KEYWORDS|COMMENTS|FILENAME|STYLEREF|DOCPROPERTY|HYPERLINK|IF|=|SYMBOL|REVNUM|LASTSAVEDBY|"
    "NUMWORDS|EDITTIME|USERNAME|USERINITIALS|USERADDRESS|FORMTEXT|FORMCHECKBOX|REF|PAGEREF|ADVANCE|"
    "QUOTE"
)
# How pages look. All else in the settings is about the file, its editing, or other files.
_KEPT_SETTINGS = re.compile(
    "mirrorMargins|alignBordersAndEdges|bordersDoNotSurround(Header|Footer)|gutterAtTop|"
    "defaultTabStop|autoHyphenation|consecutiveHyphenLimit|hyphenationZone|doNotHyphenateCaps|"
    "evenAndOddHeaders|noPunctuationKerning|characterSpacingControl|strictFirstAndLastChars|"
    "noLineBreaks(After|Before)|hdrShapeDefaults|compat|themeFontLang|clrSchemeMapping|"
    "decimalSymbol|listSeparator|embedTrueTypeFonts|zoom"
)
_KEPT_PAGE = re.compile(
    "(header|footer)Reference|pgSz|pgMar|paperSrc|pgBorders|vAlign|titlePg|textDirection|bidi|"
    "rtlGutter|docGrid"
)
_PAGE_SIZE = {"w": 12240, "h": 15840}
_MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), 1440)
_MARGINS |= {"header": 720, "footer": 720, "gutter": 0}

# In an SVG: programs, and what fetches something from elsewhere.
_UNSAFE_SVG = re.compile(
    r"<!ENTITY|<\?xml-stylesheet|<!DOCTYPE(?![^>]*\"https?://www\.w3\.org/)[^>]*\"|@import|\\|\son\w+=\"|"
    r"<(\w+:)?(script|foreignObject|iframe|handler|listener|embed|object)\b|"
    r"(\b(href|src)=\"|url\s*\(\s*[\"']?)\s*(?!#|data:image/(?!svg)|[\s\"'])",
    re.IGNORECASE,
)


class LetterheadError(ExportError):
    """The letterhead can't be used; one sentence says which file, what is wrong and what to do."""


class _UnusableError(Exception):
    """What is wrong with the letterhead and what to do: a sentence that begins with its name."""


_EMBEDDED = "holds an embedded object; take that out in Word, and save it again"
_NOT_WORD = "is not a Word document or template; choose a .docx or .dotx file"
_TOO_LARGE = "is too large when it is unpacked; choose another file"


def open_letterhead(path: Path) -> bytes:
    """Return an empty template that looks like the letterhead.

    Raises:
        LetterheadError: it can't be used.
    """
    try:
        return _make_template(_open_document(_read_parts(path)))
    except _UnusableError as error:
        raise LetterheadError(f"The letterhead {printable(path)} {error}.") from error
    except Exception as error:  # python-docx raises all kinds of errors at a damaged file
        message = f"The letterhead {printable(path)} is damaged; save it again in Word."
        raise LetterheadError(message) from error


def _read_parts(path: Path) -> dict[str, bytes]:
    try:
        if not path.is_file():
            raise _UnusableError("is not there; give the name of a .docx or .dotx file")
        content = atomic_io.read_file(path, _MAX_FILE_BYTES)
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise _UnusableError(
                "has a password or an old format; save it in Word as a plain .docx"
            )
        return docx_package.read(content)
    except atomic_io.TooLargeError as error:
        raise _UnusableError("is too large; make its pictures smaller") from error
    except zipfile.BadZipFile as error:
        problem = _TOO_LARGE if "too large" in str(error) else _NOT_WORD
        raise _UnusableError(problem) from error
    except (FileError, OSError, ValueError) as error:
        raise _UnusableError("can't be read; see that you may open it") from error


def _open_document(parts: dict[str, bytes]) -> Document:
    types = parts.get("[Content_Types].xml", b"")
    types = types.replace(b"template.main+xml", b"document.main+xml")  # a .dotx
    if b"macroEnabled" in types or any("vba" in name.lower() for name in parts):
        raise _UnusableError("has macros; save it in Word as a document without macros (.docx)")
    if any(_STRICT in parts.get(name, b"") for name in ("_rels/.rels", "word/document.xml")):
        raise _UnusableError("is a Strict Open XML document; save it as a Word document (.docx)")
    if _MAIN_TYPE not in types:
        raise _UnusableError(_NOT_WORD)
    xml_size = sum(len(parts[name]) for name in parts if name.endswith((".xml", ".rels")))
    if xml_size > _MAX_XML_BYTES:
        raise _UnusableError(_TOO_LARGE)
    parts = {**parts, "[Content_Types].xml": types}
    for name in parts:
        if name.endswith(".rels"):
            parts[name] = _checked_relationships(name, parts)
    return docx.Document(io.BytesIO(docx_package.write(parts)))


def _checked_relationships(name: str, parts: dict[str, bytes]) -> bytes:
    """Return a part's relationships; what leads nowhere is dropped outside of the page."""
    root = _parse(parts[name])
    directory = posixpath.dirname(posixpath.dirname(name))
    for relationship in root.findall("{*}Relationship"):
        kind = relationship.get("Type", "").rpartition("/")[2]
        target = relationship.get("Target", "")
        if kind == "attachedTemplate":
            raise _UnusableError("is attached to another template; attach Normal to it in Word")
        if _EMBEDDED_KINDS.fullmatch(kind):
            raise _UnusableError(_EMBEDDED)
        if relationship.get("TargetMode") == "External":
            if kind != "hyperlink" or not target.lower().startswith(LINK_SCHEMES):
                raise _UnusableError("refers to a file elsewhere; put that into it instead")
        elif not posixpath.basename(name).startswith(("header", "footer")):
            path = posixpath.normpath(posixpath.join("/", directory, target)).lstrip("/")
            if path not in parts:
                root.remove(relationship)
    return bytes(etree.tostring(root))


def _make_template(document: Document) -> bytes:
    source = docx.Document(io.BytesIO(default_template()))
    section = _clear_body(document)
    _drop_other_parts(document, section, source)
    for part in document.part.package.iter_parts():
        if part is not document.part:
            _refuse_active_content(part)
    settings: Any = document.settings.element
    settings[:] = [node for node in settings if _KEPT_SETTINGS.fullmatch(_local_name(node))]
    _add_styles(document, source, section)
    footer: Any = copy.deepcopy(source.sections[0].footer.paragraphs[0]._p)
    footer.style = document.styles["Policy Footer"].style_id
    _prepare_headers(section)
    _number_pages(document, section, footer)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _clear_body(document: Document) -> Section:
    """Empty the body, and return its only page: the first with a header, or else with a footer."""
    body: Any = document.element.body
    pages = body.xpath(".//w:sectPr")
    with_header = [page for page in pages if page.xpath("w:headerReference")]
    with_footer = [page for page in pages if page.xpath("w:footerReference")]
    chosen = next(iter([*with_header, *with_footer, *reversed(pages)]), element("sectPr"))
    body[:] = [chosen]
    for node in list(chosen):
        relationship = document.part.rels.get(node.get(qn("r:id"), ""))
        is_dangling = _local_name(node).endswith("Reference") and relationship is None
        if is_dangling or not _KEPT_PAGE.fullmatch(_local_name(node)):
            chosen.remove(node)
    page_size, margins = chosen.get_or_add_pgSz(), chosen.get_or_add_pgMar()
    try:
        for node, defaults in ((page_size, _PAGE_SIZE), (margins, _MARGINS)):
            for name, default in defaults.items():
                # Some programs write fractions, which python-docx doesn't read.
                value = round(float(node.get(qn(f"w:{name}"), default)))
                node.set(qn(f"w:{name}"), str(value))
    except (ValueError, OverflowError) as error:
        raise _UnusableError("has margins that we can't read; save it again in Word") from error
    section = document.sections[0]
    if text_width(section) > _MAX_TEXT_WIDTH:
        raise _UnusableError("has a page wider than Word knows; choose another paper in Word")
    if text_width(section) < _MIN_TEXT_WIDTH:
        raise _UnusableError("leaves no room for text; make its margins narrower in Word")
    return section


def _drop_other_parts(document: Document, section: Section, source: Document) -> None:
    """Keep page and looks only; add the parts that every document of ours has."""
    package, main = document.part.package, document.part
    used = {rel_id: main.rels[rel_id] for rel_id in _header_ids(section)}
    looks = (rel for rel in main.rels.values() if rel.reltype.rpartition("/")[2] in _KEPT_KINDS)
    kept = used | {rel.rId: rel for rel in looks}
    main.rels.clear()
    main.rels.update(kept)
    package.rels.clear()
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    properties = source.part.package.part_related_by(RT.CORE_PROPERTIES)
    package.relate_to(properties, RT.CORE_PROPERTIES)
    present = {relationship.reltype for relationship in main.rels.values()}
    for kind in (RT.STYLES, RT.NUMBERING, RT.SETTINGS):
        if kind not in present:
            main.relate_to(source.part.part_related_by(kind), kind)
    main.part_related_by(RT.SETTINGS).rels.clear()


def _refuse_active_content(part: Part) -> None:
    """Raise an error if something in a part acts on its own, or is fetched from elsewhere."""
    if part.content_type.startswith("image/"):
        part.rels.clear()
        _refuse_active_picture(part)
        return
    for relationship in part.rels.values():
        content_type = _KEPT_TARGETS.get(relationship.reltype.rpartition("/")[2])
        if content_type is None:
            raise _UnusableError("holds a chart or another object; use a picture in its place")
        target = "" if relationship.is_external else relationship.target_part.content_type
        if not target.startswith(content_type):
            raise _UnusableError("holds a picture of a kind we don't know; use a PNG or JPEG")
    if part.content_type != _FONT_TYPE:
        _refuse_active_elements(part.element if isinstance(part, XmlPart) else _parse(part.blob))


def _refuse_active_picture(part: Part) -> None:
    start = part.blob[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    # A program may take it for SVG, whatever its content type says.
    if "svg" in part.content_type or start.startswith((b"<", b"\0<", b"\xff\xfe", b"\xfe\xff")):
        text = etree.tostring(_parse(part.blob).getroottree(), encoding="unicode")
        if _UNSAFE_SVG.search(text):
            raise _UnusableError(
                "holds a picture that runs or fetches something; use a PNG or JPEG"
            )


def _refuse_active_elements(root: Any) -> None:
    if root.getroottree().docinfo.doctype:
        raise _UnusableError("declares a document type; save it again in Word")
    for node in root.iter(etree.Element):
        if _local_name(node) in _ACTIVE_ELEMENTS:
            raise _UnusableError(_EMBEDDED)
        is_picture = _local_name(node) in ("imagedata", "fill", "stroke")
        links = _LINK_ATTRIBUTES | ({"src", "href"} if is_picture else set())
        if links & set(node.attrib):
            raise _UnusableError("refers to a picture elsewhere; put the picture itself into it")
    for code in _field_codes(root):
        is_harmless = _HARMLESS_FIELDS.fullmatch(_field_name(code))
        if not is_harmless or (is_harmless[0] == "HYPERLINK" and not _is_page_link(code)):
            raise _active_field(code)
    for binding in list(root.iter("{*}dataBinding")):  # what it is bound to stays behind
        binding.getparent().remove(binding)


def _active_field(code: str) -> _UnusableError:
    name = printable(_field_name(code)[:20]) or "unknown"
    return _UnusableError(
        f"has a field ({name}) that may act or fetch something; take it out in Word, and save it"
    )


def _field_codes(root: Any) -> list[str]:
    """Return the codes of all fields; a field inside another one has a code of its own."""
    codes: list[list[str]] = []
    for node in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple")):
        if node.tag == qn("w:fldSimple"):
            codes.append([node.get(qn("w:instr"), "")])
        elif node.tag == qn("w:instrText"):
            if not codes:
                codes.append([])
            codes[-1].append(node.text or "")
        elif node.get(qn("w:fldCharType")) == "begin":
            codes.append([])
    return ["".join(pieces) for pieces in codes]


def _field_name(code: str) -> str:
    words = code.replace("=", " = ").split()
    return words[0].upper() if words else ""


def _is_page_link(code: str) -> bool:
    """Return whether a HYPERLINK leads to a web page, an e-mail address or into the document."""
    target = code.split(maxsplit=1)[1:]
    return not target or target[0].lstrip('"“”').lower().startswith((*LINK_SCHEMES, "\\l "))


def _add_styles(document: Document, source: Document, section: Section) -> None:
    """Add our lists, and our styles where the letterhead has none of that type and name."""
    theirs: list[Any] = list(document.styles)
    by_name = {(style.type, (style.name or "").casefold()): style for style in theirs}
    defaults = {style.type: style for style in theirs if style.element.default}
    matches: dict[str, Any] = {}
    for style in source.styles:
        match = by_name.get((style.type, style.name.casefold()))
        match = defaults.get(style.type, match) if style.element.default else match
        if match is not None:
            matches[style.style_id] = match
    missing = [style for style in source.styles if style.style_id not in matches]
    style_ids = {style_id: match.style_id for style_id, match in matches.items()}
    style_ids |= _free_ids(missing, theirs)
    headings = {style_ids["Heading1"], style_ids["Heading2"]}
    list_ids = _add_lists(document, source, style_ids, headings)
    for style_id, match in matches.items():
        _number_like(match, source.styles.element.get_by_id(style_id), list_ids)
    for style in missing:
        new: Any = copy.deepcopy(style.element)
        new.styleId = style_ids[style.style_id]
        new.attrib.pop(qn("w:default"), None)
        _map_values(new, style_ids, "basedOn", "next", "link")
        _map_values(new, list_ids, "numId")
        for tab in new.iter(qn("w:tab")):
            tab.pos = text_width(section) if tab.pos == TEXT_WIDTH else tab.pos
        document.styles.element.append(new)
    _leave_unnumbered(theirs, headings)
    if "TOC1" in matches:
        matches["TOC1"].paragraph_format.tab_stops.add_tab_stop(_CONTENTS_TAB)
    node: Any = document.styles.element
    if next(node.iter(qn("w:lang")), None) is None:
        for tag in ("docDefaults", "rPrDefault", "rPr"):
            if node.find(qn(f"w:{tag}")) is None:
                node.insert(0, element(tag))
            node = node.find(qn(f"w:{tag}"))
        node.append(element("lang", val="en-US"))


def _free_ids(missing: Sequence[Any], theirs: Sequence[Any]) -> dict[str, str]:
    """Return ids for our styles; rename styles of another type that have the name of one."""
    used_ids = {style.style_id for style in theirs}
    names = {style.name.casefold() for style in missing}
    for style in theirs:
        if (style.name or "").casefold() in names:
            style.name += " (letterhead)"
    ids = {style.style_id: style.style_id for style in missing}
    return {old: f"Policy{new}" if new in used_ids else new for old, new in ids.items()}


def _add_lists(
    document: Document, source: Document, style_ids: dict[str, str], headings: set[str]
) -> dict[str, str]:
    """Add our lists to the letterhead's; return the ids that ours have there."""
    theirs: Any = document.part.numbering_part.element
    ours: Any = copy.deepcopy(source.part.numbering_part.element)
    if theirs is source.part.numbering_part.element:
        theirs[:] = []
    for tie in list(theirs.iter(qn("w:pStyle"))):
        if tie.get(qn("w:val")) in headings:
            tie.getparent().remove(tie)
    _map_values(ours, style_ids, "pStyle")
    ids: dict[str, dict[str, str]] = {}
    for tag, attribute in (("w:abstractNum", "w:abstractNumId"), ("w:num", "w:numId")):
        used = {int(node.get(qn(attribute))) for node in theirs.iter(qn(tag))}
        unused = (number for number in itertools.count(1) if number not in used)
        ids[attribute] = {}
        for node, number in zip(ours.iter(qn(tag)), unused, strict=False):
            ids[attribute][node.get(qn(attribute))] = str(number)
            node.set(qn(attribute), str(number))
    _map_values(ours, ids["w:abstractNumId"], "abstractNumId")
    order = ("numPicBullet", "abstractNum", "num")
    nodes = [node for node in (*theirs, *ours) if _local_name(node) in order]
    theirs[:] = sorted(nodes, key=lambda node: order.index(_local_name(node)))
    return ids["w:numId"]


def _number_like(style: Any, ours: Any, list_ids: dict[str, str]) -> None:
    """Number a style of the letterhead like ours, unless it has a list of its own."""
    name = ours.name_val
    if name.startswith("List Number"):  # each of our lists restarts its own numbering
        style.element.get_or_add_pPr().remove_all("w:numPr")
    numbering = ours.xpath("w:pPr/w:numPr")
    has_own_list = style.element.xpath("w:pPr/w:numPr/w:numId")
    if not numbering or (has_own_list and not name.casefold().startswith("heading")):
        return
    properties = style.element.get_or_add_pPr()
    if ours.styleId in ("Heading1", "Heading2"):
        properties.remove_all("w:ind")
    properties.get_or_add_numPr()[:] = list(copy.deepcopy(numbering[0]))
    _map_values(properties.numPr, list_ids, "numId")


def _leave_unnumbered(styles: Sequence[Any], headings: set[str]) -> None:
    """Keep our numbers out of styles based on a heading, such as a heading of the contents."""
    by_id = {style.style_id: style.element for style in styles}
    for style in styles:
        chain = [style.element]
        while (base := by_id.get(chain[-1].basedOn_val)) is not None:
            chain.append(base)
            if len(chain) > _MAX_BASE_STYLES:
                raise ValueError("styles are based on each other")
        numbered = (
            each for each in chain if each.xpath("w:pPr/w:numPr") or each.styleId in headings
        )
        source = next(numbered, style.element)
        is_ours = (style.name or "").startswith("Heading 1 New Page")
        if source is not style.element and source.styleId in headings and not is_ours:
            numbering = style.element.get_or_add_pPr().get_or_add_numPr()
            numbering.append(element("numId", val="0"))


def _map_values(root: Any, values: dict[str, str], *tags: str) -> None:
    for node in root.iter(*(qn(f"w:{tag}") for tag in tags)):
        value = node.get(qn("w:val"))
        node.set(qn("w:val"), values.get(value, value))


def _prepare_headers(section: Section) -> None:
    """Add an empty header for us to fill in, unless the letterhead has a header."""
    kinds = (section.header, section.first_page_header, section.even_page_header)
    headers = [header for header in kinds if not header.is_linked_to_previous]
    if any(_has_content(header.part.element) for header in headers):
        return
    for header in headers:
        header.is_linked_to_previous = True
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].style = "Policy Header"
    if section._sectPr.titlePg is None:
        # The title is on the first page: no header there, and the same footer.
        section.different_first_page_header_footer = True
        footer = section._sectPr.get_footerReference(WD_HEADER_FOOTER.PRIMARY)
        if footer is not None and section.first_page_footer.is_linked_to_previous:
            section._sectPr.add_footerReference(WD_HEADER_FOOTER.FIRST_PAGE, footer.rId)


def _number_pages(document: Document, section: Section, footer: Any) -> None:
    """Add our footer, "Page x of y", to each kind of page, if no header or footer has a number."""
    main = document.part
    roots: list[Any] = [main.related_parts[rel_id].element for rel_id in _header_ids(section)]
    if any("PAGE" in map(_field_name, _field_codes(root)) for root in roots):
        return
    footers = {
        section.footer: True,
        section.first_page_footer: section.different_first_page_header_footer,
        section.even_page_footer: document.settings.odd_and_even_pages_header_footer,
    }
    numbered: list[Any] = []
    for kind in [kind for kind, is_used in footers.items() if is_used]:
        kind.is_linked_to_previous = False
        root: Any = kind.part.element
        if root in numbered:  # the same footer on two kinds of pages
            continue
        numbered.append(root)
        if not _has_content(root):
            root[:] = []
        root.append(copy.deepcopy(footer))


def _header_ids(section: Section) -> list[str]:
    """Return the ids of the relationships to headers and footers."""
    return list(section._sectPr.xpath("w:headerReference/@r:id | w:footerReference/@r:id"))


def _has_content(root: Any) -> bool:
    tags = ("w:drawing", "w:pict", "w:fldSimple", "w:instrText", "w:tbl")
    return bool("".join(root.itertext()).strip()) or any(True for _ in root.iter(*map(qn, tags)))


def _parse(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(xml, parser)


def _local_name(node: Any) -> str:
    """Return the name of an element without its namespace; "" for a comment."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
