"""Terminal driver that repairs what Textual 8.2.8 gets wrong in input and output."""

import codecs
import os
import selectors
import sys
import time
from collections.abc import Callable, Iterator

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.events import Paste
from textual.message import Message

from wizard.tui.messages import LeaveRequested

PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
# How long a paste waits for its end mark, and the start of a mark for its rest.
PASTE_TIMEOUT_S = 1.0
MARK_TIMEOUT_S = 0.1
# Longer input isn't typed by hand.
MAX_TYPED_CHARACTERS = 8
READ_TIMEOUT_S = 0.05
READ_BYTES = 4096
_BIDI_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def strip_bidi_controls(text: str) -> str:
    """Remove characters that change the direction of text: a name could rearrange its line."""
    return text.translate(_BIDI_CONTROLS)


class PasteParser(XTermParser):
    """Takes pasted text out of the input before Textual looks for keys in it.

    Textual reads a paste letter by letter, misplaces an Esc in it, and waits for its end for ever.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: list[str] | None = None
        self._incomplete = ""
        self._deadline = 0.0

    def feed(self, data: str) -> Iterator[Message]:
        """Yield the events in `data`; an empty string ends the input."""
        if not data:
            yield from self._flush()
            yield from super().feed("")
            return
        if len(data) > MAX_TYPED_CHARACTERS or self._incomplete:
            timeout = MARK_TIMEOUT_S if self._pasted is None else PASTE_TIMEOUT_S
            self._deadline = time.monotonic() + timeout
        data, self._incomplete = self._incomplete + data, ""
        while data:
            mark = PASTE_START if self._pasted is None else PASTE_END
            text, found, rest = data.partition(mark)
            if not found:
                # A lone Esc is a key.
                is_escape = data == "\x1b" and self._pasted is None
                kept = 0 if is_escape else _partial_mark_length(data, mark)
                text, self._incomplete = data[: len(data) - kept], data[len(data) - kept :]
                if kept and self._pasted is None:
                    self._deadline = time.monotonic() + MARK_TIMEOUT_S
            if self._pasted is not None:
                self._pasted.append(text)
            elif text:
                yield from super().feed(text)
            if found and self._pasted is None:
                self._pasted = []
                self._deadline = time.monotonic() + PASTE_TIMEOUT_S
            elif found:
                yield self._take_paste()
            data = rest

    def tick(self) -> Iterator[Message]:
        """Yield what has waited too long for its end."""
        is_waiting = self._pasted is not None or self._incomplete
        if is_waiting and time.monotonic() > self._deadline:
            yield from self._flush()
        yield from super().tick()

    def _flush(self) -> Iterator[Message]:
        text, self._incomplete = self._incomplete, ""
        if self._pasted is not None:
            self._pasted.append(text)
            yield self._take_paste()
        elif text:
            yield from super().feed(text)

    def _take_paste(self) -> Paste:
        text, self._pasted = "".join(self._pasted or ()), None
        return Paste(text)


def terminal_driver(requested_exit: Callable[[], int | None]) -> type[Driver] | None:
    """Return the driver for this terminal; None for Textual's own.

    Args:
        requested_exit: Returns the exit status that a signal asked for, if one did. The driver
            then asks the app to leave, after all keys that were typed before.
    """
    if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
        return None
    from textual.drivers.linux_driver import LinuxDriver

    class TerminalDriver(LinuxDriver):
        """Reads whole pastes and survives invalid UTF-8; draws no bidirectional controls."""

        def write(self, data: str) -> None:
            super().write(strip_bidi_controls(data))

        def run_input_thread(self) -> None:
            parser = PasteParser()
            decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
            is_leaving = False
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    data = b""
                    if selector.select(READ_TIMEOUT_S):
                        data = _read(self.fileno)
                        if not data:
                            # The terminal is gone.
                            selector.unregister(self.fileno)
                    for event in (
                        *(parser.feed(decoder.decode(data)) if data else ()),
                        *parser.tick(),
                    ):
                        self.process_message(event)
                    exit_status = requested_exit()
                    if exit_status is not None and not data and not is_leaving:
                        is_leaving = True
                        self.send_message(LeaveRequested(exit_status))

    return TerminalDriver


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, READ_BYTES)
    except OSError:
        return b""


def _partial_mark_length(data: str, mark: str) -> int:
    """Return how many characters at the end of `data` may be the start of `mark`."""
    sizes = range(len(mark) - 1, 0, -1)
    return next((size for size in sizes if data.endswith(mark[:size])), 0)
