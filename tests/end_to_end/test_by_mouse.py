"""The mouse alone, and Alt keys, in a real terminal."""

import os
from pathlib import Path

import pytest

from tests.end_to_end.window import FIRST, NAME, window
from tests.terminal import Terminal
from wizard.storage.toml_file import read_answers


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def test_mouse_alone_makes_a_policy(file: Path) -> None:
    """Nothing is typed: what has to be text is pasted, as from a menu of the mouse."""
    file.write_bytes(b'format = 2\nleft_at = "business.name"\n')
    with window(file, columns=120, lines=40) as terminal:
        terminal.wait_for("1 Team roles")
        terminal.click("Your business")
        terminal.wait_for(f"▌ {FIRST}")
        terminal.paste(NAME)
        terminal.click("( ) United Kingdom")  # a choice
        terminal.wait_for("(•) United Kingdom")
        terminal.click("Team roles")
        terminal.click("▾ Nobody yet")  # a person, who is new
        terminal.click("Add a person")
        terminal.wait_for("Keep this person")
        terminal.paste("Ana Ruiz")
        terminal.wait_for(lambda screen: "Ana Ruiz" in screen)
        terminal.click("Keep this person")
        terminal.wait_for("▾ Ana Ruiz")
        terminal.scroll_to("→ Go on", 60, 20)
        terminal.click("→ Go on")
        terminal.wait_for("Step 2 of 8")
        terminal.scroll_to("(•) ", 60, 20)
        terminal.click("(•) ")  # our suggestion, made the owner's
        terminal.wait_for("✓ Your answer")
        terminal.click("Crisis")
        terminal.wait_for("Step 3 of 8")
        terminal.click("[x] ")  # a tick, taken away
        terminal.wait_for(lambda screen: "[ ] " in screen)
        terminal.click("F4")  # a key in the bar
        terminal.wait_for("Step 4 of 8")
        terminal.click("F1")
        terminal.click("Esc close")
        terminal.wait_for(lambda screen: "Esc close" not in screen)
        terminal.click("Documents")
        terminal.click("→ Write the documents")
        terminal.wait_for("✓ Written:")
        terminal.click("Ctrl+Q")
        assert terminal.wait_exit() == 0
    answers = read_answers(file)
    assert (answers.business.name, answers.business.country) == (NAME, "GB")
    assert answers.roles.head == "ana-ruiz"
    assert "prevention" in answers.crisis.model_fields_set
    assert "password_change" in answers.security.model_fields_set
    assert len(list(file.parent.glob("*.docx"))) == 2


def alt(terminal: Terminal, letter: str) -> None:
    os.write(terminal._master, f"\x1b{letter}".encode())


def test_alt_keys_do_what_control_keys_do(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        terminal.type(NAME)
        terminal.wait_for(NAME)
        terminal.press("ctrl+z")
        terminal.wait_for("has no answer again")
        assert terminal.process.poll() is None
        assert (
            "(T)"
            not in Path(f"/proc/{terminal.process.pid}/status")
            .read_text()
            .split("State:")[1]
            .splitlines()[0]
        )
        alt(terminal, "y")
        terminal.wait_for("Done again")
        alt(terminal, "z")
        terminal.wait_for("Undone")
        terminal.press("ctrl+y")
        terminal.wait_for("Done again")
        alt(terminal, "l")
        terminal.type("speak for")
        terminal.wait_for("Enter go there")
        terminal.press("escape")
        terminal.wait_for(lambda screen: "Enter go there" not in screen)
        alt(terminal, "q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.name == NAME
