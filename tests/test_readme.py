"""What the README says is so."""

import re
import subprocess
import sys

import pytest

from tests.readme import README, command
from tests.set_up import ROOT
from wizard.cli.main import COMMANDS
from wizard.interview import load

TEXT = README.read_text(encoding="utf-8")


def test_both_commands_of_a_newcomer_are_one_line_each() -> None:
    assert command("start").endswith("policy-wizard")
    assert command("tests") == "python3 -m tests"


@pytest.mark.parametrize(
    "address", sorted(set(re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", TEXT)))
)
def test_each_link_and_picture_is_there(address: tuple[str, str]) -> None:
    assert (ROOT / "".join(address)).is_file()


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATH = re.compile(r"`((?:\.ci|questions|output_templates|wizard|tests)/[^\s`<]*)`")


@pytest.mark.parametrize("path", sorted(set(PATH.findall(TEXT + CONTRIBUTING))))
def test_contributing_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_each_command_is_in_the_programs_help() -> None:
    program = [sys.executable, "-m", "wizard", "--help"]
    shown = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    listed = re.findall(r"^\| `policy-wizard ([a-z]+)[^`]*` \|", TEXT, re.M)
    assert set(listed) == set(COMMANDS)
    assert [command for command in listed if f"\n  {command} " in shown] == listed


def test_number_of_needed_questions_is_the_one_in_the_readme() -> None:
    words = (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    )
    needed = sum(question.essential for question in load().questions())
    assert f'{words[needed]} questions marked "needed"' in TEXT.replace("\n", " ")


def test_changelog_names_this_version() -> None:
    from wizard import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
