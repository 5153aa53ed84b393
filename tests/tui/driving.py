"""Drives the app without a terminal, as an owner would: by keys."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from textual import events
from textual.command import CommandList
from textual.geometry import NULL_REGION
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from wizard.answers.model import Answers
from wizard.interview import load
from wizard.session import Session
from wizard.storage import toml_file
from wizard.tui.app import PolicyWizardApp
from wizard.tui.widgets.field import QuestionField

INTERVIEW = load()
PATIENCE = 180
"""Seconds after which a script that waits for something has failed."""

_EDGES = re.compile("[│▁▂▃▄▅▆▇█]")
"""What frames and scrollbars are drawn with."""


class Owner:
    """Somebody at the keyboard."""

    def __init__(self, app: PolicyWizardApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def answers(self) -> Answers:
        return self.app.session.answers

    def palette(self) -> set[str]:
        """Return all names that the palette has here, typed for or not."""
        return {command.title for command in self.app.get_system_commands(self.app.screen)}

    async def press(self, *keys: str) -> None:
        """Send all keys at once, as a fast typist on a slow line does; then see what came of it."""
        for key in keys:
            character = (
                key if len(key) == 1 else {"space": " ", "enter": "\r", "tab": "\t"}.get(key)
            )
            if key.startswith("alt+") and len(key) == 5:
                character = key[-1]
            self.app.post_message(
                events.Key(_character_to_key(key) if len(key) == 1 else key, character)
            )
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def click(self, text: str) -> None:
        """Click on a text that is in sight."""
        for y, line in enumerate(self.screen().splitlines()):
            if text in line:
                await self.pilot.click(offset=(line.index(text) + 1, y))
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not in sight:\n{self.screen()}")

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until the app has dealt with all it was sent, and drawn it."""
        await self.pilot.pause(0)
        while self.app.is_running and self.app.key_queue.is_busy:
            await self.pilot.pause(0.002)
        for _ in range(2):
            await self.pilot.pause(0)

    async def wait_until(self, test: Callable[[], object]) -> None:
        """Wait until `test` returns something true, as for results of a thread."""
        deadline = time.monotonic() + PATIENCE / 2
        while not test():
            if time.monotonic() > deadline:
                raise AssertionError(f"What was waited for didn't come:\n{self.screen()}")
            await self.pilot.pause(0.005)

    async def wait_for(self, words: str) -> None:
        """Wait until these words are in sight; whatever line they break at."""
        end = time.monotonic() + PATIENCE / 2
        while words not in self.words():
            assert time.monotonic() < end, f"{words!r} did not come:\n{self.screen()}"
            await self.pilot.pause(0.01)
            await self.settle()

    async def choose(self, title: str) -> None:
        """Choose a command of the palette."""
        await self.press("ctrl+p")
        await self.type(title)
        hits = self.app.screen.query_one(CommandList)
        await self.wait_until(
            lambda: hits.option_count and title in str(hits.get_option_at_index(0).prompt)
        )
        await self.press("enter")

    async def show(self, pane: str) -> None:
        await self.app.go_to(pane)
        await self.settle()

    async def go_to(self, path: str) -> None:
        await self.app.go_to_question(path)
        await self.settle()

    def field(self) -> QuestionField:
        field = self.app.navigator.pane.focused_field
        assert field is not None
        return field

    def at(self) -> str:
        """The path of the question that has the focus."""
        return self.field().question.path

    def said(self) -> str:
        """What the line below the question says."""
        return str(self.field().query_one(".state", Static).visual)

    def told(self) -> str:
        """What was said in passing, in a corner of the screen."""
        return " ".join(note.message for note in self.app._notifications)

    def screen(self, part: type[Widget] | None = None) -> str:
        """Return the text of the screen, or of a widget of this kind on it."""
        lines = self.app.screen._compositor.render_strips()
        if part is not None:
            shown = (widget.region for widget in self.app.screen.query(part) if widget.is_on_screen)
            place = next(shown, NULL_REGION)
            lines = [line.crop(place.x, place.right) for line in lines[place.y : place.bottom]]
        return "\n".join(strip.text.rstrip() for strip in lines)

    def words(self) -> str:
        """What the pane says, or the dialog over it, as one line."""
        place = next(iter(self.app.screen.query(".dialog, #panes")), self.app.screen).region
        lines = [
            line[place.x : place.right]
            for line in self.screen().splitlines()[place.y : place.bottom]
        ]
        return " ".join(_EDGES.sub(" ", " ".join(lines)).split())


Script = Callable[[Owner], Awaitable[None]]


def drive(
    path: Path,
    script: Script,
    size: tuple[int, int] = (80, 24),
    today: Callable[[], date] = date.today,
) -> Answers:
    """Open the wizard on `path`, do what the script says, leave; return what is in the file then.

    `today` is the day that the clock shows.
    """

    async def run() -> None:
        session = Session(path, INTERVIEW, today=today)
        app = PolicyWizardApp(session)
        async with app.run_test(size=size) as pilot:
            owner = Owner(app, pilot)
            await owner.settle()
            await script(owner)
        session.close()

    asyncio.run(asyncio.wait_for(run(), PATIENCE))
    return toml_file.read_answers(path) if path.exists() else Answers()


def begin(path: Path, body: str = "") -> Path:
    """Write a file of answers that a session can go on with."""
    path.write_text(f"format = 2\n{body}\n# end of answers\n", encoding="utf-8")
    return path
