"""How long the slowest key waits when there is far more in the file than any small business has.

Every key is pressed in a real terminal, at a person's pace, so that some of them meet the saving and the checks that
follow a change; a wait ends with the first thing that the key changes on the screen.
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.set_up import ROOT
from tests.terminal import Terminal
from wizard.answers.fields import change
from wizard.answers.file import read, write
from wizard.answers.model import Account, Answers, EmergencyContact, OwnClause, Person, RegionalRule, Revision
from wizard.interview import Step, load

PEOPLE, ROWS = 5_000, 200
MOST = 0.25
"""How long a key may wait, in seconds."""
PACE = random.Random(1)
LETTERS = "ąćęłńśźżőűčďěňřšťůž"


def many(answers: Answers, people: int = PEOPLE, rows: int = ROWS) -> Answers:
    """Return these answers with so many people, and so many rows in every table."""
    staff = tuple(
        Person(id=f"p{number}", name=f"Person {number}", job="Baker", email=f"p{number}@bakery.example")
        for number in range(people - len(answers.people))
    )
    answers = change(answers, "people", (*answers.people, *staff))
    owners = [person.id for person in staff[:rows]]
    accounts = tuple(Account(platform="Instagram", handle=f"@{who}", owner=who, duties="Photos") for who in owners)
    answers = change(answers, "roles.accounts", accounts)
    contacts = tuple(EmergencyContact(name=f"Firm {who}", why="Press", phone="555") for who in owners)
    answers = change(answers, "crisis.contacts", contacts)
    rules = tuple(RegionalRule(place=f"Town {who}", rule="Staff may always talk about pay.") for who in owners)
    answers = change(answers, "legal.regional_rules", rules)
    clauses = tuple(OwnClause(section="employees", text=f"Ask {who} about photos.") for who in owners)
    answers = change(answers, "publication.own_clauses", clauses)
    return change(answers, "revisions", tuple(Revision(version=f"0.{at}", what="Names") for at in range(rows)))


def waits(example: Path, folder: Path, people: int = PEOPLE) -> Iterator[tuple[str, float]]:
    """Yield how long each key waited, in seconds, with what it did; at last, each time that no key was looked for."""
    file, log = folder / "many.toml", folder / "beats"
    write(file, many(read(example), people), None)
    argv = (sys.executable, Path(__file__).with_name("heartbeat.py"), file.name, log)
    with Terminal(argv, columns=120, lines=40, cwd=folder, env={"PYTHONPATH": str(ROOT)}) as terminal:
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
    others = steps[1:]
    yield "to a step, first visit", _press(terminal, "f4", "What is the business called?")
    yield from _letters(terminal, "a letter")
    yield from _keys(terminal, "from question to question", *["tab"] * 3, *["shift+tab"] * 2)
    for step in others:
        yield "to a step, first visit", _press(terminal, "f4", f"8 · {step.title}" if step.number else "Your business")
        yield from _keys(terminal, "from question to question", "tab", "tab")
    for step in reversed(steps[:-1]):
        yield "to a step", _press(terminal, "f3", f"8 · {step.title}" if step.number else "Your business")
    yield "to a step", _press(terminal, "f4", f"8 · {others[0].title}")
    yield "what's open", _press(terminal, "f9", "What")
    yield from _keys(terminal, "down in what's open", *["down"] * 4)
    for step in reversed(steps):
        yield "to a step", _press(terminal, "f3", f"8 · {step.title}" if step.number else "Your business")


def _letters(terminal: Terminal, what: str) -> Iterator[tuple[str, float]]:
    for letter in LETTERS:
        time.sleep(PACE.uniform(0.05, 0.6))
        yield what, _press(terminal, letter, letter)


def _keys(terminal: Terminal, what: str, *keys: str) -> Iterator[tuple[str, float]]:
    for key in keys:
        time.sleep(PACE.uniform(0.1, 0.7))
        yield what, _press(terminal, key)


def _press(terminal: Terminal, key: str, wanted: str = "") -> float:
    """Press a key; return the time until the words are on the screen, or else until the next frame is."""
    terminal.wait_until_quiet(0.0)
    before = len(terminal.received)
    begin = time.perf_counter()
    terminal.press(key)
    if not wanted:
        terminal.wait_for_bytes(b"\x1b[?2026l", start=before)
    elif len(wanted) == 1:
        terminal.wait_for_bytes(wanted.encode(), start=before)
    else:
        terminal.wait_for(wanted)
    return time.perf_counter() - begin
