"""Leaving when nobody asked: an ordinary kill, a closed window, a crash. What was typed is saved first.

A plain handler sets things going and the loop does the work; asyncio's own signal handlers lose signals for good once
a stalled terminal has filled their pipe. If the loop is stuck, a watchdog saves and ends the process.
"""

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from wizard.errors import ExitCode

GRACE = 2.0
"""Seconds that the loop has for leaving in good order, and that the rest of the program has after it."""
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
RESTORE = "\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[0m"
"""Back to the ordinary screen, cursor shown, mouse and paste reports off."""


class SignalHandler:
    """Turns signals into an orderly end of the app."""

    def __init__(
        self,
        leave: Callable[[int], None],
        rescue: Callable[[], bool],
        before_sleep: Callable[[], None],
        set_up_again: Callable[[], None],
    ) -> None:
        """`leave` ends the app in its loop, with an exit status; `rescue` saves, from any thread, and tells if it did.

        `before_sleep` saves before the program is stopped for a while; `set_up_again` puts the screen in order after it
        was stopped without a word.
        """
        self._leave = leave
        self._rescue = rescue
        self._before_sleep = before_sleep
        self._set_up_again = set_up_again
        self._loop: asyncio.AbstractEventLoop | None = None
        self._begun = False
        self._asleep = False
        self._left = threading.Event()
        """The loop has ended."""
        self._over = threading.Event()
        """All is said and done."""
        self._before: dict[int, Any] = {}

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take the signals over, whatever was done with them before: an ignored hang-up would spin for ever."""
        self._loop = loop
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                self._before[number] = signal.signal(number, self._on_signal)
            if hasattr(signal, "SIGTSTP"):
                self._before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._on_sleep)
                self._before[signal.SIGCONT] = signal.signal(signal.SIGCONT, self._on_wake)

    def finish(self) -> None:
        """Hear no signal any more: the app has ended, and a second signal must not cut the saving short."""
        self._left.set()
        for number in self._before:
            signal.signal(number, signal.SIG_IGN)

    def uninstall(self) -> None:
        """Give the signals back: all is saved."""
        self._left.set()
        self._over.set()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def check_terminal(self) -> None:
        """Leave if the terminal is gone without a signal, as under nohup."""
        if sys.__stdin__ is not None and _hung_up(sys.__stdin__.fileno()):
            self._begin(int(getattr(signal, "SIGHUP", 1)))

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._begin(number)

    def _on_sleep(self, number: int, frame: FrameType | None) -> None:
        """Sleep as soon as the loop is between two tasks: in the middle of one, Textual could wait for itself."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._sleep, number)

    def _sleep(self, number: int) -> None:
        """Save, and then do what Textual does: it leaves the screen until we wake up."""
        self._before_sleep()
        before = self._before.get(number)
        if callable(before):
            self._asleep = True
            before(number, None)

    def _on_wake(self, number: int, frame: FrameType | None) -> None:
        """Go on after a sleep. Textual would also begin anew, beside itself, if it hadn't slept.

        That happens when a shell loses its window: it sends this along with the hang-up. Then one of Textual's threads
        would wait for ever for another that has lost the terminal.
        """
        if self._asleep:
            self._asleep = False
            before = self._before.get(number)
            if callable(before):
                before(number, frame)
        elif self._loop is not None and not self._begun:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        """Put the screen in order: whoever stopped us from outside may have used it."""
        if not self._begun and sys.__stdin__ is not None and not _hung_up(sys.__stdin__.fileno()):
            self._set_up_again()

    def _begin(self, number: int) -> None:
        if self._begun or self._loop is None:
            return
        self._begun = True
        threading.Thread(
            target=self._watch, args=(128 + number,), name="watchdog", daemon=True
        ).start()
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._leave, 128 + number)

    def _watch(self, status: int) -> None:
        if self._left.wait(GRACE) and self._over.wait(GRACE):
            return
        saved = self._rescue()
        if sys.__stderr__ is not None and sys.__stderr__.isatty():
            _write_without_waiting(sys.__stderr__.fileno(), RESTORE.encode())
        os._exit(status if saved else ExitCode.NOT_SAVED)


def _hung_up(descriptor: int) -> bool:
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(
        event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0)
    )


def _write_without_waiting(descriptor: int, data: bytes) -> None:
    with contextlib.suppress(OSError):
        os.set_blocking(descriptor, False)
        os.write(descriptor, data)
