"""The server: hands out one page, and connects it with the wizard.

Whoever has the address can read and change the answers. So it contains a secret, the server is
reachable from this computer only, and requests that come from other pages are refused.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from aiohttp import WSMsgType, web

from wizard.web.app_session import AppSession

MAX_CELLS = 1000
_HERE = files("wizard.web")
_TEXTUAL = files("textual_serve") / "static"
# What the page consists of: its name, its file, and its type. Nothing else can be fetched.
PARTS = {
    "page.js": (_HERE / "page.js", "text/javascript"),
    "terminal.js": (_TEXTUAL / "js/textual.js", "text/javascript"),
    "terminal.css": (_TEXTUAL / "css/xterm.css", "text/css"),
    "letters.ttf": (_TEXTUAL / "fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
# Inline styles are allowed because xterm.js positions each letter with one.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src {sockets}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serve(path: Path, listening: socket.socket, secret: str) -> None:
    """Serve the wizard on `path` under the secret, until the process is asked to end."""
    server = Server(path, listening.getsockname()[1], secret)
    web.run_app(server.application(), sock=listening, print=None, access_log=None)


class Server:
    """Serves one answers file, open in one page at a time."""

    def __init__(self, path: Path, port: int, secret: str) -> None:
        self._path = path
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._base = f"/{secret}/"
        self._session: AppSession | None = None
        self._starting = asyncio.Lock()

    def application(self) -> web.Application:
        """Return the aiohttp application."""
        application = web.Application(middlewares=[self._guard])
        application.add_routes(
            [
                web.get(self._base, self._send_page),
                web.get(f"{self._base}window", self._connect),
                *(web.get(self._base + name, self._send_part) for name in PARTS),
            ]
        )
        application.on_shutdown.append(self._end_session)
        return application

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse requests for other hosts, and restrict what the page may do."""
        if request.headers.get("Host") not in self._hosts:
            raise web.HTTPForbidden(text="Not from here.")
        response = await handler(request)
        if not response.prepared:
            sockets = " ".join(f"ws://{host}" for host in self._hosts)
            response.headers.update(
                {
                    "Content-Security-Policy": CONTENT_SECURITY_POLICY.format(sockets=sockets),
                    "Cross-Origin-Resource-Policy": "same-origin",
                    "Referrer-Policy": "no-referrer",
                    "X-Content-Type-Options": "nosniff",
                    "Cache-Control": "no-store",
                }
            )
        return response

    async def _send_page(self, request: web.Request) -> web.Response:
        page = (_HERE / "page.html").read_text(encoding="utf-8")
        address = f"ws://{request.headers['Host']}{self._base}window"
        return web.Response(text=page.replace("{window}", address), content_type="text/html")

    async def _send_part(self, request: web.Request) -> web.Response:
        file, content_type = PARTS[request.path.rpartition("/")[2]]
        return web.Response(body=file.read_bytes(), content_type=content_type)

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Start the wizard for a page, after the one of the page before has saved and ended."""
        if request.headers.get("Origin") not in [f"http://{host}" for host in self._hosts]:
            raise web.HTTPForbidden(text="Not from there.")
        page = web.WebSocketResponse(heartbeat=15)
        await page.prepare(request)
        width, height = _cells(request, "width", 80), _cells(request, "height", 24)
        async with self._starting:
            await self._end_session()
            session = self._session = await AppSession.start(self._path, page, width, height)
        try:
            async for message in page:
                if message.type is WSMsgType.TEXT:
                    await session.receive(message.data)
        finally:
            await session.end()
        return page

    async def _end_session(self, *_: web.Application) -> None:
        if self._session is not None:
            await self._session.end()


def _cells(request: web.Request, name: str, default: int) -> int:
    """Return the width or the height that the page asks for."""
    text = request.query.get(name, "")
    return min(max(int(text), 1), MAX_CELLS) if text.isdecimal() else default
