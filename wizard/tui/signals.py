"""Ends the app in good order when the user didn't ask: a kill, a closed window, a lost terminal.

A plain signal handler passes the signal on to the event loop; asyncio's own handlers lose signals
once a stalled terminal has filled their pipe. If the loop hangs, a watchdog thread saves and exits.
"""

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from wizard.errors import ExitCode

# Time for the loop to end the app, and for the rest of the program after it.
GRACE_PERIOD_S = 2.0
EXIT_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
# Ordinary screen, cursor shown, mouse and paste reports off.
RESTORE_TERMINAL = (
    b"\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[0m"
)


@dataclass
class SignalHandler:
    """Turns signals into an orderly exit.

    Attributes:
        leave: Ends the app from its loop, with an exit status.
        save: Saves from any thread; returns whether the answers are in their file.
        redraw: Sets up the terminal again after the process was stopped without notice.
    """

    leave: Callable[[int], object]
    save: Callable[[], bool]
    redraw: Callable[[], None]
    _loop: asyncio.AbstractEventLoop | None = None
    _is_leaving: bool = False
    _is_suspended: bool = False
    _app_ended: threading.Event = field(default_factory=threading.Event)
    _all_saved: threading.Event = field(default_factory=threading.Event)
    _previous: dict[int, Any] = field(default_factory=dict)

    def install(self) -> None:
        """Handle signals from now on, even those that were ignored: Textual would spin for ever."""
        self._loop = asyncio.get_running_loop()
        if threading.current_thread() is not threading.main_thread():
            return
        for number in EXIT_SIGNALS:
            self._previous[number] = signal.signal(number, self._on_exit_signal)
        if hasattr(signal, "SIGTSTP"):
            self._previous[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._on_suspend)
            self._previous[signal.SIGCONT] = signal.signal(signal.SIGCONT, self._on_resume)

    def ignore_signals(self) -> None:
        """Ignore signals while the last answers are saved."""
        self._app_ended.set()
        for number in self._previous:
            signal.signal(number, signal.SIG_IGN)

    def restore(self) -> None:
        """Restore the previous handlers: all is saved."""
        self._app_ended.set()
        self._all_saved.set()
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        self._previous.clear()

    def check_terminal(self) -> None:
        """Leave if the terminal is gone without a signal, as under nohup."""
        if _terminal_is_gone():
            self._begin(int(getattr(signal, "SIGHUP", 1)))

    def _on_exit_signal(self, number: int, _: FrameType | None) -> None:
        self._begin(number)

    def _begin(self, number: int) -> None:
        if self._is_leaving or self._loop is None:
            return
        self._is_leaving = True
        status = 128 + number
        threading.Thread(target=self._watch, args=(status,), name="watchdog", daemon=True).start()
        # The loop may have ended by itself.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.leave, status)

    def _watch(self, status: int) -> None:
        if self._app_ended.wait(GRACE_PERIOD_S) and self._all_saved.wait(GRACE_PERIOD_S):
            return
        is_saved = self.save()
        if sys.__stderr__ is not None and sys.__stderr__.isatty():
            with suppress(OSError):
                descriptor = sys.__stderr__.fileno()
                os.set_blocking(descriptor, False)
                os.write(descriptor, RESTORE_TERMINAL)
        os._exit(status if is_saved else ExitCode.NOT_SAVED)

    def _on_suspend(self, number: int, _: FrameType | None) -> None:
        # Between two tasks of the loop: inside one, Textual could wait for itself.
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._suspend, number)

    def _suspend(self, number: int) -> None:
        self.save()
        handler = self._previous.get(number)
        if callable(handler):
            self._is_suspended = True
            handler(number, None)

    def _on_resume(self, number: int, frame: FrameType | None) -> None:
        """Resume after a suspend.

        A shell that loses its window sends this signal along with the hang-up, though the process
        wasn't suspended. Textual's handler would then start a second time and hang.
        """
        if self._is_suspended:
            self._is_suspended = False
            handler = self._previous.get(number)
            if callable(handler):
                handler(number, frame)
        elif self._loop is not None and not self._is_leaving:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._redraw)

    def _redraw(self) -> None:
        if not self._is_leaving and not _terminal_is_gone():
            self.redraw()


def _terminal_is_gone() -> bool:
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(event & gone for _, event in poll.poll(0))
