"""The script that makes the README's pictures works, so that they can be updated at any time."""

import re
from pathlib import Path

from tests import pictures
from wizard.interview import load


def test_the_screen_is_drawn_with_the_policy_beside_the_question(tmp_path: Path) -> None:
    drawn = pictures.screen(tmp_path)
    words = " ".join(re.findall(r">([^<\n]+)</text>", drawn))  # each word stands by itself
    assert load().question(pictures.QUESTION).ask in words
    assert "Social media policy" in words
    assert drawn.endswith("</svg>\n")


def test_a_page_of_the_policy_is_drawn(tmp_path: Path) -> None:
    assert pictures.page(tmp_path).startswith(b"\x89PNG")
