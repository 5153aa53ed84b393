"""A real program in a real pseudo-terminal, and the screen that a person would see.

Nothing here sleeps: every wait is for what is expected, and ends as soon as it is there.
"""

import contextlib
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

SECONDS = 20.0
"""How long a wait lasts before it fails: long, as nothing waits longer than it needs to."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    **{f"f{number}": f"\x1bO{'PQRS'[number - 1]}" for number in range(1, 5)},
    **{f"f{n}": f"\x1b[{code}~" for n, code in enumerate((15, 17, 18, 19, 20, 21), start=5)},
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What a terminal sends for each key."""

# Queries and settings that pyte would print as text.
UNKNOWN = re.compile(
    rb"\x1b\[(?:[<=>][0-9;:]*[a-zA-Z]|\?[0-9;]*\$p|[0-9;]*[ $'\"][a-zA-Z])|\x1bP.*?\x1b\\",
    re.DOTALL,
)
# The beginning of a sequence whose end hasn't arrived yet.
CUT = re.compile(rb"\x1b(?:\[[0-9;:?<=> $'\"]*|P[^\x1b]*)?\Z")

# Query for synchronized output, the answer, and the marks of a frame.
ASKS_FRAMES, HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME = re.compile(rb"\x1b\[\?2026([hl])")


class NotSeenError(AssertionError):
    """What was waited for didn't come; the message holds the screen as it was."""


@dataclass(frozen=True)
class Cell:
    """A letter's place on the screen; a colour is "#rrggbb", or empty for the terminal's own."""

    text: str
    colour: str
    background: str
    bold: bool
    underlined: bool


class Terminal:
    """A program running in a terminal of the given size."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start `argv` in `cwd`, with `env` added to the environment."""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._in_frame = False
        self.received = bytearray()
        """Every byte that the program has written so far."""
        self._master, slave = pty.openpty()
        self._set_size(columns, lines)
        self.device = os.ttyname(slave)
        """The terminal's name, by which its settings can be looked at."""
        inherited = {
            key: value
            for key, value in os.environ.items()
            if key not in ("NO_COLOR", "COLUMNS", "LINES")
        }
        self.process = subprocess.Popen(
            [str(word) for word in argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
            env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
        )
        os.close(slave)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the program if it still runs, and close the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def type(self, text: str) -> None:
        """Type `text` as it is."""
        self._send(text.encode())

    def click(self, text: str) -> None:
        """Click on the first occurrence of a text, as soon as it is there."""
        lines = self.wait_for(lambda screen: text in screen).splitlines()
        row = next(number for number, line in enumerate(lines) if text in line)
        place = f"{lines[row].index(text) + 2};{row + 1}"
        self._send(f"\x1b[<0;{place}M".encode())
        self._send(f"\x1b[<0;{place}m".encode())

    def scroll_to(self, text: str, column: int, line: int) -> None:
        """Turn the wheel downwards over a place until a text is on the screen."""
        for _ in range(200):
            before = self.screen()
            if text in before:
                return
            self._send(f"\x1b[<65;{column};{line}M".encode())
            try:  # a slow machine must not scroll past it later, with what was sent too early
                self.wait_for(lambda screen, before=before: screen != before, timeout=5)
            except NotSeenError:
                break
        raise NotSeenError(
            f"{text!r} was not seen by turning the wheel. The screen:\n{self.screen()}"
        )

    def paste(self, text: str) -> None:
        """Paste `text` as a terminal does, between the marks of a bracketed paste."""
        self._send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def press(self, *keys: str) -> None:
        """Press keys by name ("ctrl+n", "tab") or single characters."""
        for key in keys:
            self._send((KEYS[key] if len(key) > 1 else key).encode())

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size; the program is told."""
        self._screen.resize(lines, columns)
        self._set_size(columns, lines)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._master)
        self._master = -1

    def screen(self) -> str:
        """Return the screen as it is now, line by line, without the blanks at the ends."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def cells(self) -> list[list[Cell]]:
        """Return the screen as it is now with its colours: a list of cells a line."""
        rows = []
        for line in range(self._screen.lines):
            row = [self._screen.buffer[line][column] for column in range(self._screen.columns)]
            pairs = [
                (char, *((char.bg, char.fg) if char.reverse else (char.fg, char.bg)))
                for char in row
            ]
            rows.append(
                [
                    Cell(char.data, _hex(fg), _hex(bg), char.bold, char.underscore)
                    for char, fg, bg in pairs
                ]
            )
        return rows

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = SECONDS) -> str:
        """Wait until the screen holds the text, or the predicate says yes to it; return the screen.

        A text may wrap: blanks, line ends and box lines count as one blank.

        Raises:
            NotSeenError: it didn't come in time, or the program ended without it.
        """
        test = (
            (lambda screen: wanted in screen or wanted in flat(screen))
            if isinstance(wanted, str)
            else wanted
        )
        what = (
            repr(wanted)
            if isinstance(wanted, str)
            else getattr(wanted, "__name__", "what was waited for")
        )
        deadline = time.monotonic() + timeout
        while self._in_frame or not test(self.screen()):
            try:
                self._receive(deadline)
            except TimeoutError:
                raise NotSeenError(
                    f"{what} was not seen in {timeout:g} s. The screen:\n{self.screen()}"
                ) from None
            except EOFError:
                if test(self.screen()):
                    break
                status = self.process.wait()
                raise NotSeenError(
                    f"The program ended with {status} before {what} was seen:\n{self.screen()}"
                ) from None
        return self.screen()

    def wait_for_bytes(self, wanted: bytes, start: int = 0, timeout: float = SECONDS) -> None:
        """Wait until the program has written these bytes, after the first `start`."""
        deadline = time.monotonic() + timeout
        while self.received.find(wanted, max(0, start)) < 0:
            try:
                self._receive(deadline, draw=False)
            except (TimeoutError, EOFError):
                raise NotSeenError(f"{wanted!r} was not written in {timeout:g} s.") from None

    def wait_until_quiet(self, quiet: float = 0.3) -> None:
        """Wait until the program has written nothing for `quiet` seconds."""
        while select.select([self._master], [], [], quiet)[0]:
            self._receive(time.monotonic() + SECONDS, draw=False)

    def read_for(self, seconds: float) -> None:
        """Read what the program writes for so long."""
        deadline = time.monotonic() + seconds
        with contextlib.suppress(TimeoutError):
            while True:
                self._receive(deadline, draw=False)

    def wait_exit(self, timeout: float = SECONDS) -> int:
        """Wait until the program ends; return its exit status (negative: the signal that ended it).

        Raises:
            NotSeenError: it is still running.
        """
        deadline = time.monotonic() + timeout
        if self._master >= 0:
            with contextlib.suppress(EOFError):
                while True:
                    try:
                        self._receive(deadline)
                    except TimeoutError:
                        raise NotSeenError(
                            f"The program still runs after {timeout:g} s:\n{self.screen()}"
                        ) from None
        try:
            return self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise NotSeenError(
                f"The program still runs after {timeout:g} s:\n{self.screen()}"
            ) from None

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _send(self, data: bytes) -> None:
        """Write all of it, reading meanwhile, so that neither side waits for the other for ever."""
        deadline = time.monotonic() + SECONDS
        while data:
            readable, writable, _ = select.select(
                [self._master], [self._master], [], deadline - time.monotonic()
            )
            if readable:
                self._receive(deadline)
            if writable:
                data = data[os.write(self._master, data[:256]) :]
            elif not readable:
                raise NotSeenError(f"The program takes no more keys. The screen:\n{self.screen()}")

    def _receive(self, deadline: float, draw: bool = True) -> None:
        ready, _, _ = select.select([self._master], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        try:
            data = os.read(self._master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            data = b""
        if not data:
            raise EOFError
        self.received += data
        if draw:
            self._draw(data)

    def _draw(self, data: bytes) -> None:
        data = self._rest + data
        cut = CUT.search(data)
        data, self._rest = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        if ASKS_FRAMES in data:
            os.write(self._master, HAS_FRAMES)
        for mark in FRAME.findall(data):
            self._in_frame = mark == b"h"
        self._stream.feed(UNKNOWN.sub(b"", data))


def _hex(colour: str) -> str:
    return f"#{colour}" if re.fullmatch("[0-9a-fA-F]{6}", colour) else ""


def flat(screen: str) -> str:
    """Return the screen's words with single blanks between them, without the lines of boxes."""
    return " ".join(re.sub(r"[\u2500-\u259f]", " ", screen).split())
