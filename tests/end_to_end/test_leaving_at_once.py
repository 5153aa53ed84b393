"""Whoever leaves as soon as there is something to see is let go without a complaint, and loses nothing."""

import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from wizard.answers.file import read

WIZARD = (sys.executable, "-m", "wizard")


@pytest.mark.parametrize("time", range(5))
def test_leaving_at_the_first_question_is_calm(time: int, tmp_path: Path) -> None:
    with Terminal(WIZARD, cwd=tmp_path) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.press("ctrl+q")
        status = terminal.wait_exit()
        assert (status, "went wrong" in terminal.screen()) == (0, False)
    assert list(tmp_path.iterdir()) == []


def test_a_name_typed_in_one_go_with_the_key_to_leave_is_kept(tmp_path: Path) -> None:
    with Terminal(WIZARD, cwd=tmp_path) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type("Brass & Bean\x11")
        assert terminal.wait_exit() == 0
    assert read(tmp_path / "social-media-policy.toml").business.name == "Brass & Bean"
