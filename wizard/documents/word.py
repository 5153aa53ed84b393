"""A composed document becomes a Word file: named styles from `house.docx`, the same bytes for the same words."""

import io
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from wizard.documents import package
from wizard.documents.compose import Document
from wizard.documents.text import tree
from wizard.documents.word_base import Base, house
from wizard.documents.word_body import Body
from wizard.documents.word_lists import Lists
from wizard.documents.word_page import header, set_language, set_paper, set_properties
from wizard.documents.word_text import UnknownTokenError

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

__all__ = ["UnknownTokenError", "render"]


def render(document: Document, start: Base | None = None) -> bytes:
    """Return `document` as a .docx, sealed so that `package.is_sealed` tells it from one that somebody edited.

    It starts from our own empty document, or from `start`, one made of the owner's letterhead.

    Raises:
        UnknownTokenError: a section holds something that Word can't draw. Words are never left out.
    """
    start = start or house()
    base = docx.Document(io.BytesIO(start.package))
    links = _Links(base.part)
    body = Body(links, start.width, Lists(start.steps, start.first_list))
    drawn = start.styled(body.draw([tree(section.markdown) for section in document.sections]))
    if start.has_our_header:
        words = start.styled(header(document))
        base.sections[0].header.part.element[:] = parse_xml(f"<w:hdr {_NAMESPACE}>{words}</w:hdr>")[:]
    if start.is_house:
        set_paper(base, document)
    for set_part in (set_language, set_properties):
        set_part(base, document)
    # Not base.save(): that would give the package today's date, and pack everything a second time.
    parts = package.read(start.package)
    parts |= {part.partname.membername: part.blob for part in base.part.package.iter_parts()}
    parts[base.part.partname.rels_uri.membername] = base.part.rels.xml
    # As text: lxml would take time that grows with the square of a table's rows to move them into their place.
    _insert(parts, base.part, "<w:body>", drawn, before=False)
    _insert(parts, base.part.numbering_part, "</w:numbering>", body.lists.xml(), before=True)
    return package.write_sealed(parts)


class _Links:
    """Gives each address one relationship; python-docx would search all of them for each."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._known: dict[str, str] = {}

    def __call__(self, address: str) -> str:
        if address not in self._known:
            name = f"rIdLink{len(self._known) + 1}"
            self._part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
            self._known[address] = name
        return self._known[address]


def _insert(parts: dict[str, bytes], part: Any, tag: str, xml: str, before: bool) -> None:
    """Put `xml` before or after `tag`, which the part has once, and see that the whole is still XML."""
    name = part.partname.membername
    start, found, rest = parts[name].partition(tag.encode())
    if not found:
        raise ValueError(f"{name} has no {tag}")
    parts[name] = start + (xml.encode() + found if before else found + xml.encode()) + rest
    parse_xml(parts[name])
