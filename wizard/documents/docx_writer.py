"""A composed document becomes a Word file: named styles from `house.docx`, the same bytes for the same words.

The parts of the empty document are text, and so is what is put into them. Trees of objects would take a third of an
export's time, and time that grows with the square of a table's rows.
"""

from xml.parsers import expat

from wizard.documents import docx_package
from wizard.documents.compose import Document
from wizard.documents.markdown import parse_markdown
from wizard.documents.word_base import Base, house
from wizard.documents.word_body import Body
from wizard.documents.word_lists import Lists
from wizard.documents.word_page import header, in_language, on_paper, properties
from wizard.documents.word_text import escape

_BODY = "word/document.xml"
_LISTS = "word/numbering.xml"
_LINKS = "word/_rels/document.xml.rels"
_PROPERTIES = "docProps/core.xml"
_WITH_LANGUAGE = ("word/styles.xml", "word/settings.xml")
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def render(document: Document, start: Base | None = None) -> bytes:
    """Return `document` as a .docx, sealed so that `package.is_sealed` tells it from one that somebody edited.

    It starts from our own empty document, or from `start`, one made of the owner's letterhead.

    Raises:
        UnsupportedMarkdownError: a section holds something that Word can't draw. Words are never left out.
    """
    start = start or house()
    links = _Links()
    body = Body(links, start.width, Lists(start.steps, start.first_list))
    drawn = start.styled(
        body.draw([parse_markdown(section.markdown) for section in document.sections])
    )
    parts = docx_package.read(start.package)
    made = {
        _BODY: _put(
            on_paper(parts[_BODY], document) if start.is_house else parts[_BODY], "<w:body>", drawn
        ),
        _LISTS: _append(parts[_LISTS], body.lists.xml()),
        _LINKS: _append(parts[_LINKS], links.xml()),
        _PROPERTIES: properties(document),
        **{name: in_language(parts[name], document.language) for name in _WITH_LANGUAGE},
    }
    if start.header:
        made[start.header] = header(document, start.styled)
    for name, content in made.items():
        _check(name, content)
    return docx_package.write_marked({**parts, **made})


class _Links:
    """Gives each address one relationship."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, address: str) -> str:
        return self._known.setdefault(address, f"rIdLink{len(self._known) + 1}")

    def xml(self) -> str:
        """Return the relationships as elements of the part that lists them."""
        return "".join(
            f'<Relationship Id="{name}" Type="{_HYPERLINK}" Target="{escape(address)}" TargetMode="External"/>'
            for address, name in self._known.items()
        )


def _put(part: bytes, tag: str, xml: str) -> bytes:
    """Return the part with `xml` after `tag`, which it has once."""
    before, found, after = part.partition(tag.encode())
    if not found:
        raise ValueError(f"The empty document has no {tag}.")
    return b"".join((before, found, xml.encode(), after))


def _append(part: bytes, xml: str) -> bytes:
    """Return the part with `xml` as the last of what its root element holds."""
    before, found, after = part.rpartition(b"</")
    return b"".join((before, xml.encode(), found, after))


def _check(name: str, content: bytes) -> None:
    """See that what was put together is XML.

    Raises:
        ValueError: it isn't, by a fault of ours.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(f"{name}: {error}") from None
