"""Text of users comes out of Markdown exactly as it went in, and templates can share sections."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example as case
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode

from tests.documents.businesses import example
from tests.documents.said import lines
from wizard.answers.base import AnswerModel
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.data import DataError
from wizard.documents.catalog import catalog, document_type
from wizard.documents.compose import CompositionError, compose
from wizard.documents.markdown import (
    SafeMarkdown,
    escape_markdown,
    merge_periods,
    only_sections,
    parse_markdown,
    plain_text,
    strip_period,
    without_heading,
    without_sections,
)
from wizard.text import clean_text

TEMPLATES = [
    *("{}", "before {} after", "# {}", "## Title {}", "- {}", "- a\n    - {}", "1. {}", "> {}"),
    *("**bold** {}", "*{} x*", "(a) {}", "9{}", "| a | b |\n|---|---|\n| {} | x |"),
    *("| a | b |\n|---|---|\n|{}|{}|", "{{.callout}}\n{}", "{}\n{{.caption}}\nnext"),
]
SECTION = (
    "{.unnumbered}\n# One\n\nfirst\n\n## Two\n\nsecond\n\n### Three\n\nthird\n\n"
    "{.unnumbered}\n## Four\n\nfourth\n"
)


def shape(node: SyntaxTreeNode) -> tuple[Any, ...]:
    kept = (child for child in node.children if child.type not in ("text", "hardbreak"))
    return node.type, tuple(map(shape, kept))


@pytest.mark.parametrize("template", TEMPLATES)
@given(typed=st.text(min_size=1).map(clean_text).filter(bool))
@case(typed="[x](javascript:alert)")
@case(typed="a\\|b")
@case(typed="1. one")
@case(typed="- - -")
@case(typed="&amp; &#10; <b>")
@case(typed=" two  spaces ")
@case(typed="{.callout}")
@case(typed="{{ 7*7 }}{% raw %}")
@case(typed="line\nline\n\nline")
def test_escaped_text_keeps_structure_and_words(template: str, typed: str) -> None:
    escaped, harmless = (
        parse_markdown(template.format(*[value] * template.count("{}")))
        for value in (escape_markdown(typed), "w")
    )
    assert shape(escaped) == shape(harmless)
    assert plain_text(escaped) == plain_text(harmless).replace("w", typed)


def test_safe_markdown_escapes_what_is_joined_to_it_and_itself_never() -> None:
    assert SafeMarkdown("**x** ") + "*y*" == SafeMarkdown("**x** \\*y\\*")
    assert SafeMarkdown.escape(SafeMarkdown("**x**")) == "**x**"


# --- periods ---


def ending(value: Any, sign: str) -> Any:
    """Return answers in which each text of the user's ends with `sign`."""
    if isinstance(value, AnswerModel):
        ends = {key: ending(getattr(value, key), sign) for key in value.model_fields_set}
        return value.model_copy(update=ends)
    if isinstance(value, tuple):
        return tuple(ending(item, sign) for item in value)
    if isinstance(value, str) and " " in value:  # ids, choices and addresses have no spaces
        return value.rstrip(".") + sign
    return value


@pytest.mark.parametrize("voice", ["direct", "formal"])
@pytest.mark.parametrize("length", ["short", "standard", "full"])
def test_answers_that_end_in_a_period_bring_the_sentence_its_own(length: str, voice: str) -> None:
    answers = replace_value(example(), "business.length", length)
    answers = ending(replace_value(answers, "business.voice", voice), ".")
    printed = [line for each in catalog() for line in lines(compose(answers, each.name))]
    assert [line for line in printed if "Castellano. " in line]
    assert not [line for line in printed if ".." in line]


@pytest.mark.parametrize("length", ["short", "full"])
def test_tasks_and_topics_inside_a_sentence_lose_their_period(length: str) -> None:
    answers = replace_value(example(), "business.length", length)
    answers = replace_value(answers, "legal.topics", ("Allergens.",))
    answers = replace_value(answers, "roles.other", ending(answers.roles.other, "."))
    for name in ("policy", "contact-card"):
        assert not [
            line for line in lines(compose(answers, name)) if re.search(r"[a-z]\.[,:;]", line)
        ]
    assert any("llergens" in line for line in lines(compose(answers, "policy")))


@given(st.text("a.1 *\\\n", max_size=8), st.text("a.1 *\\", max_size=8))
def test_merge_periods_removes_nothing_else(name: str, words: str) -> None:
    before = f"{escape_markdown(name)}. {escape_markdown(words)}."
    after = merge_periods(before, [name])
    assert after.replace(".", "").replace("\\", "") == before.replace(".", "").replace("\\", "")
    assert name.endswith(".") or after == before


def test_merge_periods_keeps_dots_of_the_user() -> None:
    before = "We are Wait.... And on... And on.."
    assert merge_periods(before, ["Wait..."]) == "We are Wait... And on... And on.."


@pytest.mark.parametrize(
    ("text", "stripped"),
    [("cakes.", "cakes"), ("cakes", "cakes"), ("etc.", "etc."), ("so on...", "so on...")],
)
def test_strip_period_keeps_one_that_belongs_to_the_words(text: str, stripped: str) -> None:
    assert strip_period(text) == stripped


# --- sections that documents share ---


def test_sections_are_selected_with_all_that_is_below_them() -> None:
    assert only_sections(SECTION, "Two") == "## Two\n\nsecond\n\n### Three\n\nthird\n"
    rest = "{.unnumbered}\n# One\n\nfirst\n\n{.unnumbered}\n## Four\n\nfourth\n"
    assert without_sections(SECTION, "Two") == rest
    assert without_sections(SECTION, "Four").endswith("third\n")
    assert without_heading(SECTION).startswith("first")
    assert without_heading("no heading") == "no heading\n"


def test_compose_names_the_template_and_the_heading_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "document.toml").write_text('title = "Odd"\nsections = ["a"]')
    (tmp_path / "odd" / "a.md").write_text('{% filter only("Gone") %}\n# Here\n{% endfilter %}')
    with pytest.raises(CompositionError, match=r"odd/a\.md.*'Gone'"):
        compose(Answers(), "odd", tmp_path)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('sections = ["a"]', "'title' is missing"),
        ('title = "Odd"\nsections = ["a"]\nsealled = false', "'sealled' is not known.*'sealed'"),
        (
            'title = "Odd"\nsections = ["a"]\n[lengths]\nshrot = ["a"]',
            "'lengths'.*unknown value 'shrot'.*'short'",
        ),
        ('title = "Odd"\nsections = ["a"]\nformats = ["pptx"]', "'formats'.*value 'pptx'"),
        ('title = "Odd"\nsections = ["a"]\npublic = "yes"', "'public' must be true or false"),
    ],
)
def test_document_type_names_the_key_that_is_wrong(tmp_path: Path, toml: str, message: str) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "document.toml").write_text(toml)
    with pytest.raises(DataError, match=message):
        document_type("odd", tmp_path)
