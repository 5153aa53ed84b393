"""The server: hands out one page, and connects it with a window of the wizard.

Whoever has the address can read and change the answers. So it holds a secret, it is reachable from this computer only,
and a page from elsewhere that guesses at it is refused, whatever name it found for this computer.
"""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from aiohttp import WSMsgType, web

from wizard.web.window import Window

OURS = files("wizard.web")
THEIRS = files("textual_serve") / "static"
PARTS = {
    "page.js": (OURS / "page.js", "text/javascript"),
    "terminal.js": (THEIRS / "js/textual.js", "text/javascript"),
    "terminal.css": (THEIRS / "css/xterm.css", "text/css"),
    "letters.ttf": (THEIRS / "fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""What the page is made of: its name here, its file, and its type. Nothing else can be fetched."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may do. Styles of its own: xterm.js sets the place of each letter in that way."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(path: Path, listening: socket.socket, secret: str) -> None:
    """Serve the wizard on `path` under the secret, until the process is asked to end."""
    server = Server(path, listening.getsockname()[1], secret)
    web.run_app(server.application(), sock=listening, print=None, access_log=None)


class Server:
    """One file of answers, open in one page at a time."""

    def __init__(self, path: Path, port: int, secret: str) -> None:
        self._path = path
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._under = f"/{secret}/"
        self._window: Window | None = None
        self._turn = asyncio.Lock()

    def application(self) -> web.Application:
        """Return what answers requests."""
        application = web.Application(middlewares=[self._guard])
        application.add_routes(
            [web.get(self._under, self._page), web.get(f"{self._under}window", self._connect)]
        )
        application.add_routes([web.get(self._under + name, self._part) for name in PARTS])
        application.on_shutdown.append(self._end)
        return application

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only those who know where they are, and say to the browser what the page may do."""
        if request.headers.get("Host") not in self._hosts:
            raise web.HTTPForbidden(text="Not from here.")
        response = await handler(request)
        if not response.prepared:
            sockets = " ".join(f"ws://{host}" for host in self._hosts)
            response.headers.update(
                {
                    "Content-Security-Policy": POLICY.format(sockets=sockets),
                    "Cross-Origin-Resource-Policy": "same-origin",
                    "Referrer-Policy": "no-referrer",
                    "X-Content-Type-Options": "nosniff",
                    "Cache-Control": "no-store",
                }
            )
        return response

    async def _page(self, request: web.Request) -> web.Response:
        page = (OURS / "page.html").read_text(encoding="utf-8")
        address = f"ws://{request.headers['Host']}{self._under}window"
        return web.Response(text=page.replace("{window}", address), content_type="text/html")

    async def _part(self, request: web.Request) -> web.Response:
        place, kind = PARTS[request.path.rpartition("/")[2]]
        return web.Response(body=place.read_bytes(), content_type=kind)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Open a window of the wizard for a page; the page before has ended then, with all saved."""
        if request.headers.get("Origin") not in [f"http://{host}" for host in self._hosts]:
            raise web.HTTPForbidden(text="Not from there.")
        page = web.WebSocketResponse(heartbeat=15)
        await page.prepare(request)
        async with self._turn:
            if self._window is not None:
                await self._window.end()
            window = self._window = Window(self._path, page)
            await window.start(_cells(request, "width", 80), _cells(request, "height", 24))
        try:
            async for message in page:
                if message.type is WSMsgType.TEXT:
                    await window.take(message.data)
        finally:
            await window.end()
        return page

    async def _end(self, application: web.Application) -> None:
        if self._window is not None:
            await self._window.end()


def _cells(request: web.Request, name: str, usual: int) -> int:
    with contextlib.suppress(ValueError):
        return min(max(int(request.query.get(name, usual)), 1), 1000)
    return usual
