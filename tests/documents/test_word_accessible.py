"""What Word's accessibility checker and a screen reader ask of a document, checked by script."""

from functools import cache
from xml.etree.ElementTree import Element

import pytest

from tests.documents.read_back import Block, W, blocks, body, part, value
from tests.documents.sample import sample
from tests.example import FILE as EXAMPLE
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render
from wizard.storage.toml_file import read_answers

NAVY, TEAL, BAND, TINT, WHITE = "1B3A57", "1F6F7D", "E6EDF4", "EEF5F6", "FFFFFF"
EMPTY_LINK_WORDS = {"here", "click here", "link", "this", "more", "read more"}


@cache
def document(name: str) -> bytes:
    return render(sample() if name == "sample" else compose(read_answers(EXAMPLE), name))


every_document = pytest.mark.parametrize("name", ["sample", "policy", "crisis-plan"])


def style_levels(word: bytes) -> dict[str, int]:
    """Return the level of each heading style in the outline, from 1; a style without one takes its parent's."""
    found = {
        each.get(f"{W}styleId") or "": each
        for each in part(word, "word/styles.xml").iter(f"{W}style")
    }

    def level(name: str | None) -> int:
        if not name:
            return 0
        outline = value(found[name], "pPr/outlineLvl")
        return int(outline) + 1 if outline is not None else level(value(found[name], "basedOn"))

    return {name: level(name) for name in found}


def headings(word: bytes) -> list[tuple[int, Block]]:
    levels = style_levels(word)
    return [(levels[block.style], block) for block in blocks(word) if levels[block.style]]


@every_document
def test_headings_have_words_and_skip_no_level(name: str) -> None:
    before = 0
    for level, block in headings(document(name)):
        assert block.words.strip()
        assert level <= before + 1
        before = level


@every_document
def test_title_and_language_are_set(name: str) -> None:
    word = document(name)
    properties = {each.tag.partition("}")[2]: each.text for each in part(word, "docProps/core.xml")}
    assert properties["title"]
    assert properties["language"] == "en-US"
    assert [block.style for block in blocks(word)].count("Title") == 1


@every_document
def test_tables_are_simple_and_have_a_header_row_and_a_title(name: str) -> None:
    for table in body(document(name)).iter(f"{W}tbl"):
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None
        assert look.get(f"{W}firstRow") == "1"
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert value(table, "tblPr/tblCaption")
        for forbidden in ("gridSpan", "vMerge", "tbl"):
            assert not list(table.iterfind(f".//{W}{forbidden}"))
        columns = len(list(table.iter(f"{W}gridCol")))
        assert all(len(row.findall(f"{W}tc")) == columns for row in table.iter(f"{W}tr"))


@every_document
def test_no_blank_paragraph_makes_space(name: str) -> None:
    for block in blocks(document(name)):
        assert block.words or block.in_table or block.style == "TableGap"


@every_document
def test_links_say_where_they_lead(name: str) -> None:
    for link in body(document(name)).iter(f"{W}hyperlink"):
        said = "".join(text.text or "" for text in link.iter(f"{W}t")).strip()
        assert said
        assert said.lower() not in EMPTY_LINK_WORDS


@every_document
def test_every_style_used_is_defined_and_every_anchor_exists(name: str) -> None:
    word = document(name)
    defined = {each.get(f"{W}styleId") for each in part(word, "word/styles.xml").iter(f"{W}style")}
    found = body(word)
    used = {
        each.get(f"{W}val")
        for kind in ("pStyle", "rStyle", "tblStyle")
        for each in found.iter(f"{W}{kind}")
    }
    assert used <= defined
    marks = [mark.get(f"{W}name") for mark in found.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {link.get(f"{W}anchor") for link in found.iter(f"{W}hyperlink")} - {None} <= set(marks)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colors(element: Element) -> set[str]:
    found = {each.get(f"{W}val") or "" for each in element.iter(f"{W}color")}
    return {color for color in found if color != "auto"}


def test_every_colour_of_letters_stands_out_on_every_ground() -> None:
    word = document("sample")
    styles = part(word, "word/styles.xml")
    letters = colors(styles) | colors(part(word, "word/numbering.xml"))
    grounds = {each.get(f"{W}fill") or "" for each in styles.iter(f"{W}shd")} | {WHITE}
    on_colour = {
        each.get(f"{W}styleId") for each in styles.iter(f"{W}style") if WHITE in colors(each)
    }
    assert on_colour == {"LadderStep"}
    assert grounds == {WHITE, BAND, TINT, TEAL, NAVY}
    pairs = {(color, ground) for color in letters - {WHITE} for ground in grounds - {TEAL, NAVY}}
    for color, ground in pairs | {(WHITE, TEAL), (WHITE, NAVY)}:
        assert contrast(color, ground) >= 4.5, (color, ground)
