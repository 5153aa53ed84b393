"""How long the owner waits on the screen, with the example's answers and the policy beside the questions."""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.set_up import ROOT
from tests.terminal import Terminal
from wizard.interview import load
from wizard.tui.frame import PAGE_AFTER

WIZARD = (sys.executable, "-m", "wizard")
LETTERS = "ąćęłńśźżőűčďěňřšťůžăâîșțğışœæøåß"
WITH, WITHOUT = 120, 119
"""Columns with and without the policy beside the questions: else the same app."""
TOURS, TABS = 10, 400


def report(example: Path, folder: Path, runs: int) -> Iterator[str]:
    """Yield a line a figure: the median and the 95th percentile, and what is allowed."""
    beside, alone = _echo(example, folder, WITH), _echo(example, folder, WITHOUT)
    yield _line("a key to its letter, policy beside", beside)
    yield _line("a key to its letter, no policy", alone)
    yield f"  times: {statistics.median(beside) / statistics.median(alone):.2f} (at most 1.30)"
    yield _line("a key to the policy, after its debounce (at most 60)", _policy(example, folder))
    first, again = _steps(example, folder)
    yield _line("next step, at its first visit (at most 150)", first)
    yield _line("next step, later (at most 80)", again)
    yield _line("leaving (at most 450)", [_leave(example, folder) for _ in range(runs)])
    for what, before, after in _memory(example, folder):
        yield f"memory after {what}: {(after / before - 1) * 100:+.1f} % (at most +5)"


def _open(example: Path, folder: Path, columns: int = WITH) -> Terminal:
    file = folder / "screen.toml"
    file.write_bytes(example.read_bytes())
    terminal = Terminal(
        [*WIZARD, file], columns=columns, lines=40, env={"PYTHONPATH": str(ROOT)}, cwd=folder
    )
    terminal.wait_for("Welcome back")
    return terminal


def _echo(example: Path, folder: Path, columns: int) -> list[float]:
    with _open(example, folder, columns) as terminal:
        terminal.press("f4")
        terminal.wait_for("What is the business called?")
        waits = []
        for letter in LETTERS:
            _rest(terminal)
            before, begin = len(terminal.received), time.perf_counter()
            terminal.type(letter)
            terminal.wait_for_bytes(letter.encode(), start=before)
            waits.append(time.perf_counter() - begin)
    return waits


def _policy(example: Path, folder: Path) -> list[float]:
    """Measure from a key to the policy that holds its letter, less the time that the wizard waits for another key."""
    with _open(example, folder) as terminal:
        terminal.press("f4")
        terminal.wait_for("What is the business called?")
        waits = []
        for letter in LETTERS:
            _rest(terminal)
            begin = time.perf_counter()
            terminal.type(letter)
            terminal.wait_for(partial(_policy_has, letter))
            waits.append(time.perf_counter() - begin - PAGE_AFTER)
    return waits


def _policy_has(letter: str, screen: str) -> bool:
    """Tell whether a letter stands to the right of the line that parts the policy from the questions."""
    return any(letter in line.partition("▏")[2] for line in screen.splitlines())


def _rest(terminal: Terminal) -> None:
    """Wait until the wizard has nothing left to do: on a busy machine, that comes long after it is quiet."""
    before = -1
    while (now := _worked(terminal.process.pid)) > before + 1:
        before = now
        terminal.wait_until_quiet(0.25)


def _worked(process: int) -> int:
    """Return for how long a process has had a processor so far, in hundredths of a second."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _steps(example: Path, folder: Path) -> tuple[list[float], list[float]]:
    steps = [step for step in load().steps if step.number]
    with _open(example, folder) as terminal:
        terminal.press("f4")
        terminal.wait_for("What is the business called?")
        rounds = []
        for _ in range(3):
            waits = []
            for step in steps:
                _rest(terminal)
                before, begin = len(terminal.received), time.perf_counter()
                terminal.press("f4")
                terminal.wait_for_bytes(step.questions[0].ask[:20].encode(), start=before)
                waits.append(time.perf_counter() - begin)
            rounds.append(waits)
            for _ in steps:
                terminal.wait_until_quiet()
                terminal.press("f3")
    return rounds[0], rounds[1] + rounds[2]


def _leave(example: Path, folder: Path) -> float:
    with _open(example, folder) as terminal:
        terminal.press("f4")
        terminal.wait_for("What is the business called?")
        terminal.type("x")
        _rest(terminal)
        begin = time.perf_counter()
        terminal.press("ctrl+q")
        terminal.wait_exit()
        return time.perf_counter() - begin


def _memory(example: Path, folder: Path) -> Iterator[tuple[str, int, int]]:
    steps = len(load().steps)
    with _open(example, folder) as terminal:

        def tour() -> int:
            for key in ("f4", "f3"):
                for _ in range(steps):
                    terminal.press(key)
                    terminal.wait_until_quiet(0.1)
            terminal.wait_until_quiet(1.0)
            return _resident(terminal.process.pid)

        tour()
        once = tour()
        many = [tour() for _ in range(TOURS - 1)][-1]
        yield f"{TOURS} tours of all steps", once, many
        terminal.press("f4", "f4")
        terminal.wait_until_quiet(1.0)
        terminal.press("tab")
        terminal.wait_until_quiet(1.0)
        once = _resident(terminal.process.pid)
        for _ in range(TABS // 10):
            terminal.press(*["tab"] * 10)
            terminal.wait_until_quiet(0.1)
        terminal.wait_until_quiet(1.0)
        yield f"{TABS} times Tab", once, _resident(terminal.process.pid)


def _resident(process: int) -> int:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _line(what: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    worst = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    return f"{what}: {statistics.median(ordered) * 1000:.1f} ms, 95th percentile {worst * 1000:.1f}"
