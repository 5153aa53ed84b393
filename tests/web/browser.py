"""A headless browser, driven over its own protocol: what a page fetches, shows and takes."""

import asyncio
import itertools
import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import aiohttp

from tests.outside_programs import outside_program
from tests.terminal import SECONDS

KEYS = {
    "enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "ctrl+q": {"key": "q", "code": "KeyQ", "windowsVirtualKeyCode": 81, "modifiers": 2},
}  # fmt: skip


class Browser:
    """One page in Chromium."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for what the browser keeps."""
        self._folder = folder
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._session = ""
        self.fetched: list[str] = []
        """Every address that the page asked for, its own and its sockets' among them."""
        self.complaints: list[str] = []
        """What the browser's console complained about."""

    async def __aenter__(self) -> Self:
        options = (
            "--remote-debugging-port=0",
            f"--user-data-dir={self._folder}",
            "--window-size=1100,760",
        )
        quiet = (
            "--no-sandbox",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-gpu",
        )
        program = outside_program("chromium-headless-shell")
        nothing = subprocess.DEVNULL
        self._process = subprocess.Popen(
            [program, *options, *quiet, "about:blank"],
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            process_group=0,
        )
        place = self._folder / "DevToolsActivePort"
        await until(lambda: place.exists() and place.read_text().count("\n"))
        port, path = place.read_text().splitlines()
        self._http = aiohttp.ClientSession()
        self._socket = await self._http.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0)
        self._reading = asyncio.create_task(self._read())
        target = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        await self._socket.close()
        await self._http.close()
        os.killpg(self._process.pid, signal.SIGKILL)  # with all that it has started
        self._process.wait()

    async def call(self, method: str, **parameters: object) -> Any:
        """Have the browser do something, and return what it answers."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        session = {"sessionId": self._session} if self._session else {}
        await self._socket.send_json(
            {"id": number, "method": method, "params": parameters, **session}
        )
        return await asyncio.wait_for(answer, SECONDS)

    async def open(self, address: str) -> None:
        """Go to an address."""
        await self.call("Page.navigate", url=address)

    async def press(self, key: str) -> None:
        """Press a key by name."""
        await self.call("Input.dispatchKeyEvent", type="keyDown", **KEYS[key])
        await self.call("Input.dispatchKeyEvent", type="keyUp", **{**KEYS[key], "text": ""})

    async def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            await self.call("Input.dispatchKeyEvent", type="keyDown", key=letter, text=letter)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=letter)

    async def paste(self, text: str) -> None:
        """Put a text into the clipboard, and press Ctrl+V."""
        await self.call(
            "Browser.grantPermissions",
            permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
        )
        await self.call(
            "Runtime.evaluate",
            expression=f"navigator.clipboard.writeText({json.dumps(text)})",
            awaitPromise=True,
            userGesture=True,
        )
        key = {"key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "modifiers": 2}
        await self.call("Input.dispatchKeyEvent", type="rawKeyDown", commands=["paste"], **key)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    async def value(self, expression: str) -> Any:
        """Return what an expression in JavaScript is in the page."""
        return (await self.call("Runtime.evaluate", expression=expression))["result"].get("value")

    async def wait_for_class(self, name: str) -> None:
        """Wait until the page's body has a class."""
        deadline = asyncio.get_running_loop().time() + SECONDS
        while not await self.value(f"document.body.classList.contains('{name}')"):
            assert asyncio.get_running_loop().time() < deadline, f"the page has never been {name}"
            await asyncio.sleep(0.02)

    async def _read(self) -> None:
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said.get("result", said.get("error")))
            elif said["method"] == "Network.requestWillBeSent":
                self.fetched.append(said["params"]["request"]["url"])
            elif said["method"] == "Network.webSocketCreated":
                self.fetched.append(said["params"]["url"])
            elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] in (
                "warning",
                "error",
            ):
                self.complaints.append(said["params"]["entry"]["text"])


async def until(test: Callable[[], object]) -> None:
    """Wait until the test says yes."""
    deadline = asyncio.get_running_loop().time() + SECONDS
    while not test():
        assert asyncio.get_running_loop().time() < deadline, "What was waited for didn't come."
        await asyncio.sleep(0.02)
