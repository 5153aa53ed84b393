"""The wizard in a process of its own, whose screen a page in the browser shows.

The process speaks the protocol of Textual's `WebDriver` on its standard input and output: packets
of a letter (D for data, M for a JSON message), the length in four bytes, and the payload.
"""

import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Self

from aiohttp import web

MODULE = "wizard.tui.in_browser"
# How long the wizard may take to save and end by itself.
END_TIMEOUT_S = 8.0
# The line after which the packets start.
_START = b"__GANGLION__\n"


class AppSession:
    """A process of the wizard, and the page that shows it."""

    def __init__(self, process: asyncio.subprocess.Process, page: web.WebSocketResponse) -> None:
        self._process = process
        self._page = page
        self._ending = asyncio.Lock()
        self._output = asyncio.create_task(self._forward_output())

    @classmethod
    async def start(cls, path: Path, page: web.WebSocketResponse, width: int, height: int) -> Self:
        """Start the wizard on the answers at `path`, in a window of this size."""
        environment = {
            **os.environ,
            "TEXTUAL_DRIVER": f"{MODULE}:BrowserDriver",
            "TEXTUAL_FPS": "60",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(width),
            "ROWS": str(height),
        }
        process = await asyncio.create_subprocess_exec(
            # -P keeps modules of the current directory from being imported.
            *(sys.executable, "-P", "-m", MODULE, str(path)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
        )
        return cls(process, page)

    async def receive(self, message: str) -> None:
        """Pass on what the page sends: keys, clicks and pastes, or a new size."""
        with contextlib.suppress(ValueError):
            match json.loads(message):
                case ["stdin", str(text)]:
                    await self._send(b"D", text.encode("utf-8", "replace"))
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await self._send_message({"type": "resize", "width": width, "height": height})
                case ["ping", data]:
                    await self._page.send_json(["pong", data])

    async def end(self) -> None:
        """Have the wizard save and end, and wait for it."""
        async with self._ending:
            await self._send_message({"type": "quit"})
            for stop in (self._process.terminate, self._process.kill):
                await asyncio.wait([self._output], timeout=END_TIMEOUT_S)
                if self._output.done():
                    break
                with contextlib.suppress(ProcessLookupError):
                    stop()
            await self._process.wait()

    async def _send_message(self, message: dict[str, str | int]) -> None:
        await self._send(b"M", json.dumps(message).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):
            self._process.stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await self._process.stdin.drain()

    async def _forward_output(self) -> None:
        """Send what the wizard draws to the page; close the page when the wizard ends."""
        output = self._process.stdout
        assert output is not None
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await output.readuntil(_START)
            while True:
                kind = await output.readexactly(1)
                payload = await output.readexactly(
                    int.from_bytes(await output.readexactly(4), "big")
                )
                if kind == b"D":
                    await self._page.send_bytes(payload)
                elif kind == b"M" and json.loads(payload).get("type") == "exit":
                    break
        await self._page.close()
        await output.read()
