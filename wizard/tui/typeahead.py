"""Keys typed faster than the screen follows go where the owner meant them, in order, and none is lost.

Textual hands a burst of keys to the focused widget at once, before the first of them could move the focus; a Tab in
the middle then comes too late, and Ctrl+Q overtakes the letters before it. Here, a key waits until all that the key
before it set off has been dealt with: in the focused widget, in each of its ancestors, and in the app.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump

ROUNDS = 4
"""How often the way up is walked before the next key: a message may set off another."""
PATIENCE = 1.0
"""Seconds after which the next key is let through in any case."""


class Typeahead:
    """Holds keys back while the one before is being dealt with."""

    def __init__(self, app: App[Any], deliver: Callable[[Event], Awaitable[None]]) -> None:
        """`deliver` hands one key to the app as Textual would."""
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._busy = False
        self._turn = 0

    @property
    def busy(self) -> bool:
        """Whether a key is being dealt with, or waits."""
        return self._busy

    async def take(self, event: Event) -> None:
        """Deliver a key, now or in its turn."""
        self._waiting.append(event)
        if not self._busy:
            await self._next()

    async def _next(self) -> None:
        self._busy = bool(self._waiting)
        if not self._busy:
            return
        self._turn += 1
        turn = self._turn
        asyncio.get_running_loop().call_later(PATIENCE, self._lose_patience, turn)
        await self._deliver(self._waiting.popleft())
        self._walk(turn, ROUNDS)

    def _walk(self, turn: int, rounds: int) -> None:
        """Pass a message up from the focused widget: it arrives behind all that was sent before it."""
        start: MessagePump = self._app.focused or self._app.screen
        self._step(start, turn, rounds)

    def _step(self, pump: MessagePump, turn: int, rounds: int) -> None:
        if pump is self._app or not pump.call_later(self._step, pump._parent or self._app, turn, rounds):
            self._app.call_later(self._arrive, turn, rounds)

    async def _arrive(self, turn: int, rounds: int) -> None:
        if turn != self._turn or not self._busy:
            return
        if rounds > 1:
            self._walk(turn, rounds - 1)
        else:
            await self._next()

    def _lose_patience(self, turn: int) -> None:
        if turn == self._turn and self._busy:
            self._app.call_later(self._arrive, turn, 1)
