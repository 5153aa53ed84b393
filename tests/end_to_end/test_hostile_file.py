"""Answers by somebody else: shown, never obeyed, and nothing in them steers the terminal."""

import re
import tomllib
from pathlib import Path

from tests.end_to_end.window import home, window
from tests.example import BYTES as EXAMPLE
from wizard.storage.toml_file import END, parse_answers, serialize

PAYLOAD = "[@click=app.quit]x[/] [/nope] $(reboot) \u202egnp.exe\u2066\u2069 {{7*7}} <b>"
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def hostile() -> bytes:
    """Return the example with the payload in every text."""
    text = re.sub(
        r'(?m)^((?!id|left_at)[a-z_]+ = ")[^"\n]*(")$',
        rf"\g<1>{re.escape(PAYLOAD)}\g<2>",
        EXAMPLE.decode(),
    )
    text = text.replace("\\", "")
    lines: list[str] = []
    # Choices and ids stay as they were, or the file would be refused.
    for line, original in zip(text.split("\n"), EXAMPLE.decode().split("\n"), strict=True):
        lines.append(line)
        try:
            parse_answers("\n".join([*lines, END, ""]).encode(), Path("x"))
        except Exception:
            if PAYLOAD in line:
                lines[-1] = original
    return "\n".join(lines).encode()


def test_hostile_answers_are_drawn_without_bidi_controls(tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    data = serialize(parse_answers(hostile(), Path("x")))
    assert data.decode().count("@click") > 10
    assert tomllib.loads(data.decode())["business"]["name"] == PAYLOAD
    file.write_bytes(data)
    with window(file) as terminal:
        terminal.wait_for("Welcome back")
        for step in range(9):
            terminal.press("f4")
            terminal.wait_for("Your business" if not step else f"Step {step} of 8")
        terminal.press("f9")
        terminal.wait_for("What's open")
        terminal.press("f5")
        terminal.wait_for("Write the documents")
        terminal.press("enter")
        terminal.wait_for("Written")
        terminal.press("f3", "ctrl+q")
        assert terminal.wait_exit() == 0
        received = bytes(terminal.received).decode("utf-8", "replace")
    assert "[@click=app.quit]x[/]" in received
    assert TURNS.search(received) is None
    assert all(path.is_relative_to(tmp_path) for path in tmp_path.rglob("*.docx"))
    made = {path.name for path in tmp_path.iterdir()} - {file.name, home(file).name}
    assert all(name.endswith(".docx") for name in made)
