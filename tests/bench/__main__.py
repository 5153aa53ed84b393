"""Measure what a user waits for, side by side with the smallest program that does the same.

Figures are medians. The wizard and its baseline are measured in turns, so that a busy machine slows
both. The programs run in a real terminal, and a wait ends with the bytes that show its result.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import terminal_figures
from tests.bench.terminal_figures import EXAMPLE, LETTERS, WIZARD, environment, settle
from tests.terminal import Terminal
from wizard.documents.export import export
from wizard.storage.toml_file import read_answers

SMALLEST_APP = (sys.executable, str(Path(__file__).with_name("smallest.py")))


@dataclass(frozen=True)
class Ratio:
    """Seconds of the wizard and of its baseline; `limit` is the largest ratio we accept."""

    label: str
    wizard: list[float]
    baseline: list[float]
    limit: float | None = None

    def __str__(self) -> str:
        wizard, baseline = statistics.median(self.wizard), statistics.median(self.baseline)
        ratio = wizard / baseline
        verdict = ""
        if self.limit is not None:
            verdict = f" (at most {self.limit}{', MISSED' if ratio > self.limit else ''})"
        times = f"{wizard * 1000:.1f} ms / {baseline * 1000:.1f} ms"
        return f"{self.label}: {times} = {ratio:.2f}{verdict}"


def start(runs: int, directory: Path) -> Ratio:
    """Measure from the start of the process to the first question."""

    def first_paint(command: tuple[str, ...], question: str) -> float:
        begin = time.perf_counter()
        with Terminal(command, env=environment(), cwd=directory) as terminal:
            terminal.wait_for_bytes(question.encode())
            return time.perf_counter() - begin

    wizard, baseline = in_turns(
        runs,
        lambda: first_paint(WIZARD, "What is the business called?"),
        lambda: first_paint(SMALLEST_APP, "What is your name?"),
    )
    return Ratio("start to the first question / smallest app", wizard, baseline, 1.35)


def echo(_: int, directory: Path) -> Ratio:
    """Measure from a key to its letter on the screen, with the example loaded."""
    path = directory / "example.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    with (
        Terminal([*WIZARD, path.name], env=environment(), cwd=directory) as wizard,
        Terminal(SMALLEST_APP, env=environment(), cwd=directory) as smallest,
    ):
        wizard.wait_for("Welcome back")
        wizard.press("f4")
        wizard.wait_for("What is the business called?")
        smallest.wait_for("What is your name?")
        pairs = [(key_delay(wizard, each), key_delay(smallest, each)) for each in LETTERS]
    return Ratio("key to its letter / smallest app", *map(list, zip(*pairs, strict=True)), 1.5)


def key_delay(terminal: Terminal, letter: str) -> float:
    """Return the seconds from pressing `letter` to its bytes on the screen."""
    settle(terminal)
    received = len(terminal.received)
    begin = time.perf_counter()
    terminal.type(letter)
    terminal.wait_for_bytes(letter.encode(), start=received)
    return time.perf_counter() - begin


def export_process(runs: int, directory: Path) -> Ratio:
    """Measure the whole process that exports the policy and the crisis plan."""
    command = (*WIZARD, "export", str(EXAMPLE), "--to", str(directory))
    imports = (sys.executable, "-c", "import docx, jinja2, pydantic")
    wizard, baseline = in_turns(
        runs, lambda: run(command, directory), lambda: run(imports, directory)
    )
    label = "export of policy and crisis plan / import docx, jinja2, pydantic"
    return Ratio(label, wizard, baseline, 2.5)


def help_process(runs: int, directory: Path) -> Ratio:
    """Measure the whole process that prints the help."""
    wizard, baseline = in_turns(
        runs,
        lambda: run((*WIZARD, "--help"), directory),
        lambda: run((sys.executable, "-c", "pass"), directory),
    )
    return Ratio("--help / Python doing nothing", wizard, baseline)


def export_again(runs: int, directory: Path) -> str:
    """Measure the CPU time of exporting the policy once more in a running process."""
    answers = read_answers(EXAMPLE)
    times = []
    for _ in range(runs + 1):
        begin = time.process_time()
        export(answers, directory / "again", ["policy"])
        times.append(time.process_time() - begin)
    return f"policy again, CPU: {statistics.median(times[1:]) * 1000:.0f} ms (at most 60)"


def in_turns(
    runs: int, wizard: Callable[[], float], baseline: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Measure both `runs` times in turns, after one warm-up each."""
    pairs = [(wizard(), baseline()) for _ in range(runs + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def run(command: tuple[str, ...], directory: Path) -> float:
    """Run `command` to its end; return the seconds it took."""
    begin = time.perf_counter()
    subprocess.run(
        command,
        cwd=directory,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - begin


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="default: 15")
    runs = parser.parse_args().runs
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        for measure in (start, echo, export_process, help_process, export_again):
            print(measure(runs, directory), flush=True)
        for line in terminal_figures.report(directory):
            print(line, flush=True)


if __name__ == "__main__":
    main()
