"""The ways in which files, disks, terminals and clocks fail us: each with what shows that nothing is lost.

A row is a file that `check` and `export` take or refuse here, in a sentence, without touching it; or it names the tests
that try it. A row without either can't be written, and a test that is gone is noticed.
"""

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from tests.set_up import ROOT
from wizard.__main__ import main
from wizard.storage.toml_file import parse_answers, serialize

OURS = serialize(parse_answers(EXAMPLE, Path("example.toml")))
SECONDS = 2.0


@dataclass(frozen=True)
class Row:
    """A kind of failure."""

    what: str
    refused: tuple[bytes, ...] = ()
    """Files that are refused with status 2."""
    taken: tuple[bytes, ...] = ()
    """Files that are taken, whatever the checks say about the answers in them."""
    tests: tuple[str, ...] = ()
    """Where it is tried: file and function, below tests/."""


def line(text: str) -> bytes:
    return f"format = 1\n[business]\n{text}\n".encode("utf-8", "surrogatepass")


def at(file: str, *functions: str) -> tuple[str, ...]:
    return tuple(f"{file}::{function}" for function in functions)


READING = "answers/test_reading.py"
WRITING = "answers/test_writing.py"
CRASHES = "answers/test_crash_points.py"
ENDINGS = "end_to_end/test_endings.py"
INPUT = "end_to_end/test_input.py"
TROUBLE = "end_to_end/test_trouble.py"
OTHERS = "test_other_programs.py"
NO_FILE = at(READING, "test_what_is_no_ordinary_file_is_refused_at_once")
COST = at("answers/test_corpus.py", "test_the_worst_cost_little_time_and_room")
CALLS = at(CRASHES, "test_a_failing_call_leaves_a_whole_file") + at(
    WRITING, "test_a_failure_at_any_call_leaves_the_old_file_and_nothing_else"
)

ROWS = {
    1: Row("nothing in it", (b"", b"\n", b"# a note\n")),
    2: Row("a byte order mark", taken=(b"\xef\xbb\xbf" + EXAMPLE,)),
    3: Row("line ends of Windows", taken=(EXAMPLE.replace(b"\n", b"\r\n"),)),
    4: Row("line ends of an old Mac", (EXAMPLE.replace(b"\n", b"\r"),)),
    5: Row("no last line end", taken=(EXAMPLE.rstrip(b"\n"), OURS.rstrip(b"\n"))),
    6: Row(
        "UTF-16 and UTF-32",
        tuple(EXAMPLE.decode().encode(one) for one in ("utf-16", "utf-16-le", "utf-32-be")),
    ),
    7: Row("Latin-1", (line("name = 'Caf\xe9'").decode().encode("latin-1"),)),
    8: Row(
        "half letters, letters too long",
        (line("name = '\ud800'"), line("name = '").rstrip() + b"\xc0\xaf'\n"),
    ),
    9: Row(
        "zeros", (b"\0" * 99, EXAMPLE[:500] + b"\0" * 9 + EXAMPLE[509:], EXAMPLE + b"\0" * 4096)
    ),
    10: Row(
        "cut",
        (OURS[: len(OURS) // 2],),
        tests=at(READING, "test_a_file_cut_anywhere_is_refused_or_loses_nothing"),
    ),
    11: Row("no head", (OURS[300:], OURS[OURS.index(b"[business]") :])),
    12: Row(
        "a flipped bit, a piece more or less",
        tests=at(
            READING,
            "test_a_flipped_bit_gives_answers_or_a_sentence",
            "test_a_lost_or_added_piece_gives_answers_or_a_sentence",
        ),
    ),
    13: Row("a key twice", (line("name = 'a'\nname = 'b'"),)),
    14: Row("a table twice", (line("name = 'a'\n[roles]\n[business]\nstaff = 1"),)),
    15: Row("curly quotes", (line("name = “Acme”"),)),
    16: Row("a quote too few or many", (line('name = "Acme\nstaff = 3'), line('name = Acme"'))),
    17: Row(
        "words of other languages",
        tuple(line(f"name = {one}") for one in ("yes", "True", "None", "null")),
    ),
    18: Row("a bare phone number", (line("phone = 07700 900123"),)),
    19: Row(
        "days that are none",
        tuple(line(f"on = {one}") for one in ("1/2/2024", "2023-02-29", "2023-13-01")),
    ),
    20: Row("29 February", taken=(b"format = 1\n[review]\nadopted_on = 2024-02-29\n",)),
    21: Row("an address in Windows", (line(r'name = "C:\Users\maria"'),)),
    22: Row("a colon", (line("name: 1"),)),
    23: Row("raw controls", (line("name = 'a\x1b[31m'"), line("name = 'a\x07'"))),
    24: Row(
        "escaped controls",
        (line(r'name = "a\u001b[31m"'), line(r'name = "\u009b"')),
        (line(r'name = "a\u202eb"'),),
        at("test_cli.py", "test_control_characters_reach_no_terminal")
        + at("end_to_end/test_hostile_file.py", "test_a_walk_through_all_steps"),
    ),
    25: Row(
        "another kind of value", (line("staff = 'x'"), line("name = ['x']"), line("name = {a = 1}"))
    ),
    26: Row("nearly a number", (line("staff = true"), line("staff = 1.0"))),
    27: Row("no number", (line("staff = nan"), line("x = inf"), line(f"staff = {'9' * 30}"))),
    28: Row("5,000 digits", (line(f"staff = {'9' * 5000}"),)),
    29: Row("100,000 brackets", (line(f"x = {'[' * 100_000}"),), tests=COST),
    30: Row("20,000 parts of a key", (b"format = 1\n" + b"a." * 20_000 + b"b = 1\n",), tests=COST),
    31: Row("100 MB", tests=COST + NO_FILE),
    32: Row(
        "1 MB in a line",
        (line(f"name = '{'x' * 1_000_000}'"),),
        (b"format = 1\n" + b"k" * 1_000_000 + b" = 1\n",),
    ),
    33: Row(
        "unknown keys",
        taken=(line("mood = 'good'\n[zoo]\na = 1"),),
        tests=at(READING, "test_unknown_keys_are_kept"),
    ),
    34: Row(
        "a misspelt key",
        taken=(line("staf = 3"),),
        tests=at("test_cli.py", "test_what_is_wrong_is_said_line_by_line"),
    ),
    35: Row("a newer format", (b"format = 2\n",)),
    36: Row(
        "an older format: there is none yet",
        tests=at(OTHERS, "test_one_a_session_that_changes_something"),
    ),
    37: Row(
        "a format that is none",
        tuple(f"format = {one}\n".encode() for one in ("0", "-1", '"3"', "true")),
    ),
    38: Row(
        "JSON, YAML, CSV, HTML",
        (b'{"a": 1}', b"---\na: 1\n", b"name,phone\nAnn,1\n", b"<!DOCTYPE html><html>"),
    ),
    39: Row(
        "Word, PDF, a picture",
        (b"PK\x03\x04x", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", bytes(range(1, 256)) * 9),
    ),
    40: Row("marks of a merge", (OURS.replace(b"[business]", b"<<<<<<< HEAD\n[business]"),)),
    41: Row(
        "copies of a cloud folder",
        tests=at("answers/test_neighbours.py", "test_a_copy_that_a_cloud_folder_made_is_told"),
    ),
    42: Row("two files in one", (OURS + OURS, EXAMPLE + EXAMPLE)),
    43: Row("a link", tests=at(WRITING, "test_a_link_is_written_through")),
    44: Row("a link to nowhere", tests=NO_FILE),
    45: Row(
        "a second name",
        tests=at("answers/test_neighbours.py", "test_a_second_name_of_the_file_is_told"),
    ),
    46: Row("a folder", tests=NO_FILE),
    47: Row("a pipe, a socket, a device", tests=NO_FILE),
    48: Row("/dev/null", tests=NO_FILE),
    49: Row(
        "no file", tests=NO_FILE + at("test_session.py", "test_no_file_before_the_first_answer")
    ),
    50: Row("no folder", tests=NO_FILE + at("test_session.py", "test_a_missing_folder_is_refused")),
    51: Row("may not be read", tests=at("test_cli.py", "test_a_file_that_may_not_be_read")),
    52: Row(
        "may only be read", tests=at(OTHERS, "test_a_file_that_may_only_be_read_can_be_looked_at")
    ),
    53: Row(
        "a folder that may only be read", tests=at(TROUBLE, "test_a_folder_that_may_only_be_read")
    ),
    54: Row(
        "other owners and rights",
        tests=at(WRITING, "test_permissions_stay", "test_finer_rights_stay"),
    ),
    55: Row("no room", tests=(*CALLS, *at(TROUBLE, "test_files_may_not_grow_any_more"))),
    56: Row("a faulty disk", tests=CALLS),
    57: Row("half written", tests=at(WRITING, "test_short_writes_are_finished")),
    58: Row("a folder that can't be synced", tests=CALLS),
    59: Row(
        "changed by another program", tests=at(TROUBLE, "test_a_file_changed_by_another_program")
    ),
    60: Row("written again as it was", tests=at(OTHERS, "test_the_same_answers_are_no_news")),
    61: Row("deleted", tests=at(TROUBLE, "test_a_deleted_file_is_not_written_again_unasked")),
    62: Row("replaced by a folder", tests=at(TROUBLE, "test_another_place_is_offered")),
    63: Row("unplugged", tests=at(TROUBLE, "test_a_folder_that_vanishes_and_comes_back")),
    64: Row("emptied", tests=at(OTHERS, "test_what_is_spoilt_is_never_taken_over")),
    65: Row("open twice", tests=at(TROUBLE, "test_a_second_window_only_looks")),
    66: Row(
        "a lock of the dead",
        tests=at("answers/test_lock.py", "test_a_kill_frees_it_and_is_noticed"),
    ),
    67: Row("old leftovers", tests=at(WRITING, "test_sweep_removes_only_our_own_old_leftovers")),
    68: Row("odd names", tests=at(READING, "test_any_name_will_do")),
    69: Row(
        "names that steer", tests=at("test_cli.py", "test_control_characters_reach_no_terminal")
    ),
    70: Row("names that are no text", tests=at("test_cli.py", "test_a_name_that_is_no_text")),
    71: Row("a name with a dash", tests=at("test_cli.py", "test_a_name_that_starts_with_a_dash")),
    72: Row("the longest name", tests=at(WRITING, "test_a_name_of_full_length_can_be_saved")),
    73: Row("too long a name", tests=NO_FILE),
    74: Row(
        "no home",
        tests=at("answers/test_backups.py", "test_without_a_home_they_lie_beside_the_file"),
    ),
    75: Row(
        "plain letters only",
        tests=at(
            "test_cli.py",
            "test_a_plain_locale_is_no_reason_to_stop",
            "test_a_name_that_the_disk_can_not_spell",
        ),
    ),
    76: Row(
        "a simple terminal",
        tests=at("line_mode/test_ask.py", "test_a_terminal_that_can_only_write_lines_gets_lines"),
    ),
    77: Row(
        "no terminal",
        tests=at(
            "test_cli.py",
            "test_without_a_terminal_one_line_says_what_to_use",
            "test_closed_streams_are_no_fault",
        ),
    ),
    78: Row("nobody reads", tests=at("test_cli.py", "test_a_reader_that_leaves_early_is_no_fault")),
    79: Row("a tiny window", tests=at("tui/test_ways.py", "test_no_size_of_window_is_too_much")),
    80: Row("a storm of sizes", tests=at(ENDINGS, "test_a_storm_of_sizes")),
    81: Row(
        "a closed window",
        tests=at(ENDINGS, "test_a_closed_window", "test_a_closed_window_where_nobody_says_so"),
    ),
    82: Row(
        "an ordinary kill",
        tests=at(ENDINGS, "test_an_ordinary_kill")
        + at("line_mode/test_ask.py", "test_a_signal_saves_and_leaves"),
    ),
    83: Row(
        "a stalled terminal",
        tests=at(ENDINGS, "test_a_terminal_that_takes_nothing_any_more")
        + at(
            "line_mode/test_ask.py", "test_a_terminal_that_takes_nothing_any_more_does_not_keep_us"
        ),
    ),
    84: Row("put to sleep", tests=at(ENDINGS, "test_it_sleeps_saved_and_wakes_up")),
    85: Row(
        "kill -9",
        tests=at(ENDINGS, "test_sigkill_loses_a_moment_at_most_and_the_next_start_says_so")
        + at(TROUBLE, "test_what_waits_to_be_saved_outlives_even_sigkill"),
    ),
    86: Row(
        "1 MB pasted",
        tests=at(
            INPUT,
            "test_a_megabyte_into_a_line_is_cut_and_told",
            "test_a_megabyte_at_once_is_no_reason_to_stop",
        ),
    ),
    87: Row("lines pasted into a line", tests=at(INPUT, "test_several_lines_into_one")),
    88: Row("controls pasted", tests=at(INPUT, "test_escape_sequences_in_a_paste")),
    89: Row("a paste without an end", tests=at(INPUT, "test_a_paste_without_an_end")),
    90: Row("a key that is no letter", tests=at(INPUT, "test_bytes_that_are_no_text")),
    91: Row(
        "half a letter",
        tests=at("answers/test_text.py", "test_what_is_left_is_stable_and_may_stand_in_xml"),
    ),
    92: Row("days far away", tests=at("test_cli.py", "test_days_far_away_are_no_fault")),
    93: Row(
        "a clock that goes back",
        tests=at("answers/test_backups.py", "test_the_newest_ten_are_kept_whatever_the_clock_says"),
    ),
    94: Row(
        "twice in a second",
        tests=at(
            "answers/test_backups.py",
            "test_two_in_one_second_do_not_collide_and_the_same_is_kept_once",
        ),
    ),
}


def test_no_row_is_missing_or_empty() -> None:
    assert list(ROWS) == list(range(1, 95))
    assert all(row.refused or row.taken or row.tests for row in ROWS.values())


@cache
def functions(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("number", ROWS)
def test_the_tests_of_a_row_are_there(number: int) -> None:
    for one in ROWS[number].tests:
        file, _, name = one.partition("::")
        assert name in functions(file), one


def files() -> Iterator[tuple[int, int, bytes]]:
    for number, row in ROWS.items():
        yield from ((number, 2, data) for data in row.refused)
        yield from ((number, 0, data) for data in row.taken)


@pytest.mark.parametrize("command", ["check", "export"])
def test_each_file_is_taken_or_refused_and_never_touched(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, status, data in files():
        path = tmp_path / f"{number}.toml"
        path.write_bytes(data)
        path.chmod(0o640)
        before, beside = path.stat(), sorted(tmp_path.iterdir())
        more = (
            []
            if command == "check"
            else ["--to", str(tmp_path / "out"), "--document", "announcement"]
        )
        begun = time.process_time()
        got = main([command, str(path), *more])
        took = time.process_time() - begun
        said = capsys.readouterr()
        assert (got == 2) == (status == 2), (number, said.err)
        if status == 2:
            assert said.out == "", number
            assert re.fullmatch(r"[^\n]+\.\n", said.err), number
            assert said.err.startswith(str(path)), number
            assert said.err[:-1].isprintable(), number
            assert sorted(tmp_path.iterdir()) == beside, number
        assert "fault of its own" not in said.err, number
        assert took < SECONDS, number
        after = path.stat()
        assert path.read_bytes() == data, number
        assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (
            before.st_mtime_ns,
            before.st_ino,
            before.st_mode,
        )
