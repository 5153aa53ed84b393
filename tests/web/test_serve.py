"""The wizard in a browser: what is typed is in the file, and nothing else can get at it."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pyte
import pytest

from tests.end_to_end.window import home
from tests.set_up import ROOT
from tests.terminal import UNKNOWN
from tests.web.browser import Browser, until
from wizard.storage.toml_file import read_answers

EVIL = "http://evil.example"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


@contextlib.contextmanager
def started(file: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Serve the wizard on a file, in a group of its own; give the server and its address."""
    environment = {**os.environ, "HOME": str(home(file)), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "wizard", "serve", file.name, *options]
    said = file.with_suffix(".said")
    with said.open("wb") as stream:
        server = subprocess.Popen(
            command,
            cwd=file.parent,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            asyncio.run(until(lambda: "Ctrl+C" in said.read_text(encoding="utf-8")))
            yield server, re.findall(r"http://\S+", said.read_text(encoding="utf-8"))[0]
        finally:
            if server.poll() is None:
                server.kill()
                server.wait(30)


@contextlib.contextmanager
def served(file: Path, *options: str) -> Iterator[str]:
    """Serve the wizard on a file and give its address; afterwards, end it as with Ctrl+C."""
    with started(file, *options) as (server, address):
        try:
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0, file.with_suffix(".said").read_text(encoding="utf-8")


def test_serve_saves_what_is_typed_in_the_page(file: Path) -> None:
    async def script(address: str) -> None:
        async with Browser(file.parent / "browser") as browser:
            await browser.open(address)
            await browser.wait_for_class("-first-byte")
            await browser.type("Brass & Bean")
            await until(
                lambda: file.exists() and read_answers(file).business.name == "Brass & Bean"
            )
            await browser.type(" Ltd")
            await browser.open(
                address
            )  # as by the key to load it again: the window before ends, with all saved
            await until(lambda: read_answers(file).business.name == "Brass & Bean Ltd")
            await browser.wait_for_class("-first-byte")
            await browser.press("enter")
            await browser.type("!")
            await until(lambda: read_answers(file).business.name == "Brass & Bean Ltd!")
            await browser.paste("and\nSons")
            await until(lambda: read_answers(file).business.name == "Brass & Bean Ltd!and Sons")
            await browser.press("ctrl+q")
            await browser.wait_for_class("-closed")
            ours = address.removeprefix("http")
            assert [
                each
                for each in browser.fetched
                if not re.sub(r"^(http|ws)", "", each).startswith(ours)
            ] == []
            assert not [
                each for each in browser.complaints if "Refused" in each or "Policy" in each
            ]

    with served(file) as address:
        asyncio.run(script(address))
    printed = file.with_suffix(".said").read_text(encoding="utf-8")
    assert printed.count("Your answers are in acme.toml") == 1


def test_serve_saves_when_the_page_is_gone(file: Path) -> None:
    async def script(address: str) -> None:
        async with aiohttp.ClientSession() as http:
            place = address.replace("http", "ws", 1) + "window?width=80&height=24"
            async with http.ws_connect(place, origin=address[: address.index("/", 8)]) as page:
                await page.send_json(["stdin", "Brass & Bean"])
                await page.send_str("no JSON")
                await page.send_json(["resize", {"width": "wide"}])
                while "What is the business called" not in str((await page.receive()).data):
                    pass

    with served(file) as address:
        asyncio.run(script(address))
    assert read_answers(file).business.name == "Brass & Bean"


@pytest.mark.parametrize("whole_group", [False, True], ids=["server", "window too"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_serve_killed_saves_what_was_shown(
    file: Path, number: signal.Signals, whole_group: bool
) -> None:
    """Killed at once with the wizard behind the page, it may lose a second."""
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)

    def shows(text: str) -> bool:
        return any(text in line for line in screen.display)

    async def script(server: subprocess.Popen[bytes], address: str) -> None:
        async with aiohttp.ClientSession() as http:
            place = address.replace("http", "ws", 1) + "window?width=80&height=24"
            async with http.ws_connect(place, origin=address[: address.index("/", 8)]) as page:
                for wanted, typed in (
                    ("What is the business called", "Brass & Bean"),
                    ("Brass & Bean", ""),
                ):
                    while not shows(wanted):
                        drawn = (await page.receive(timeout=30)).data
                        stream.feed(
                            UNKNOWN.sub(
                                b"", drawn if isinstance(drawn, bytes) else str(drawn).encode()
                            )
                        )
                    await page.send_json(["stdin", typed])
                if whole_group and number == signal.SIGKILL:
                    await until(
                        lambda: file.exists() and read_answers(file).business.name == "Brass & Bean"
                    )
                (os.killpg if whole_group else os.kill)(server.pid, number)
        await until(lambda: file.exists() and read_answers(file).business.name == "Brass & Bean")

    with started(file) as (server, address):
        asyncio.run(script(server, address))
        server.wait(30)


def test_serve_refuses_other_hosts_origins_and_paths(file: Path) -> None:
    async def script(address: str) -> None:
        at = address[: address.index("/", 8)]
        refused = [
            (f"{at}/", {}, 404),
            (f"{at}/window", {"Origin": at}, 404),
            (f"{address}acme.toml", {}, 404),
            (f"{address}static/", {}, 404),
            (f"{address}..%2f..%2fetc%2fpasswd", {}, 404),
            (address, {"Host": "evil.example"}, 403),
            (f"{address}window", {"Origin": EVIL}, 403),
            (f"{address}window", {}, 403),
        ]
        async with aiohttp.ClientSession() as http:
            for place, headers, status in refused:
                async with http.get(place, headers=headers) as answer:
                    assert (answer.status, place) == (status, place)
            async with http.get(address) as answer:
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
                assert not re.findall(r"https?://", await answer.text())
        port = int(at.rpartition(":")[2])
        listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        assert f"0100007F:{port:04X}" in listening
        assert f"00000000:{port:04X}" not in listening

    with served(file) as address:
        asyncio.run(script(address))
    assert not file.exists()


def test_serve_with_bad_file_or_port_is_refused(file: Path) -> None:
    def said(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "wizard", "serve", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
        return done.returncode, done.stderr

    file.write_text("format = [", encoding="utf-8")
    status, why = said(str(file))
    assert status == 2
    assert "acme.toml" in why
    file.unlink()
    with served(file) as address:
        status, why = said(str(file), "--port", address.split(":")[2].split("/")[0])
        assert (status, why.count("\n")) == (2, 1)
        assert "can't be used: address already in use" in why
    status, why = said(str(file), "--port", "99999")
    assert (status, why.count("\n")) == (2, 1)
    assert "'99999' is no port" in why


def test_serve_without_the_extra_says_how_to_install_it(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['aiohttp'] = None; from wizard.__main__ import main; "
        "sys.exit(main(['serve', 'a.toml']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "[web]" in done.stderr
    assert "Traceback" not in done.stderr
