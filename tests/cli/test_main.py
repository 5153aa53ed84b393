"""The command line as a person or a script uses it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import BYTES as EXAMPLE
from tests.processes import refused, run
from tests.set_up import ROOT
from wizard import __version__, checks
from wizard.cli.main import COMMANDS, main

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
WIZARD = (sys.executable, "-m", "wizard")


def test_help_names_commands_examples_and_exit_statuses_in_80_columns() -> None:
    done = run("--help", COLUMNS="80")
    assert done.returncode == 0
    assert [name for name in COMMANDS if f"\n  {name}" not in done.stdout] == []
    for words in ("examples:", "export FILE", "example [FILE]", "exit status"):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_command_has_usage_and_description_in_80_columns(name: str) -> None:
    done = run(name, "--help", COLUMNS="80")
    assert done.returncode == 0
    assert f"usage: policy-wizard {name}" in done.stdout
    assert COMMANDS[name].description[:40] in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_version_is_printed() -> None:
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
def test_wrong_arguments_are_refused_in_one_line(arguments: tuple[str, ...]) -> None:
    assert "--help" in refused(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "a", "b"), "'b' is not known here; see policy-wizard check --help"),
        (("check", "a", "--jsn"), "'--jsn' is not known here; did you mean '--json'?"),
    ],
)
def test_unknown_argument_leads_to_help_or_option(arguments: tuple[str, ...], message: str) -> None:
    assert refused(*arguments) == f"policy-wizard check: {message}\n"


@pytest.mark.parametrize(
    ("typed", "meant"), [("exprot", "export"), ("chek", "check"), ("help", "--help")]
)
def test_mistyped_command_is_named_and_begins_no_file(
    typed: str, meant: str, tmp_path: Path
) -> None:
    for rest in ((), ("acme.toml",)):
        message = refused(typed, *rest, cwd=tmp_path)
        assert f"did you mean 'policy-wizard {meant}'?" in message
        assert f"policy-wizard ./{typed}" in message


@pytest.mark.parametrize("name", ["reviews", "reviews.toml", "bakery", "b" * 300])
def test_file_name_like_a_command_is_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "reviews").write_bytes(EXAMPLE)
    assert "no terminal" in refused(name, cwd=tmp_path)


def test_options_between_positional_arguments_are_understood(example: Path) -> None:
    run("adopt", str(example), "--version", "9.0", "--on", "2030-01-01")
    done = run("signed", str(example), "Tom", "--on", "2030-01-02", "Priya")
    assert done.stdout.count("2030-01-02") == 2


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "9" * 40, "²"])
def test_port_that_is_none_is_refused(port: str) -> None:
    assert "is no port; it is a number from 0 to 65535" in refused("serve", f"--port={port}")


@pytest.mark.parametrize(
    "arguments", [(), ("acme.toml",), ("./export",), ("--", "export"), ("--", "-x.toml")]
)
def test_start_without_terminal_names_commands_and_makes_no_file(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    assert "policy-wizard export FILE" in refused(*arguments, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize("redirected", ["stdout", "stdin"])
def test_start_with_half_a_terminal_is_refused(redirected: str, tmp_path: Path) -> None:
    main_end, end = os.openpty()
    streams = {"stdin": end, "stdout": end, "stderr": subprocess.PIPE}
    streams[redirected] = subprocess.PIPE if redirected == "stdout" else subprocess.DEVNULL
    done = subprocess.run(WIZARD, cwd=tmp_path, env=ENVIRONMENT, timeout=60, check=False, **streams)
    assert done.returncode == 2
    assert b"policy-wizard export FILE" in done.stderr
    os.close(main_end)
    os.close(end)


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_start_with_bad_file_is_refused_before_the_screen_changes(example: Path) -> None:
    example.write_text("format = 3\n")
    main_end, end = os.openpty()
    done = subprocess.run(
        [*WIZARD, example.name],
        cwd=example.parent,
        env=ENVIRONMENT,
        stdin=end,
        stdout=end,
        stderr=end,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    message = b"acme.toml was written by a newer Policy Wizard; update the program.\r\n"
    assert os.read(main_end, 1000) == message
    os.close(main_end)
    os.close(end)


def shell(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", script],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(closing: str, example: Path) -> None:
    wizard = f"'{sys.executable}' -m wizard"
    done = shell(f"{wizard} {closing}; echo $?; {wizard} check '{example}' {closing}; echo $?")
    assert [line for line in done.stdout.split("\n") if line.isdigit()] == ["2", "0"]
    assert "Traceback" not in done.stderr


def test_reader_that_closes_early_is_no_fault() -> None:
    wizard = f"'{sys.executable}' -m wizard"
    done = shell(f'{wizard} schema | head -c 10; echo "${{PIPESTATUS[0]}}"')
    assert done.stderr == ""
    assert done.stdout.endswith("0\n")


@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
        max_size=3,
    )
)
def test_any_arguments_end_without_traceback(arguments: list[str]) -> None:
    run(*arguments)


def test_internal_error_is_one_sentence_without_details(
    monkeypatch: pytest.MonkeyPatch, example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("jane@example.com")

    monkeypatch.setattr(checks, "check_answers", fail)
    assert main(["check", str(example)]) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "jane" not in message
    monkeypatch.setenv("POLICY_WIZARD_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["check", str(example)])


def test_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch, example: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checks, "check_answers", interrupt)
    assert main(["check", str(example)]) == 130
