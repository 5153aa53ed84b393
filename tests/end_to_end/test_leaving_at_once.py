"""Leaving and saving in a burst of keys."""

import sys
import time
from pathlib import Path

from tests.terminal import Terminal
from wizard.storage.toml_file import read_answers

WIZARD = (sys.executable, "-m", "wizard")


def test_quit_at_first_question_leaves_no_file(tmp_path: Path) -> None:
    with Terminal(WIZARD, cwd=tmp_path) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.press("ctrl+q")
        status = terminal.wait_exit()
        assert (status, "went wrong" in terminal.screen()) == (0, False)
    assert list(tmp_path.iterdir()) == []


def test_quit_in_burst_of_keys_keeps_what_was_typed(tmp_path: Path) -> None:
    with Terminal(WIZARD, cwd=tmp_path) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type("Brass & Bean\x11")
        assert terminal.wait_exit() == 0
    assert read_answers(tmp_path / "social-media-policy.toml").business.name == "Brass & Bean"


def test_keys_after_quit_are_ignored(tmp_path: Path) -> None:
    with Terminal(WIZARD, cwd=tmp_path) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type("Brass & Bean\x11 & Co\t\x1bOS\x1b[20~\x1b[17~\x10")
        assert terminal.wait_exit() == 0
        assert "went wrong" not in terminal.screen()
    assert read_answers(tmp_path / "social-media-policy.toml").business.name == "Brass & Bean"


def test_save_in_burst_of_keys_saves_what_was_typed(tmp_path: Path) -> None:
    with Terminal(WIZARD, cwd=tmp_path) as terminal:
        terminal.wait_for("What is the business called?")
        deadline = time.monotonic() + 60
        for number in range(100):
            word = f"Word {number}"
            terminal.type(f"\x15{word}\x13")  # Ctrl+U empties the line first
            while not holds(tmp_path / "social-media-policy.toml", word):
                terminal.wait_until_quiet(0.01)
                assert time.monotonic() < deadline, word
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def holds(file: Path, word: str) -> bool:
    return file.exists() and f'"{word}"' in file.read_text(encoding="utf-8")
