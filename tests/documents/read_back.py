"""Read a .docx with a zip and an XML reader, so that python-docx can't hide what it wrote."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS = {f"{W}tab": "\t", f"{W}br": "\n"}


@dataclass(frozen=True)
class Block:
    """A paragraph, in the body or in a cell of a table."""

    style: str
    words: str
    in_table: bool
    element: Element


def part(document: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return ElementTree.fromstring(package.read(name))


def body(document: bytes) -> Element:
    """Return the body of the document."""
    found = part(document, "word/document.xml").find(f"{W}body")
    assert found is not None
    return found


def blocks(document: bytes) -> list[Block]:
    """Return all paragraphs in reading order."""
    return list(_blocks(body(document), in_table=False))


def words(element: Element) -> str:
    """Return the text of a paragraph with tabs and line breaks, without field codes."""
    nodes = (node for run in element.iter(f"{W}r") for node in run)
    return "".join(
        _WORDS.get(node.tag, node.text or "" if node.tag == f"{W}t" else "") for node in nodes
    )


def value(element: Element, path: str) -> str | None:
    """Return the `w:val` of the element at `path`, None without one."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")


def shape(document: bytes) -> list[tuple[str, bool, str | None]]:
    """Return the structure of a document, without its text."""
    return [
        (each.style, each.in_table, value(each.element, "pPr/numPr/numId"))
        for each in blocks(document)
    ]


def _blocks(parent: Element, in_table: bool) -> Iterator[Block]:
    for element in parent:
        if element.tag == f"{W}p":
            yield Block(value(element, "pPr/pStyle") or "", words(element), in_table, element)
        elif element.tag == f"{W}tbl":
            yield from _blocks(element, in_table=True)
        elif element.tag in (f"{W}tr", f"{W}tc", f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(element, in_table)
