"""What a Word file is made of: named styles, numbers that Word keeps, tables that repeat their headings, contents."""

import datetime
import io
import zipfile
from xml.etree.ElementTree import Element

import docx
import pytest

from tests.documents.read_back import W, blocks, body, part, value, words
from tests.documents.sample import sample
from wizard.documents.compose import Section
from wizard.documents.docx_writer import render
from wizard.documents.markdown import UnsupportedMarkdownError


def draw(markdown: str) -> bytes:
    return render(sample(sections=(Section("one", markdown),)))


def styles(markdown: str) -> list[str]:
    return [block.style for block in blocks(draw(markdown))]


def lists(markdown: str) -> list[tuple[str, str | None]]:
    return [
        (block.style, value(block.element, "pPr/numPr/numId")) for block in blocks(draw(markdown))
    ]


def numbered_by(document: bytes, style: str) -> tuple[str, str]:
    """Return the format and the words of the number that `style` gives its paragraphs."""
    numbering = part(document, "word/numbering.xml")
    level = next(each for each in numbering.iter(f"{W}lvl") if value(each, "pStyle") == style)
    return value(level, "numFmt") or "", value(level, "lvlText") or ""


@pytest.mark.parametrize(
    ("markdown", "style"),
    [
        ("words", "BodyText"),
        ("# words", "Heading1"),
        ("## words", "Heading2"),
        ("### words", "Heading3"),
        ("{.unnumbered}\n# words", "Heading1Unnumbered"),
        ("{.unnumbered}\n## words", "Heading2Unnumbered"),
        ("{.new-page}\n# words", "Heading1NewPage"),
        ("{.unnumbered .new-page}\n# words", "Heading1UnnumberedNewPage"),
        ("{.title}\nwords", "Title"),
        ("{.subtitle}\nwords", "Subtitle"),
        ("{.callout}\nwords", "Callout"),
        ("{.caption}\nwords", "Caption"),
        ("{.signature}\nwords", "SignatureLine"),
        ("{.small}\nwords", "Small"),
        ("{.contents}\nwords", "TOCHeading"),
        ("- words", "ListBullet"),
        ("1. words", "ListNumber"),
        ("{.checklist}\n- words", "Checklist"),
        ("> words", "Quote"),
    ],
)
def test_each_construct_has_its_named_style(markdown: str, style: str) -> None:
    assert styles(markdown) == [style]
    defined = {
        each.get(f"{W}styleId")
        for each in part(draw(markdown), "word/styles.xml").iter(f"{W}style")
    }
    assert style in defined


@pytest.mark.parametrize(
    "markdown",
    [
        "`code`", "    indented code", "```\nfenced\n```", "![a picture](x.png)", "---", "#### Fourth level",
        "{.unknown}\nwords", "{.unknown}\n- item", "{.unknown}\n# heading", "{.unknown}\n| a |\n|---|\n| b |",
        "{color=red}\nwords", "{.new-page}\n## heading", "{.title .small}\nwords", "{.facts .big}\n| a |\n|---|\n| b |",
        "| a |\n|:-:|\n| centred |", '{widths="50 50"}\n| a |\n|---|\n| b |', '{widths="0"}\n| a |\n|---|\n| b |',
        '{widths="wide"}\n| a |\n|---|\n| b |', "- 1\n    - 2\n        - 3\n            - 4", "> - a list in a quote",
        "> > a quote in a quote", "{.clauses}\n1. under no heading", "{.unnumbered}\n# x\n\n{.clauses}\n1. unnumbered",
        "- > a quote in a list",
    ],
)  # fmt: skip
def test_what_word_cannot_draw_is_refused_never_left_out(markdown: str) -> None:
    with pytest.raises(UnsupportedMarkdownError, match="Word can"):
        draw(markdown)


def test_nothing_is_formatted_directly() -> None:
    allowed = {f"{W}{name}" for name in ("pStyle", "numPr", "bidi", "rStyle", "rtl")}
    for kind in ("pPr", "rPr"):
        for properties in body(render(sample())).iter(f"{W}{kind}"):
            assert {each.tag for each in properties} <= allowed


def test_numbers_of_headings_and_clauses_come_from_one_list() -> None:
    document = render(sample())
    assert numbered_by(document, "Heading1") == ("decimal", "%1")
    assert numbered_by(document, "Heading2") == ("decimal", "%1.%2")
    assert numbered_by(document, "Clause") == ("lowerLetter", "(%3)")
    numbering = part(document, "word/numbering.xml")
    tied = [
        [value(level, "pStyle") for level in each.iter(f"{W}lvl")][:3]
        for each in numbering.iter(f"{W}abstractNum")
    ]
    assert ["Heading1", "Heading2", "Clause"] in tied


def test_each_numbered_list_begins_at_its_own_first_number() -> None:
    document = draw("1. one\n2. two\n\nwords\n\n4. four\n5. five\n   1. inner")
    numbers = [value(block.element, "pPr/numPr/numId") for block in blocks(document)]
    first, second, inner = numbers[0], numbers[3], numbers[5]
    assert numbers == [first, first, None, second, second, inner]
    assert len({first, second, inner}) == 3
    starts = {
        each.get(f"{W}numId"): value(each, "lvlOverride/startOverride")
        for each in part(document, "word/numbering.xml").iter(f"{W}num")
    }
    assert (starts[first], starts[second], starts[inner]) == ("1", "4", "1")


def test_nested_lists_have_styles_of_their_own() -> None:
    assert [style for style, _ in lists("- a\n    - b\n        - c\n\n      more of b\n\n  more of a")] == [
        "ListBullet", "ListBullet2", "ListBullet3", "ListContinue2", "ListContinue",
    ]  # fmt: skip
    assert [style for style, _ in lists("- a\n    1. b")] == ["ListBullet", "ListNumber2"]


def test_definitions_of_lists_stand_before_their_instances() -> None:
    names = [each.tag.removeprefix(W) for each in part(render(sample()), "word/numbering.xml")]
    assert names == sorted(names)


TABLE = '{widths="30 70" title="Who & what"}\n| a | b |\n|---|---|\n| c | d |\n| e | f |\n\nafter'


def table(markdown: str) -> Element:
    found = body(draw(markdown)).find(f"{W}tbl")
    assert found is not None
    return found


def test_a_table_repeats_its_headings_and_keeps_its_rows_whole() -> None:
    rows = table(TABLE).findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [block.style for block in blocks(draw(TABLE)) if block.in_table] == [
        *["TableHeading"] * 2, *["TableTextLead"] * 2, *["TableText"] * 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "stay"), [(1, []), (6, [0, 1, 2, 3, 4]), (7, [0, 5]), (40, [0, 38])]
)
def test_a_short_table_stays_whole_and_no_row_of_a_long_one_is_alone(
    rows: int, stay: list[int]
) -> None:
    drawn = draw(
        "| a |\n|---|\n" + "".join(f"| {number} |\n" for number in range(rows)) + "\nafter"
    )
    cells = [block.style for block in blocks(drawn) if block.in_table][1:]
    assert [number for number, style in enumerate(cells) if style == "TableTextLead"] == stay
    wordy = draw("| a |\n|---|\n" + f"| {'word ' * 60} |\n" * 5 + "\nafter")
    cells = [block.style for block in blocks(wordy) if block.in_table][1:]
    assert [number for number, style in enumerate(cells) if style == "TableTextLead"] == [0, 3]
    facts = draw("{.facts}\n| a | b |\n|---|---|\n| c | d |\n\nafter")
    assert [block.style for block in blocks(facts) if block.in_table] == [
        "TableLabelLead", "TableTextLead", "TableLabel", "TableText",
    ]  # fmt: skip


def test_a_ladder_has_a_step_of_colour_in_each_row_and_the_last_stands_out() -> None:
    ladder = "{.ladder}\n| Level | Sign |\n|---|---|\n| Watch | few |\n| Crisis | many |\n\nafter"
    assert [block.style for block in blocks(draw(ladder)) if block.in_table] == [
        "TableHeading", "TableHeading", "LadderStep", "TableTextLead", "LadderStep", "TableText",
    ]  # fmt: skip
    look = table(ladder).find(f"{W}tblPr/{W}tblLook")
    assert look is not None
    shown = ("firstRow", "firstColumn", "lastRow", "lastColumn")
    assert [look.get(f"{W}{each}") for each in shown] == ["1", "1", "1", "0"]
    assert value(table(ladder), "tblPr/tblStyle") == "PolicyLadder"


def test_a_table_has_fixed_widths_and_a_title_to_read_out() -> None:
    found = table(TABLE)
    assert [column.get(f"{W}w") for column in found.iter(f"{W}gridCol")] == ["2808", "6552"]
    assert [width.get(f"{W}w") for width in found.iter(f"{W}tcW")] == ["2808", "6552"] * 3
    assert value(found, "tblPr/tblCaption") == "Who & what"
    assert value(found, "tblPr/tblDescription") is None  # or it would be read out twice


def test_facts_have_labels_in_their_first_column_and_no_empty_heading() -> None:
    facts = (
        '{.facts title="Facts"}\n|  |  |\n|---|---|\n| Version | 1 |\n| Adopted | today |\n\nafter'
    )
    assert [(block.style, block.words) for block in blocks(draw(facts))][:4] == [
        ("TableLabelLead", "Version"), ("TableTextLead", "1"), ("TableLabel", "Adopted"), ("TableText", "today"),
    ]  # fmt: skip
    assert value(table(facts), "tblPr/tblStyle") == "PolicyFacts"


def test_two_tables_never_touch_and_none_ends_the_document() -> None:
    one = "| a |\n|---|\n| b |\n"
    drawn = list(body(draw(f"{one}\n{{.facts}}\n{one}")))
    assert [each.tag.removeprefix(W) for each in drawn] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_paragraph_stays_with_the_list_or_table_it_introduces() -> None:
    assert styles("lead\n\n- a") == ["BodyTextLead", "ListBullet"]
    assert styles("lead\n\n> words") == ["BodyTextLead", "Quote"]


def test_the_first_of_several_steps_stays_with_the_second() -> None:
    assert styles("lead\n\n1. a\n2. b\n3. c") == [
        "BodyTextLead",
        "ListNumberLead",
        "ListNumber",
        "ListNumber",
    ]
    assert styles("1. a") == ["ListNumber"]
    assert styles("| a |\n|---|\n| b |\n\nafter")[-1] == "BodyTextAfterTable"


def test_what_a_chapter_says_first_stays_with_its_first_part() -> None:
    assert styles("# One\n\nwords\n\n## Two\n\nwords\n\n## Three") == [
        "Heading1", "BodyTextLead", "Heading2", "BodyTextLead", "Heading2",
    ]  # fmt: skip
    assert styles("# One\n\nwords\n\nmore\n\n## Two")[1:3] == ["BodyText", "BodyText"]


def test_contents_are_filled_in_beforehand_and_linked() -> None:
    document = draw(
        "{.contents}\nContents\n\n# One\n\n## Within\n\n{.unnumbered}\n# Between\n\n# *Two* & more"
    )
    found = body(document)
    lines = [block for block in blocks(document) if block.style == "TOC1"]
    assert [block.words for block in lines] == ["1\tOne", "Between", "2\tTwo & more"]
    anchors = [link.get(f"{W}anchor") for link in found.iter(f"{W}hyperlink")]
    assert anchors == [mark.get(f"{W}name") for mark in found.iter(f"{W}bookmarkStart")]
    marked = [
        block for block in blocks(document) if block.element.find(f"{W}bookmarkStart") is not None
    ]
    assert [block.words for block in marked] == ["One", "Between", "Two & more"]
    code = "".join(each.text or "" for each in found.iter(f"{W}instrText"))
    assert code.split()[0] == "TOC"
    assert r"\n" in code.split()
    kinds = [each.get(f"{W}fldCharType") for each in found.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_word_is_never_asked_to_update_fields_when_it_opens_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(render(sample()))) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    assert b"updateFields" not in whole
    assert b"w:dirty" not in whole


def test_links_lead_where_they_say_and_one_address_is_one_relationship() -> None:
    ana = "[ana@example.com](<mailto:ana@example.com>)"
    document = draw(f"{ana} {ana} [here](<ftp://files.example.com>)")
    links = list(body(document).iter(f"{W}hyperlink"))
    names = [
        link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for link in links
    ]
    assert len(links) == 2
    assert len(set(names)) == 1
    targets = {
        each.get("Id"): each.get("Target")
        for each in part(document, "word/_rels/document.xml.rels")
    }
    assert targets[names[0]] == "mailto:ana@example.com"
    assert blocks(document)[0].words == "ana@example.com ana@example.com here"


def test_signature_lines_end_in_a_rule() -> None:
    document = draw("{.signature}\nName\n\n{.signature}\nOne\\\nTwo")
    assert [block.words for block in blocks(document)] == ["Name \t", "One \t\nTwo \t"]
    signature = next(
        each
        for each in part(document, "word/styles.xml").iter(f"{W}style")
        if each.get(f"{W}styleId") == "SignatureLine"
    )
    assert [tab.get(f"{W}leader") for tab in signature.iter(f"{W}tab")] == ["underscore"]


def test_right_to_left_words_are_told_so() -> None:
    document = draw("שלום, **abc** 12.\n\nabc שלום\n\n12. x")
    first, second, _ = blocks(document)
    assert first.element.find(f"{W}pPr/{W}bidi") is not None
    turned = [run.find(f"{W}rPr/{W}rtl") is not None for run in first.element.iter(f"{W}r")]
    assert turned == [True, False, True]
    assert second.element.find(f"{W}pPr/{W}bidi") is None
    assert not any(run.find(f"{W}rPr/{W}rtl") is not None for run in second.element.iter(f"{W}r"))


@pytest.mark.parametrize(("paper", "size"), [("a4", (11906, 16838)), ("letter", (12240, 15840))])
def test_paper_follows_the_document_and_the_text_keeps_its_width(
    paper: str, size: tuple[int, int]
) -> None:
    section = docx.Document(io.BytesIO(render(sample(paper=paper)))).sections[0]
    assert (section.page_width.twips, section.page_height.twips) == size
    assert section.page_width.twips - section.left_margin.twips - section.right_margin.twips == 9360


def test_header_names_business_title_and_version_and_footer_counts_pages() -> None:
    document = render(sample("Harbour Street"))
    assert (
        words(part(document, "word/header1.xml"))
        == "Harbour Street · Social media policy\tVersion 1.0"
    )
    assert words(part(render(sample(version="Draft")), "word/header1.xml")).endswith("\tDraft")
    for footer in ("word/footer1.xml", "word/footer2.xml"):
        codes = [
            (field.get(f"{W}instr") or "").strip()
            for field in part(document, footer).iter(f"{W}fldSimple")
        ]
        assert codes == ["PAGE", "NUMPAGES"]
        assert words(part(document, footer)) == "Page 1 of 1"


def test_properties_say_what_the_document_is_and_never_what_day_it_is() -> None:
    properties = docx.Document(io.BytesIO(render(sample("Harbour Street")))).core_properties
    assert (properties.title, properties.author) == ("Social media policy", "Harbour Street")
    assert (properties.language, properties.version) == ("en-US", "1.0")
    day = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    assert properties.created == properties.modified == day
    undated = docx.Document(io.BytesIO(render(sample(dated=None)))).core_properties
    assert undated.created == datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def test_every_word_has_a_language() -> None:
    language = part(render(sample(language="en-GB")), "word/styles.xml").find(
        f".//{W}docDefaults//{W}lang"
    )
    assert language is not None
    assert (language.get(f"{W}val"), language.get(f"{W}eastAsia"), language.get(f"{W}bidi")) == (
        "en-GB",
        "zh-CN",
        "ar-SA",
    )


def test_a_long_table_is_drawn_in_time_that_grows_with_its_rows() -> None:
    link = "[a](<mailto:{0}@example.com>)"
    rows = "\n".join(f"| {number} | {link.format(number)} |" for number in range(5000))
    document = draw(f"| a | b |\n|---|---|\n{rows}\n\nend")
    assert sum(block.in_table for block in blocks(document)) == 10_002
