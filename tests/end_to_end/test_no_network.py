"""Nothing goes over a network: not at an export, not at a check, not on screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.window import NAME, ROOT, window
from tests.example import BYTES as EXAMPLE
from wizard.cli.main import COMMANDS

# An audit hook ends the program with status 97 at its first use of a network.
WATCHED = """
import os, sys
def watch(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
                 "socket.gethostbyaddr", "socket.sendto", "socket.sendmsg", "socket.bind",
                 "urllib.Request", "webbrowser.open"):
        os.write(2, b"NETWORK: " + event.encode()); os._exit(97)
sys.addaudithook(watch)
"""
RUN = f"{WATCHED}\nfrom wizard.__main__ import main\nsys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize(
    "command", [("export", "acme.toml"), ("check", "acme.toml"), ("schema",), ("example", "x.toml")]
)
def test_network_is_not_used_by_command(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_bytes(EXAMPLE)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count(b"NETWORK")) == (0, 0), done.stderr


OTHERS = {
    "ask": ("acme.toml",),
    "adopt": ("acme.toml", "--propose"),
    "backups": ("acme.toml",),
    "diff": ("old.toml", "acme.toml", "--note-to-staff"),
    "joiner": ("acme.toml", "Jo New"),
    "leaver": ("acme.toml", "Tom Okafor"),
    "review": ("acme.toml",),
    "rules": (),
    "signed": ("acme.toml",),
    "status": ("acme.toml",),
}
# It has a test of its own.
SERVES = {"serve"}


def test_network_is_not_used_by_other_commands(tmp_path: Path) -> None:
    """All in one process: the watchman would end it."""
    (tmp_path / "acme.toml").write_bytes(EXAMPLE)
    (tmp_path / "old.toml").write_bytes(EXAMPLE.replace(b"staff = 11", b"staff = 12"))
    assert {*OTHERS, *SERVES, "export", "check", "schema", "example"} == {*COMMANDS}
    commands = [[name, *more] for name, more in OTHERS.items()]
    run = f"{WATCHED}\nfrom wizard.__main__ import main\nfor each in {commands}:"
    code = f"{run}\n    assert main(each) in (0, 1), each\n    print('done', each[0])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stderr.count(b"NETWORK")) == (0, 0), done.stderr
    assert done.stdout.count(b"done ") == len(OTHERS)


def test_network_use_would_be_noticed() -> None:
    code = f"{WATCHED}\nimport socket\nsocket.create_connection(('127.0.0.1', 9))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 97
    )


def test_network_is_not_used_by_the_app(tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    with window(file, WATCHED) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type(NAME)
        terminal.press("f5")
        terminal.wait_for("Write the documents")
        terminal.press("enter")
        terminal.wait_for("Written")
        terminal.press("f1")
        terminal.wait_for("Esc close")
        terminal.press("escape", "ctrl+q")
        assert terminal.wait_exit() == 0
    assert b"NETWORK" not in terminal.received
