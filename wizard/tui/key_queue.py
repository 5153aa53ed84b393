"""Delivers keys one at a time, so that typed-ahead keys reach the widget they were meant for.

Textual forwards a burst of keys to the focused widget at once, before the first of them can move
the focus, and a priority binding overtakes the keys before it. Here, a key waits until a barrier
has passed through the message queues that the previous key may have filled.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerError

# Walks from the focused widget up to the app before the next key: a message may cause another one.
BARRIER_PASSES = 5
# Seconds after which the next key is delivered in any case.
MAX_WAIT_S = 1.0


class KeyQueue:
    """Queue of keys and pastes in front of the app."""

    def __init__(self, app: App[Any], deliver: Callable[[Message], Awaitable[None]]) -> None:
        """Create an empty queue; `deliver` passes a message on to the app."""
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Message] = deque()
        self._timeout: Timer | None = None
        # Barriers of earlier keys are ignored when they arrive late.
        self._barrier = 0
        self._last: Message | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a key is being processed or waits."""
        return self._timeout is not None

    async def put(self, message: Message) -> None:
        """Deliver the message after those before it."""
        self._waiting.append(message)
        if not self.is_busy or (len(self._waiting) == 1 and self._continues_typing()):
            await self._deliver_next()

    async def _deliver_next(self) -> None:
        if self._timeout is not None:
            self._timeout.stop()
            self._timeout = None
        if self._waiting:
            self._barrier += 1
            barrier = self._barrier
            self._timeout = self._app.set_timer(MAX_WAIT_S, partial(self._end_wait, barrier))
            await self._deliver_first()
            while self._waiting and self._continues_typing():
                await self._deliver_first()
            self._start_pass(barrier, BARRIER_PASSES)

    async def _deliver_first(self) -> None:
        self._last = self._waiting.popleft()
        await self._deliver(self._last)

    def _continues_typing(self) -> bool:
        """Return whether the next key is a letter after a letter, which cannot move the focus."""
        is_text = bool(self._app.screen_stack) and isinstance(self._app.focused, Input | TextArea)
        return is_text and _is_letter(self._last) and _is_letter(self._waiting[0])

    async def _end_wait(self, barrier: int) -> None:
        if barrier == self._barrier:
            await self._deliver_next()

    def _start_pass(self, barrier: int, passes: int) -> None:
        app = self._app
        start = (app.focused or app.screen) if app.screen_stack else app
        self._visit(start, barrier, passes)

    def _visit(self, pump: MessagePump, barrier: int, passes: int) -> None:
        """Continue once all messages that `pump` has now are processed."""
        step = self._finish_pass if pump is self._app else self._climb
        if not pump.call_later(step, pump, barrier, passes) and pump is not self._app:
            self._visit(self._app, barrier, passes)

    def _climb(self, pump: MessagePump, barrier: int, passes: int) -> None:
        parent = pump.parent if isinstance(pump, DOMNode) else None
        self._visit(parent or self._app, barrier, passes)

    async def _finish_pass(self, _: MessagePump, barrier: int, passes: int) -> None:
        if barrier != self._barrier:
            return
        if passes > 1:
            self._start_pass(barrier, passes - 1)
        elif self._waiting and (workers := self._search_workers()):
            self._app.run_worker(self._wait_for(workers, barrier))
        else:
            await self._end_wait(barrier)

    def _search_workers(self) -> list[Worker[Any]]:
        """Return the workers of a dialog that still search for what Enter is to choose."""
        message, app = self._waiting[0], self._app
        is_enter = isinstance(message, Key) and message.key == "enter"
        if not is_enter or not app.screen_stack or not isinstance(app.screen, ModalScreen):
            return []
        workers = [worker for worker in app.workers if worker.node is app.screen]
        return [worker for worker in workers if not worker.is_finished]

    async def _wait_for(self, workers: list[Worker[Any]], barrier: int) -> None:
        with suppress(WorkerError):
            await self._app.workers.wait_for_complete(workers)
        self._start_pass(barrier, 1)


def _is_letter(message: Message | None) -> bool:
    return isinstance(message, Key) and message.is_printable
