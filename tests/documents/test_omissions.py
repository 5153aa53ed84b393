"""What the short policy leaves out is said, and nothing else."""

from pathlib import Path

import pytest

from tests.processes import run
from tests.tui.driving import Owner, drive
from wizard.documents.omissions import describe_omissions, find_omissions
from wizard.interview import load
from wizard.storage.toml_file import parse_answers

SHORT = """format = 2
[business]
name = "Acme"
length = "short"
[[roles.accounts]]
platform = "Instagram"
handle = "@acme"
duties = "Posts *twice* a week."
[crisis]
prevention = ["pause", "Never post from the shop floor"]
updates = "hourly"
[review]
agenda = ["Prices on our pages"]
"""
SENTENCE = (
    "The short policy leaves out: “Posts *twice* a week.” and “Prices on our pages”. "
    "The standard length has everything."
)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_text(SHORT)
    return path


def omissions(text: str) -> str:
    return describe_omissions(find_omissions(parse_answers(text.encode(), Path("x")), load()))


def test_only_what_the_standard_length_prints_is_left_out() -> None:
    assert omissions(SHORT) == SENTENCE
    assert omissions(SHORT.replace('"short"', '"standard"')) == ""


def test_adopted_answers_leave_out_the_same() -> None:
    adopted = '[adopted]\nversion = "1.0"\non = 2026-11-30\ndigest = "x"\n'
    assert omissions(SHORT + adopted) == SENTENCE


def test_many_are_counted() -> None:
    agenda = ", ".join(f'"Point {number}"' for number in range(9))
    said = omissions(SHORT.replace('"Prices on our pages"', agenda))
    assert said.endswith("“Point 3” and 5 more. The standard length has everything.")


def test_export_says_what_is_left_out(short: Path) -> None:
    assert SENTENCE in run("export", str(short)).stderr
    assert SENTENCE not in run("export", str(short), "--document", "contact-card").stderr


def test_screen_says_what_is_left_out(short: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f5")
        await owner.wait_for(SENTENCE)

    drive(short, script)
