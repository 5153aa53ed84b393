"""Each way to end saves the answers, restores the terminal and returns the right status."""

import contextlib
import os
import signal
import time
from pathlib import Path

import pytest

from tests.end_to_end.window import FIRST, NAME, is_usable, private_files, window
from tests.terminal import SECONDS, Terminal
from wizard.storage.toml_file import read_answers

# The loop, autosave, one thread to read keys, one to draw, and workers.
MAX_THREADS = 6
HANG_UP_IGNORED = ("env", "--ignore-signal=HUP")
"""As some terminals, remote shells and `nohup` start a program."""

CRASH = """
from wizard.tui import app
def fail(self): raise RuntimeError("jane@example.com")
app.PolicyWizardApp.action_help = fail
"""
CRASH_IN_TEXTUAL = """
from textual.widgets import Input
from wizard.tui import app
def fail(self):
    Input.render_line = None
    self.query_one(Input).refresh()
app.PolicyWizardApp.action_help = fail
"""
CRASH_IN_THREAD = """
from wizard.tui import app
def fail(): raise RuntimeError("jane@example.com")
app.PolicyWizardApp.action_help = lambda self: self.run_worker(fail, thread=True)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def type_name(terminal: Terminal) -> None:
    """Type a name and end the program at once: the text has not even been drawn."""
    terminal.wait_for(FIRST)
    terminal.type(NAME)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_kill_signal_saves_and_restores_the_terminal(
    file: Path, number: signal.Signals, status: int
) -> None:
    with window(file) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        terminal.signal(number)
        assert terminal.wait_exit(5) == status
        assert is_usable(terminal)
        assert str(file.name) in terminal.screen()
    assert read_answers(file).business.name == NAME


def test_kill_signal_keeps_unfinished_text(file: Path) -> None:
    file.write_bytes(b'format = 2\nleft_at = "review.effective_on"\n')
    with window(file) as terminal:
        terminal.wait_for("Welcome back")
        terminal.press("enter")
        terminal.wait_for("▌ When does the policy take effect")
        terminal.type("31 Febr")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit(5) == 143
    assert read_answers(file).unfinished == {"review.effective_on": "31 Febr"}
    with window(file) as terminal:
        terminal.wait_for("Welcome back")
        terminal.press("enter")
        terminal.wait_for("31 Febr")


def test_window_closed_saves(file: Path) -> None:
    with window(file) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        terminal.hang_up()
        assert terminal.process.wait(5) == 129
    assert read_answers(file).business.name == NAME


@pytest.mark.parametrize("times", [1, 3])
def test_window_closed_with_sigcont_saves(file: Path, times: int) -> None:
    """A shell that loses its window sends both, so that what sleeps can end too."""
    with window(file) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        terminal.hang_up()
        for _ in range(times):
            with contextlib.suppress(ProcessLookupError):
                terminal.signal(signal.SIGCONT)
                terminal.signal(signal.SIGHUP)
        assert terminal.process.wait(SECONDS) == 129
    assert read_answers(file).business.name == NAME


def test_window_closed_with_ignored_hangup_saves(file: Path) -> None:
    with window(file, wrapper=HANG_UP_IGNORED) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        terminal.hang_up()
        assert terminal.process.wait(SECONDS) == 129
    assert read_answers(file).business.name == NAME


@pytest.mark.parametrize("wrapper", [(), HANG_UP_IGNORED])
def test_kill_signal_with_stalled_terminal_saves(file: Path, wrapper: tuple[str, ...]) -> None:
    with window(file, wrapper=wrapper) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        # Nobody reads what this draws: the way to the terminal fills up, and Textual stands still.
        for size in range(60, 100):
            terminal._set_size(size, 24)
            terminal.signal(signal.SIGWINCH)
            os.write(terminal._master, b"x")
            time.sleep(0.03)
        terminal.signal(signal.SIGTERM)
        assert terminal.process.wait(SECONDS) == 143
    assert read_answers(file).business.name.startswith(NAME)


@pytest.mark.parametrize("stuck", ["LinuxDriver.close", "LinuxDriver.stop_application_mode"])
def test_kill_signal_with_hanging_driver_saves(file: Path, stuck: str) -> None:
    code = f"""
import time
from textual.drivers.linux_driver import LinuxDriver
{stuck} = lambda self: time.sleep(600)
"""
    with window(file, code) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        terminal.signal(signal.SIGTERM)
        assert terminal.process.wait(SECONDS) == 143
    assert read_answers(file).business.name == NAME


def test_resize_in_bursts_loses_nothing(file: Path) -> None:
    sizes = [(80, 24), (20, 5), (1, 1), (0, 0), (200, 60), (79, 2), (120, 40), (3, 90)]
    with window(file) as terminal:
        type_name(terminal)
        for columns, lines in sizes * 5:
            terminal._set_size(columns, lines)
            terminal.type("x" if (columns, lines) == (1, 1) else "")
        terminal.resize(80, 24)
        terminal.wait_for(f"{NAME}xxxxx")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.name == f"{NAME}xxxxx"


def test_sigcont_after_sigstop_redraws(file: Path) -> None:
    with window(file) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        for _ in range(3):
            before = len(terminal.received)
            terminal.signal(signal.SIGSTOP)
            _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status)
            terminal.signal(signal.SIGCONT)
            terminal.wait_for_bytes(b"\x1b[?1049h", before)
        terminal.type(" Ltd")
        terminal.wait_for(f"{NAME} Ltd")
        assert len(list(Path(f"/proc/{terminal.process.pid}/task").iterdir())) <= MAX_THREADS
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert is_usable(terminal)
    assert read_answers(file).business.name == f"{NAME} Ltd"


def test_suspend_saves_and_resume_continues(file: Path) -> None:
    with window(file) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        terminal.signal(signal.SIGTSTP)
        _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        assert read_answers(file).business.name == NAME
        before = len(terminal.received)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for_bytes(b"\x1b[?1049h", before)
        terminal.wait_for_bytes(b"\x1b[?2004h", before)
        terminal.type(" Ltd")
        terminal.wait_for(f"{NAME} Ltd")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert is_usable(terminal)
    assert read_answers(file).business.name == f"{NAME} Ltd"


@pytest.mark.parametrize(
    "fault", [CRASH, CRASH_IN_TEXTUAL, CRASH_IN_THREAD], ids=["ours", "Textual's", "a thread's"]
)
def test_crash_saves_and_prints_no_answer(file: Path, fault: str) -> None:
    with window(file, fault) as terminal:
        type_name(terminal)
        terminal.press("f1")
        assert terminal.wait_exit() == 2
        assert is_usable(terminal)
        said = terminal.screen()
        assert "We are sorry" in said
        after = bytes(terminal.received).rpartition(b"\x1b[?1049l")[2]
        for secret in (b"jane", b"example.com", b"Traceback", NAME.encode()):
            assert secret not in after
    assert read_answers(file).business.name == NAME


def test_sigkill_loses_at_most_a_second_and_next_start_says_so(file: Path) -> None:
    with window(file) as terminal:
        type_name(terminal)
        terminal.wait_for(NAME)
        # The promise: what has been on the screen for a second is on disk.
        terminal.read_for(1.0)
        terminal.signal(signal.SIGKILL)
        assert terminal.wait_exit() == -signal.SIGKILL
    assert read_answers(file).business.name == NAME
    with window(file) as terminal:
        terminal.wait_for("Last time, the wizard was stopped from outside")
        terminal.wait_for("Welcome back, Brass & Bean")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    with window(file) as terminal:
        terminal.wait_for("Go on")
        terminal.wait_for("What's open")
        assert "stopped from outside" not in terminal.screen()
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert private_files(file, "not-saved") == []
