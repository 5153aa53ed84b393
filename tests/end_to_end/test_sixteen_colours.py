"""In a terminal of 16 colours, and in one that asks for none, every word can be read."""

import re
import sys
from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from tests.set_up import ROOT
from tests.terminal import Terminal

DARK = {"black", "red", "blue", "brightblack", "magenta", "green", "brown", "cyan"}
"""The colours that light text can be read on, and dark text can't."""


def start(file: Path, **environment: str) -> Terminal:
    file.write_bytes(EXAMPLE)
    environment = {"PYTHONPATH": str(ROOT), "COLORTERM": "", **environment}
    return Terminal([sys.executable, "-m", "wizard", file.name], cwd=file.parent, env=environment)


@pytest.mark.parametrize("ground", ["15;0", "0;15"], ids=["dark", "light"])
def test_sixteen_colours_keep_text_readable(tmp_path: Path, ground: str) -> None:
    with start(tmp_path / "a.toml", TERM="linux", COLORFGBG=ground) as terminal:
        terminal.wait_for("Welcome back")
        for key, words in (("f4", "▌ What is the business called?"), ("f9", "Nothing is open")):
            terminal.press(key)
            terminal.wait_for(words)
            shown = [
                char
                for row in terminal._screen.buffer.values()
                for char in row.values()
                if char.data.isalnum()
            ]
            pairs = {(char.bg, char.fg) if char.reverse else (char.fg, char.bg) for char in shown}
            assert not {(ink, paper) for ink, paper in pairs if (ink in DARK) == (paper in DARK)}
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert not re.search(rb"[34]8;[25];", terminal.received)


def test_no_color_writes_no_colour_code(tmp_path: Path) -> None:
    with start(tmp_path / "a.toml", NO_COLOR="1", COLORTERM="truecolor") as terminal:
        terminal.wait_for("Welcome back")
        terminal.press("f4")
        terminal.wait_for("▌ What is the business called?")
        terminal.press("ctrl+p")
        terminal.wait_for("Previous step")
        marked = {}
        for y, row in enumerate(terminal.screen().splitlines()):
            marked |= {
                word: terminal._screen.buffer[y][3].underscore
                for word in ("Next", "Previous")
                if word in row
            }
        assert marked == {"Next": True, "Previous": False}, (
            "the row that Enter chooses is told from the others"
        )
        terminal.press("escape", "ctrl+q")
        assert terminal.wait_exit() == 0
        codes = {
            code
            for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.received)
            for code in found.split(b";")
        }
    own = {b"39", b"49"}  # the colours that the terminal has by itself
    assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7"} | own
