"""Files that can't be saved, or that other programs write: nothing is lost."""

import contextlib
import resource
import signal
import time
from pathlib import Path

import pytest

from tests.end_to_end.window import FIRST, NAME, private_files, window
from tests.example import BYTES as EXAMPLE
from tests.privileges import unprivileged
from tests.terminal import SECONDS
from wizard.storage import FileError
from wizard.storage.toml_file import read_answers

THEIRS = EXAMPLE.replace(b"staff = 11", b"staff = 12")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "papers"
    place.mkdir()
    (tmp_path / "papers" / "home").symlink_to(
        tmp_path
    )  # so that the home stays when the folder goes
    return place / "acme.toml"


def test_second_window_is_read_only(file: Path) -> None:
    file.write_bytes(EXAMPLE)
    with window(file) as first:
        first.wait_for("Welcome back")
        with window(file) as second:
            second.wait_for("is open already, in another window of yours since")
            second.press("f4")
            second.wait_for("Your business")
            second.wait_for("▌ What is the business called?")
            second.type("x")
            second.wait_for("! acme.toml is open already")
            for key in ("f8", "ctrl+s", "delete"):
                second.press(key)
            second.press("ctrl+q")
            assert second.wait_exit() == 0
        assert file.read_bytes() == EXAMPLE
        first.press("f4")
        first.wait_for("▌ What is the business called?")
        first.type("s")
        first.press("ctrl+q")
        assert first.wait_exit() == 0
    assert read_answers(file).business.name == "Larkspur Lane Bakery Cafés"


@pytest.mark.parametrize(
    ("presses", "staff_in_file", "copies"),
    [(1, 12, 0), (2, 12, 1), (3, 11, 0)],
    ids=["theirs", "both", "mine"],
)
def test_file_changed_by_other_program_asks(
    file: Path, presses: int, staff_in_file: int, copies: int
) -> None:
    file.write_bytes(EXAMPLE)
    with window(file) as terminal:
        terminal.wait_for("Welcome back")
        file.write_bytes(THEIRS)
        terminal.wait_for("The file has changed")
        terminal.wait_for("In the file: 12")
        terminal.press("enter")  # nothing is highlighted: no key decides by accident
        terminal.press(*["down"] * presses, "enter")
        terminal.wait_for(lambda screen: "The file has changed" not in screen)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.staff == staff_in_file
    assert len(list(file.parent.glob("acme (my copy).toml"))) == copies
    assert len(private_files(file, "backup-")) >= 1


def test_file_deleted_is_not_written_unasked(file: Path) -> None:
    file.write_bytes(EXAMPLE)
    with window(file) as terminal:
        terminal.wait_for("Welcome back")
        file.unlink()
        terminal.wait_for("another program removed it")
        terminal.press("escape")
        terminal.wait_for("! Not saved")
        terminal.press("ctrl+s")
        terminal.wait_for("Write the file again")
        assert not file.exists()
        terminal.press("down", "enter")
        terminal.wait_for("Saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.staff == 11


def test_folder_gone_and_back_saves_again(file: Path, tmp_path: Path) -> None:
    with window(file, cwd=tmp_path) as terminal:
        terminal.wait_for(FIRST)
        file.parent.rename(file.parent.with_name("away"))
        terminal.type(NAME)
        terminal.wait_for("its folder is not there")
        terminal.wait_for("We keep trying")
        file.parent.with_name("away").rename(file.parent)
        terminal.wait_for(lambda screen: "Saved" in screen.splitlines()[0])
        assert "Not saved" not in terminal.screen()
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.name == NAME


def test_sigkill_with_unsaved_answers_keeps_recovery_copy(file: Path) -> None:
    file.write_bytes(b"format = 2\n")
    file.parent.chmod(0o555)
    with window(file, wrapper=unprivileged()) as terminal:
        terminal.wait_for("Welcome back")
        terminal.press("f4")
        terminal.wait_for(FIRST)
        terminal.type(NAME)
        terminal.wait_for("folder or the file doesn't allow it")
        until_kept(file, NAME)
        terminal.signal(signal.SIGKILL)
        terminal.wait_exit()
    assert file.read_bytes() == b"format = 2\n"
    file.parent.chmod(0o755)
    with window(file) as terminal:
        terminal.wait_for("Answers from last time")
        terminal.wait_for(f"Kept apart: {NAME}")
        terminal.press("down", "enter")
        terminal.wait_for("Saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.name == NAME


def until_kept(file: Path, name: str) -> None:
    """Wait until answers with this name are kept apart."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(
            FileError, FileNotFoundError
        ):  # one is just made, one just removed
            if [read_answers(copy).business.name for copy in private_files(file, "not-saved")] == [
                name
            ]:
                return
    raise AssertionError(f"{name} was not kept in {SECONDS:g} s.")


def test_folder_read_only_saves_once_writable(file: Path) -> None:
    file.write_bytes(EXAMPLE)
    file.parent.chmod(0o555)
    with window(file, wrapper=unprivileged()) as terminal:
        terminal.wait_for("Welcome back")
        terminal.press("f4")
        terminal.wait_for("▌ What is the business called?")
        terminal.type("s")
        terminal.wait_for("folder or the file doesn't allow it")
        file.parent.chmod(0o755)
        terminal.wait_for(lambda screen: "Saved" in screen.splitlines()[0])
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.name == "Larkspur Lane Bakery Cafés"


def test_disk_full_saves_once_there_is_space(file: Path) -> None:
    """As with a full disk: the system refuses in the middle of a write."""
    file.write_bytes(EXAMPLE)
    limit = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))"
    )
    with window(file, code=limit) as terminal:
        terminal.wait_for("Welcome back")
        terminal.press("f4")
        terminal.wait_for("▌ What is the business called?")
        terminal.type("s")
        terminal.wait_for("files of this size aren't allowed")
        assert file.read_bytes() == EXAMPLE
        assert {left.name for left in file.parent.iterdir()} == {"home", file.name}
        resource.prlimit(
            terminal.process.pid,
            resource.RLIMIT_FSIZE,
            (resource.RLIM_INFINITY, resource.RLIM_INFINITY),
        )
        terminal.wait_for(lambda screen: "Saved" in screen.splitlines()[0])
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.name == "Larkspur Lane Bakery Cafés"


def test_quit_with_unsaved_answers_saves_elsewhere(file: Path, tmp_path: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        file.mkdir()  # nothing can be saved under this name
        terminal.type(NAME)
        terminal.wait_for("Press Ctrl+S to save to another place")
        terminal.press("ctrl+q")  # leaving asks first
        terminal.wait_for("Your answers are not saved")
        terminal.press("down", "down", "enter")
        terminal.wait_for("Type a folder")
        terminal.press("end", "ctrl+u")
        terminal.type(str(tmp_path / "nowhere" / "x.toml"))
        terminal.press("enter")
        terminal.wait_for("is in a folder that doesn't exist")
        terminal.press("ctrl+u")
        terminal.type(str(tmp_path))
        terminal.press("enter")
        assert terminal.wait_exit() == 0
        assert str(tmp_path / "acme.toml")[:30] in terminal.screen()
    assert read_answers(tmp_path / "acme.toml").business.name == NAME


def test_quit_unsaved_keeps_copy_and_offers_it_next_time(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        file.mkdir()
        terminal.type(NAME)
        terminal.wait_for("Press Ctrl+S to save to another place")
        terminal.press("ctrl+q")
        terminal.wait_for("Leave all the same")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 3
        assert "could not be saved" in terminal.screen()
        assert "not-saved-" in terminal.screen().replace("\n", "")
    (copy,) = private_files(file, "not-saved-")
    assert read_answers(copy).business.name == NAME
    file.rmdir()
    with window(file) as terminal:
        terminal.wait_for("Answers from last time")
        terminal.wait_for(f"Kept apart: {NAME}")
        terminal.press("down", "enter")
        terminal.wait_for(lambda screen: "Answers from last time" not in screen)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_answers(file).business.name == NAME
    assert private_files(file, "not-saved-") == []


def test_kill_signal_with_unsaved_answers_keeps_copy(file: Path) -> None:
    with window(file) as terminal:
        terminal.wait_for(FIRST)
        file.mkdir()
        terminal.type(NAME)
        terminal.wait_for("We keep trying")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 3
    (copy,) = private_files(file, "not-saved-")
    assert read_answers(copy).business.name == NAME


def test_second_window_ignores_all_keys(file: Path) -> None:
    file.write_bytes(EXAMPLE)
    with window(file) as first:
        first.wait_for("Welcome back")
        with window(file) as second:
            second.wait_for("is open already")
            for step in range(9):
                second.press("f4")
                second.wait_for("Your business" if not step else f"Step {step} of 8")
                for _ in range(6):
                    for key in (
                        "x",
                        "space",
                        "delete",
                        "f8",
                        "enter",
                        "y",
                        "end",
                        "enter",
                        "z",
                        "escape",
                        "escape",
                        "tab",
                    ):
                        second.press(key)
            second.paste("several\nlines")
            second.press("ctrl+s", "ctrl+q")
            assert second.wait_exit(60) == 0
        assert file.read_bytes() == EXAMPLE
        first.press("ctrl+q")
        assert first.wait_exit() == 0
    assert private_files(file, "not-saved") == []
