"""Opens the owner's letterhead, and refuses whatever could act on its own or fetch something from elsewhere.

Nothing is trusted: a part is taken only if it is of a kind we know, with relationships of kinds we know.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from wizard.documents import docx_package
from wizard.documents.letterhead_pictures import acts, may_be_drawn
from wizard.storage import FileError, atomic_io
from wizard.text import printable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LARGEST = 20_000_000
_MOST_XML = 6_000_000
"""Bytes of parts that we look through in all: a letterhead has some thousands, and a few of these take minutes."""
_MAIN = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.(document|template)\.main\+xml"
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_EMBEDDED = {
    "oleObject",
    "package",
    "control",
    "activeXControlBinary",
    "aFChunk",
    "subDocument",
    "frame",
}
_ACTIVE = {"object", "control", "OLEObject", "altChunk", "subDoc", "script", "webVideoPr"}
_BY_LINK = (f"{R}link", f"{R}href", "{urn:schemas-microsoft-com:office:office}href")
"""How a picture or a film is named that isn't in the file."""
_HARMLESS_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE",
    "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "FILENAME", "STYLEREF", "DOCPROPERTY", "HYPERLINK", "IF", "=",
    "SYMBOL", "REVNUM", "LASTSAVEDBY", "NUMWORDS", "EDITTIME", "USERNAME", "USERINITIALS", "USERADDRESS", "FORMTEXT",
    "FORMCHECKBOX", "REF", "PAGEREF", "ADVANCE", "QUOTE",
}  # fmt: skip
_FETCHING_FIELDS = {
    "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK", "IMPORT", "DATABASE", "RD", "EMBED",
    "MACROBUTTON",
}  # fmt: skip


_ADDRESSES = ("https://", "http://", "mailto:")
"""How the addresses begin that a link may lead to."""


class LetterheadError(Exception):
    """The letterhead can't be used; the message is one plain sentence: which file, what is wrong, what to do."""


@dataclass(frozen=True)
class Relation:
    """What a part refers to."""

    id: str
    kind: str
    """The last word of the relationship's type, such as "header"."""
    type: str
    target: str
    """The name of a part, or for `external` an address."""
    external: bool


class Letterhead:
    """The parts of a letterhead that passed all checks."""

    def __init__(self, path: Path) -> None:
        """Read and check the file.

        Raises:
            LetterheadError: it can't be read, or holds something that we never take along.
        """
        self._path = path
        self._parts = self._read()
        self._looked_through = 0
        self._related: dict[str, list[Relation]] = {}
        self._types, self._defaults = self._content_types()
        if any("vba" in name.lower() for name in self._parts) or "macroEnabled" in str(self._types):
            raise self.refused("has macros", "save it in Word as a document without macros (.docx)")
        for name, content in self._parts.items():
            if b"<!DOCTYPE" in content and not self.content_type(name).startswith("image/"):
                raise self.refused(
                    "holds a document type, which no Word file needs", "save it anew in Word"
                )
        for name in self._parts:
            if name.endswith(".rels"):
                self._check(self._relations(name))
        mains = [each for each in self.relations("") if each.kind == "officeDocument"]
        self.main = mains[0].target if mains else ""
        if not _MAIN.fullmatch(self.content_type(self.main)) or self.main not in self._parts:
            raise self.refused("is not a Word document or template", "choose a .docx or .dotx file")
        if _STRICT in self._parts[self.main]:
            raise self.refused(
                "is a Strict Open XML document", "save it in Word as a Word document (.docx)"
            )
        self.document = self.xml(self.main)
        for code in map(_first_word, _fields(self.document)):
            if code in _FETCHING_FIELDS:
                raise self._fetches(code)

    def relations(self, name: str) -> list[Relation]:
        """Return what the part refers to ("" for the package itself)."""
        folder, file = posixpath.split(name)
        return self._relations(posixpath.join(folder, "_rels", f"{file}.rels"))

    def part(self, kind: str) -> str:
        """Return the name of the document's part of this kind, or ""."""
        return next((each.target for each in self.relations(self.main) if each.kind == kind), "")

    def content(self, name: str) -> bytes:
        """Return a part's bytes.

        Raises:
            LetterheadError: there is no such part.
        """
        if name not in self._parts:
            raise self.refused("is damaged", "save it anew in Word")
        return self._parts[name]

    def content_type(self, name: str) -> str:
        """Return what kind of content a part has; empty if that isn't told."""
        return self._types.get(name) or self._defaults.get(
            posixpath.splitext(name)[1][1:].lower(), ""
        )

    def xml(self, name: str) -> Any:
        """Return a part's root element.

        Raises:
            LetterheadError: it is no XML, or declares a document type.
        """
        root = self._parsed(name, remove_pis=True)
        if root.getroottree().docinfo.doctype:
            raise self.refused(
                "holds a document type, which no Word file needs", "save it anew in Word"
            )
        return root

    def refuse_acting_picture(self, name: str) -> None:
        """Check that a picture neither acts nor fetches something.

        Raises:
            LetterheadError: it does, or it can't be read.
        """
        if may_be_drawn(self.content(name), self.content_type(name)) and acts(
            self._parsed(name, remove_pis=False)
        ):
            raise self.refused(
                "holds a picture with a program in it, or one that fetches something",
                "use a PNG or JPEG picture",
            )

    def _parsed(self, name: str, *, remove_pis: bool) -> Any:
        content = self.content(name)
        self._looked_through += len(content)
        if self._looked_through > _MOST_XML:
            raise self.refused("is too large when it is unpacked", "choose another file")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_pis=remove_pis
        )
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.refused("is damaged", "save it anew in Word") from None

    def passive(self, name: str) -> Any:
        """Return the root of a part that we take along: one in which nothing acts on its own.

        Raises:
            LetterheadError: something does.
        """
        root = self.xml(name)
        for element in root.iter(etree.Element):
            local = etree.QName(element).localname
            if local in _ACTIVE:
                raise self.refused(
                    "holds an embedded object", "take that out in Word, and save it again"
                )
            names = (
                (*_BY_LINK, "src", "href") if local in ("imagedata", "fill", "stroke") else _BY_LINK
            )
            if any(name in element.attrib for name in names):
                raise self.refused(
                    "refers to a picture elsewhere", "put the picture itself into it in Word"
                )
        for words in _fields(root):
            code = _first_word(words)
            if code not in _HARMLESS_FIELDS or (code == "HYPERLINK" and not _leads_to_page(words)):
                raise self._fetches(code)
        for bound in [
            each
            for each in root.iter(etree.Element)
            if etree.QName(each).localname == "dataBinding"
        ]:
            bound.getparent().remove(bound)  # what it is bound to stays behind; the words are here
        return root

    def refused(self, what: str, do: str) -> LetterheadError:
        """Return the error that says what is wrong with the letterhead, and what to do."""
        return LetterheadError(f"The letterhead {printable(self._path)} {what}; {do}.")

    def _fetches(self, code: str) -> LetterheadError:
        code = code if code.isalpha() and code.isascii() and len(code) < 20 else "unknown"
        do = "take that out in Word, and save it again"
        return self.refused(
            f"has a field ({code}) that we don't take along, as it may act or fetch something", do
        )

    def _read(self) -> dict[str, bytes]:
        try:
            if not self._path.is_file():
                raise self.refused("is not there", "give the name of a .docx or .dotx file")
            content = atomic_io.read_file(self._path, _LARGEST)
        except atomic_io.TooLargeError:
            raise self.refused("is too large", "make its pictures smaller") from None
        except (FileError, OSError, ValueError):
            raise self.refused("can't be read", "see that you may open it") from None
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            do = "save it in Word as a .docx without a password"
            raise self.refused("has a password, or is of an old version of Word", do)
        try:
            return docx_package.read(content)
        except zipfile.BadZipFile as error:
            if "too large" in str(error):
                raise self.refused(
                    "is too large when it is unpacked", "choose another file"
                ) from None
            raise self.refused(
                "is not a Word document or template", "choose a .docx or .dotx file"
            ) from None

    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        if "[Content_Types].xml" not in self._parts:
            raise self.refused("is not a Word document or template", "choose a .docx or .dotx file")
        root = self.xml("[Content_Types].xml")
        children = list(root.iter(etree.Element))
        named = {
            each.get("PartName", "").removeprefix("/"): each.get("ContentType", "")
            for each in children
            if "PartName" in each.attrib
        }
        by_ending = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in children
            if "Extension" in each.attrib
        }
        return named, by_ending

    def _relations(self, name: str) -> list[Relation]:
        if name not in self._related:
            self._related[name] = list(self._read_relations(name)) if name in self._parts else []
        return self._related[name]

    def _read_relations(self, name: str) -> Iterator[Relation]:
        folder = posixpath.dirname(posixpath.dirname(name))
        for each in self.xml(name).iter("{*}Relationship"):
            kind, target = each.get("Type", ""), each.get("Target", "")
            external = each.get("TargetMode", "") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield Relation(each.get("Id", ""), kind.rpartition("/")[2], kind, target, external)

    def _check(self, relations: list[Relation]) -> None:
        for each in relations:
            if each.kind == "attachedTemplate":
                do = "choose the template Normal for it in Word, and save it again"
                raise self.refused("takes its template from elsewhere", do)
            if each.kind in _EMBEDDED:
                raise self.refused(
                    "holds an embedded object", "take that out in Word, and save it again"
                )
            link = each.kind == "hyperlink" and each.target.lower().startswith(_ADDRESSES)
            if each.external and not link:
                do = "put what it refers to into it, and save it again"
                raise self.refused("refers to a file elsewhere", do)


def _fields(root: Any) -> Iterator[str]:
    """Yield the code of each field; "" for one that is put together by other fields."""
    open_codes: list[list[str]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", "")
        elif element.tag == f"{W}instrText":
            if open_codes:
                open_codes[-1].append(element.text or "")
            else:
                yield element.text or ""
        elif element.get(f"{W}fldCharType") == "begin":
            if open_codes and not "".join(open_codes[-1]).strip():
                yield ""
            open_codes.append([])
        elif element.get(f"{W}fldCharType") == "end" and open_codes:
            yield "".join(open_codes.pop())
    yield from map("".join, open_codes)


def _first_word(code: str) -> str:
    words = code.replace("=", " = ").split()
    return words[0].upper() if words else ""


def _leads_to_page(code: str) -> bool:
    """Tell whether a HYPERLINK field leads to a web page, an e-mail address or a place in the document."""
    target = code.split(maxsplit=1)[1:]
    return not target or target[0].lstrip('"“”').lower().startswith((*_ADDRESSES, "\\l "))


def has_page_number(root: Any) -> bool:
    """Tell whether a header or footer prints the number of the page."""
    return "PAGE" in map(_first_word, _fields(root))
