"""How long the slowest key waits when there is far more in the file than any small business has.

Every key is pressed in a real terminal, at a person's pace, so that some of them meet the saving and the checks that
follow a change; a wait ends with the first thing that the key changes on the screen.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.set_up import ROOT
from tests.terminal import Terminal
from wizard.answers.fields import replace_value
from wizard.answers.model import (
    Account,
    Answers,
    EmergencyContact,
    OwnClause,
    Person,
    RegionalRule,
    Revision,
)
from wizard.interview import Step, load
from wizard.storage.toml_file import read_answers, write_answers

PEOPLE, ROWS = 5_000, 200
MOST = 0.25
"""How long a key may wait, in seconds."""
PACE = random.Random(1)
LETTERS = "ąćęłńśźżőűčďěňřšťůž"


def report(example: Path, folder: Path) -> Iterator[str]:
    """Yield a line for each thing that a key does: how often, the median wait, the worst, and what is allowed."""
    by_what: dict[str, list[float]] = {}
    for what, seconds in waits(example, folder):
        by_what.setdefault(what, []).append(seconds * 1000)
    yield f"With {PEOPLE:,} people and {ROWS} rows in every table, in ms (at most {MOST * 1000:.0f}):"
    for what, each in by_what.items():
        yield f"  {what}: {statistics.median(each):.0f}, worst of {len(each)} {max(each):.0f}"


def many(answers: Answers, people: int = PEOPLE, rows: int = ROWS) -> Answers:
    """Return these answers with so many people, and so many rows in every table."""
    staff = tuple(
        Person(
            id=f"p{number}", name=f"Person {number}", job="Baker", email=f"p{number}@bakery.example"
        )
        for number in range(people - len(answers.people))
    )
    answers = replace_value(answers, "people", (*answers.people, *staff))
    owners = [person.id for person in staff[:rows]]
    accounts = tuple(
        Account(platform="Instagram", handle=f"@{who}", owner=who, duties="Photos")
        for who in owners
    )
    answers = replace_value(answers, "roles.accounts", accounts)
    contacts = tuple(
        EmergencyContact(name=f"Firm {who}", why="Press", phone="555") for who in owners
    )
    answers = replace_value(answers, "crisis.contacts", contacts)
    rules = tuple(
        RegionalRule(place=f"Town {who}", rule="Staff may always talk about pay.") for who in owners
    )
    answers = replace_value(answers, "legal.regional_rules", rules)
    clauses = tuple(
        OwnClause(section="employees", text=f"Ask {who} about photos.") for who in owners
    )
    answers = replace_value(answers, "publication.own_clauses", clauses)
    return replace_value(
        answers, "revisions", tuple(Revision(version=f"0.{at}", what="Names") for at in range(rows))
    )


def waits(example: Path, folder: Path, people: int = PEOPLE) -> Iterator[tuple[str, float]]:
    """Yield how long each key waited, in seconds, with what it did; at last, each time that no key was looked for."""
    file, log = folder / "many.toml", folder / "beats"
    write_answers(file, many(read_answers(example), people), None)
    argv = (sys.executable, Path(__file__).with_name("heartbeat.py"), file.name, log)
    with Terminal(
        argv, columns=120, lines=40, cwd=folder, env={"PYTHONPATH": str(ROOT)}
    ) as terminal:
        terminal.wait_for("Welcome back", timeout=60)
        terminal.wait_until_quiet(1.0)
        started = log.stat().st_size
        yield from _walk(terminal, load().steps)
        terminal.wait_until_quiet(1.0)
    for line in log.read_text()[started:].splitlines():
        late, worked = map(float, line.split())
        yield "no look for keys", late
        yield "no look for keys, for work on the screen alone", worked


def _walk(terminal: Terminal, steps: Sequence[Step]) -> Iterator[tuple[str, float]]:
    yield "to a step, first visit", _press(terminal, "f4", steps[0].questions[0].ask)
    yield from _letters(terminal, "a letter")
    yield from _people(terminal, [question.path for question in steps[0].questions].index("people"))
    terminal.read_for(PACE.uniform(0.1, 0.7))
    yield "to a step, first visit", _press(terminal, "f4", _where(steps[1]))
    yield from _pick(terminal)
    for step in steps[2:]:
        terminal.read_for(PACE.uniform(0.1, 0.7))
        yield "to a step, first visit", _press(terminal, "f4", _where(step))
        yield from _keys(terminal, "from question to question", "tab", "shift+tab")
    for step in reversed(steps[:-1]):
        terminal.read_for(PACE.uniform(0.1, 0.7))
        yield "to a step", _press(terminal, "f3", _where(step))
    yield "what's open", _press(terminal, "f9", "What's open")
    yield from _keys(terminal, "up and down the rows", *["down"] * 4)
    yield "the documents", _press(terminal, "f5", "Write")


def _people(terminal: Terminal, tabs: int) -> Iterator[tuple[str, float]]:
    yield from _keys(terminal, "from question to question", *["tab"] * tabs)
    terminal.wait_until_quiet()
    yield from _keys(
        terminal, "up and down the rows", "up", "up", "pageup", "down", "home", "end", "up", "up"
    )
    yield "opening a row", _press(terminal, "enter", "Change this person")
    yield from _letters(terminal, "a letter in a row")
    yield "closing a row", _press(terminal, "escape")
    terminal.wait_until_quiet()
    yield "deleting a row", _press(terminal, "delete", "Deleted")
    terminal.wait_until_quiet()
    yield "bringing a row back", _press(terminal, "ctrl+z", "Undone")
    yield "opening the search", _press(terminal, "f7", "Search questions")
    yield from _keys(terminal, "a letter of what is searched", *"person 49")
    yield "closing the search", _press(terminal, "escape")


def _pick(terminal: Terminal) -> Iterator[tuple[str, float]]:
    terminal.read_for(PACE.uniform(0.1, 0.7))
    yield "opening the list of people", _press(terminal, "enter", "Type to find somebody")
    yield from _keys(terminal, "down the list of people", *["down"] * 3, "pagedown")
    yield from _keys(terminal, "narrowing the list down", *"Person 4900")
    yield "picking somebody", _press(terminal, "enter", "Person 4900")


def _where(step: Step) -> str:
    return f"8 · {step.title}" if step.number else step.title


def _letters(terminal: Terminal, what: str) -> Iterator[tuple[str, float]]:
    for letter in LETTERS:
        terminal.read_for(PACE.uniform(0.05, 0.6))
        yield what, _press(terminal, letter, letter)


def _keys(terminal: Terminal, what: str, *keys: str) -> Iterator[tuple[str, float]]:
    for key in keys:
        terminal.read_for(PACE.uniform(0.1, 0.7))
        yield what, _press(terminal, key)


def _press(terminal: Terminal, key: str, wanted: str = "") -> float:
    """Press a key; return the time until the words are on the screen, or else until the next frame is.

    What other programs took of the wizard's core meanwhile doesn't count, where the system tells it.
    """
    terminal.wait_until_quiet(0.0)
    before, held_up = len(terminal.received), _held_up(terminal)
    begin = time.perf_counter()
    terminal.press(key)
    terminal.wait_for_bytes(wanted.encode() or b"\x1b[?2026l", start=before)
    return time.perf_counter() - begin - (_held_up(terminal) - held_up)


def _held_up(terminal: Terminal) -> float:
    """Return how many seconds the wizard's screen thread has been ready to run and had no core."""
    pid = terminal.process.pid
    try:
        _, waited, _ = Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()
    except OSError:
        return 0.0
    return int(waited) / 1e9
