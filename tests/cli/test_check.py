"""The command `check`."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from tests.privileges import unprivileged
from tests.processes import refused, run
from wizard.cli.documents import CLEAN

JSON_KEYS = {"severity", "step", "question", "path", "what", "why", "do", "safer", "source", "rule"}


def test_check_of_good_answers_prints_no_risk(example: Path) -> None:
    done = run("check", str(example))
    assert (done.returncode, done.stdout) == (0, f"{CLEAN}\n")


def test_check_prints_problems_worst_first_with_what_to_do(example: Path) -> None:
    example.write_text("format = 2\n[business]\nname = 'Acme'\nstaf = 3\n")
    done = run("check", str(example))
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert done.stderr == ""
    assert lines[0] == "10 errors keep the documents from being right:"
    question = "Who runs the business and has the last word?"
    assert f'error: Step 1, Team roles, "{question}"\n  This is still open' in done.stdout
    findings = [line for line in lines if line.startswith(("error: ", "warning: ", "advice: "))]
    assert findings[-1].startswith("warning: ")
    assert sum(line.startswith("  What to do: ") for line in lines) == len(findings)


def test_check_as_json_has_stable_keys(example: Path) -> None:
    assert json.loads(run("check", "--json", str(example)).stdout) == []
    example.write_text(
        "format = 2\nlegal.places = ['US']\n"
        "employees.expectations = ['Never discuss your pay']\nx = 1\n"
    )
    done = run("check", str(example), "--json")
    findings = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert all(set(finding) == JSON_KEYS for finding in findings)
    (risky,) = [finding for finding in findings if finding["rule"] == "rw-03"]
    assert (risky["severity"], risky["step"]) == ("warning", 6)
    assert risky["path"] == "employees.expectations"
    assert risky["question"] == "What do you expect of every employee?"
    assert risky["safer"].startswith("You may talk about your own pay")
    assert risky["source"].endswith("checked against the law or a report on it")
    (unknown,) = [finding for finding in findings if finding["rule"] == "unknown-key"]
    assert (unknown["step"], unknown["question"]) == (None, None)


def test_check_of_risky_words_says_why_and_source(example: Path) -> None:
    risky = EXAMPLE.replace(
        b'"Tell Priya about bakes worth a picture"', b'"Never discuss your pay"'
    )
    example.write_bytes(risky)
    text = run("check", str(example)).stdout
    assert text.startswith("1 warning is about what is risky or looks wrong:\n")
    for start in (
        "Could",
        "Why it matters: In many countries",
        "What to do: Safer words:",
        "Source: US: NLRA s.7",
    ):
        assert f"\n  {start}" in text
    assert "compliant" not in text


def test_check_with_warnings_alone_ends_with_0(example: Path) -> None:
    example.write_bytes(EXAMPLE.replace(b"[business]\n", b"[business]\nmood = 1\n"))
    done = run("check", str(example))
    assert done.returncode == 0
    assert "\nwarning: " in done.stdout


def test_check_of_bad_file_is_refused_and_leaves_it_alone(example: Path) -> None:
    example.write_text("format = 2\n[business]\nname = “Acme”\n")
    before = example.stat().st_mtime_ns
    message = refused("check", str(example))
    assert message == (
        f'{example}, line 3: the quotes around this text are curly; type straight ones (").\n'
    )
    assert example.stat().st_mtime_ns == before


def test_check_of_missing_or_unreadable_file_is_refused(example: Path) -> None:
    example.chmod(0)
    assert "may not be read by you" in refused("check", str(example), starter=unprivileged())
    assert "does not exist" in refused("check", str(example.with_name("gone.toml")))


def test_check_beside_conflicted_copy_prints_command_to_compare(example: Path) -> None:
    copy = example.with_name("acme (conflicted copy 2026-11-01).toml")
    copy.write_bytes(EXAMPLE)
    done = run("check", str(example))
    assert done.returncode == 0
    command = shlex.split(done.stderr.partition("policy-wizard ")[2])
    assert command == ["diff", str(copy), str(example)]


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2024-02-29", "9999-12-31"])
def test_check_and_export_of_far_days_are_no_fault(day: str, example: Path) -> None:
    text = re.sub(r"\b\d{4}-\d\d-\d\d$", day, EXAMPLE.decode(), flags=re.MULTILINE)
    example.write_text(text, encoding="utf-8")
    assert run("check", str(example)).returncode in (0, 1)
    example.write_text(re.sub(r"feedback_by|next_on", "no_\\g<0>", text), encoding="utf-8")
    assert run("export", str(example), "--document", "all").returncode in (0, 1)


def test_check_escapes_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07\n.toml"
    assert r"a\x1b]0;x\x07\n.toml does not exist" in refused("check", str(path))
    path.write_text("format = 2\n[business]\nname = 'x\u202ey'\n\"k\u202e\" = 1\n")
    assert r"k\u202e" in run("check", str(path)).stdout


def test_check_of_name_in_another_encoding_is_possible(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.toml"
    assert r"caf\udce9.toml does not exist" in refused("check", name)
    Path(os.fsdecode(name)).write_bytes(EXAMPLE)
    assert run("check", name).returncode == 0


def test_check_of_name_with_dash_needs_double_dash(tmp_path: Path) -> None:
    (tmp_path / "-x.toml").write_bytes(EXAMPLE)
    assert run("check", "--", "-x.toml", cwd=tmp_path).returncode == 0


def test_check_in_ascii_locale_escapes_other_letters(example: Path) -> None:
    example.write_text("format = 2\n[roles]\nhead = 'é🥐'\n", encoding="utf-8")
    done = run("check", str(example), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 1
    assert r"\xe9" in done.stdout
    assert done.stdout.isascii()
