"""Word documents pass independent validators and accessibility rules, and print."""

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
import pytest

from tests.documents.read_back import W, blocks, body, part, value
from tests.documents.sample import sample
from tests.example import FILE as EXAMPLE
from tests.printed import pdf, words
from tests.word_validators import findings
from wizard.data_dirs import data_dir
from wizard.documents import docx_package
from wizard.documents.compose import Document, Section, compose
from wizard.documents.docx_writer import render
from wizard.storage.toml_file import read_answers

DEFAULT_TEMPLATE = data_dir("output_templates") / "default.docx"
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "sample": sample,
    "sample-a4-rtl": lambda: sample("מאפיית הנמל", paper="a4", language="en-GB"),
    "empty": lambda: sample(sections=()),
    "table-only": lambda: sample(sections=(Section("one", '{title="t"}\n| a |\n|---|\n| b |'),)),
    "policy": lambda: compose(read_answers(EXAMPLE), "policy"),
    "crisis-plan": lambda: compose(read_answers(EXAMPLE), "crisis-plan"),
}


@pytest.fixture(params=["sample", "policy", "crisis-plan"], scope="module")
def document(request: pytest.FixtureRequest) -> bytes:
    return render(DOCUMENTS[request.param]())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_validators_find_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(render(DOCUMENTS[name]()))
    assert findings(path) == []


def test_validators_find_nothing_in_the_default_template() -> None:
    assert findings(DEFAULT_TEMPLATE) == []


def test_validators_find_a_broken_element(tmp_path: Path) -> None:
    parts = docx_package.read(render(sample()))
    content = parts["word/document.xml"]
    parts["word/document.xml"] = content.replace(b"<w:tblGrid>", b"<w:nonsense/><w:tblGrid>", 1)
    path = tmp_path / "broken.docx"
    path.write_bytes(docx_package.write(parts))
    assert {"SDK", "audit"} <= {finding.partition(":")[0] for finding in findings(path)}


def test_default_template_opens_without_compatibility_mode_and_names_no_program() -> None:
    content = DEFAULT_TEMPLATE.read_bytes()
    modes = {
        node.get(f"{W}name"): node.get(f"{W}val")
        for node in part(content, "word/settings.xml").iter(f"{W}compatSetting")
    }
    assert modes["compatibilityMode"] == "15"
    names = docx_package.read(content)
    assert not any("thumbnail" in name or "app.xml" in name for name in names)
    assert not docx.Document(io.BytesIO(content)).core_properties.comments


def test_libreoffice_prints_it(tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(render(sample("Harbour Street")))
    printed = words(pdf(path, tmp_path))
    pages = printed.rstrip("\f").split("\f")
    title = "Social media policy Harbour Street Version 1.0, adopted on March 2, 2026"
    assert pages[0].startswith(title)
    assert "Contents 1 Purpose and scope 2 Team roles 3 Security To sign" in pages[0]
    assert "1.1 Who it is for (a) You, if you work here, paid or not. (b) Anyone" in pages[0]
    assert "2.1 Before you post" in printed
    assert "(a) Letters begin again under the next number." in printed
    assert "a. By phone first. b. Then by e-mail. 3. Harbour Street" in printed
    assert "And again from the beginning: 1. First 2. Second" in printed
    assert "☐ Two-factor sign-in is on" in printed
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"Page {number} of {len(pages)}")
        assert page.startswith("Harbour Street · Social media policy Version 1.0") == (number > 1)
    assert pages[-1].split("Version 1.0 ")[1].startswith("To sign I have read")


# --- what Word's accessibility checker and a screen reader ask for


def outline_levels(document: bytes) -> dict[str, int]:
    """Return the outline level of each style, from 1; 0 for what isn't a heading."""
    nodes = part(document, "word/styles.xml").iter(f"{W}style")
    by_id = {node.get(f"{W}styleId") or "": node for node in nodes}

    def level(style_id: str | None) -> int:
        if not style_id:
            return 0
        outline = value(by_id[style_id], "pPr/outlineLvl")
        return int(outline) + 1 if outline is not None else level(value(by_id[style_id], "basedOn"))

    return {style_id: level(style_id) for style_id in by_id}


def test_headings_have_text_and_skip_no_level(document: bytes) -> None:
    levels = outline_levels(document)
    previous = 0
    for block in blocks(document):
        if levels[block.style]:
            assert block.words.strip()
            assert levels[block.style] <= previous + 1
            previous = levels[block.style]


def test_document_has_a_title_and_a_language(document: bytes) -> None:
    properties = docx.Document(io.BytesIO(document)).core_properties
    assert properties.title
    assert properties.language == "en-US"
    assert [block.style for block in blocks(document)].count("Title") == 1


def test_tables_are_simple_with_a_header_row_and_a_title(document: bytes) -> None:
    for table in body(document).iter(f"{W}tbl"):
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None
        assert look.get(f"{W}firstRow") == "1"
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert value(table, "tblPr/tblCaption")
        for merged_or_nested in ("gridSpan", "vMerge", "tbl"):
            assert table.find(f".//{W}{merged_or_nested}") is None
        columns = len(list(table.iter(f"{W}gridCol")))
        assert all(len(row.findall(f"{W}tc")) == columns for row in table.iter(f"{W}tr"))


def test_no_blank_paragraph_makes_space(document: bytes) -> None:
    for block in blocks(document):
        assert block.words or block.in_table or block.style == "TableGap"


def test_links_say_where_they_lead(document: bytes) -> None:
    for link in body(document).iter(f"{W}hyperlink"):
        text = "".join(node.text or "" for node in link.iter(f"{W}t")).strip().lower()
        assert text not in {"", "here", "click here", "link", "this", "more", "read more"}


def test_styles_and_anchors_exist(document: bytes) -> None:
    nodes = part(document, "word/styles.xml").iter(f"{W}style")
    defined = {node.get(f"{W}styleId") for node in nodes}
    root = body(document)
    for kind in ("pStyle", "rStyle", "tblStyle"):
        assert {node.get(f"{W}val") for node in root.iter(f"{W}{kind}")} <= defined
    marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None} <= set(marks)


def luminance(color: str) -> float:
    parts = [int(color[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: str, ground: str) -> float:
    light, dark = sorted((luminance(color), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colors(root: Element) -> set[str]:
    return {node.get(f"{W}val") or "" for node in root.iter(f"{W}color")} - {"auto"}


def test_text_has_enough_contrast() -> None:
    content = DEFAULT_TEMPLATE.read_bytes()
    root = part(content, "word/styles.xml")
    white, ladder = "FFFFFF", {"1F6F7D", "1B3A57"}
    text = colors(root) | colors(part(content, "word/numbering.xml"))
    grounds = {node.get(f"{W}fill") or "" for node in root.iter(f"{W}shd")} | {white}
    on_color = {node.get(f"{W}styleId") for node in root.iter(f"{W}style") if white in colors(node)}
    assert on_color == {"LadderStep"}
    pairs = {(color, ground) for color in text - {white} for ground in grounds - ladder}
    for color, ground in pairs | {(white, ground) for ground in ladder}:
        assert contrast(color, ground) >= 4.5, (color, ground)
