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
from textual.events import Callback, Event
from textual.message_pump import MessagePump

ROUNDS = 6
"""How often the way up is walked at most before the next key: a message may set off another."""
REST = 0.01
"""Seconds that a single key has to reach the screen first: the walk would hold it up."""
PATIENCE = 1.0
"""Seconds after which the next key is let through in any case."""


class KeyQueue:
    """Holds keys back while the one before is being dealt with."""

    def __init__(
        self,
        app: App[Any],
        deliver: Callable[[Event], Awaitable[None]],
        is_early: Callable[[Event], bool],
    ) -> None:
        """`deliver` hands one key to the app as Textual would; `is_early` tells whether a key has to wait longer."""
        self._app = app
        self._deliver = deliver
        self._is_early = is_early
        self._waiting: deque[Event] = deque()
        self._walk: Walk | None = None

    @property
    def busy(self) -> bool:
        """Whether a key is being dealt with, or waits."""
        return self._walk is not None

    async def take(self, event: Event) -> None:
        """Deliver a key, now or in its turn."""
        self._waiting.append(event)
        if self._walk is None:
            await self._next()
        else:
            self._walk.begin()

    async def _next(self) -> None:
        self._walk = Walk(self._app, self._arrive) if self._waiting else None
        if self._walk is None:
            return
        await self._deliver(self._waiting.popleft())
        self._walk.begin(after=0 if self._waiting else REST)

    async def _arrive(self, walk: "Walk") -> None:
        if walk is not self._walk:
            return
        if self._waiting and self._is_early(self._waiting[0]) and not walk.is_late:
            walk.come_again()
        else:
            await self._next()


class Walk:
    """A message handed up from the focused widget to the app: it arrives behind all that was sent before it."""

    def __init__(self, app: App[Any], arrive: Callable[["Walk"], Awaitable[None]]) -> None:
        """`arrive` is called in the app's turn, once no pump on the way has anything left to do."""
        self._app = app
        self._pump: MessagePump = app
        self._arrive = arrive
        self._rounds = 0
        self._followed = False
        """Whether something came in behind on this round: it has to reach its end too."""
        self._begun = False
        self._late = False
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, after: float = 0) -> None:
        """Set out now, or in a while."""
        if self._begun:
            return
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        if after:
            self._timer = loop.call_later(after, self.begin)
            return
        self._begun = True
        loop.call_later(PATIENCE, self._give_up)
        self._start_round()

    @property
    def is_late(self) -> bool:
        """Whether it was on its way for so long that the next key is let through in any case."""
        return self._late

    def come_again(self) -> None:
        """Walk the way once more in a while."""
        self._rounds = 0
        asyncio.get_running_loop().call_later(REST, self._start_round)

    def _start_round(self) -> None:
        self._rounds += 1
        self._followed = False
        self._visit(self._foot())

    def _foot(self) -> MessagePump:
        """Return where the way up begins; once the owner has left, only the app is left of it."""
        return (self._app.focused or self._app.screen) if self._app.screen_stack else self._app

    def _visit(self, pump: MessagePump) -> None:
        self._pump = pump
        step = self._finish_round if pump is self._app else self._climb
        # Not by call_later, which looks up the signature of its callback each time
        if not pump.post_message(Callback(callback=step)) and pump is not self._app:
            self._visit(self._app)

    def _climb(self) -> None:
        self._followed = self._followed or _has_more(self._pump)
        self._visit(self._pump._parent or self._app)

    async def _finish_round(self) -> None:
        if self._rounds < ROUNDS and self._is_more():
            self._start_round()
        else:
            await self._arrive(self)

    def _is_more(self) -> bool:
        pump: MessagePump | None = self._foot()
        while pump is not None and pump is not self._app:
            if _has_more(pump):
                return True
            pump = pump._parent
        return self._followed or _has_more(self._app)

    def _give_up(self) -> None:
        self._rounds = ROUNDS
        self._late = True
        self._visit(self._app)


def _has_more(pump: MessagePump) -> bool:
    """Tell whether a pump has something left to do. It takes a message out of its queue to look what comes next."""
    return pump._pending_message is not None or not pump._message_queue.empty()
