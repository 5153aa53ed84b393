"""Makes the README's pictures from the program itself: `python -m tests.pictures`.

A screen, as a terminal shows it, and a page of the policy, as LibreOffice prints it.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from tests.outside_programs import outside_program
from tests.printed import pdf
from tests.set_up import ROOT
from tests.terminal import Cell, Terminal
from wizard.documents.export import export
from wizard.interview import load
from wizard.storage.toml_file import read_answers

PICTURES = ROOT / ".github/pictures"
EXAMPLE = ROOT / "questions/en/example.toml"
QUESTION = "security.password_change"
PAGE = 1
DOTS_AN_INCH = 72

WIDTH, HEIGHT, SIZE = 9, 19, 15
"""Of a letter's cell, and of the letter, in dots."""
LIGHT = "#e0e0e0"
"""What the terminal's own colour is drawn as."""


def screen(folder: Path) -> str:
    """Return the wizard's screen at a question, with the example's answers, as SVG."""
    file = folder / "larkspur-lane.toml"
    text = re.sub(r"^left_at = .*\n", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(
        text.replace("\nformat = 2\n", f'\nformat = 2\nleft_at = "{QUESTION}"\n', 1),
        encoding="utf-8",
    )
    with Terminal(
        [sys.executable, "-m", "wizard", file.name], columns=128, lines=34, cwd=folder
    ) as terminal:
        terminal.wait_for("Go on")
        terminal.press("enter")
        terminal.wait_for(load().question(QUESTION).ask)
        terminal.wait_for(policy_is_there)
        terminal.wait_until_quiet()
        return svg(terminal.cells())


def policy_is_there(screen: str) -> bool:
    """Return whether the policy is beside the questions."""
    return any("goes wrong" in line.partition("▏")[2] for line in screen.splitlines())


def svg(rows: list[list[Cell]]) -> str:
    """Return a screen as SVG. Each word is placed, so that any font keeps the columns straight."""
    width, height = len(rows[0]) * WIDTH + 2 * WIDTH, len(rows) * HEIGHT + 2 * WIDTH
    paper = (
        Counter(cell.background for row in rows for cell in row).most_common(1)[0][0] or "#000000"
    )
    drawn = "\n".join(
        piece for at, row in enumerate(rows) for piece in _row(row, WIDTH + at * HEIGHT, paper)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="monospace" font-size="{SIZE}" role="img" '
        f'aria-label="A screen of the wizard">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="{paper}"/>\n{drawn}\n</svg>\n'
    )


def _row(row: list[Cell], top: int, paper: str) -> Iterator[str]:
    for ground, cells in groupby(enumerate(row), key=lambda at: at[1].background or paper):
        run = list(cells)
        if ground != paper:
            left, width = WIDTH + run[0][0] * WIDTH, len(run) * WIDTH
            place = f'x="{left}" y="{top}" width="{width}" height="{HEIGHT}"'
            yield f'<rect {place} fill="{ground}"/>'
    for (blank, colour, bold, line), cells in groupby(
        enumerate(row),
        key=lambda at: (
            at[1].text in ("", " "),
            at[1].colour or LIGHT,
            at[1].bold,
            at[1].underlined,
        ),
    ):
        run = list(cells)
        if blank:
            continue
        style = f'fill="{colour}"{" font-weight=" + chr(34) + "bold" + chr(34) if bold else ""}'
        style += ' text-decoration="underline"' if line else ""
        left, width = WIDTH + run[0][0] * WIDTH, len(run) * WIDTH
        place = f'x="{left}" y="{top + HEIGHT - 5}" textLength="{width}"'
        words = escape("".join(cell.text for _, cell in run), quote=False)
        yield f'<text {place} lengthAdjust="spacingAndGlyphs" {style}>{words}</text>'


def page(folder: Path) -> bytes:
    """Return a picture of a page of the example's policy, as PNG."""
    policy = export(read_answers(EXAMPLE), folder).written[0].path
    picture = folder / "policy"
    number = str(PAGE)
    command = [
        outside_program("pdftoppm"),
        "-png",
        "-singlefile",
        "-r",
        str(DOTS_AN_INCH),
        "-f",
        number,
        "-l",
        number,
    ]
    subprocess.run([*command, str(pdf(policy, folder)), str(picture)], check=True)
    return picture.with_suffix(".png").read_bytes()


def main() -> None:
    """Make both pictures again."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (PICTURES / "wizard.svg").write_text(screen(folder), encoding="utf-8")
        (PICTURES / "policy.png").write_bytes(page(folder))


if __name__ == "__main__":
    main()
