"""A window of the wizard for a page: a process of its own, whose screen is drawn in the browser."""

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

WIZARD = "wizard.tui.in_browser"
PATIENCE = 8.0
"""Seconds in which a window saves and ends by itself."""


class Window(AppService):
    """The wizard on a file, and the page that shows it."""

    def __init__(self, path: Path, page: web.WebSocketResponse) -> None:
        super().__init__(
            "",
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=self._close_page,
            download_manager=DownloadManager(),
        )
        self._path = path
        self._page = page
        self._ending = asyncio.Lock()

    async def start(self, width: int, height: int) -> None:
        """Start the wizard in a window of this size; when it ends, the page is told."""
        await super().start(width, height)
        assert self._task is not None
        self._task.add_done_callback(lambda _: asyncio.ensure_future(self._close_page()))

    async def take(self, said: str) -> None:
        """Hand on what the page says: keys, clicks and pastes, and a new size."""
        match _heard(said):
            case ["stdin", str(data)]:
                await self.send_bytes(data.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(width, height)
            case ["ping", data]:
                await self._page.send_json(["pong", data])

    async def end(self) -> None:
        """Have the wizard save and end, and wait for it."""
        async with self._ending:
            process, task = self._process, self._task
            if process is None or task is None:
                return
            await self.send_meta({"type": "quit"})
            for stop in (process.terminate, process.kill):
                await asyncio.wait([task], timeout=PATIENCE)
                if task.done():
                    break
                with contextlib.suppress(ProcessLookupError):
                    stop()
            await process.wait()
            self._task = None

    async def on_meta(self, data: bytes) -> None:
        """Close the page when the wizard ends; it asks for nothing else."""
        if json.loads(data).get("type") == "exit":
            await self.remote_close()

    async def _close_page(self) -> None:
        await self._page.close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return {
            **super()._build_environment(width, height),
            "TEXTUAL_DRIVER": f"{WIZARD}:BrowserDriver",
        }

    async def _open_app_process(
        self, width: int = 80, height: int = 24
    ) -> asyncio.subprocess.Process:
        """Start the wizard without a shell, and without a look at the modules of the folder that it runs in."""
        pipe = asyncio.subprocess.PIPE
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", WIZARD, str(self._path)),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=self._build_environment(width, height),
        )
        self._stdin = process.stdin
        return process


def _heard(said: str) -> Any:
    try:
        return json.loads(said)
    except ValueError:
        return None
