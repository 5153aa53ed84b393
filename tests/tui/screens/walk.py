"""A walk through every pane and dialog, with a look at each."""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from textual.command import CommandList
from textual.screen import ModalScreen

from tests.tui.driving import Owner
from tests.tui.screens.scene import INTERVIEW, open_scene, still
from wizard.tui.app import PolicyWizardApp

SIZES = ((120, 40), (80, 24), (40, 15))
PATIENCE = 240
"""Seconds for a whole walk, on the slowest of machines."""

DIALOGS = {
    "help": ("roles.head", ("f1",)),
    "a person picked": ("roles.head", ("enter",)),
    "people picked": ("roles.spokespeople", ("enter",)),
    "a new person": ("people", ("end", "enter")),
    "a person": ("people", ("home", "enter")),
    "a person deleted": ("people", ("home", "delete")),
    "a list of contacts": ("people", ("end", "up", "enter")),
    "a row": ("roles.accounts", ("end", "enter")),
    "a line of one's own": ("security.sign_in", ("end", "enter")),
    "search": ("roles.head", ("f7", *"run")),
}
"""Where each dialog opens, and by which keys."""

Look = Callable[[str, Owner], None]


def walk(size: tuple[int, int], look: Look, theme: str = "policy-wizard") -> None:
    """Show every screen at this size and in this theme, and call `look` with its name at each."""

    async def run() -> None:
        with tempfile.TemporaryDirectory() as name, contextlib.chdir(name), still():
            session = open_scene(Path())
            app = PolicyWizardApp(session)
            async with app.run_test(size=size) as pilot:
                if theme != app.theme and "NO_COLOR" not in os.environ:
                    app.theme = theme
                owner = Owner(app, pilot)
                async for screen in _screens(owner):
                    look(screen, owner)
            session.close()

    asyncio.run(asyncio.wait_for(run(), PATIENCE))


async def _screens(owner: Owner) -> AsyncIterator[str]:
    app = owner.app
    await _rest(owner)
    yield "start"
    for question in INTERVIEW.questions():
        await owner.go_to(question.path)
        await _rest(owner)
        yield question.path
    for place in ("summary", "export"):
        await app.go_to_place(place)
        await _rest(owner)
        yield place
    for name, (path, keys) in DIALOGS.items():
        await owner.go_to(path)
        await owner.press(*keys)
        await _rest(owner)
        yield name
        while isinstance(app.screen, ModalScreen):
            await owner.press("escape")
    for name, key in (("steps", "f2"), ("the policy", "f6")):
        await owner.go_to("roles.head")
        await owner.press(key)
        await _rest(owner)
        yield name
        await owner.press("escape")
    await owner.press("ctrl+p")
    await owner.type("speak")
    hits = app.screen.query_one(CommandList)
    await owner.wait_until(
        lambda: hits.option_count == 1 and "speak" in str(hits.get_option_at_index(0).prompt)
    )
    yield "palette"
    await owner.press("escape", "escape")


async def _rest(owner: Owner) -> None:
    """Wait until all that was to be shown is shown, what is worked out in a thread too."""
    for _ in range(2):
        await owner.pilot.pause(0.02)
        await owner.settle()
        await owner.app.workers.wait_for_complete()
    await owner.settle()
