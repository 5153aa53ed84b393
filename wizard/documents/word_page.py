"""What stands around a document's text: paper, header, footer, the language, and the properties of the file."""

import datetime
from typing import Any

from wizard.documents.compose import Document
from wizard.documents.word_table import WIDTH
from wizard.documents.word_text import reads_right_to_left, run

_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
_TWIP = 635
"""A twentieth of a point in python-docx's unit."""
_NO_DATE = datetime.date(2000, 1, 1)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def set_paper(base: Any, document: Document) -> None:
    """Set the paper's size; the margins at the sides take up what A4 and Letter differ by."""
    width, height = _PAPERS[document.paper]
    section = base.sections[0]
    section.page_width, section.page_height = width * _TWIP, height * _TWIP
    section.left_margin = section.right_margin = (width - WIDTH) // 2 * _TWIP


def header(document: Document) -> str:
    """Return the header of every page but the first: business and title at the left, the version at the right."""
    version = f"Version {document.version}" if document.version[:1].isdigit() else document.version
    rtl = reads_right_to_left(document.business)
    words = run(document.business, rtl=rtl) + run(f" · {document.title}\t{version}", rtl=rtl)
    return f'<w:p><w:pPr><w:pStyle w:val="Header"/>{"<w:bidi/>" if rtl else ""}</w:pPr>{words}</w:p>'


def set_language(base: Any, document: Document) -> None:
    """Set the language of everything that is written from left to right."""
    for language in base.styles.element.iter(f"{_W}lang"):
        language.set(f"{_W}val", document.language)
    for language in base.settings.element.iter(f"{_W}themeFontLang"):
        language.set(f"{_W}val", document.language)


def set_properties(base: Any, document: Document) -> None:
    """Set title, author and dates; a document never looks at the clock."""
    dated = datetime.datetime.combine(document.dated or _NO_DATE, datetime.time())
    properties = base.core_properties
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.business[:255]
    properties.version = document.version[:255]
    properties.language = document.language
    properties.created = properties.modified = dated
    properties.identifier = "unsealed"  # the place for the seal, which `package` counts over all parts
