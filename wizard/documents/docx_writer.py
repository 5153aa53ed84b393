"""Write a composed document as a Word file, with python-docx.

The text goes into an empty template: `default.docx`, or the user's letterhead. All looks come
from its named styles. Markdown that has no style raises an error, so that no text is left out.
"""

import datetime
import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row
from docx.oxml.text.hyperlink import CT_Hyperlink
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.section import Section
from docx.shared import Length, Twips
from docx.table import Table
from markdown_it.tree import SyntaxTreeNode

from wizard.data_dirs import data_dir
from wizard.documents import docx_package
from wizard.documents.compose import Document
from wizard.documents.markdown import (
    LOOKS,
    UnsupportedMarkdownError,
    is_blank,
    is_right_to_left,
    node_classes,
    parse_markdown,
    plain_text,
)

# The width of the text on the default template, the same on A4 and on Letter, whose margins differ.
TEXT_WIDTH = Twips(9360)
_PAPERS = {"a4": (Twips(11906), Twips(16838)), "letter": (Twips(12240), Twips(15840))}
_MAX_LIST_DEPTH = 3
# A table of no more rows (beside its headings) and characters isn't split by a page break.
_MAX_UNSPLIT_ROWS, _MAX_UNSPLIT_CHARACTERS = 6, 900
_MAX_PROPERTY_CHARACTERS = 255
# The creation date of a document that isn't adopted: a document never depends on the clock.
_NO_DATE = datetime.date(2000, 1, 1)
# Without page numbers (\n): to fill them in, Word would first ask the reader a question.
_CONTENTS_FIELD = r' TOC \o "1-1" \n \h \z \u '
LINK_SCHEMES = ("https://", "http://", "mailto:")
_PARAGRAPH_STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "callout": "Callout",
    "caption": "Caption",
    "signature": "Signature Line",
    "small": "Small",
}
_CHARACTER_STYLES = {
    frozenset(): "",
    frozenset({"strong"}): "Strong",
    frozenset({"em"}): "Emphasis",
    frozenset({"strong", "em"}): "Intense Emphasis",
}
# Blocks that the paragraph before them introduces, and so stays on the page with.
_INTRODUCED = {"bullet_list", "ordered_list", "blockquote", "table", "signature"}
# The variants of styles whose paragraphs stay on the page of the next paragraph.
_KEEP_WITH_NEXT = {"Table Text": "Table Text Lead", "Table Label": "Table Label Lead"}
# By class: the style of the table, that of its first column, and a bit mask of the parts of the
# table style that Word shows.
_TABLE_KINDS = {
    "": ("Policy Table", "Table Text", 0x620),
    # Labels in the first column, and no band of headings.
    "facts": ("Policy Facts", "Table Label", 0x6A0),
    "control": ("Policy Facts", "Table Label", 0x6A0),
    # Steps that rise: the first column is colored, darkest in the last row.
    "ladder": ("Policy Ladder", "Ladder Step", 0x6E0),
}
_LOOK_BITS = {"w:lastRow": 0x40, "w:firstColumn": 0x80, "w:noHBand": 0x200}


def render(document: Document, template: bytes | None = None) -> bytes:
    """Return `document` as a .docx file, marked so that `docx_package.is_unmodified` recognises it.

    The same document gives the same bytes. `template` is an empty .docx made by
    `letterhead.open_letterhead`; without one, the document goes on the default template.

    Raises:
        UnsupportedMarkdownError: a section holds Markdown that has no form in Word.
    """
    writer = _Writer(template or default_template())
    if template is None:
        writer.set_paper(document.paper)
    writer.write_body([parse_markdown(section.markdown) for section in document.sections])
    writer.write_header(document)
    writer.set_language(document.language)
    writer.set_properties(document)
    return writer.save()


def default_template() -> bytes:
    """Return the template that comes with the program."""
    return (data_dir("output_templates") / "default.docx").read_bytes()


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """Return an XML element of WordprocessingML, for what python-docx has no API for."""
    created = OxmlElement(
        f"w:{tag}", {qn(f"w:{name}"): value for name, value in attributes.items()}
    )
    created.extend(children)
    return created


class _Writer:
    def __init__(self, template: bytes) -> None:
        self._docx = docx.Document(io.BytesIO(template))
        self._section = self._docx.sections[0]
        self._text_width = text_width(self._section)
        self._style_ids = {
            style.name.casefold(): style.style_id for style in self._docx.styles if style.name
        }
        self._numbering: Any = self._docx.part.numbering_part.element
        self._link_ids: dict[str, str] = {}
        self._bookmark_count = 0
        self._contents_heading: CT_P | None = None
        # The lines of the table of contents, by the bookmark of the heading.
        self._contents: dict[str, str] = {}
        self._chapter_count = 0
        # Word restarts the letters of clauses after each numbered heading, and only there.
        self._is_under_number = False

    def write_body(self, sections: Sequence[SyntaxTreeNode]) -> None:
        blocks = [node for section in sections for node in section.children]
        previous = ""
        for index, node in enumerate(blocks):
            following = _role(blocks[index + 1]) if index + 1 < len(blocks) else ""
            if node.type == "table":
                self._write_table(node)
                # Word would join two tables, and needs a paragraph at the end of the document.
                if following in ("table", ""):
                    self._add_paragraph("Table Gap")
            elif node.type == "heading":
                self._write_heading(node)
            elif node.type == "paragraph":
                self._write_paragraph(node, previous, following)
            elif node.type in ("bullet_list", "ordered_list"):
                self._write_list(node, depth=1)
            elif node.type == "blockquote":
                self._write_quote(node)
            else:
                raise _unsupported(node)
            previous = node.type
        if self._contents_heading is not None and self._contents:
            self._write_contents(self._contents_heading)

    def set_paper(self, paper: str) -> None:
        width, height = _PAPERS[paper]
        self._section.page_width, self._section.page_height = width, height
        self._section.left_margin = self._section.right_margin = Length((width - TEXT_WIDTH) // 2)

    def write_header(self, document: Document) -> None:
        """Write business, title and version, unless the letterhead has a header of its own."""
        header = self._section.header
        paragraphs = [] if header.is_linked_to_previous else header.paragraphs
        paragraph = next((each._p for each in paragraphs), None)
        style_id = self._style_ids["policy header"]
        if paragraph is None or paragraph.text or paragraph.style != style_id:
            return
        paragraph.clear()
        rtl = is_right_to_left(document.business)
        self._set_style(paragraph, "Policy Header", rtl)
        label = "Version " if document.version[:1].isdigit() else ""
        self._add_run(paragraph, document.business, rtl)
        self._add_run(paragraph, f" · {document.title}\t{label}{document.version}", rtl)

    def set_language(self, language: str) -> None:
        """Set the language of left-to-right text, wherever the template has one."""
        for root in (self._docx.styles.element, self._docx.settings.element):
            for node in root.iter(qn("w:lang"), qn("w:themeFontLang")):
                node.set(qn("w:val"), language)

    def set_properties(self, document: Document) -> None:
        properties = self._docx.core_properties
        properties.title = document.title[:_MAX_PROPERTY_CHARACTERS]
        author = document.business[:_MAX_PROPERTY_CHARACTERS]
        properties.author = properties.last_modified_by = author
        date = datetime.datetime.combine(document.dated or _NO_DATE, datetime.time())
        properties.created = properties.modified = date
        properties.language = document.language
        properties.version = document.version[:_MAX_PROPERTY_CHARACTERS]
        properties.identifier = docx_package.UNMARKED

    def save(self) -> bytes:
        content = io.BytesIO()
        self._docx.save(content)
        return docx_package.write_marked(docx_package.read(content.getvalue()))

    def _write_heading(self, node: SyntaxTreeNode) -> None:
        classes = _classes(node, "unnumbered", "new-page")
        if node.tag not in ("h1", "h2", "h3") or ("new-page" in classes and node.tag != "h1"):
            raise _unsupported(node)
        style = f"Heading {node.tag[1]}"
        if "unnumbered" in classes and node.tag != "h3":
            style += " Unnumbered"
        if "new-page" in classes:
            style += " New Page"
        paragraph = self._add_paragraph(style, node.children[0])
        if node.tag != "h3":
            self._is_under_number = "unnumbered" not in classes
        if node.tag == "h1":
            self._chapter_count += self._is_under_number
            title = plain_text(node.children[0]).replace("\n", " ")
            bookmark = f"_Toc{len(self._contents) + 1:09d}"
            self._add_bookmark(paragraph, bookmark)
            number = f"{self._chapter_count}\t" if self._is_under_number else ""
            self._contents[bookmark] = number + title

    def _write_paragraph(self, node: SyntaxTreeNode, previous: str, following: str) -> None:
        name = "".join(_classes(node, "contents", *_PARAGRAPH_STYLES, at_most=1))
        inline = node.children[0]
        if name == "contents":
            self._contents_heading = self._add_paragraph("TOC Heading", inline)
        elif name == "signature":
            # The leader of the tab at the end of each line is the line to write on.
            self._add_paragraph(_PARAGRAPH_STYLES[name], inline, " \t")
        elif name:
            self._add_paragraph(_PARAGRAPH_STYLES[name], inline)
        else:
            introduces_chapter = previous == following == "heading"
            leads = introduces_chapter or following in _INTRODUCED
            style = "Body Text Lead" if leads else "Body Text"
            self._add_paragraph(f"{style} After Table" if previous == "table" else style, inline)

    def _write_quote(self, node: SyntaxTreeNode) -> None:
        _classes(node)
        for child in node.children:
            self._add_paragraph("Quote", _text_of(child))

    def _write_list(self, node: SyntaxTreeNode, depth: int) -> None:
        if depth > _MAX_LIST_DEPTH:
            raise _unsupported(node)
        style, list_id = self._list_style(node, depth)
        for index, item in enumerate(node.children):
            # The first step doesn't stand alone at the foot of a page.
            is_lead = style == "List Number" and index == 0 and len(node.children) > 1
            inline = _text_of(item.children[0]) if item.children else None
            paragraph = self._add_paragraph("List Number Lead" if is_lead else style, inline)
            if list_id:
                level, number = element("ilvl", val=str(depth - 1)), element("numId", val=list_id)
                paragraph.get_or_add_pPr().insert(1, element("numPr", level, number))
            for child in item.children[1:]:
                if child.type in ("bullet_list", "ordered_list"):
                    self._write_list(child, depth + 1)
                else:
                    self._add_paragraph(_at_depth("List Continue", depth), _text_of(child))

    def _list_style(self, node: SyntaxTreeNode, depth: int) -> tuple[str, str]:
        """Return the style of a list's items, and its id where the style doesn't number it."""
        if node.type == "bullet_list":
            is_checklist = bool(_classes(node, "checklist"))
            if is_checklist and depth > 1:
                raise _unsupported(node)
            return "Checklist" if is_checklist else _at_depth("List Bullet", depth), ""
        if _classes(node, "clauses", attributes=("start",)):
            if depth > 1 or not self._is_under_number:
                raise _unsupported(node)
            return "Clause", ""
        list_id = self._start_list(depth - 1, int(node.attrs.get("start", 1)))
        return _at_depth("List Number", depth), list_id

    def _start_list(self, level: int, start: int) -> str:
        """Add a list whose `level` (from 0) begins with the number `start`; return its id."""
        *_, definition = self._numbering.xpath("w:abstractNum[w:name/@w:val='Policy Steps']")
        instance = self._numbering.add_num(definition.get(qn("w:abstractNumId")))
        instance.add_lvlOverride(ilvl=level).add_startOverride(start)
        return str(instance.numId)

    def _write_contents(self, heading: CT_P) -> None:
        """Write the table of contents below its heading: links, in a field that Word can update."""
        lines = []
        for bookmark, text in self._contents.items():
            rtl = is_right_to_left(text)
            line = self._docx.add_paragraph()._p
            self._set_style(line, "toc 1", rtl)
            link = element("hyperlink", anchor=bookmark, history="1")
            self._add_run(link, text, rtl)
            line.append(link)
            lines.append(line)
        code = element("instrText")
        code.text = _CONTENTS_FIELD
        start, separator, end = (
            element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")
        )
        for part in (separator, code, start):
            lines[0].get_or_add_pPr().addnext(element("r", part))
        lines[-1].append(element("r", end))
        gallery = element("docPartGallery", val="Table of Contents")
        properties = element("sdtPr", element("docPartObj", gallery, element("docPartUnique")))
        block = element("sdt", properties, element("sdtContent"))
        heading.addprevious(block)
        block[-1].extend([heading, *lines])

    def _write_table(self, node: SyntaxTreeNode) -> None:
        name = "".join(_classes(node, *_TABLE_KINDS, at_most=1, attributes=("widths", "title")))
        rows = [row for part in node.children for row in part.children]
        if name in ("facts", "control") and is_blank(rows[0]):
            del rows[0]
        table_style, first_column_style, look = _TABLE_KINDS[name]
        widths = self._column_widths(node, len(rows[0].children) if rows else 0)
        table = self._docx.add_table(rows=0, cols=len(widths))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self._set_table_properties(table, table_style, look, str(node.attrs.get("title", "")))
        characters = sum(len(plain_text(cell)) for row in rows for cell in row.children)
        is_unsplit = len(rows) <= _MAX_UNSPLIT_ROWS + 1 and characters <= _MAX_UNSPLIT_CHARACTERS
        for index, row in enumerate(rows):
            styles = [first_column_style, "Table Text"]
            if index == 0 and name not in ("facts", "control"):
                styles = ["Table Heading", "Table Heading"]
            # Of a long table, two rows stay together at its start and at its end.
            rows_below = len(rows) - 1 - index
            if rows_below and (is_unsplit or index < 2 or rows_below == 1):
                styles = [_KEEP_WITH_NEXT.get(style, style) for style in styles]
            # Table.cell() would search all rows at each call.
            self._fill_row(table.add_row()._tr, row, styles, is_header=index == 0)

    def _fill_row(
        self, row: CT_Row, source: SyntaxTreeNode, styles: Sequence[str], *, is_header: bool
    ) -> None:
        """Write the cells of a row; `styles` are those of the first column and of the others."""
        properties = row.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if is_header:
            properties.append(element("tblHeader"))
        for index, (cell, node) in enumerate(zip(row.tc_lst, source.children, strict=True)):
            if node.attrs.get("style") not in (None, "text-align:left"):
                raise _unsupported(node)
            inline = node.children[0] if node.children else None
            self._fill_paragraph(cell.p_lst[0], styles[min(index, 1)], inline)

    def _set_table_properties(self, table: Table, style: str, look: int, title: str) -> None:
        table.autofit = False
        table._tbl.tblStyle_val = self._style_ids[style.casefold()]
        properties = table._tbl.tblPr
        width, shown = (properties.find(qn(name)) for name in ("w:tblW", "w:tblLook"))
        width.attrib.update({qn("w:type"): "dxa", qn("w:w"): str(self._text_width.twips)})
        shown.set(qn("w:val"), f"{look:04X}")
        for name, bit in _LOOK_BITS.items():
            shown.set(qn(name), str(int(look & bit > 0)))
        if title:
            properties.append(element("tblCaption", val=title))

    def _column_widths(self, node: SyntaxTreeNode, count: int) -> list[Length]:
        """Return the widths of the columns; the last one takes what rounding leaves."""
        given = str(node.attrs.get("widths", "")).split()
        shares = [float(share) for share in given if share.isdecimal()] if given else [1.0] * count
        if not count or len(shares) != count or len(given) not in (0, count) or not all(shares):
            raise _unsupported(node)
        total = self._text_width.twips
        widths = [int(total * share / sum(shares)) for share in shares]
        widths[-1] += total - sum(widths)
        return [Twips(width) for width in widths]

    def _add_paragraph(
        self, style: str, inline: SyntaxTreeNode | None = None, line_end: str = ""
    ) -> CT_P:
        paragraph = self._docx.add_paragraph()._p
        self._fill_paragraph(paragraph, style, inline, line_end)
        return paragraph

    def _fill_paragraph(
        self, paragraph: CT_P, style: str, inline: SyntaxTreeNode | None, line_end: str = ""
    ) -> None:
        """Set style and text; `line_end` goes to the end of each line."""
        rtl = inline is not None and is_right_to_left(plain_text(inline))
        self._set_style(paragraph, style, rtl)
        if inline is not None:
            self._add_inline(paragraph, inline, rtl, line_end)
        if line_end:
            self._add_run(paragraph, line_end, rtl)
        if inline is not None and (name := _id_of(inline)):
            self._add_bookmark(paragraph, _bookmark_name(name))

    def _add_bookmark(self, paragraph: CT_P, name: str) -> None:
        self._bookmark_count += 1
        number = str(self._bookmark_count)
        start = element("bookmarkStart", id=number, name=name)
        paragraph.get_or_add_pPr().addnext(start)
        paragraph.append(element("bookmarkEnd", id=number))

    def _set_style(self, paragraph: CT_P, style: str, rtl: bool) -> None:
        # Paragraph.style would search all styles at each call.
        properties = element("pPr", element("pStyle", val=self._style_ids[style.casefold()]))
        if rtl:
            properties.append(element("bidi"))
        paragraph.insert(0, properties)

    def _add_inline(
        self,
        paragraph: CT_P,
        node: SyntaxTreeNode,
        rtl: bool,
        line_end: str,
        marks: frozenset[str] = frozenset(),
    ) -> None:
        style = _CHARACTER_STYLES[marks]
        for child in node.children:
            address = str(child.attrs.get("href", ""))
            if child.type in ("text", "text_special"):
                if child.content:
                    self._add_run(paragraph, child.content, rtl, style)
            elif child.type == "softbreak":
                self._add_run(paragraph, " ", rtl, style)
            elif child.type == "hardbreak":
                self._add_run(paragraph, f"{line_end}\n", rtl)
            elif child.type == "link" and address.startswith(LINK_SCHEMES):
                link = element("hyperlink", history="1")
                link.rId = self._link_id(address)
                self._add_run(link, plain_text(child), rtl, "Hyperlink")
                paragraph.append(link)
            elif child.type == "link" and address.startswith("#"):
                link = element("hyperlink", anchor=_bookmark_name(address[1:]), history="1")
                self._add_run(link, plain_text(child), rtl)
                paragraph.append(link)
            elif child.type in ("strong", "em", "link"):
                inner = marks if child.type == "link" else marks | {child.type}
                self._add_inline(paragraph, child, rtl, line_end, inner)
            else:
                raise _unsupported(child)

    def _add_run(self, parent: CT_P | CT_Hyperlink, text: str, rtl: bool, style: str = "") -> None:
        """Add text; in a right-to-left paragraph, digits and punctuation take its direction."""
        run: CT_R = parent.add_r()
        properties = [element("rStyle", val=self._style_ids[style.casefold()])] if style else []
        if is_right_to_left(text, default=rtl):
            properties.append(element("rtl"))
        if properties:
            run.append(element("rPr", *properties))
        if "\t" in text or "\n" in text:
            run.text = text
        else:
            run.add_t(text)

    def _link_id(self, address: str) -> str:
        # Part.relate_to() would search all relationships at each call.
        if address not in self._link_ids:
            link_id = f"rIdLink{len(self._link_ids) + 1}"
            self._docx.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, link_id, is_external=True
            )
            self._link_ids[address] = link_id
        return self._link_ids[address]


def text_width(section: Section) -> Length:
    """Return the width between the margins of a page."""
    margins = (section.left_margin, section.right_margin, section.gutter)
    return Length((section.page_width or 0) - sum(margin or 0 for margin in margins))


def _id_of(inline: SyntaxTreeNode) -> str:
    """Return the id of the paragraph, the list item or the quotation that begins with this text."""
    block = inline.parent
    while block and "id" not in block.attrs:
        parent = block.parent
        is_first = parent and parent.type in ("list_item", "blockquote")
        block = parent if parent and is_first and parent.children[0] is block else None
    return str(block.attrs["id"]) if block else ""


def _bookmark_name(name: str) -> str:
    """Return an id as the name of a bookmark, in which Word allows no hyphens."""
    return name.replace("-", "_")


def _role(node: SyntaxTreeNode) -> str:
    """Return what a block is to the one before it: a line to sign stays with the text above it."""
    return "signature" if "signature" in str(node.attrs.get("class", "")).split() else node.type


def _text_of(node: SyntaxTreeNode) -> SyntaxTreeNode:
    """Return the inline node of a plain paragraph."""
    if node.type != "paragraph" or set(node.attrs) - {"id"}:
        raise _unsupported(node)
    return node.children[0]


def _at_depth(style: str, depth: int) -> str:
    return style if depth == 1 else f"{style} {depth}"


def _classes(
    node: SyntaxTreeNode, *known: str, at_most: int = 2, attributes: tuple[str, ...] = ()
) -> list[str]:
    """Return the classes written before a block, all of them `known` here."""
    classes = [name for name in node_classes(node) if name in known or name not in LOOKS]
    unknown = (set(node.attrs) - {"class", "id", *attributes}) | (set(classes) - set(known))
    if unknown or len(classes) > at_most:
        raise _unsupported(node)
    return classes


def _unsupported(node: SyntaxTreeNode) -> UnsupportedMarkdownError:
    description = f"{node.type} {dict(node.attrs)}" if node.attrs else node.type
    return UnsupportedMarkdownError(f"Word can't show {description}: {plain_text(node)[:60]!r}")
