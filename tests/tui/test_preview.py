"""The preview of the policy beside the questions."""

from pathlib import Path

import pytest
from markdown_it.tree import SyntaxTreeNode

from tests.example import FILE as EXAMPLE
from tests.tui.driving import Owner, begin, drive
from wizard.documents.catalog import catalog
from wizard.documents.compose import compose
from wizard.documents.markdown import parse_markdown, plain_text
from wizard.storage.toml_file import read_answers
from wizard.tui.preview_renderer import render_sections
from wizard.tui.widgets.preview import Preview

BY_HAND = {"contents", "summary", "managers", "questions-and-answers", "regions"}
"""Sections that repeat others, or that come from no step alone."""


def policy(owner: Owner) -> str:
    """Return the text of the preview with single blanks."""
    return " ".join(owner.screen(Preview).split())


async def page(owner: Owner, words: str, *, there: bool = True) -> str:
    """Wait until the preview shows a text, or no longer; return the screen."""
    await owner.wait_until(lambda: (words in policy(owner)) is there)
    return owner.screen()


def test_preview_shows_every_word_of_documents() -> None:
    answers = read_answers(EXAMPLE)
    for name in [each.name for each in catalog()]:
        if name == "review-calendar":
            continue
        drawn = "".join(
            block.plain for part in render_sections(answers, (name,)) for block in part.blocks
        ).split()
        for section in compose(answers, name).sections:
            inline = [
                node for node in parse_markdown(section.markdown).walk() if node.type == "inline"
            ]
            words = [
                plain_text(node)
                for node in inline
                if section.name != "contents" and not _is_head(node)
            ]
            missing = [
                word for text in words for word in text.split() if word not in " ".join(drawn)
            ]
            assert not missing, (name, section.name)


def test_preview_marks_a_typed_answer(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        # Changes are marked once the preview shows this step, not still the first screen.
        await owner.wait_until(lambda: owner.app.preview.place == owner.app.navigator.key)
        await page(owner, "Who this policy is for")
        await owner.type("Moss & Fern [b]*Florists*[/b]")
        shown = await page(owner, "▌ Moss & Fern [b]*Florists*[/b]")
        assert "Who this policy is for" in shown
        await owner.press("backspace")
        await page(owner, "▌ Moss & Fern [b]*Florists*[/b ")
        assert owner.at() == "business.name"

    drive(tmp_path / "a.toml", script, size=(140, 60))


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_preview_key_shows_it_in_small_window_and_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.type("Moss")
        await owner.press("f6")
        shown = await page(owner, "Social media policy")
        assert "What is the business called?" not in shown
        assert "scroll" in owner.screen().splitlines()[-1]
        await owner.press("escape")
        assert owner.at() == "business.name"
        await owner.type(" & Fern")
        await owner.press("alt+p")
        await page(owner, "Social media policy")
        await owner.press("f6")
        assert owner.at() == "business.name"

    assert drive(begin(tmp_path / "a.toml"), script, size=size).business.name == "Moss & Fern"


def test_preview_key_twice_in_burst_returns_to_question(
    tmp_path: Path,
) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.press(*"Moss", "f6", "f6", *" & Fern")
        assert owner.at() == "business.name"
        await owner.press("f6", *"lost")
        assert owner.app.navigator.pane.focused_field is None
        await owner.press("f6")

    assert drive(begin(tmp_path / "a.toml"), script).business.name == "Moss & Fern"


def test_preview_appears_when_window_grows(
    tmp_path: Path,
) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        for size in ((120, 40), (40, 15), (160, 50), (79, 24), (20, 5), (120, 40)):
            await owner.type("ab")
            await owner.pilot.resize_terminal(*size)
            await owner.settle()
            assert owner.at() == "business.name"
        await page(owner, "ab" * 6)

    assert drive(begin(tmp_path / "a.toml"), script).business.name == "ab" * 6


def test_preview_marks_only_changed_blocks(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("security.sign_in")
        await page(owner, "Use two-step sign-in: a code")
        await owner.press("space")
        shown = await page(owner, "Use two-step sign-in: a code", there=False)
        marked = [line for line in shown.splitlines() if "▌ •" in line]
        assert len(marked) == 1  # the point that took its place

    drive(begin(tmp_path / "a.toml"), script, size=(140, 60))


def _is_head(node: SyntaxTreeNode) -> bool:
    return node.parent is not None and node.parent.type == "th"
