"""Figures from a real terminal: steps, leaving, memory, and key delays with a full answers file."""

import os
import statistics
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import tomli_w

from tests.set_up import ROOT
from tests.terminal import Terminal
from wizard.interview import load

WIZARD = (sys.executable, "-m", "wizard")
EXAMPLE = ROOT / "questions/en/example.toml"
# None of these is in our texts, so one of them on the screen is the key just pressed.
LETTERS = "ąćęłńśźżőűčďěňřšťůžăâîșțğışœæøåß"
END_OF_FRAME = b"\x1b[?2026l"
COLUMNS, LINES = 120, 40
TOURS = 10
PEOPLE, ROWS = 500, 200


def environment() -> dict[str, str]:
    """Return an environment in which Python keeps compiled modules, as it does for a user."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def report(directory: Path) -> Iterator[str]:
    """Yield a line for each figure, with its limit."""
    first, later = _step_delays(directory)
    yield _line("next step, first visit", first, 150)
    yield _line("next step, later", later, 80)
    once, tenth = _memory(directory)
    growth = (tenth / once - 1) * 100
    yield f"memory after {TOURS} tours of all steps: {growth:+.1f} % (at most +10)"
    delays = list(_full_file_delays(directory))
    label = f"a key with {PEOPLE} people and {ROWS} rows in every table"
    worst = ", ".join(f"{what} {delay * 1000:.0f}" for delay, what in sorted(delays)[-3:])
    yield f"{label}: median {statistics.median(d for d, _ in delays) * 1000:.0f} ms; worst {worst}"
    yield f"  (at most 150; {len(delays)} keys)"


def settle(terminal: Terminal) -> None:
    """Wait until the wizard has stopped working: on a busy machine, that is after it is quiet."""
    before = -1
    while (now := _cpu_ticks(terminal.process.pid)) > before + 1:
        before = now
        terminal.wait_until_quiet(0.25)


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _resident_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _line(label: str, seconds: list[float], limit_ms: int) -> str:
    return f"{label}: {statistics.median(seconds) * 1000:.0f} ms (at most {limit_ms})"


def _open(path: Path) -> Terminal:
    terminal = Terminal(
        [*WIZARD, path.name],
        columns=COLUMNS,
        lines=LINES,
        cwd=path.parent,
        env=environment(),
    )
    terminal.wait_for("Welcome back", timeout=60)
    return terminal


def _example(directory: Path) -> Path:
    path = directory / "figures.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def _press(terminal: Terminal, key: str, expected: str = "") -> float:
    """Press a key; return the seconds until `expected`, or the next frame, is on the screen."""
    settle(terminal)
    received = len(terminal.received)
    begin = time.perf_counter()
    terminal.press(key)
    terminal.wait_for_bytes(expected.encode() or END_OF_FRAME, start=received)
    return time.perf_counter() - begin


def _step_delays(directory: Path) -> tuple[list[float], list[float]]:
    steps = [step for step in load().steps if step.number]
    rounds = []
    with _open(_example(directory)) as terminal:
        terminal.press("f4")
        terminal.wait_for("What is the business called?")
        for _ in range(3):
            rounds.append([_press(terminal, "f4", step.questions[0].ask[:20]) for step in steps])
            for _ in steps:
                terminal.wait_until_quiet()
                terminal.press("f3")
    return rounds[0], rounds[1] + rounds[2]


def _memory(directory: Path) -> tuple[int, int]:
    steps = len(load().steps)
    with _open(_example(directory)) as terminal:

        def tour() -> int:
            for key in ("f4", "f3"):
                for _ in range(steps):
                    terminal.press(key)
                    terminal.wait_until_quiet(0.1)
            terminal.wait_until_quiet(1.0)
            return _resident_bytes(terminal.process.pid)

        tour()
        once = tour()
        return once, [tour() for _ in range(TOURS - 1)][-1]


def full_answers() -> dict[str, object]:
    """Return the example with 500 people, and 200 rows in every other table."""
    answers = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    staff = [
        {"id": f"p{n}", "name": f"Person {n}", "job": "Baker", "email": f"p{n}@bakery.example"}
        for n in range(PEOPLE - len(answers["people"]))
    ]
    answers["people"] += staff
    for n, person in enumerate(staff[:ROWS]):
        tables = (
            (
                answers["roles"]["accounts"],
                {"platform": "Instagram", "handle": f"@{n}", "owner": person["id"]},
            ),
            (answers["roles"].setdefault("other", []), {"name": f"Job {n}"}),
            (answers["crisis"]["contacts"], {"name": f"Firm {n}", "why": "Press", "phone": "555"}),
            (answers["crisis"]["duties"], {"team": "social", "task": f"Task {n}"}),
            (answers["legal"]["regional_rules"], {"place": f"Town {n}", "rule": "Ask first."}),
            (
                answers["publication"]["own_clauses"],
                {"section": "employees", "text": f"Ask {n} about photos."},
            ),
            (answers["revisions"], {"version": f"0.{n}", "what": "Names"}),
        )
        for table, row in tables:
            if len(table) < ROWS:
                table.append(row)
    return answers


def _full_file_delays(directory: Path) -> Iterator[tuple[float, str]]:
    path = directory / "full.toml"
    path.write_text(tomli_w.dumps(full_answers()), encoding="utf-8")
    steps = load().steps
    people = [question.path for question in steps[0].questions].index("people")
    with _open(path) as terminal:
        terminal.wait_until_quiet(1.0)
        yield _press(terminal, "f4", steps[0].questions[0].ask), "first step"
        for letter in LETTERS[:8]:
            yield _press(terminal, letter, letter), "letter"
        for _ in range(people):
            yield _press(terminal, "tab"), "tab"
        for key in ("up", "pageup", "down", "home", "end", "up"):
            yield _press(terminal, key), f"{key} in the list of people"
        yield _press(terminal, "enter"), "open a person"
        for letter in LETTERS[:4]:
            yield _press(terminal, letter, letter), "letter in a row"
        yield _press(terminal, "escape"), "close a person"
        yield _press(terminal, "f7"), "open search"
        for letter in "person 49":
            yield _press(terminal, letter), "letter in search"
        yield _press(terminal, "escape"), "close search"
        for step in steps[1:]:
            yield _press(terminal, "f4", step.title), "next step"
            yield _press(terminal, "tab"), "tab"
        yield _press(terminal, "f9"), "open points"
