import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.text import clean_text, command_line, join_list, parse_int, plural, printable, shorten

posix_only = pytest.mark.skipif(os.name == "nt", reason="other folders, other quotes")


@pytest.mark.parametrize(
    ("items", "phrase"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_join_list_any_length_reads_as_a_phrase(items: list[str], phrase: str) -> None:
    assert join_list(items) == phrase


def test_plural_and_shorten() -> None:
    assert [plural(1, "row"), plural(2, "row"), plural(2, "person", "people")] == [
        "1 row",
        "2 rows",
        "2 people",
    ]
    assert [shorten("abcdef", 6), shorten("abc def", 5)] == ["abcdef", "abc…"]


@pytest.mark.parametrize(
    "typed", ["a\r\nb", "a\rb", "a\vb", "a\fb", "a\x85b", "a\u2028b", "a\u2029b"]
)
def test_clean_text_any_line_break_is_a_newline(typed: str) -> None:
    assert clean_text(typed) == "a\nb"


@given(st.text())
def test_clean_text_any_text_is_stable_and_allowed_in_xml(typed: str) -> None:
    cleaned = clean_text(typed)
    assert clean_text(cleaned) == cleaned
    assert not any(ord(char) < 32 and char not in "\t\n" for char in cleaned)
    cleaned.encode("utf-8")


def test_control_characters_cannot_steer_a_terminal() -> None:
    assert clean_text("\x1b[2JHi\x9b31m") == "[2JHi31m"
    assert printable("\x1b[2J\u202e") == "\\x1b[2J\\u202e"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 1,200 ", 1200),
        ("1 200", 1200),
        ("12\u00a0000", 12000),
        ("1,234,567", 1234567),
        ("about 6", 6),
        ("6 people", 6),
        ("~6 or so", 6),
        ("5+", 5),
        ("6, with me", 6),
    ],
)
def test_parse_int_one_number_among_words_is_returned(text: str, number: int) -> None:
    assert parse_int(text) == number


@pytest.mark.parametrize(
    "text", ["", "six", "6-7", "5 or 6", "1.5", "-3", "2k", "6%", "9" * 13, "٣", "12, 3", "6 dozen"]
)
def test_parse_int_no_number_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        parse_int(text)


def install_program(directory: Path) -> Path:
    directory.mkdir(parents=True)
    program = directory / "policy-wizard"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


@posix_only
def test_command_line_program_off_the_path_is_called_as_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_program(tmp_path / ".venv" / "bin")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "elsewhere"))
    monkeypatch.setattr(sys, "argv", [".venv/bin/policy-wizard"])
    assert command_line(Path("our answers.toml")) == ".venv/bin/policy-wizard 'our answers.toml'"
    monkeypatch.setattr(sys, "argv", [str(install_program(tmp_path / "my tools" / "bin"))])
    assert command_line("review") == f"'{tmp_path}/my tools/bin/policy-wizard' review"


@posix_only
@pytest.mark.parametrize(
    "argv", ["{program}", "/usr/lib/wizard/__main__.py", "", "gone/policy-wizard"]
)
def test_command_line_program_on_the_path_is_called_by_name(
    argv: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = install_program(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(sys, "argv", [argv.format(program=program)])
    assert command_line("review") == "policy-wizard review"
