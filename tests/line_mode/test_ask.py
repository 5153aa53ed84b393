"""The interview line by line: driven by programs that read only text."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import BYTES, TEXT
from tests.set_up import ROOT
from tests.terminal import Terminal
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.answers.model import Answers
from wizard.interview import Column, Question, load
from wizard.line_mode.commands import COMMANDS
from wizard.line_mode.console import Console, EndOfInputError
from wizard.line_mode.interview import Interviewer
from wizard.session import Session
from wizard.storage import toml_file

INTERVIEW = load()
ONE_LINE = {
    FieldKind.LINE: "Words of ours", FieldKind.NUMBER: "11", FieldKind.DATE: "31 March 2027", FieldKind.YES_NO: "1", FieldKind.CHOICE: "1",
    FieldKind.CHECKLIST: "all", FieldKind.OPEN_CHECKLIST: "add A line of our own", FieldKind.PERSON: "1", FieldKind.PEOPLE: "1",
    FieldKind.RULES: "+1",
}  # fmt: skip


class Source(io.StringIO):
    """Types what a function says, given all that was said so far; None is the end."""

    def __init__(self, out: io.StringIO, next_line: Callable[[str], str | None]) -> None:
        super().__init__()
        self._out, self._next_line = out, next_line

    def readline(self, size: int | None = -1, /) -> str:
        line = self._next_line(self._out.getvalue())
        return "" if line is None else f"{line}\n"


def ask(path: Path, next_line: Callable[[Session, str], str | None]) -> tuple[Answers, str]:
    """Go through the interview; return what is in the file then, and all that was said."""
    session, out = Session(path, INTERVIEW), io.StringIO()
    try:
        Interviewer(session, Console(Source(out, lambda said: next_line(session, said)), out)).run()
    except EndOfInputError:
        pass
    finally:
        assert session.close()
    return (toml_file.read_answers(path) if path.exists() else Answers()), out.getvalue()


def typed(*lines: str) -> Callable[[Session, str], str | None]:
    left = iter(lines)
    return lambda session, said: next(left, None)


def lines_for(words: Question | Column) -> list[str]:
    """What somebody types who answers everything."""
    if words.field.kind is FieldKind.TEXT:
        return ["First line", "second line", "."]
    if isinstance(words, Question) and words.field.kind is FieldKind.TABLE:
        return [
            "add",
            *(line for column in words.columns.values() for line in lines_for(column)),
            "",
        ]
    return [ONE_LINE[words.field.kind]]


def test_every_question_is_asked_and_every_answer_kept(tmp_path: Path) -> None:
    asked: list[str] = []
    queue: list[str] = []

    def next_line(session: Session, said: str) -> str | None:
        last = said.rpartition("\n> ")[0].rpartition("\n> ")[2]
        if queue:
            return queue.pop(0)
        if "That was the last question." in last:
            return "quit"
        path = session.answers.left_at
        if path in asked:  # something was said of the answer
            assert "press Enter to go on" in last, last
            return ""
        asked.append(path)
        queue.extend(lines_for(INTERVIEW.question(path)))
        return queue.pop(0)

    answers, said = ask(tmp_path / "a.toml", next_line)
    assert asked == [
        question.path for question in INTERVIEW.questions() if question.applies(answers)
    ]
    assert [path for path in asked if not is_set(answers, path)] == []
    assert answers.business.name == "Words of ours"
    assert answers.business.staff == 11
    assert answers.people[0].name == "Words of ours"
    assert answers.roles.head == answers.people[0].id
    assert str(answers.review.adopted_on) == "2027-03-31"
    assert "\x1b" not in said
    assert "No question that a policy can't do without is open." in said
    assert max(map(len, said.splitlines())) <= 80


def test_answers_go_where_they_belong(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    answers, said = ask(
        path,
        typed(
            "Pedal & Chain", "united k", "", "back", "clear", "7", "shop", "unsure",
            "go 2", "new Mia Lund", "", "+2 -1", "go 1", "mia", "quit",
        ),
    )  # fmt: skip
    assert answers.business.name == "Pedal & Chain"
    assert answers.business.country == "GB"
    assert answers.business.staff == 7
    assert answers.business.trade == "retail"
    assert "Put off." in said
    assert answers.security.report_to == answers.roles.head == "mia-lund"
    assert "two-factor" not in answers.security.sign_in
    assert "Step 2 of 8: Security." in said
    _, said = ask(path, typed("?", "quit"))
    assert said.count("Question 2 of 16") == 1  # where the owner left
    assert all(word in said for word in COMMANDS)


def test_help_skip_back_and_quit_work_at_every_question(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(BYTES)
    before = toml_file.read_answers(path)
    seen: list[str] = []

    def walk(session: Session, said: str) -> str | None:
        """Help twice at each question, then on; from the last one all the way back."""
        last = said.rpartition("\n> ")[0].rpartition("\n> ")[2]
        here = session.answers.left_at
        if not seen or seen[-1] != here:
            seen.append(here)
            return "?"
        assert "These words do something" in last
        return "skip" if len(seen) < len(asked) else "quit"

    asked = [question.path for question in INTERVIEW.questions() if question.applies(before)]
    path.write_bytes(path.read_bytes().replace(b"left_at = ", b"# left_at = "))
    answers, _ = ask(path, walk)
    assert seen == asked
    back, _ = ask(
        path, lambda session, said: "quit" if session.answers.left_at == asked[0] else "back"
    )
    assert back.left_at == asked[0]
    for one in (answers, back):
        assert one.model_copy(update={"left_at": ""}) == before.model_copy(update={"left_at": ""})


def test_help_skip_back_and_quit_work_within_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('format = 1\nleft_at = "people"\n# end of answers\n')
    answers, said = ask(
        path,
        typed("add", "?", "Ann", "example", "back", "Ann Li", "skip", "help", "\\skip", "quit"),
    )
    assert [(one.name, one.job, one.email, one.phone) for one in answers.people] == [
        ("Ann Li", "", "skip", "")
    ]
    assert said.count("go to the part before") == 2
    assert "Now: Ann" in said
    _, said = ask(path, typed("add", "back", "list", "quit"))
    assert said.rpartition("Name")[2].count("1. Ann Li") == 1


def test_a_command_can_be_an_answer(tmp_path: Path) -> None:
    answers, _ = ask(tmp_path / "a.toml", typed("\\skip", "quit"))
    assert answers.business.name == "skip"


@pytest.mark.parametrize(
    ("path", "line", "sentence"),
    [
        ("business.staff", "many", "whole number"),
        ("business.country", "99", "from 1 to"),
        ("review.adopted_on", "3/4/2027", "day comes first"),
        ("security.sign_in", "1 77", "no number 77"),
        ("roles.head", "Nobody", "whom you mean"),
        ("business.name", "x" * 300, "too long"),
        ("people", "change 4", "Type add"),
    ],
)
def test_what_does_not_fit_is_said_and_asked_again(
    tmp_path: Path, path: str, line: str, sentence: str
) -> None:
    target = tmp_path / "a.toml"
    target.write_text(f'format = 1\nleft_at = "{path}"\n# end of answers\n', encoding="utf-8")
    answers, said = ask(target, typed(line, "quit"))
    assert sentence in " ".join(said.split())
    assert not is_set(answers, path)
    assert get_answer(answers, path) == get_answer(Answers(), path)


WORDS = [
    *COMMANDS,
    "add",
    "change 1",
    "delete 1",
    "list",
    "new Ana",
    "all",
    "none",
    "1",
    "2 3",
    ".",
    "",
]
LINES = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.integers(0, 9).map(lambda number: f"go {number}"),
        st.text(max_size=30).filter(lambda text: "\n" not in text),
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60)
@given(lines=LINES)
def test_nothing_typed_is_a_fault(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    lines = [
        line for line in lines if line.lower() not in ("write", "export")
    ]  # they have tests of their own
    answers, said = ask(tmp_path_factory.mktemp("ask") / "a.toml", typed(*lines))
    assert "\x1b" not in said
    assert isinstance(answers, Answers)


def run(
    path: Path, given: bytes, *words: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    command = [sys.executable, "-m", "wizard", *words, str(path)]
    return subprocess.run(
        command, input=given, capture_output=True, env=environment, timeout=60, check=False
    )


def test_the_end_of_a_pipe_saves_and_leaves(tmp_path: Path) -> None:
    done = run(
        tmp_path / "a.toml", b"Caf\xe9 \x1b[31m & Sons\n2\nwrite\n", "ask", env={"LC_ALL": "C"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    answers = toml_file.read_answers(tmp_path / "a.toml")
    assert answers.business.name == "Caf\ufffd [31m & Sons"
    assert answers.business.country == "GB"
    assert len(list(tmp_path.glob("*.docx"))) == 2


def test_a_copy_of_a_cloud_folder_is_told_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    (tmp_path / "a.sync-conflict-20261101.toml").write_bytes(b"")
    done = run(path, b"quit\n", "ask")
    assert b"a.sync-conflict-20261101.toml lies beside your answers" in b" ".join(
        done.stdout.split()
    )


def test_a_file_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("format = ", encoding="utf-8")
    done = run(path, b"", "ask")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert path.read_text(encoding="utf-8") == "format = "


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_terminal_that_can_only_write_lines_gets_lines(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.toml"
    with Terminal((sys.executable, "-m", "wizard", path), env={"TERM": kind}, cwd=ROOT) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type("Moss & Fern\r")
        terminal.wait_for("In which country")
        second = run(path, b"Other\n", "ask")
        assert b"open already" in b" ".join(second.stdout.split())
        terminal.type("quit\r")
        assert terminal.wait_exit() == 0
        assert b"\x1b" not in terminal.received
    assert toml_file.read_answers(path).business.name == "Moss & Fern"


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_saves_and_leaves(tmp_path: Path, number: signal.Signals, status: int) -> None:
    path = tmp_path / "a.toml"
    with Terminal((sys.executable, "-m", "wizard", "ask", path), cwd=ROOT) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type("Moss & Fern\r")
        terminal.wait_for("In which country")
        terminal.signal(number)
        assert terminal.wait_exit() == status
    assert toml_file.read_answers(path).business.name == "Moss & Fern"


def test_rules_of_law_are_left_out_taken_in_and_explained(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_text(
        'format = 1\nleft_at = "legal.rules"\n[legal]\nplaces = ["US"]\n# end of answers\n',
        encoding="utf-8",
    )
    answers, said = ask(target, typed("why 1", "-1", "why 999", "-4 +2", "quit"))
    plain = " ".join(said.split())
    assert "Source: National Labor Relations Act" in plain
    assert "can't be left out" in plain
    assert "There is no number 999 here" in plain
    assert set(answers.legal.rules) == {"not us-fed-report", "us-fed-nlra-workrule"}
    assert "taken in: “We wrote these rules" in plain


def test_a_choice_that_is_not_offered_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_text(
        'format = 1\nleft_at = "legal.states"\n[legal]\nplaces = ["US"]\nstates = ["CA-ON"]\n# end of answers\n',
        encoding="utf-8",
    )
    answers, said = ask(target, typed("1", "quit"))
    assert "Ontario" not in said
    assert answers.legal.states == ("US-CA", "CA-ON")


@pytest.mark.parametrize(("day", "said"), [("2020-01-01", True), ("2090-01-01", False)])
def test_a_review_that_is_due_is_said_at_the_start(tmp_path: Path, day: str, said: bool) -> None:
    path = tmp_path / "a.toml"
    path.write_text(TEXT.replace("next_on = 2027-03-01", f"next_on = {day}"), encoding="utf-8")
    out = subprocess.run(
        [sys.executable, "-m", "wizard", "ask", path.name], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        input="quit\n", capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    out = " ".join(out.split())
    assert ("The review was due on January 1, 2020" in out) == said
    assert ("What to look at: policy-wizard review a.toml" in out) == said


def test_a_second_signal_cuts_nothing_short(tmp_path: Path) -> None:
    for number, status in ((signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)):
        path = tmp_path / f"{status}.toml"
        with Terminal((sys.executable, "-m", "wizard", "ask", path), cwd=ROOT) as terminal:
            terminal.wait_for("What is the business called?")
            terminal.type("Moss & Fern\r")
            terminal.wait_for("In which country")
            for _ in range(3):  # as a window that is closed and its shell send
                terminal.signal(number)
            assert terminal.wait_exit() == status
        assert toml_file.read_answers(path).business.name == "Moss & Fern"


def test_a_terminal_that_takes_nothing_any_more_does_not_keep_us(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    with Terminal((sys.executable, "-m", "wizard", "ask", path), cwd=ROOT) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type("Moss & Fern\r")
        terminal.wait_for("In which country")
        os.set_blocking(terminal._master, False)
        for _ in range(400):  # nobody reads what this says, until the way to the terminal is full
            with contextlib.suppress(BlockingIOError):
                os.write(terminal._master, b"?\r")
            time.sleep(0.003)
        terminal.signal(signal.SIGTERM)
        assert terminal.process.wait(10) == 143
    assert toml_file.read_answers(path).business.name == "Moss & Fern"


@pytest.mark.parametrize("end", ["pipe", "signal"])
def test_a_text_without_its_full_stop_counts_as_typed(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text('format = 1\nleft_at = "legal.regional_rules"\n', encoding="utf-8")
    lines = ("add Oregon", "First line", "second line", "")
    if end == "pipe":
        assert run(path, "\n".join(lines).encode(), "ask").returncode == 0
    else:
        with Terminal((sys.executable, "-m", "wizard", "ask", path), cwd=ROOT) as terminal:
            terminal.wait_for("Type add to add")
            terminal.type("\r".join(lines))
            terminal.wait_for("second line")
            terminal.wait_for(lambda screen: screen.rstrip().endswith("> . ."))
            terminal.signal(signal.SIGHUP)
            assert terminal.wait_exit() == 129
    (rule,) = toml_file.read_answers(path).legal.regional_rules
    assert (rule.place, rule.rule) == ("Oregon", "First line\nsecond line")
