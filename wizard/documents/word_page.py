"""What stands around a document's text: paper, header, the language, and the properties of the file."""

import datetime
import re
from collections.abc import Callable

from wizard.documents.compose import Document
from wizard.documents.markdown import is_right_to_left
from wizard.documents.word_table import WIDTH
from wizard.documents.word_text import escape, run

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
_SIZE = re.compile(rb'(<w:pgSz w:w=")\d+(" w:h=")\d+(")')
_SIDES = re.compile(rb'( w:(?:left|right)=")\d+(")')
_NO_DATE = datetime.date(2000, 1, 1)
_LANGUAGE = re.compile(rb"<(?:([\w.-]+):)?(?:lang|themeFontLang)(?=[\s/>])[^>]*>")
_VALUE = re.compile(rb"""(\s(?:[\w.-]+:)?val=)(?:"[^"]*"|'[^']*')""")
_LONGEST = 255
"""How long a property of a file may be."""


def on_paper(part: bytes, document: Document) -> bytes:
    """Return the part that holds our page, with the paper's size; margins take up what A4 and Letter differ by."""
    width, height = _PAPERS[document.paper]
    part = _SIZE.sub(rb"\g<1>%d\g<2>%d\g<3>" % (width, height), part)
    return _SIDES.sub(rb"\g<1>%d\g<2>" % ((width - WIDTH) // 2), part)


def header(document: Document, styled: Callable[[str], str]) -> bytes:
    """Return the header of every page but the first: business and title at the left, the version at the right.

    `styled` gives drawn XML the ids that its styles have in this document.
    """
    version = f"Version {document.version}" if document.version[:1].isdigit() else document.version
    rtl = is_right_to_left(document.business)
    words = run(document.business, rtl=rtl) + run(f" · {document.title}\t{version}", rtl=rtl)
    bidi = "<w:bidi/>" if rtl else ""
    drawn = styled(f'<w:p><w:pPr><w:pStyle w:val="Header"/>{bidi}</w:pPr>{words}</w:p>')
    return f"{_HEAD}<w:hdr {_W}>{drawn}</w:hdr>".encode()


def in_language(part: bytes, language: str) -> bytes:
    """Return the part with the language of everything that is written from left to right."""

    def told(found: re.Match[bytes]) -> bytes:
        tag = found[0]
        if _VALUE.search(tag):
            return _VALUE.sub(rb'\g<1>"%s"' % language.encode(), tag)
        prefix = found[1] + b":" if found[1] else b""
        end = b"/>" if tag.endswith(b"/>") else b">"
        return b'%s %sval="%s"%s' % (tag.removesuffix(end).rstrip(), prefix, language.encode(), end)

    return _LANGUAGE.sub(told, part)


def properties(document: Document) -> bytes:
    """Return the part with title, author and dates; a document never looks at the clock.

    The identifier is the place for the seal, which `package` counts over all parts.
    """
    day = (document.dated or _NO_DATE).isoformat()
    business = escape(document.business[:_LONGEST])
    return (
        f"{_HEAD}<cp:coreProperties {_CORE}>"
        f"<dc:title>{escape(document.title[:_LONGEST])}</dc:title><dc:creator>{business}</dc:creator>"
        f"<cp:lastModifiedBy>{business}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
        f"<dc:identifier>unsealed</dc:identifier><dc:language>{document.language}</dc:language>"
        f"<cp:version>{escape(document.version[:_LONGEST])}</cp:version></cp:coreProperties>"
    ).encode()
