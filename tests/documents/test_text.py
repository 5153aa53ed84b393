"""An owner's words come out of Markdown exactly as they went in, wherever they stand."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode

from wizard.documents.markdown import SafeMarkdown, escape_markdown, parse_markdown
from wizard.text import clean_text

PLACES = [
    "{}",
    "before {} after",
    "# {}",
    "## Title {}",
    "- {}",
    "- a\n    - {}",
    "1. {}",
    "> {}",
    "**bold** {}",
    "*{} x*",
    "(a) {}",
    "9{}",
    "| a | b |\n|---|---|\n| {} | x |",
    "| a | b |\n|---|---|\n|{}|{}|",
    "{{.callout}}\n{}",
    "{}\n{{.caption}}\nnext",
]


def text_of(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "text_special"):
        return node.content
    if node.type == "hardbreak":
        return "\n"
    return "".join(text_of(child) for child in node.children)


def shape(node: SyntaxTreeNode) -> tuple:
    return node.type, tuple(
        shape(child) for child in node.children if child.type not in ("text", "hardbreak")
    )


@pytest.mark.parametrize("place", PLACES)
@given(typed=st.text(min_size=1).map(clean_text).filter(bool))
@example(typed="[x](javascript:alert)")
@example(typed="a\\|b")
@example(typed="1. one")
@example(typed="- - -")
@example(typed="&amp; &#10; <b>")
@example(typed=" two  spaces ")
@example(typed="{.callout}")
@example(typed="{{ 7*7 }}{% raw %}")
@example(typed="line\nline\n\nline")
def test_structure_and_words_survive_whatever_is_typed(place, typed):
    escaped, harmless = (
        parse_markdown(place.format(*[value] * place.count("{}")))
        for value in (escape_markdown(typed), "w")
    )
    assert shape(escaped) == shape(harmless)
    assert text_of(escaped) == text_of(harmless).replace("w", typed)


def test_markdown_joined_to_words_escapes_the_words():
    assert SafeMarkdown("**x** ") + "*y*" == SafeMarkdown("**x** \\*y\\*")


def test_markdown_of_ours_is_not_escaped_twice():
    assert SafeMarkdown.escape(SafeMarkdown("**x**")) == "**x**"
