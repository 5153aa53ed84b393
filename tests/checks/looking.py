"""What the checks say about a few lines of a file, and about the example with something changed."""

import datetime
from pathlib import Path

from tests.example import TEXT as EXAMPLE
from wizard.checks import Finding, findings
from wizard.interview import load
from wizard.storage.toml_file import parse_answers

TODAY = datetime.date(2026, 10, 15)
INTERVIEW = load()
JARGON = ("path", "model", "JSON", "None", "()", "[]", "  ", "..", "{", "nobody alone")


def found(text: str) -> dict[str, Finding]:
    """Return what is found in a file with this text below its format, by rule."""
    return _by_rule(f"format = 1\n{text}\n")


def changed(*changes: tuple[str, str]) -> dict[str, Finding]:
    """Return what is found in the example with some texts replaced, by rule."""
    text = EXAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return _by_rule(text)


def _by_rule(text: str) -> dict[str, Finding]:
    by_rule = {
        one.rule: one
        for one in findings(parse_answers(text.encode(), Path("acme.toml")), INTERVIEW, TODAY)
    }
    for one in by_rule.values():
        for sentence in (one.what, one.why, one.do):
            assert not any(word in sentence for word in JARGON), sentence
            assert not sentence or sentence[-1] in ".?"
    return by_rule
