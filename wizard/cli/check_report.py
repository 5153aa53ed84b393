"""What a check found, for a person to read and for a program."""

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from wizard.checks import SEVERITIES, Finding, where
from wizard.checks.case import question_at
from wizard.interview import Interview
from wizard.text import printable

CLEAN = "No known risk found. This does not mean that the policy is lawful: have a lawyer read it."
_HEADINGS = {
    "error": ("error keeps", "errors keep", "the documents from being right"),
    "warning": ("warning is", "warnings are", "about what is risky or looks wrong"),
    "advice": ("piece of advice is", "pieces of advice are", "about what could be better"),
}
WIDEST = 100


def table(found: Sequence[Finding], interview: Interview) -> list[dict[str, Any]]:
    """Return a dict for each finding, for JSON; `step` is null where it is about the file as a whole."""
    return [_row(finding, interview) for finding in found]


def lines(found: Sequence[Finding], interview: Interview) -> Iterator[str]:
    """Yield the lines that tell a person what was found, the worst first; a clean result is no promise."""
    if not found:
        yield CLEAN
    for severity in SEVERITIES:
        group = [finding for finding in found if finding.severity == severity]
        if not group:
            continue
        one, several, rest = _HEADINGS[severity]
        yield f"{len(group)} {one if len(group) == 1 else several} {rest}:"
        yield ""
        for finding in group:
            yield from _told(finding, interview)
            yield ""


def _told(finding: Finding, interview: Interview) -> Iterator[str]:
    yield from _wrapped(f"{finding.severity}: {where(finding, interview)}", "")
    yield from _wrapped(finding.what, "  ")
    if finding.why:
        yield from _wrapped(f"Why it matters: {finding.why}", "  ")
    yield from _wrapped(f"What to do: {finding.do}", "  ")
    if finding.source:
        yield from _wrapped(f"Source: {finding.source}.", "  ")


def _wrapped(words: str, indent: str) -> list[str]:
    words = indent + printable(words)
    if not sys.stdout.isatty():  # a program, or a file, that may have its own ideas of a line
        return [words]
    width = min(WIDEST, shutil.get_terminal_size().columns)
    return textwrap.wrap(words, width, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


def _row(finding: Finding, interview: Interview) -> dict[str, Any]:
    question = question_at(interview, finding.path)
    return {
        "severity": finding.severity,
        "step": interview.step_of(question.path).number if question else None,
        "question": question.ask if question else None,
        "path": finding.path,
        "what": finding.what,
        "why": finding.why,
        "do": finding.do,
        "safer": finding.safer,
        "source": finding.source,
        "rule": finding.rule,
    }
