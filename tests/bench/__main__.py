"""Measures what a person waits for, side by side in one run with the smallest program that does the same sort of thing.

Every figure is a median; ours and theirs are measured in turns, so that a busy machine slows both. The programs run in
a real terminal, and a wait ends with the bytes that show what was waited for.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import load, screen
from tests.bench.people import per_person
from tests.set_up import ROOT
from tests.terminal import Terminal

WIZARD = (sys.executable, "-m", "wizard")
SMALLEST = (sys.executable, str(Path(__file__).with_name("smallest.py")))
EXAMPLE = ROOT / "questions/en/example.toml"
LETTERS = "ąćęłńśźżőűčďěňřšťůžăâîșțğışœæøåß"
"""Letters that are in no text of ours, so that one of them on the screen is the key just pressed."""


@dataclass(frozen=True)
class Figure:
    """A row of the table; `most` is how many times theirs we allow ourselves."""

    what: str
    ours: list[float]
    beside: str
    theirs: list[float]
    most: float | None = None

    def row(self) -> tuple[str, ...]:
        """Return the row's words."""
        ours, theirs = statistics.median(self.ours), statistics.median(self.theirs)
        times = ours / theirs
        allowed = (
            ""
            if self.most is None
            else f"{self.most:.2f}{'' if times <= self.most else '  MISSED'}"
        )
        return (
            self.what,
            f"{ours * 1000:.1f}",
            self.beside,
            f"{theirs * 1000:.1f}",
            f"{times:.2f}",
            allowed,
        )


def start(runs: int, folder: Path) -> Figure:
    """Measure from the start of the process to the first question on the screen."""

    def first_paint(argv: tuple[str, ...], question: str) -> float:
        begin = time.perf_counter()
        with Terminal(argv, env=environment(), cwd=folder) as terminal:
            terminal.wait_for_bytes(question.encode())
            return time.perf_counter() - begin

    ours, theirs = in_turns(
        runs,
        lambda: first_paint(WIZARD, "What is the business called?"),
        lambda: first_paint(SMALLEST, "What is your name?"),
    )
    return Figure("start to the first question", ours, "smallest app", theirs, 1.25)


def echo(_: int, folder: Path) -> Figure:
    """Measure from a key to its letter on the screen, with the example's answers loaded; each letter once."""
    file = folder / "example.toml"
    file.write_bytes(EXAMPLE.read_bytes())
    with (
        Terminal([*WIZARD, file.name], env=environment(), cwd=folder) as wizard,
        Terminal(SMALLEST, env=environment(), cwd=folder) as smallest,
    ):
        wizard.wait_for("Welcome back")
        wizard.press("f4")
        wizard.wait_for("What is the business called?")
        smallest.wait_for("What is your name?")
        letters = iter(LETTERS)

        def press(terminal: Terminal, letter: str) -> float:
            terminal.wait_until_quiet()
            before = len(terminal.received)
            begin = time.perf_counter()
            terminal.type(letter)
            terminal.wait_for_bytes(letter.encode(), start=before)
            return time.perf_counter() - begin

        pairs = [(press(wizard, letter), press(smallest, letter)) for letter in letters]
    ours, theirs = [wizards for wizards, _ in pairs], [smallests for _, smallests in pairs]
    return Figure("a key to its letter, example loaded", ours, "smallest app", theirs, 1.5)


def export(runs: int, folder: Path) -> Figure:
    """Measure the whole process that writes both documents."""
    command = (*WIZARD, "export", str(EXAMPLE), "--to", str(folder))
    imports = (sys.executable, "-c", "import docx, jinja2, pydantic")
    ours, theirs = in_turns(
        runs, lambda: process(command, folder), lambda: process(imports, folder)
    )
    return Figure("export of both documents", ours, "importing docx, jinja2, pydantic", theirs, 1.5)


def pandoc(runs: int, folder: Path) -> Figure | None:
    """Measure the whole process that writes the policy, beside pandoc with the same words and the same styles."""
    program = shutil.which("pandoc")
    if program is None:
        return None
    options = ("export", str(EXAMPLE), "--to", str(folder / "pandoc"), "--document", "policy")
    done = subprocess.run(
        (*WIZARD, *options, "--format", "md"),
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=True,
        text=True,
    )
    styles = ROOT / "output_templates/house.docx"
    theirs_command = (
        program,
        done.stdout.strip(),
        "--reference-doc",
        str(styles),
        "-o",
        str(folder / "theirs.docx"),
    )
    ours, theirs = in_turns(
        runs, lambda: process((*WIZARD, *options), folder), lambda: process(theirs_command, folder)
    )
    return Figure("export of the policy", ours, "pandoc --reference-doc", theirs, 1.0)


def say_help(runs: int, folder: Path) -> Figure:
    """Measure the whole process that prints the help."""
    nothing = (sys.executable, "-c", "pass")
    ours, theirs = in_turns(
        runs, lambda: process((*WIZARD, "--help"), folder), lambda: process(nothing, folder)
    )
    return Figure("--help", ours, "Python doing nothing", theirs)


def process(command: tuple[str, ...], folder: Path) -> float:
    """Run a command to its end and return how long it took."""
    begin = time.perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - begin


def in_turns(
    runs: int, ours: Callable[[], float], theirs: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Measure both `runs` times in turns, after one time each that doesn't count."""
    pairs = [(ours(), theirs()) for _ in range(runs + 1)][1:]
    return [a for a, _ in pairs], [b for _, b in pairs]


def environment() -> dict[str, str]:
    """Return an environment in which Python keeps what it has compiled, as it does for an owner."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=15, choices=range(9, 100), metavar="N", help="at least 9"
    )
    runs = parser.parse_args().runs
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        measured = [
            measure(runs, Path(name)) for measure in (start, echo, export, pandoc, say_help)
        ]
    figures = [figure for figure in measured if figure is not None]
    rows = [
        ("", "ours ms", "beside", "theirs ms", "times", "at most"),
        *(figure.row() for figure in figures),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    if len(figures) < len(measured):
        print("pandoc isn't on this machine, so there is no row beside it.")
    for number, took, each in per_person(EXAMPLE):
        print(
            f"The policy with {number:,} people more: {took:.2f} s, {each * 1000:.2f} ms for each."
        )
    with tempfile.TemporaryDirectory() as name:
        for line in (*screen.report(EXAMPLE, Path(name), runs), *load.report(EXAMPLE, Path(name))):
            print(line)
    print(f"Medians of {runs}; for a key, of {len(LETTERS)}. {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
