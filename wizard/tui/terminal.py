"""Repairs to what comes from the terminal and goes to it, until Textual makes them itself."""

import codecs
import sys
import time
from collections.abc import Iterable
from functools import partial
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
"""The marks that a terminal puts round what is pasted."""
PATIENCE = 1.0
"""Seconds after which a paste without its end mark is taken as it is."""
_HOLD = 0.1
"""Seconds for which the beginning of a mark may wait for the rest: as long as Textual waits after an Esc."""
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_TYPED = 8
"""Characters at once; more than that isn't typed by hand."""


def forgive_bad_bytes() -> None:
    """Have a byte that is no UTF-8 arrive as a replacement character; with Textual 8.2.8 it ends the app."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        def decoder(encoding: str) -> Any:
            return partial(codecs.getincrementaldecoder(encoding), errors="replace")

        vars(linux_driver)["getincrementaldecoder"] = decoder


def take_pastes_whole() -> None:
    """Have a paste arrive as one text, whatever is in it, and even if its end never comes."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        vars(linux_driver)["XTermParser"] = WholePastes


def hold_back_turned_text() -> None:
    """Keep from the terminal what turns the direction of a text around: a name could rearrange the line it is in."""
    if sys.platform != "win32":
        from textual.drivers.linux_driver import LinuxDriver

        write = LinuxDriver.write
        if not hasattr(write, "calm"):

            def calm(driver: LinuxDriver, data: str) -> None:
                write(driver, without_turns(data))

            vars(calm)["calm"] = True
            setattr(LinuxDriver, "write", calm)  # noqa: B010


def without_turns(data: str) -> str:
    """Return what is to be drawn without what turns the direction of a text around."""
    return data.translate(_TURNS)


class WholePastes(XTermParser):
    """Takes what is pasted out of the stream before Textual looks for keys in it.

    Textual 8.2.8 goes through a paste letter by letter, shuffles an Esc in it, and waits for the end mark for ever.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._paste: list[str] | None = None
        self._rest = ""
        self._until = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what `data` means; nothing in it means the end."""
        if not data:
            yield from self._accept()
            yield from super().feed("")
            return
        if len(data) > _TYPED or self._rest:
            self._until = time.monotonic() + (_HOLD if self._paste is None else PATIENCE)
        data, self._rest = self._rest + data, ""
        while data:
            mark = START if self._paste is None else END
            before, found, after = data.partition(mark)
            if not found:
                kept = (
                    0 if data == "\x1b" and self._paste is None else _begun(data, mark)
                )  # a lone Esc is a key
                before, self._rest = data[: len(data) - kept], data[len(data) - kept :]
                if kept and self._paste is None:
                    self._until = time.monotonic() + _HOLD
            if self._paste is not None:
                self._paste.append(before)
            elif before:
                yield from super().feed(before)
            if found:
                if self._paste is None:
                    self._paste = []
                    self._until = time.monotonic() + PATIENCE
                else:
                    yield self._taken()
            data = after

    def tick(self) -> Iterable[Message]:
        """Yield what has waited long enough for its end."""
        if (self._paste is not None or self._rest) and time.monotonic() > self._until:
            yield from self._accept()
        yield from super().tick()

    def _accept(self) -> Iterable[Message]:
        rest, self._rest = self._rest, ""
        if self._paste is not None:
            self._paste.append(rest)
            yield self._taken()
        elif rest:
            yield from super().feed(rest)

    def _taken(self) -> events.Paste:
        text = "".join(self._paste or ())
        self._paste = None
        return events.Paste(text)


def _begun(data: str, mark: str) -> int:
    """Return how many letters at the end of `data` may be the beginning of `mark`."""
    return next((size for size in range(len(mark) - 1, 0, -1) if data.endswith(mark[:size])), 0)
