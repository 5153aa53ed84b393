"""Runs the checks on a few lines of an answers file, or on the example with something changed."""

import datetime
from pathlib import Path

from tests.example import TEXT as EXAMPLE
from wizard.answers.model import Answers
from wizard.checks import Finding, check_answers, check_errors
from wizard.interview import load
from wizard.storage.toml_file import parse_answers

TODAY = datetime.date(2026, 10, 15)
INTERVIEW = load()
JARGON = ("path", "model", "JSON", "None", "()", "[]", "  ", "..", "{", "nobody alone")


def parse(text: str) -> Answers:
    return parse_answers(f"format = 2\n{text}\n".encode(), Path("acme.toml"))


def check(text: str, today: datetime.date | None = TODAY) -> list[Finding]:
    """Return the findings for a file with this text below its format."""
    return check_all(parse(text), today)


def check_example(*changes: tuple[str, str]) -> list[Finding]:
    """Return the findings for the example with some texts replaced."""
    text = EXAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return check_all(parse_answers(text.encode(), Path("acme.toml")))


def check_all(answers: Answers, today: datetime.date | None = TODAY) -> list[Finding]:
    """Return the findings, after a look at their sentences."""
    findings = check_answers(answers, INTERVIEW, today)
    for finding in findings:
        assert finding.rule
        for sentence in filter(None, (finding.message, finding.why, finding.fix)):
            assert sentence[0].isupper() or sentence[0] in '"0123456789', sentence
            assert sentence[-1] in ".?", sentence
            assert not any(word in sentence for word in JARGON), sentence
    errors = tuple(finding for finding in findings if finding.severity == "error")
    assert check_errors(answers, INTERVIEW, today) == errors
    return list(findings)


def by_rule(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.rule: finding for finding in findings}
