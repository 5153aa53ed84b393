"""The Markdown file: any program reads the same from it, and it has few odd characters."""

from dataclasses import replace

import pytest
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from tests.documents.businesses import BUSINESSES, example
from tests.documents.said import HOSTILE, filled
from tests.documents.sample import sample
from wizard.documents.catalog import catalog
from wizard.documents.checksum import is_unmodified
from wizard.documents.compose import Section, compose
from wizard.documents.markdown import UnsupportedMarkdownError, escape_markdown, parse_markdown
from wizard.documents.text_writer import render
from wizard.text import clean_text

PLACES = {
    "paragraph": "{}",
    "heading": "# {}",
    "title": "{{.title}}\n{}",
    "list": "- {}\n- {}",
    "steps": "1. {}",
    "cell": "| {} | {} |\n|---|---|\n| {} | x |",
    "quote": "> {}",
    "bold": "a **{}** b",
    "callout": "{{.callout}}\n{}",
    "after words": "see {} and {}",
}


def generous() -> MarkdownIt:
    """Return a parser that knows HTML, strikethrough and every link, as some programs do."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.validateLink = lambda _: True  # type: ignore[method-assign]
    return markdown


def blocks(markdown: str, reader: MarkdownIt | None = None) -> list[tuple[str, str]]:
    """Return the type and the words of each block with words; a line break is a newline."""
    root = SyntaxTreeNode(reader.parse(markdown)) if reader else parse_markdown(markdown)
    return [
        (node.parent.type, spoken(node))
        for node in root.walk()
        if node.type == "inline" and node.parent
    ]


def spoken(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "text_special"):
        return node.content
    if node.type == "hardbreak" or (node.type == "html_inline" and node.content == "<br>"):
        return "\n"
    if node.type == "softbreak":
        return " "
    if node.type in ("inline", "strong", "link"):
        return "".join(spoken(child) for child in node.children)
    return f"!{node.type}!"


@settings(max_examples=80)
@pytest.mark.parametrize("place", PLACES)
@given(typed=st.text(min_size=1).map(clean_text).filter(str.strip))
@case(typed="[x](javascript:alert(1))")
@case(typed="<script>alert(1)</script>")
@case(typed="<javascript:alert(1)>")
@case(typed="[x]: http://x.example")
@case(typed="a | b \\| c")
@case(typed="- one\n- two")
@case(typed="---")
@case(typed="a\n===")
@case(typed="[x] done")
@case(typed="~~gone~~ *x* _y_ `z`")
@case(typed="{.title}")
@case(typed="&amp; &lt; &#10;")
@case(typed=" two  spaces ")
@case(typed="one\n\n\ntwo")
@case(typed="ends with \\")
@case(typed="ends with a break\n")
@case(typed="#")
@case(typed="1986. A great year")
@case(typed="<!-- -->")
@case(typed="<br>")
def test_any_program_reads_what_was_typed(place: str, typed: str) -> None:
    markdown = PLACES[place].format(*[escape_markdown(typed)] * PLACES[place].count("{}"))
    document = replace(sample(), sections=(Section("a", markdown),))
    written = render(document, sealed=False).decode()
    wanted = blocks(markdown)
    if place == "heading":
        wanted = [(kind, f"1. {words}") for kind, words in wanted]
    if place == "title":
        wanted = [("heading", words) for _, words in wanted]
    assert blocks(written, generous()) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "Smith & Sons (UK) Ltd.",
        "+1 503 555 0110",
        "It's 100 % true: ask!",
        "@maria",
        "[time]",
        "2 * 3",
        "a_b",
        "#1 shop",
    ],
)
def test_ordinary_signs_stay_as_they_are(typed: str) -> None:
    document = replace(sample(), sections=(Section("a", f"- {escape_markdown(typed)}"),))
    assert render(document, sealed=False).decode() == f"- {typed}\n"


def test_headings_are_numbered_as_in_word() -> None:
    parts = (
        "{.title}\nT",
        "{.unnumbered}\n# In short",
        "# One",
        "## Part",
        "## Other",
        "# Two",
        "{.unnumbered}\n## X",
        "## Y",
    )
    markdown = "\n\n".join(parts)
    lines = (
        render(replace(sample(), sections=(Section("a", markdown),)), sealed=False)
        .decode()
        .split("\n\n")
    )
    assert [line.strip() for line in lines] == [
        *("# T", "## In short", "## 1. One", "### 1.1 Part", "### 1.2 Other", "## 2. Two", "### X"),
        "### 2.1 Y",
    ]


def test_every_construct_has_its_form() -> None:
    written = render(sample(), sealed=False).decode()
    for words in (
        "# Social media policy",
        "> **In one minute.**",
        "- [ ] Two-factor sign-in is on",
        "- (a) You, if you work here, **paid or not**.",
        "- (b) Anyone who posts *for us*, such as an agency; ***both*** count.",
        "    - If not, who said yes?".replace("    ", "  "),
        "1. Save a picture of the post.",
        "> Thank you for telling us.",
        "| Level | Sign |\n|---|---|\n| Watch | A few complaints |",
        "Name: ______",
        "Looked after by",
    ):
        assert words in written, words
    assert "{" not in written
    assert "Contents" not in written


@pytest.mark.parametrize("business", BUSINESSES)
@pytest.mark.parametrize("name", [each.name for each in catalog()])
def test_no_word_of_a_document_is_lost(business: str, name: str) -> None:
    document = compose(BUSINESSES[business](), name)
    written = [words for _, words in blocks(render(document, sealed=False).decode(), generous())]
    for section in document.sections:
        for _, words in blocks(section.markdown):
            assert words == "Contents" or any(words in each for each in written), words


@pytest.mark.parametrize("name", [each.name for each in catalog()])
def test_hostile_text_changes_no_structure(name: str) -> None:
    calm, *wild = (
        blocks(render(compose(filled(example(), words), name), sealed=False).decode(), generous())
        for words in ("w", *HOSTILE)
    )
    for each in wild:
        assert [kind for kind, _ in each] == [kind for kind, _ in calm]
        assert "!html_inline!" not in str(each)


def test_a_sealed_file_is_known_and_an_edited_one_isn_t() -> None:
    written = render(sample())
    assert is_unmodified(written)
    assert not is_unmodified(written.replace(b"Ana", b"Eva"))
    assert not is_unmodified(render(sample(), sealed=False))


@pytest.mark.parametrize("markdown", ["`code`", "---", "![x](y.png)"])
def test_what_has_no_form_is_told(markdown: str) -> None:
    with pytest.raises(UnsupportedMarkdownError):
        render(replace(sample(), sections=(Section("a", markdown),)))
