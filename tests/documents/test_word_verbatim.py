"""An owner's words come out of a Word file exactly as they went in, whatever they are and wherever they stand."""

import io

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.documents.read_back import blocks, part, shape, words
from tests.documents.sample import sample
from wizard.documents.compose import Section
from wizard.documents.docx_writer import render
from wizard.documents.markdown import escape_markdown
from wizard.text import clean_text

PLACES = {
    "paragraph": "{}",
    "amid words": "before {} after",
    "heading": "# {}",
    "second heading": "## {}",
    "item": "- {}",
    "nested item": "- a\n    - {}",
    "step": "1. {}",
    "clause": "# x\n\n{{.clauses}}\n1. {}",
    "check": "{{.checklist}}\n- {}",
    "quote": "> {}",
    "bold": "x **{}** y",
    "bold italic": "x ***{}*** y",
    "header cell": "| {} | b |\n|---|---|\n| a | x |\n\nend",
    "cell": "| a | b |\n|---|---|\n|{}| x |\n\nend",
    "fact": '{{.facts title="t"}}\n| a | {} |\n|---|---|\n| a | x |\n\nend',
    "title": "{{.title}}\n{}",
    "callout": "{{.callout}}\n{}",
    "caption": "{{.caption}}\n{}",
    "small": "{{.small}}\n{}",
    "link": "[{}](<https://example.com>)",
    "contents": "{{.contents}}\n{}",
}
PLAIN = "Plainword"
TYPED = st.text(min_size=1).map(clean_text).filter(bool)


def written(place: str, typed: str) -> bytes:
    return render(
        sample(typed, sections=(Section("one", PLACES[place].format(escape_markdown(typed))),))
    )


@pytest.mark.parametrize("place", PLACES)
@given(typed=TYPED)
@example(typed="[x](javascript:alert) & <b> ]]> &amp; {.title} {{ 7*7 }}")
@example(typed="a\\|b * _ ` # 1. - + ~~ \"q\" 'q'")
@example(typed="  two  spaces\tand a tab ")
@example(typed="line\n\n\nline\n")
@example(typed="שלום, abc. عربي 你好 😀 e\u0301\u200f")
@settings(max_examples=20)
def test_words_survive(place: str, typed: str) -> None:
    document, plain = written(place, typed), written(place, PLAIN)
    expected = [block.words.replace(PLAIN, typed) for block in blocks(plain)]
    assert [block.words for block in blocks(document)] == expected
    assert shape(document) == shape(plain)
    opened = docx.Document(io.BytesIO(document))
    paragraphs = [
        *opened.paragraphs,
        *(p for t in opened.tables for r in t.rows for c in r.cells for p in c.paragraphs),
    ]
    outside_contents = [words(paragraph._p) for paragraph in paragraphs]
    assert {text for text in expected if typed in text} <= {
        *outside_contents
    } or place == "contents"


@given(typed=TYPED)
@example(typed="Smith & <Sons>\tLtd")
def test_header_and_properties_say_the_business(typed: str) -> None:
    document = render(sample(typed, sections=()))
    header = part(document, "word/header1.xml")
    assert words(header) == f"{typed} · Social media policy\tVersion 1.0"
    properties = docx.Document(io.BytesIO(document)).core_properties
    assert properties.author == typed[:255]
    assert properties.title == "Social media policy"


HOSTILE = st.sampled_from(
    [
        "*w* | `x` <b>& [a](b) {.title} #",
        "- 1. > \\| w\n# x",
        "| a |\n|---|\n| b |",
        "w\n\n---\n\n    w",
    ]
)


@given(typed=TYPED | HOSTILE)
@settings(max_examples=20)
def test_a_whole_document_keeps_its_structure(typed: str) -> None:
    document, plain = render(sample(typed)), render(sample(PLAIN))
    assert shape(document) == shape(plain)
    for block, expected in zip(blocks(document), blocks(plain), strict=True):
        assert block.words == expected.words.replace(PLAIN, typed)
