"""The commands, as a person or a script runs them: in a process of their own."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.anybody import as_anybody
from tests.example import BYTES as EXAMPLE
from tests.processes import refused, run
from tests.set_up import ROOT
from wizard import __version__
from wizard.cli.documents import CLEAN
from wizard.cli.main import COMMANDS
from wizard.disclaimers import NO_LEGAL_ADVICE
from wizard.documents.catalog import catalog
from wizard.storage.backups import back_up

KEYS = {"severity", "step", "question", "path", "what", "why", "do", "safer", "source", "rule"}


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_bytes(EXAMPLE)
    return path


class TestHelp:
    def test_help_has_examples(self) -> None:
        done = run("--help")
        assert done.returncode == 0
        for words in (
            "examples:",
            "export FILE",
            "check FILE",
            "schema",
            "example [FILE]",
            "exit status",
        ):
            assert words in done.stdout
        assert max(map(len, done.stdout.split("\n"))) <= 110

    @pytest.mark.parametrize("command", ["export", "check", "backups", "schema", "example"])
    def test_each_command_has_help(self, command: str) -> None:
        assert f"usage: policy-wizard {command}" in run(command, "--help").stdout

    def test_version(self) -> None:
        assert run("--version").stdout == f"Policy Wizard {__version__}\n"

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--nonsense",),
            ("a.toml", "b.toml"),
            ("export",),
            ("check",),
            ("schema", "x"),
            ("check", "a\x1b", "b"),
        ],
    )
    def test_a_wrong_command_is_one_line(self, arguments: tuple[str, ...]) -> None:
        assert "--help" in refused(*arguments)

    def test_it_leads_to_the_help_of_the_command(self) -> None:
        assert refused("check", "a", "b") == (
            "policy-wizard check: 'b' is not known here; see policy-wizard check --help\n"
        )

    def test_a_slip_in_an_option_is_named(self) -> None:
        assert refused("check", "a", "--jsn").endswith(
            "'--jsn' is not known here; did you mean '--json'?\n"
        )

    @pytest.mark.parametrize(
        ("typed", "meant"), [("exprot", "export"), ("chek", "check"), ("help", "--help")]
    )
    def test_a_slip_in_a_command_begins_no_file(
        self, typed: str, meant: str, tmp_path: Path
    ) -> None:
        for rest in ((), ("acme.toml",)):
            said = refused(typed, *rest, cwd=tmp_path)
            assert f"did you mean 'policy-wizard {meant}'?" in said
            assert f"policy-wizard ./{typed}" in said

    @pytest.mark.parametrize("name", ["reviews", "reviews.toml", "bakery", "b" * 300])
    def test_a_file_is_no_slip(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "reviews").write_bytes(EXAMPLE)
        assert "no terminal" in refused(name, cwd=tmp_path)

    @pytest.mark.parametrize("port", ["abc", "-1", "65536", "9" * 40, "²"])
    def test_a_port_that_is_none(self, port: str) -> None:
        assert "is no port; it is a number from 0 to 65535" in refused("serve", f"--port={port}")


class TestNoTerminal:
    @pytest.mark.parametrize(
        "arguments", [(), ("acme.toml",), ("./export",), ("--", "export"), ("--", "-x.toml")]
    )
    def test_without_a_terminal_one_line_says_what_to_use(
        self, arguments: tuple[str, ...], tmp_path: Path
    ) -> None:
        assert "policy-wizard export FILE" in refused(*arguments, cwd=tmp_path)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
    @pytest.mark.parametrize("ours", ["output to a pipe", "input from a file"])
    def test_half_a_terminal_is_none(self, ours: str, tmp_path: Path) -> None:
        main, side = os.openpty()
        streams: dict[str, int] = {"stdin": side, "stdout": side, "stderr": subprocess.PIPE}
        if ours == "output to a pipe":
            streams |= {"stdout": subprocess.PIPE}
        else:
            streams |= {"stdin": subprocess.DEVNULL}
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
        with subprocess.Popen(
            [sys.executable, "-m", "wizard"], cwd=tmp_path, env=environment, **streams
        ) as process:
            assert process.wait(60) == 2
            assert process.stderr is not None
            said = process.stderr.read()
        assert b"policy-wizard export FILE" in said
        os.close(main)
        os.close(side)

    @pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
    def test_a_bad_file_is_refused_before_the_screen_changes(self, acme: Path) -> None:
        acme.write_text("format = 2\n")
        main, side = os.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
        done = subprocess.run(
            [sys.executable, "-m", "wizard", acme.name],
            cwd=acme.parent,
            env=environment,
            stdin=side,
            stdout=side,
            stderr=side,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert (
            os.read(main, 1000)
            == b"acme.toml was written by a newer Policy Wizard; update the program.\r\n"
        )
        os.close(main)
        os.close(side)

    def test_closed_streams_are_no_fault(self, acme: Path) -> None:
        program = f"'{sys.executable}' -m wizard"
        for closing in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
            done = subprocess.run(
                f"{program} {closing}; echo $?; {program} check '{acme}' {closing}; echo $?",
                shell=True,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert [line for line in done.stdout.split("\n") if line.isdigit()] == ["2", "0"]
            assert "Traceback" not in done.stderr


class TestCheck:
    def test_good_answers(self, acme: Path) -> None:
        done = run("check", str(acme))
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{CLEAN}\n", "")

    def test_what_is_wrong_is_said_line_by_line(self, acme: Path) -> None:
        acme.write_text("format = 1\n[business]\nname = 'Acme'\nstaf = 3\n")
        done = run("check", str(acme))
        lines = done.stdout.splitlines()
        assert done.returncode == 1
        assert done.stderr == ""
        assert lines[0] == "10 errors keep the documents from being right:"
        assert (
            'error: Step 1, Team roles, "Who runs the business and has the last word?"\n  This is still open'
            in done.stdout
        )
        told = [line for line in lines if line.startswith(("error: ", "warning: ", "advice: "))]
        assert told[-1].startswith("warning: ")
        assert sum(line.startswith("  What to do: ") for line in lines) == len(told)

    def test_for_programs(self, acme: Path) -> None:
        assert json.loads(run("check", "--json", str(acme)).stdout) == []
        acme.write_text(
            "format = 1\nlegal.places = ['US']\nemployees.expectations = ['Never discuss your pay']\nx = 1\n"
        )
        done = run("check", str(acme), "--json")
        found = json.loads(done.stdout)
        assert (done.returncode, done.stderr) == (1, "")
        assert all(set(one) == KEYS for one in found)
        (risky,) = [one for one in found if one["rule"] == "rw-03"]
        assert (risky["severity"], risky["step"], risky["path"]) == (
            "warning",
            6,
            "employees.expectations",
        )
        assert risky["question"] == "What do you expect of every employee?"
        assert risky["safer"].startswith("You may talk about your own pay")
        assert risky["source"].endswith("checked against the law or a report on it")
        (whole,) = [one for one in found if one["rule"] == "unknown-key"]
        assert (whole["step"], whole["question"]) == (None, None)

    def test_a_person_reads_why_and_from_where(self, acme: Path) -> None:
        acme.write_bytes(
            EXAMPLE.replace(
                b'"Tell Priya about bakes worth a picture"', b'"Never discuss your pay"'
            )
        )
        said = run("check", str(acme)).stdout
        assert said.startswith("1 warning is about what is risky or looks wrong:\n")
        for start in (
            "Could",
            "Why it matters: In many countries",
            "What to do: Safer words:",
            "Source: US: NLRA s.7",
        ):
            assert f"\n  {start}" in said
        assert "compliant" not in said

    def test_warnings_alone_are_no_problem(self, acme: Path) -> None:
        acme.write_bytes(EXAMPLE.replace(b"[business]\n", b"[business]\nmood = 1\n"))
        done = run("check", str(acme))
        assert done.returncode == 0
        assert "\nwarning: " in done.stdout

    def test_a_bad_file_is_refused_and_left_alone(self, acme: Path) -> None:
        acme.write_text("format = 1\n[business]\nname = “Acme”\n")
        before = acme.stat()
        said = refused("check", str(acme))
        assert (
            said
            == f'{acme}, line 3: the quotes around this text are curly; type straight ones (").\n'
        )
        assert acme.stat().st_mtime_ns == before.st_mtime_ns

    def test_a_file_that_may_not_be_read(self, acme: Path) -> None:
        acme.chmod(0)
        assert "may not be read by you" in refused("check", str(acme), starter=as_anybody())

    def test_a_copy_that_a_cloud_folder_made_is_told(self, acme: Path) -> None:
        copy = acme.with_name("acme (conflicted copy 2026-11-01).toml")
        copy.write_bytes(EXAMPLE)
        done = run("check", str(acme))
        assert done.returncode == 0
        assert done.stderr.count("\n") == 1
        assert shlex.split(done.stderr.partition("policy-wizard ")[2]) == [
            "diff",
            str(copy),
            str(acme),
        ]

    @pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2024-02-29", "9999-12-31"])
    def test_days_far_away_are_no_fault(self, day: str, acme: Path) -> None:
        text = re.sub(r"\b\d{4}-\d\d-\d\d$", day, EXAMPLE.decode(), flags=re.MULTILINE)
        acme.write_text(text, encoding="utf-8")
        assert run("check", str(acme)).returncode in (0, 1)
        acme.write_text(re.sub(r"feedback_by|next_on", "no_\\g<0>", text), encoding="utf-8")
        assert run("export", str(acme), "--document", "all").returncode in (0, 1)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert "does not exist" in refused("check", str(tmp_path / "gone.toml"))

    def test_control_characters_reach_no_terminal(self, tmp_path: Path) -> None:
        path = tmp_path / "a\x1b]0;x\x07\n.toml"
        assert r"a\x1b]0;x\x07\n.toml does not exist" in refused("check", str(path))
        path.write_text("format = 1\n[business]\nname = 'x\u202ey'\n\"k\u202e\" = 1\n")
        assert r"k\u202e" in run("check", str(path)).stdout

    def test_a_name_that_is_no_text(self, tmp_path: Path) -> None:
        name = os.fsencode(tmp_path) + b"/caf\xe9.toml"
        assert r"caf\udce9.toml does not exist" in refused("check", name)
        Path(os.fsdecode(name)).write_bytes(EXAMPLE)
        assert run("check", name).returncode == 0

    def test_a_name_that_starts_with_a_dash(self, tmp_path: Path) -> None:
        (tmp_path / "-x.toml").write_bytes(EXAMPLE)
        assert run("check", "--", "-x.toml", cwd=tmp_path).returncode == 0

    def test_a_plain_locale_is_no_reason_to_stop(self, tmp_path: Path) -> None:
        path = tmp_path / "acme.toml"
        path.write_text("format = 1\n[roles]\nhead = 'é🥐'\n", encoding="utf-8")
        done = run("check", str(path), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert done.returncode == 1
        assert r"\xe9" in done.stdout
        assert done.stdout.isascii()

    def test_a_reader_that_leaves_early_is_no_fault(self, acme: Path) -> None:
        done = subprocess.run(
            f'"{sys.executable}" -m wizard schema | head -c 10; echo "${{PIPESTATUS[0]}}"',
            shell=True,
            executable="/bin/bash",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stderr == ""
        assert done.stdout.endswith("0\n")


class TestBackups:
    def test_they_are_listed_the_newest_first(self, acme: Path) -> None:
        assert "no earlier copies" in run("backups", str(acme)).stderr
        for data in (b"one", b"two"):
            back_up(acme, data)
        done = run("backups", "acme.toml", cwd=acme.parent)
        assert done.returncode == 0
        assert [Path(line).read_bytes() for line in done.stdout.splitlines()] == [b"two", b"one"]


class TestSchema:
    def test_it_is_json_and_knows_every_answer(self) -> None:
        made = json.loads(run("schema").stdout)
        assert made["properties"]["format"]["const"] == 1
        assert made["required"] == ["format"]
        assert (
            "What is the business called?"
            in made["$defs"]["Business"]["properties"]["name"]["description"]
        )
        assert "(mission" not in json.dumps(made)
        assert '"null"' not in json.dumps(made)
        used = tomllib.loads(EXAMPLE.decode())
        assert set(used) <= set(made["properties"])
        rules = made["$defs"]["Legal"]["properties"]["rules"]
        assert "us-fed-monitor" in rules["items"]["examples"]
        assert '"not "' in rules["description"]


class TestExample:
    def test_it_is_written_and_good(self, tmp_path: Path) -> None:
        done = run("example", cwd=tmp_path)
        path = tmp_path / "social-media-policy-example.toml"
        assert done.returncode == 0
        assert done.stdout == f"{path.name}\n"
        assert f"policy-wizard {path.name}" in done.stderr
        assert path.read_bytes() == EXAMPLE
        assert run("check", str(path)).returncode == 0

    def test_it_is_never_written_over_anything(self, acme: Path) -> None:
        acme.write_text("mine")
        assert "already" in refused("example", str(acme))
        assert acme.read_text() == "mine"

    def test_a_link_is_no_way_around(self, tmp_path: Path) -> None:
        (tmp_path / "link.toml").symlink_to(tmp_path / "elsewhere.toml")
        refused("example", "link.toml", cwd=tmp_path)
        assert not (tmp_path / "elsewhere.toml").exists()

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert "folder" in refused("example", str(tmp_path / "gone" / "x.toml"))


class TestExport:
    def test_it_writes_beside_the_file_and_prints_where(self, acme: Path) -> None:
        done = run("export", "acme.toml", cwd=acme.parent)
        assert done.returncode == 0
        made = [acme.parent / line for line in done.stdout.splitlines()]
        assert len(made) == 2
        assert all(path.suffix == ".docx" and path.is_file() for path in made)
        chosen, advice = done.stderr.splitlines()
        assert chosen.startswith("You chose: United States; Café")
        assert advice == NO_LEGAL_ADVICE

    def test_the_documents_and_formats_asked_for(self, acme: Path) -> None:
        done = run(
            "export", str(acme), "--document", "summary", "--document", "policy", "--format", "html"
        )
        assert done.returncode == 0
        assert [Path(line).suffix for line in done.stdout.splitlines()] == [".html", ".html"]

    def test_all_documents(self, acme: Path) -> None:
        done = run("export", str(acme), "--document", "all")
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) == len(catalog())

    def test_a_document_or_format_that_is_none(self, acme: Path) -> None:
        assert "policy, crisis-plan, summary" in refused(
            "export", str(acme), "--document", "handbook"
        )
        assert "docx, html, md, ics" in refused("export", str(acme), "--format", "pdf")
        assert "as ics only" in refused(
            "export", str(acme), "--document", "review-calendar", "--format", "md"
        )

    def test_help_names_each_document_and_its_formats(self) -> None:
        said = run("export", "--help").stdout
        for entry in catalog():
            (line,) = [line for line in said.splitlines() if line.startswith(f"  {entry.name} ")]
            assert line.split(maxsplit=1)[1] == f"{' '.join(entry.formats):<14} {entry.audience}"

    def test_what_was_left_alone_is_said(self, acme: Path) -> None:
        first = Path(run("export", str(acme)).stdout.splitlines()[0])
        first.write_bytes(b"mine")
        done = run("export", str(acme))
        assert done.returncode == 0
        assert (
            f"{first.name} was changed since we wrote it, so the new one is called {first.stem} (2).docx."
            in done.stderr
        )
        assert first.read_bytes() == b"mine"

    def test_a_letterhead(self, acme: Path, tmp_path: Path) -> None:
        docx.Document().save(str(tmp_path / "ours.docx"))
        there = ("--to", str(tmp_path / "out"))
        assert (
            run("export", str(acme), *there, "--letterhead", "ours.docx", cwd=tmp_path).returncode
            == 0
        )
        assert "gone.docx is not there" in refused(
            "export", str(acme), *there, "--letterhead", "gone.docx"
        )
        acme.write_bytes(
            acme.read_bytes().replace(
                b"\nformat = 1\n", b'\nformat = 1\nletterhead = "gone.docx"\n', 1
            )
        )
        assert str(acme.parent / "gone.docx") in refused("export", str(acme), *there)
        assert run("export", str(acme), *there, "--letterhead", "").returncode == 0

    def test_a_name_that_the_disk_can_not_spell(self, acme: Path) -> None:
        acme.write_text("format = 1\n[business]\nname = 'Café 🥐'\n", encoding="utf-8")
        done = run("export", str(acme), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert done.returncode == 1
        assert Path(done.stdout.splitlines()[0]).name == "Caf_ - Social media policy.docx"

    def test_it_makes_the_folder(self, acme: Path, tmp_path: Path) -> None:
        done = run("export", str(acme), "--to", str(tmp_path / "a" / "b"))
        assert done.returncode == 0
        assert len(list((tmp_path / "a" / "b").glob("*.docx"))) == 2

    def test_drafts_are_written_and_what_is_wrong_is_said(self, acme: Path) -> None:
        acme.write_text("format = 1\n[business]\nname = 'Acme'\n")
        done = run("export", str(acme))
        assert done.returncode == 1
        assert len(done.stdout.splitlines()) == 2
        assert "Who runs the business" in done.stderr
        assert "draft" in done.stderr

    def test_a_bad_file_gives_no_document(self, acme: Path) -> None:
        acme.write_text("format = 2\n")
        assert "newer Policy Wizard" in refused(
            "export", str(acme), "--to", str(acme.parent / "out")
        )
        assert [path.name for path in acme.parent.iterdir()] == ["acme.toml"]

    def test_a_file_is_no_folder(self, acme: Path) -> None:
        assert "is no folder" in refused("export", str(acme), "--to", str(acme))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_that_fits_a_window(name: str) -> None:
    done = run(name, "--help", COLUMNS="80")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_help_names_every_command_and_fits_a_window() -> None:
    said = run("--help", COLUMNS="80").stdout
    assert max(map(len, said.splitlines())) <= 80
    assert not [name for name in COMMANDS if f"\n  {name}" not in said]


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
        max_size=3,
    )
)
def test_any_arguments_end_in_a_sentence(arguments: list[str]) -> None:
    run(*arguments)


def test_an_unforeseen_fault_is_a_sentence_without_details(
    monkeypatch: pytest.MonkeyPatch, acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from wizard import checks
    from wizard.cli.main import main

    def fail(*_: object) -> None:
        raise RuntimeError("jane@example.com")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checks, "findings", fail)
    assert main(["check", str(acme)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "jane" not in said
    monkeypatch.setattr(checks, "findings", interrupt)
    assert main(["check", str(acme)]) == 130
    monkeypatch.setattr(checks, "findings", fail)
    monkeypatch.setenv("POLICY_WIZARD_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["check", str(acme)])
