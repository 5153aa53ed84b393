"""What a Word document is made of, read back without the library that wrote it."""

import datetime
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.documents.read_back import W, blocks, body, part, shape, value, words
from tests.documents.sample import sample
from wizard.documents import docx_package
from wizard.documents.compose import Section
from wizard.documents.docx_writer import render
from wizard.documents.markdown import UnsupportedMarkdownError, escape_markdown
from wizard.text import clean_text

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ONE_COLUMN = "| a |\n|---|\n"


def write(markdown: str) -> bytes:
    return render(sample(sections=(Section("one", markdown),)))


def styles(markdown: str) -> list[str]:
    return [block.style for block in blocks(write(markdown))]


def cell_styles(markdown: str) -> list[str]:
    return [block.style for block in blocks(write(f"{markdown}\nafter")) if block.in_table]


def table(markdown: str) -> Element:
    found = body(write(markdown)).find(f"{W}tbl")
    assert found is not None
    return found


# --- paragraphs and headings


@pytest.mark.parametrize(
    ("markdown", "style"),
    [
        ("words", "BodyText"),
        ("# words", "Heading1"),
        ("## words", "Heading2"),
        ("{.unnumbered}\n## words", "Heading2Unnumbered"),
        ("{.new-page}\n# words", "Heading1NewPage"),
        ("{.unnumbered .new-page}\n# words", "Heading1UnnumberedNewPage"),
        ("{.title}\nwords", "Title"),
        ("{.callout}\nwords", "Callout"),
        ("{.caption}\nwords", "Caption"),
        ("{.signature}\nwords", "SignatureLine"),
        ("{.contents}\nwords", "TOCHeading"),
        ("- words", "ListBullet"),
        ("1. words", "ListNumber"),
        ("{.checklist}\n- words", "Checklist"),
        ("> words", "Quote"),
    ],
)
def test_style_of_each_construct(markdown: str, style: str) -> None:
    assert styles(markdown) == [style]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("lead\n\n- a", "BodyTextLead ListBullet"),
        ("lead\n\n> words", "BodyTextLead Quote"),
        ("lead\n\n1. a\n2. b\n3. c", "BodyTextLead ListNumberLead ListNumber ListNumber"),
        ("# 1\n\nwords\n\n## 2\n\nmore", "Heading1 BodyTextLead Heading2 BodyText"),
        ("# 1\n\nwords\n\nmore\n\n## 2", "Heading1 BodyText BodyText Heading2"),
        (f"{ONE_COLUMN}| b |\n\nafter", "TableHeading TableText BodyTextAfterTable"),
        (
            "- a\n    - b\n        - c\n\n      more of b\n\n  more of a",
            "ListBullet ListBullet2 ListBullet3 ListContinue2 ListContinue",
        ),
        ("- a\n    1. b", "ListBullet ListNumber2"),
    ],
)
def test_paragraph_that_introduces_another_stays_with_it(markdown: str, expected: str) -> None:
    assert styles(markdown) == expected.split()


@pytest.mark.parametrize(
    "markdown",
    [
        "`code`",
        "    indented code",
        "---",
        "#### Fourth level",
        "{.unknown}\nwords",
        "{.unknown}\n- item",
        "{.unknown}\n| a |\n|---|\n| b |",
        "{.new-page}\n## heading",
        "{.title .small}\nwords",
        "| a |\n|:-:|\n| centred |",
        '{widths="50 50"}\n| a |\n|---|\n| b |',
        '{widths="wide"}\n| a |\n|---|\n| b |',
        "- 1\n    - 2\n        - 3\n            - 4",
        "> - a list in a quote",
        "{.clauses}\n1. under no heading",
        "{.unnumbered}\n# x\n\n{.clauses}\n1. unnumbered",
    ],
)
def test_unsupported_markdown_is_refused(markdown: str) -> None:
    with pytest.raises(UnsupportedMarkdownError, match="Word can't show"):
        write(markdown)


def test_body_has_no_direct_formatting() -> None:
    allowed = {f"{W}{name}" for name in ("pStyle", "numPr", "bidi", "rStyle", "rtl")}
    for kind in ("pPr", "rPr"):
        for properties in body(render(sample())).iter(f"{W}{kind}"):
            assert {node.tag for node in properties} <= allowed


def test_signature_line_ends_in_a_tab() -> None:
    document = write("{.signature}\nName\n\n{.signature}\nOne\\\nTwo")
    assert [block.words for block in blocks(document)] == ["Name \t", "One \t\nTwo \t"]


def test_right_to_left_text_has_its_direction() -> None:
    first, second, _ = blocks(write("שלום, **abc** 12.\n\nabc שלום\n\n12. x"))
    assert first.element.find(f"{W}pPr/{W}bidi") is not None
    runs = [run.find(f"{W}rPr/{W}rtl") is not None for run in first.element.iter(f"{W}r")]
    assert runs == [True, False, True]
    assert second.element.find(f"{W}pPr/{W}bidi") is None
    assert second.element.find(f".//{W}rtl") is None


# --- lists, contents and links


def test_numbered_lists_start_at_their_own_first_number() -> None:
    document = write("1. one\n2. two\n\nwords\n\n4. four\n5. five\n   1. inner")
    ids = [value(block.element, "pPr/numPr/numId") for block in blocks(document)]
    first, second, inner = ids[0], ids[3], ids[5]
    assert ids == [first, first, None, second, second, inner]
    numbering = part(document, "word/numbering.xml")
    starts = {
        node.get(f"{W}numId"): value(node, "lvlOverride/startOverride")
        for node in numbering.iter(f"{W}num")
    }
    assert (starts[first], starts[second], starts[inner]) == ("1", "4", "1")
    tags = [node.tag for node in numbering]
    assert tags == sorted(tags)  # definitions before instances, as the schema wants


def test_headings_and_clauses_are_numbered_by_one_list() -> None:
    numbering = part(render(sample()), "word/numbering.xml")
    levels = [list(node.iter(f"{W}lvl"))[:3] for node in numbering.iter(f"{W}abstractNum")]
    (headings,) = [found for found in levels if value(found[0], "pStyle") == "Heading1"]
    assert [value(level, "pStyle") for level in headings] == ["Heading1", "Heading2", "Clause"]
    assert [value(level, "lvlText") for level in headings] == ["%1", "%1.%2", "(%3)"]


def test_contents_are_filled_in_and_linked() -> None:
    document = write(
        "{.contents}\nContents\n\n# One\n\n## Within\n\n{.unnumbered}\n# Between\n\n# *Two* & more"
    )
    lines = [block.words for block in blocks(document) if block.style == "TOC1"]
    assert lines == ["1\tOne", "Between", "2\tTwo & more"]
    root = body(document)
    anchors = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert anchors == [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    marked = [
        block.words
        for block in blocks(document)
        if block.element.find(f"{W}bookmarkStart") is not None
    ]
    assert marked == ["One", "Between", "Two & more"]
    code = "".join(node.text or "" for node in root.iter(f"{W}instrText")).split()
    assert code[0] == "TOC"
    assert r"\n" in code
    kinds = [node.get(f"{W}fldCharType") for node in root.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    # Word would first ask the reader whether to update fields.
    parts = docx_package.read(document)
    assert not any(b"updateFields" in part or b"w:dirty" in part for part in parts.values())


def test_links_to_one_address_share_a_relationship() -> None:
    link = "[ana@example.com](<mailto:ana@example.com>)"
    document = write(f"{link} {link} [here](<ftp://files.example.com>)")
    ids = [node.get(R_ID) for node in body(document).iter(f"{W}hyperlink")]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    relationships = part(document, "word/_rels/document.xml.rels")
    targets = {node.get("Id"): node.get("Target") for node in relationships}
    assert targets[ids[0]] == "mailto:ana@example.com"
    assert blocks(document)[0].words == "ana@example.com ana@example.com here"


# --- tables


def test_table_repeats_its_header_and_has_fixed_widths_and_a_title() -> None:
    found = table('{widths="30 70" title="Who & what"}\n| a | b |\n|---|---|\n| c | d |\n| e | f |')
    rows = found.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [node.get(f"{W}w") for node in found.iter(f"{W}gridCol")] == ["2808", "6552"]
    assert [node.get(f"{W}w") for node in found.iter(f"{W}tcW")] == ["2808", "6552"] * 3
    assert value(found, "tblPr/tblCaption") == "Who & what"
    assert value(found, "tblPr/tblDescription") is None  # or it would be read out twice


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["x"], []),
        (["x"] * 6, [0, 1, 2, 3, 4]),
        (["x"] * 7, [0, 5]),
        (["x"] * 40, [0, 38]),
        (["word " * 60] * 5, [0, 3]),
    ],
)
def test_short_table_stays_whole_and_long_one_leaves_no_row_alone(
    rows: list[str], kept: list[int]
) -> None:
    cells = cell_styles(ONE_COLUMN + "".join(f"| {row} |\n" for row in rows))[1:]
    assert [index for index, style in enumerate(cells) if style == "TableTextLead"] == kept


@pytest.mark.parametrize(
    ("markdown", "table_style", "cells"),
    [
        ("| a | b |", "PolicyTable", "TableHeading TableHeading TableText TableText"),
        ("{.facts}\n| a | b |", "PolicyFacts", "TableLabelLead TableTextLead TableLabel TableText"),
        ("{.facts}\n|  |  |", "PolicyFacts", "TableLabel TableText"),
        ("{.ladder}\n| a | b |", "PolicyLadder", "TableHeading TableHeading LadderStep TableText"),
    ],
)
def test_style_of_each_kind_of_table(markdown: str, table_style: str, cells: str) -> None:
    markdown = f"{markdown}\n|---|---|\n| c | d |\n"
    assert value(table(markdown), "tblPr/tblStyle") == table_style
    assert cell_styles(markdown) == cells.split()
    look = table(markdown).find(f"{W}tblPr/{W}tblLook")
    assert look is not None
    assert look.get(f"{W}firstRow") == "1"
    assert look.get(f"{W}firstColumn") == str(int(table_style != "PolicyTable"))
    assert look.get(f"{W}lastRow") == str(int(table_style == "PolicyLadder"))


def test_tables_neither_touch_nor_end_the_document() -> None:
    nodes = body(write(f"{ONE_COLUMN}| b |\n\n{{.facts}}\n{ONE_COLUMN}| b |\n"))
    assert [node.tag.removeprefix(W) for node in nodes] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_long_table_with_links_is_written_whole() -> None:
    rows = "\n".join(f"| {n} | [a](<mailto:{n}@example.com>) |" for n in range(500))
    document = write(f"| a | b |\n|---|---|\n{rows}\n\nend")
    assert sum(block.in_table for block in blocks(document)) == 1002


# --- page, header and properties


@pytest.mark.parametrize(("paper", "size"), [("a4", (11906, 16838)), ("letter", (12240, 15840))])
def test_text_is_as_wide_on_each_paper(paper: str, size: tuple[int, int]) -> None:
    section = docx.Document(io.BytesIO(render(sample(paper=paper)))).sections[0]
    assert (section.page_width.twips, section.page_height.twips) == size
    assert section.page_width.twips - section.left_margin.twips - section.right_margin.twips == 9360


def test_header_names_the_document_and_footer_counts_pages() -> None:
    document = render(sample("Harbour Street"))
    header = words(part(document, "word/header1.xml"))
    assert header == "Harbour Street · Social media policy\tVersion 1.0"
    assert words(part(render(sample(version="Draft")), "word/header1.xml")).endswith("\tDraft")
    for name in ("word/footer1.xml", "word/footer2.xml"):
        footer = part(document, name)
        codes = [(field.get(f"{W}instr") or "").strip() for field in footer.iter(f"{W}fldSimple")]
        assert codes == ["PAGE", "NUMPAGES"]
        assert words(footer) == "Page 1 of 1"


def test_properties_depend_on_the_document_and_never_on_the_clock() -> None:
    properties = docx.Document(io.BytesIO(render(sample("Harbour Street")))).core_properties
    assert (properties.title, properties.author) == ("Social media policy", "Harbour Street")
    assert (properties.language, properties.version) == ("en-US", "1.0")
    date = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    assert properties.created == properties.modified == date
    undated = docx.Document(io.BytesIO(render(sample(dated=None)))).core_properties
    assert undated.created == datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def test_language_applies_to_left_to_right_text() -> None:
    styles_part = part(render(sample(language="en-GB")), "word/styles.xml")
    language = styles_part.find(f".//{W}docDefaults//{W}lang")
    assert language is not None
    values = [language.get(f"{W}{name}") for name in ("val", "eastAsia", "bidi")]
    assert values == ["en-GB", "zh-CN", "ar-SA"]


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
    ],
)
def test_same_document_gives_the_same_bytes(variables: dict[str, str]) -> None:
    code = (
        "import hashlib; from tests.documents.sample import sample; "
        "from wizard.documents.docx_writer import render; "
        "print(hashlib.sha256(render(sample('Harbour & Sons'))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), **variables}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(render(sample("Harbour & Sons"))).hexdigest()
    assert render(sample("Harbour & Sons")) != render(sample("Harbour & Son"))


# --- text that users type

PLACES = {
    "paragraph": "{}",
    "amid words": "before {} after",
    "heading": "# {}",
    "item": "- {}",
    "nested item": "- a\n    - {}",
    "step": "1. {}",
    "clause": "# x\n\n{{.clauses}}\n1. {}",
    "check": "{{.checklist}}\n- {}",
    "quote": "> {}",
    "bold italic": "x ***{}*** y",
    "header cell": "| {} | b |\n|---|---|\n| a | x |\n\nend",
    "cell": "| a | b |\n|---|---|\n|{}| x |\n\nend",
    "fact": '{{.facts title="t"}}\n| a | {} |\n|---|---|\n| a | x |\n\nend',
    "callout": "{{.callout}}\n{}",
    "small": "{{.small}}\n{}",
    "link": "[{}](<https://example.com>)",
    "contents": "{{.contents}}\n{}",
}
PLAIN = "Plainword"
TYPED = st.text(min_size=1).map(clean_text).filter(bool)


def write_typed(place: str, typed: str) -> bytes:
    section = Section("one", PLACES[place].format(escape_markdown(typed)))
    return render(sample(typed, sections=(section,)))


@pytest.mark.parametrize("place", PLACES)
@given(typed=TYPED)
@example(typed="[x](javascript:alert) & <b> ]]> &amp; {.title} {{ 7*7 }}")
@example(typed="a\\|b * _ ` # 1. - + ~~ \"q\" 'q'")
@example(typed="  two  spaces\tand a tab ")
@example(typed="line\n\n\nline\n")
@example(typed="w\n\n---\n\n    w\n# x\n| a |\n|---|\n| b |\n- 1. > \\| w")
@example(typed="שלום, abc. عربي 你好 😀 e\u0301\u200f")
@settings(max_examples=20)
def test_typed_text_survives_in_each_place(place: str, typed: str) -> None:
    document, plain = write_typed(place, typed), write_typed(place, PLAIN)
    expected = [block.words.replace(PLAIN, typed) for block in blocks(plain)]
    assert [block.words for block in blocks(document)] == expected
    assert shape(document) == shape(plain)


@given(typed=TYPED)
@example(typed="Smith & <Sons>\tLtd")
def test_typed_text_survives_in_header_and_properties(typed: str) -> None:
    document = render(sample(typed, sections=()))
    header = words(part(document, "word/header1.xml"))
    assert header == f"{typed} · Social media policy\tVersion 1.0"
    properties = docx.Document(io.BytesIO(document)).core_properties
    assert properties.author == typed[:255]
