"""The README's first line, word for word, in a fresh copy of the project: the wizard starts."""

import shutil
from pathlib import Path

from tests.readme import command
from tests.set_up import ROOT
from tests.terminal import Terminal

LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "build", "dist"
)


def test_readme_first_command_starts_the_wizard(tmp_path: Path) -> None:
    place = tmp_path / "policy wizard"
    shutil.copytree(ROOT, place, ignore=LEFT_BEHIND)
    # As a newcomer has it: without the virtual environment that these tests run in.
    with Terminal(["bash", "-c", command("start")], cwd=place, env={"VIRTUAL_ENV": ""}) as terminal:
        terminal.wait_for("What is the business called?", timeout=200)
        terminal.type("Brass & Bean")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert 'name = "Brass & Bean"' in (place / "social-media-policy.toml").read_text(
        encoding="utf-8"
    )
