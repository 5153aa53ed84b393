"""Makes the owner's letterhead into an empty document for ours: header, footer, logo, fonts, colours, margins stay."""

import copy
import posixpath
from pathlib import Path
from typing import Any

from lxml import etree

from wizard.documents import docx_package
from wizard.documents.letterhead_file import (
    Letterhead,
    LetterheadError,
    R,
    Relation,
    W,
    has_page_number,
)
from wizard.documents.letterhead_styles import join_lists, join_styles, link
from wizard.documents.word_base import Base, house

__all__ = ["LetterheadError", "open_letterhead"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = R[1:-1]
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_NARROWEST, _WIDEST = 3000, 31680
_SETTINGS = (
    "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps",
    "evenAndOddHeaders", "noPunctuationKerning", "characterSpacingControl", "strictFirstAndLastChars",
    "noLineBreaksAfter", "noLineBreaksBefore", "hdrShapeDefaults", "compat", "themeFontLang", "clrSchemeMapping",
    "decimalSymbol", "listSeparator", "embedTrueTypeFonts", "zoom",
)  # fmt: skip
"""What we take of the settings: how pages look. All else is about the file, its editing, or other files."""
_PAGE = ("headerReference", "footerReference", "pgSz", "pgMar", "paperSrc", "pgBorders", "vAlign", "titlePg",
         "textDirection", "bidi", "rtlGutter", "docGrid")  # fmt: skip


def open_letterhead(path: Path) -> Base:
    """Return an empty document with the letterhead's looks.

    Raises:
        LetterheadError: it can't be used; the message says why and what to do.
    """
    return _Maker(Letterhead(path)).make()


class _Maker:
    def __init__(self, letterhead: Letterhead) -> None:
        self._from = letterhead
        self._house = docx_package.read(house().package)
        self._made: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._relations: list[tuple[str, str, str]] = []
        """Of the document: id, kind, target."""
        self._pictures = 0

    def make(self) -> Base:
        page = self._page()
        width = self._width(page)
        theirs = self._xml("numbering")
        ours = {
            name: etree.fromstring(self._house[f"word/{name}.xml"])
            for name in ("numbering", "styles")
        }
        try:
            lists = join_lists(theirs, ours["numbering"])
        except ValueError:
            raise self._from.refused(
                "has lists that we can't read", "save it anew in Word"
            ) from None
        styles = self._xml("styles")
        if styles is None:
            styles = etree.Element(f"{W}styles", nsmap={"w": W[1:-1]})
        renamed = join_styles(styles, ours["styles"], lists, width)
        link(lists, renamed)
        self._add("styles", "styles", styles)
        self._add("numbering", "numbering", lists.root, self._pictures_of("numbering"))
        settings = self._settings()
        self._add("settings", "settings", settings)
        self._theme_and_fonts()
        draft = Base(b"", width, lists.steps, lists.first_free, False, "", renamed)
        header = self._headers(page, draft, settings)
        self._document(page)
        return Base(self._pack(), width, lists.steps, lists.first_free, False, header, renamed)

    def _xml(self, kind: str) -> Any | None:
        name = self._from.part(kind)
        return self._from.passive(name) if name else None

    def _page(self) -> Any:
        """Return the page of the first section that has a header or a footer, as far as we take it."""
        sections = list(self._from.document.iter(f"{W}sectPr"))
        headed = [each for each in sections if each.find(f"{W}headerReference") is not None]
        headed += [each for each in sections if each.find(f"{W}footerReference") is not None]
        chosen = (headed or sections[-1:] or [etree.Element(f"{W}sectPr")])[0]
        page = etree.Element(f"{W}sectPr", nsmap={"w": W[1:-1], "r": _RELATIONS})
        for name in _PAGE:
            for each in chosen.findall(f"{W}{name}"):
                page.append(copy.deepcopy(each))
        cols = etree.Element(f"{W}cols")
        cols.set(f"{W}space", "708")
        at = [
            number for number, each in enumerate(page) if etree.QName(each).localname in _PAGE[:6]
        ]
        page.insert(max(at, default=-1) + 1, cols)
        for name, values in (
            (
                "pgMar",
                {
                    "top": 1440,
                    "right": 1440,
                    "bottom": 1440,
                    "left": 1440,
                    "header": 720,
                    "footer": 720,
                    "gutter": 0,
                },
            ),
            ("pgSz", {"w": 12240, "h": 15840}),
        ):
            found = page.find(f"{W}{name}")
            if found is None:
                found = etree.Element(f"{W}{name}")
                size = page.find(f"{W}pgSz")
                before = [
                    each
                    for each in page
                    if each.tag in (f"{W}headerReference", f"{W}footerReference")
                ]
                page.insert(len(before) + (size is not None), found)
            for key, value in values.items():
                if found.get(f"{W}{key}") is None:
                    found.set(f"{W}{key}", str(value))
        return page

    def _width(self, page: Any) -> int:
        size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
        try:
            sides = sum(
                int(float(margins.get(f"{W}{name}", "0"))) for name in ("left", "right", "gutter")
            )
            width = int(float(size.get(f"{W}w"))) - sides
        except (AttributeError, TypeError, ValueError, OverflowError):
            raise self._from.refused(
                "has margins that we can't read", "save it anew in Word"
            ) from None
        if width > _WIDEST:
            raise self._from.refused(
                "has a page wider than Word knows", "choose another paper in Word"
            )
        if width < _NARROWEST:
            raise self._from.refused(
                "leaves no room for text between its margins", "make them narrower in Word"
            )
        return width

    def _settings(self) -> Any:
        theirs = self._xml("settings")
        if theirs is None:
            return etree.fromstring(self._house["word/settings.xml"])
        for each in list(theirs):
            if not isinstance(each.tag, str) or each.tag not in {
                f"{W}{name}" for name in _SETTINGS
            }:
                theirs.remove(each)
        return theirs

    def _theme_and_fonts(self) -> None:
        for kind, name, allowed in (
            ("theme", "theme/theme1", {"image"}),
            ("fontTable", "fontTable", {"font"}),
        ):
            part = self._from.part(kind)
            if part:
                self._add(kind, name, self._from.passive(part), self._taken(part, allowed))

    def _headers(self, page: Any, draft: Base, settings: Any) -> str:
        """Take the headers and footers along; return the part that our header has to go in, if there is none."""
        by_id = {each.id: each for each in self._from.relations(self._from.main)}
        numbered, filled = False, False
        parts: dict[str, tuple[str, str, Any, list[Relation]]] = {}
        for reference in list(page.iter(f"{W}headerReference", f"{W}footerReference")):
            relation = by_id.get(reference.get(f"{R}id", ""))
            if relation is None or relation.external or relation.kind not in ("header", "footer"):
                page.remove(reference)
                continue
            if relation.target not in parts:
                root = self._from.passive(relation.target)
                count = len(parts) + 1
                name = f"{relation.kind}{count}"
                parts[relation.target] = (
                    relation.kind,
                    name,
                    root,
                    self._taken(relation.target, {"image", "hyperlink"}),
                )
                numbered = numbered or has_page_number(root)
                filled = filled or (relation.kind == "header" and _says_something(root))
            reference.set(f"{R}id", f"rIdPage{[*parts].index(relation.target) + 1}")
        made = list(parts.values())
        ours = "" if filled else f"header{len(made) + 1}"
        if ours:
            for reference in page.findall(f"{W}headerReference"):
                page.remove(reference)
            made.append(("header", ours, _root("hdr"), []))
            _refer(page, "header", "default", f"rIdPage{len(made)}")
            if page.find(f"{W}titlePg") is None:
                self._title_page(page)
        if not numbered:
            self._number_pages(page, made, draft, settings)
        for number, (kind, name, root, relations) in enumerate(made, 1):
            if any(each.get(f"{R}id") == f"rIdPage{number}" for each in page):
                self._add(kind, name, root, relations, f"rIdPage{number}")
        return ours and f"word/{ours}.xml"

    def _title_page(self, page: Any) -> None:
        """Have a first page without our header: the title stands there."""
        later = [
            each
            for each in page
            if etree.QName(each).localname in ("textDirection", "bidi", "rtlGutter", "docGrid")
        ]
        place = page.index(later[0]) if later else len(page)
        page.insert(place, etree.Element(f"{W}titlePg"))
        footers = {each.get(f"{W}type"): each for each in page.findall(f"{W}footerReference")}
        if "default" in footers and "first" not in footers:
            _refer(page, "footer", "first", footers["default"].get(f"{R}id"))

    def _number_pages(self, page: Any, made: list[Any], draft: Base, settings: Any) -> None:
        """Add "Page x of y" at the foot of each kind of page."""
        kinds = ["default"]
        kinds += ["first"] if _is_on(page.find(f"{W}titlePg")) else []
        kinds += ["even"] if _is_on(settings.find(f"{W}evenAndOddHeaders")) else []
        words = etree.fromstring(
            draft.styled(
                self._house["word/footer1.xml"].decode().partition("?>")[2].strip()
            ).encode()
        )[0]
        done: set[str] = set()
        for kind in kinds:
            reference = next(
                (
                    each
                    for each in page.findall(f"{W}footerReference")
                    if each.get(f"{W}type") == kind
                ),
                None,
            )
            if reference is None:
                made.append(("footer", f"footer{len(made) + 1}", _root("ftr"), []))
                _refer(page, "footer", kind, f"rIdPage{len(made)}")
                identity = f"rIdPage{len(made)}"
            else:
                identity = reference.get(f"{R}id")
            if identity in done:
                continue
            done.add(identity)
            root = made[int(identity.removeprefix("rIdPage")) - 1][2]
            if not _says_something(root):
                for each in list(root):
                    root.remove(each)
            root.append(copy.deepcopy(words))

    def _taken(self, name: str, allowed: set[str]) -> list[Relation]:
        """Take along what a part refers to, and return the relations with their new targets.

        Raises:
            LetterheadError: it refers to something of another kind.
        """
        taken = []
        for each in self._from.relations(name):
            if each.kind not in allowed:
                raise self._from.refused(
                    "holds a chart or another object", "use a picture instead of it in Word"
                )
            if each.external:
                taken.append(each)
                continue
            kind, content = self._from.content_type(each.target), self._from.content(each.target)
            ending = posixpath.splitext(each.target)[1].lower()
            if (
                not (kind.startswith("image/") if each.kind == "image" else kind == _FONT)
                or not ending[1:].isalnum()
            ):
                raise self._from.refused(
                    "holds a picture of a kind we don't know", "use a PNG or JPEG picture"
                )
            self._from.refuse_acting_picture(each.target)
            self._pictures += 1
            target = f"word/media/letterhead{self._pictures}{ending}"
            self._made[target], self._types[target] = content, kind
            taken.append(Relation(each.id, each.kind, each.type, target, False))
        return taken

    def _pictures_of(self, kind: str) -> list[Relation]:
        name = self._from.part(kind)
        return self._taken(name, {"image"}) if name else []

    def _add(
        self,
        kind: str,
        name: str,
        root: Any,
        relations: list[Relation] | None = None,
        identity: str = "",
    ) -> None:
        path = f"word/{name}.xml"
        self._made[path] = _bytes(root)
        self._types[path] = _THEME if kind == "theme" else f"{_WORD}{kind}+xml"
        self._relations.append(
            (identity or f"rIdBase{len(self._relations) + 1}", kind, f"{name}.xml")
        )
        if relations:
            folder, file = posixpath.split(path)
            self._made[f"{folder}/_rels/{file}.rels"] = _rels(
                [
                    (
                        each.id,
                        each.type,
                        each.target if each.external else f"/{each.target}",
                        each.external,
                    )
                    for each in relations
                ]
            )

    def _document(self, page: Any) -> None:
        root = etree.Element(f"{W}document", nsmap={"w": W[1:-1], "r": _RELATIONS})
        etree.SubElement(root, f"{W}body").append(page)
        self._made["word/document.xml"] = _bytes(root)
        self._types["word/document.xml"] = f"{_WORD}document.main+xml"
        listed = [
            (identity, f"{_RELATIONS}/{kind}", target, False)
            for identity, kind, target in self._relations
        ]
        self._made["word/_rels/document.xml.rels"] = _rels(listed)

    def _pack(self) -> bytes:
        for name in ("_rels/.rels", "docProps/core.xml"):
            self._made[name] = self._house[name]
        self._types["docProps/core.xml"] = (
            "application/vnd.openxmlformats-package.core-properties+xml"
        )
        root = etree.Element("Types", nsmap={None: f"{_PACKAGE}/content-types"})
        endings = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        for ending, kind in endings.items():
            etree.SubElement(root, "Default", Extension=ending, ContentType=kind)
        for name, kind in sorted(self._types.items()):
            etree.SubElement(root, "Override", PartName=f"/{name}", ContentType=kind)
        return docx_package.write(
            {**self._made, "[Content_Types].xml": _HEAD + _namespaced(root, "content-types")}
        )


def _rels(listed: list[tuple[str, str, str, bool]]) -> bytes:
    root = etree.Element("Relationships")
    for identity, kind, target, external in listed:
        each = etree.SubElement(root, "Relationship", Id=identity, Type=kind, Target=target)
        if external:
            each.set("TargetMode", "External")
    return _HEAD + _namespaced(root, "relationships")


def _namespaced(root: Any, name: str) -> bytes:
    """Return the element with the package's namespace for all its children."""
    new = etree.Element(f"{{{_PACKAGE}/{name}}}{root.tag}", nsmap={None: f"{_PACKAGE}/{name}"})
    for each in root:
        etree.SubElement(new, f"{{{_PACKAGE}/{name}}}{each.tag}", dict(each.attrib))
    return bytes(etree.tostring(new))


def _bytes(root: Any) -> bytes:
    return _HEAD + bytes(etree.tostring(root))


def _root(name: str) -> Any:
    root = etree.Element(f"{W}{name}", nsmap={"w": W[1:-1], "r": _RELATIONS})
    etree.SubElement(root, f"{W}p")
    return root


def _refer(page: Any, kind: str, which: str, identity: str) -> None:
    new = etree.Element(f"{W}{kind}Reference")
    new.set(f"{W}type", which)
    new.set(f"{R}id", identity)
    page.insert(0, new)


def _says_something(root: Any) -> bool:
    drawn = ("drawing", "pict", "fldSimple", "instrText", "tbl")
    return bool("".join(root.itertext()).strip()) or any(
        next(root.iter(f"{W}{name}"), None) is not None for name in drawn
    )


def _is_on(element: Any | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")
