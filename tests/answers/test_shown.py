"""What is shown to be typed can be typed as it stands."""

import os
import sys
from pathlib import Path

import pytest

from wizard.text import command_line

here = pytest.mark.skipif(os.name == "nt", reason="other folders, other marks")


def installed(folder: Path) -> Path:
    """Put what looks like the program into a folder."""
    folder.mkdir(parents=True)
    program = folder / "policy-wizard"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


@here
def test_the_program_is_called_as_it_was_where_no_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path / ".venv" / "bin")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "elsewhere"))
    monkeypatch.setattr(sys, "argv", [".venv/bin/policy-wizard"])
    assert command_line(Path("our answers.toml")) == ".venv/bin/policy-wizard 'our answers.toml'"
    monkeypatch.setattr(sys, "argv", [str(installed(tmp_path / "my tools" / "bin"))])
    assert command_line("review") == f"'{tmp_path}/my tools/bin/policy-wizard' review"


@here
def test_its_name_is_enough_where_the_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = installed(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(program.parent))
    for typed in (
        str(program),
        "/usr/lib/wizard/__main__.py",
        "",
        str(tmp_path / "gone" / "policy-wizard"),
    ):
        monkeypatch.setattr(sys, "argv", [typed])
        assert command_line("review") == "policy-wizard review"
