"""What comes from the keyboard and the clipboard: nothing silent, nothing dead."""

import os
from pathlib import Path

import pytest

from tests.end_to_end.window import FIRST, NAME, window
from tests.terminal import Terminal
from wizard.answers.base import MAX_TEXT
from wizard.storage.toml_file import read_answers

LONG_TEXT = b'format = 2\nleft_at = "legal.regional_rules"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def send(terminal: Terminal, data: bytes) -> None:
    os.write(terminal._master, data)


def leave(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0


def test_input_of_invalid_utf8_is_replaced(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        send(terminal, b"Caf\xe9 \xff\xfe \xc3")
        terminal.type("Ann")
        terminal.wait_for("Ann")
        leave(terminal)
    assert read_answers(file).business.name.startswith("Caf\ufffd")
    assert read_answers(file).business.name.endswith("Ann")


def test_paste_of_several_lines_is_joined(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        terminal.paste("\nBrass\r\n  & Bean\u2028\n\nLtd\n")
        terminal.wait_for("Brass & Bean Ltd")
        terminal.wait_for("joined into one")
        leave(terminal)
    assert read_answers(file).business.name == "Brass & Bean Ltd"


def test_paste_with_escape_sequences_is_cleaned(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        terminal.paste("Brass\x1b]0;owned\x07\x1b[31m & \x00Bean\x1b[D\x9b")
        terminal.wait_for("Brass]0;owned[31m & Bean[D")
        terminal.wait_for("can't be seen were left out")
        leave(terminal)
        assert b"\x1b]0;owned" not in terminal.received
    assert read_answers(file).business.name == "Brass]0;owned[31m & Bean[D"


@pytest.mark.parametrize("cut", [1, 3, 6, 11])
def test_paste_in_pieces_is_taken_whole(file: Path, cut: int) -> None:
    whole = b"\x1b[200~Brass & Bean\x1b[201~"
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        for piece in (whole[:cut], whole[cut:-cut], whole[-cut:]):
            send(terminal, piece)
            terminal.wait_until_quiet(0.02)
        terminal.wait_for(NAME)
        leave(terminal)
    assert read_answers(file).business.name == NAME


def test_paste_without_end_mark_is_taken(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        send(terminal, b"\x1b[200~Brass & Bean")
        terminal.wait_for(NAME, timeout=3)
        terminal.type(" Ltd")
        terminal.wait_for(f"{NAME} Ltd")
        leave(terminal)
    assert read_answers(file).business.name == f"{NAME} Ltd"


def test_paste_of_megabyte_into_line_is_cut_and_says_so(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        terminal.paste("x" * 1_000_000)
        terminal.wait_for("too long")
        terminal.type("y")
        leave(terminal)
    assert len(read_answers(file).unfinished["business.name"]) >= 200


def test_paste_of_megabyte_into_text_is_cut_and_says_so(file: Path) -> None:
    file.write_bytes(LONG_TEXT)
    with window(file) as terminal:
        terminal.wait_for("Welcome back")
        terminal.press("enter")
        terminal.wait_for("Step 4")
        terminal.press("enter")
        terminal.wait_for("Esc keep and close")
        terminal.press("tab")
        terminal.paste("line of a rule\n" * 70_000)
        terminal.wait_for("too long")
        leave(terminal)
    (rule,) = read_answers(file).legal.regional_rules
    assert MAX_TEXT - 20 <= len(rule.rule) <= MAX_TEXT
