"""The interview line by line: driven by programs that read only text."""

import io
import os
import select
import signal
import subprocess
import sys
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
from wizard.line_mode.console import COMMANDS, Console, EndOfInputError
from wizard.line_mode.interview import Interviewer
from wizard.session import Session
from wizard.storage import toml_file

INTERVIEW = load()
ONE_LINE = {
    FieldKind.LINE: "Typed on a line",
    FieldKind.NUMBER: "11",
    FieldKind.DATE: "31 March 2027",
    FieldKind.YES_NO: "1",
    FieldKind.CHOICE: "1",
    FieldKind.CHECKLIST: "all",
    FieldKind.OPEN_CHECKLIST: "add A line of our own",
    FieldKind.PERSON: "1",
    FieldKind.PEOPLE: "1",
    FieldKind.RULES: "+1",
}


# Returns the next line, given the session and all that was printed; None at the end of the input.
Typist = Callable[[Session, str], str | None]


class Source(io.StringIO):
    """Input that depends on the output so far."""

    def __init__(self, next_line: Callable[[], str | None]) -> None:
        super().__init__()
        self._next_line = next_line

    def readline(self, _size: int | None = -1, /) -> str:
        line = self._next_line()
        return "" if line is None else f"{line}\n"


def ask(path: Path, next_line: Typist) -> tuple[Answers, str]:
    """Go through the interview; return the answers in the file, and all that was printed."""
    session, out = Session(path, INTERVIEW), io.StringIO()
    source = Source(lambda: next_line(session, out.getvalue()))
    try:
        Interviewer(session, Console(source, out)).run()
    except EndOfInputError:
        pass
    finally:
        assert session.close()
    return (toml_file.read_answers(path) if path.exists() else Answers()), out.getvalue()


def typed(*lines: str) -> Typist:
    left = iter(lines)
    return lambda *_: next(left, None)


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


def test_ask_goes_through_every_question_and_saves_every_answer(tmp_path: Path) -> None:
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
    assert answers.business.name == "Typed on a line"
    assert answers.business.staff == 11
    assert answers.people[0].name == "Typed on a line"
    assert answers.roles.head == answers.people[0].id
    assert str(answers.review.effective_on) == "2027-03-31"
    assert "\x1b" not in said
    assert "No question that a policy can't do without is open." in said
    assert max(map(len, said.splitlines())) <= 80


def test_ask_with_commands_saves_answers_where_they_belong(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    answers, said = ask(
        path,
        typed(
            "Pedal & Chain",
            "united k",
            "",
            "back",
            "clear",
            "7",
            "shop",
            "unsure",
            "go 2",
            "new Mia Lund",
            "",
            "+2 -1",
            "go 1",
            "mia",
            "quit",
        ),
    )
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


def test_ask_help_skip_back_and_quit_work_at_every_question(tmp_path: Path) -> None:
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
        path, lambda session, _: "quit" if session.answers.left_at == asked[0] else "back"
    )
    assert back.left_at == asked[0]
    for one in (answers, back):
        assert one.model_copy(update={"left_at": ""}) == before.model_copy(update={"left_at": ""})


def test_ask_help_skip_back_and_quit_work_within_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('format = 2\nleft_at = "people"\n# end of answers\n')
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


def test_ask_escaped_command_is_an_answer(tmp_path: Path) -> None:
    answers, _ = ask(tmp_path / "a.toml", typed("\\skip", "quit"))
    assert answers.business.name == "skip"


@pytest.mark.parametrize(
    ("path", "line", "sentence"),
    [
        ("business.staff", "many", "whole number"),
        ("business.country", "99", "from 1 to"),
        ("review.effective_on", "3/4/2027", "day comes first"),
        ("security.sign_in", "1 77", "no number 77"),
        ("roles.head", "Nobody", "whom you mean"),
        ("business.name", "x" * 300, "too long"),
        ("people", "change 4", "Type add"),
    ],
)
def test_ask_invalid_answer_is_explained_and_not_saved(
    tmp_path: Path, path: str, line: str, sentence: str
) -> None:
    target = tmp_path / "a.toml"
    target.write_text(f'format = 2\nleft_at = "{path}"\n# end of answers\n', encoding="utf-8")
    answers, said = ask(target, typed(line, "quit"))
    assert sentence in " ".join(said.split())
    assert not is_set(answers, path)
    assert get_answer(answers, path) == get_answer(Answers(), path)


WORDS = ["add", "change 1", "delete 1", "list", "new Ana", "all", "none", "1", "2 3", ".", ""]
LINES = st.one_of(
    # Writing documents has tests of its own.
    st.sampled_from([*WORDS, *(name for name in COMMANDS if name != "write")]),
    st.integers(0, 9).map(lambda number: f"go {number}"),
    st.text(max_size=30).filter(lambda text: text.lower() not in ("write", "export")),
)


@settings(max_examples=60)
@given(lines=st.lists(LINES, max_size=40))
def test_ask_any_lines_are_no_fault(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
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


def test_ask_end_of_input_saves(tmp_path: Path) -> None:
    done = run(
        tmp_path / "a.toml", b"Caf\xe9 \x1b[31m & Sons\n2\nwrite\n", "ask", env={"LC_ALL": "C"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    answers = toml_file.read_answers(tmp_path / "a.toml")
    assert answers.business.name == "Caf\ufffd [31m & Sons"
    assert answers.business.country == "GB"
    assert len(list(tmp_path.glob("*.docx"))) == 2


def test_ask_beside_conflicted_copy_warns(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("format = 2\n", encoding="utf-8")
    (tmp_path / "a.sync-conflict-20261101.toml").write_bytes(b"")
    done = run(path, b"quit\n", "ask")
    assert b"a.sync-conflict-20261101.toml lies beside your answers" in b" ".join(
        done.stdout.split()
    )


def test_ask_with_bad_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("format = ", encoding="utf-8")
    done = run(path, b"", "ask")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert path.read_text(encoding="utf-8") == "format = "


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_open_in_simple_terminal_asks_line_by_line(tmp_path: Path, kind: str) -> None:
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


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_ask_signals_save_and_end(
    tmp_path: Path, number: signal.Signals, status: int, count: int
) -> None:
    path = tmp_path / "a.toml"
    with Terminal((sys.executable, "-m", "wizard", "ask", path), cwd=ROOT) as terminal:
        terminal.wait_for("What is the business called?")
        terminal.type("Moss & Fern\r")
        terminal.wait_for("In which country")
        for _ in range(count):  # a window that is closed and its shell both send one
            terminal.signal(number)
        assert terminal.wait_exit() == status
    assert toml_file.read_answers(path).business.name == "Moss & Fern"


def test_ask_rules_can_be_included_excluded_and_explained(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_text(
        'format = 2\nleft_at = "legal.rules"\n[legal]\nplaces = ["US"]\n# end of answers\n',
        encoding="utf-8",
    )
    answers, said = ask(target, typed("why 1", "-1", "why 999", "-4 +2", "quit"))
    plain = " ".join(said.split())
    assert "Source: National Labor Relations Act" in plain
    assert "can't be left out" in plain
    assert "There is no number 999 here" in plain
    assert set(answers.legal.rules) == {"not us-fed-report", "us-fed-nlra-workrule"}
    assert "taken in: “If you think that a rule" in plain


def test_ask_keeps_choice_that_is_not_offered(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_text(
        'format = 2\nleft_at = "legal.states"\n'
        '[legal]\nplaces = ["US"]\nstates = ["CA-ON"]\n# end of answers\n',
        encoding="utf-8",
    )
    answers, said = ask(target, typed("1", "quit"))
    assert "Ontario" not in said
    assert answers.legal.states == ("US-AL", "CA-ON")


@pytest.mark.parametrize(("day", "is_due"), [("2020-01-01", True), ("2090-01-01", False)])
def test_ask_names_review_that_is_due(tmp_path: Path, day: str, is_due: bool) -> None:
    path = tmp_path / "a.toml"
    path.write_text(TEXT.replace("next_on = 2027-03-01", f"next_on = {day}"), encoding="utf-8")
    out = " ".join(run(path, b"quit\n", "ask").stdout.decode().split())
    assert ("The review was due on January 1, 2020" in out) == is_due
    assert ("What to look at: policy-wizard review" in out) == is_due


def test_ask_with_blocked_output_ends_at_signal(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    read_end, write_end = os.pipe()
    command = [sys.executable, "-m", "wizard", "ask", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=write_end, env=environment
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"Moss & Fern\n" + b"?\n" * 1000)
        process.stdin.flush()
        while select.select([], [write_end], [], 0)[1]:  # nobody reads, until the pipe is full
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 143
    os.close(read_end)
    os.close(write_end)
    assert toml_file.read_answers(path).business.name == "Moss & Fern"


@pytest.mark.parametrize("end", ["pipe", "signal"])
def test_ask_interrupted_text_is_saved(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text('format = 2\nleft_at = "legal.regional_rules"\n', encoding="utf-8")
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
