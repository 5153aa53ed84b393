"""Answers in, findings out: one rule set for the screen, `check` and the export.

Each file holds one family of rules, a function `find(case) -> Iterator[Finding]`. No rule reads a clock or the
owner's files.
"""

import datetime
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from wizard.answers.model import Answers
from wizard.checks.case import Case, question_at
from wizard.checks.finding import SEVERITIES, Finding, Severity
from wizard.checks.open_questions import is_answered
from wizard.interview import Interview

__all__ = [
    "FAMILIES",
    "SEVERITIES",
    "WITH_ERRORS",
    "Finding",
    "Severity",
    "errors",
    "findings",
    "is_answered",
    "where",
]

WITH_ERRORS = ("open_questions", "people", "dates")
"""The families that find errors: all that an export needs to know, and a tenth of the work."""
FAMILIES = (
    "open_questions", "people", "role_assignments", "accounts", "crisis", "places", "public_details", "dates", "law", "required_notices",
    "rules", "wording", "contradictions", "readability", "choices", "rows", "secrets", "control_characters", "unknown_keys",
)  # fmt: skip
"""The families of rules, a module each, read when they are first asked."""


def findings(
    answers: Answers, interview: Interview, today: datetime.date | None = None
) -> tuple[Finding, ...]:
    """Return what is missing, wrong or risky: errors first, then in the order of the questions.

    Without `today`, nothing is said about dates that have passed. A question that doesn't apply is left alone.
    """
    return _findings(Case(answers, interview, today), FAMILIES)


def errors(
    answers: Answers, interview: Interview, today: datetime.date | None = None
) -> tuple[Finding, ...]:
    """Return those findings that keep a document from being right, and ask for nothing else."""
    return tuple(
        one
        for one in _findings(Case(answers, interview, today), WITH_ERRORS)
        if one.severity == "error"
    )


def _findings(case: Case, families: tuple[str, ...]) -> tuple[Finding, ...]:
    answers, interview = case.answers, case.interview
    order = {question.path: place for place, question in enumerate(interview.questions())}
    found = []
    for family in families:
        for finding in _rules(family)(case):
            question = question_at(interview, finding.path)
            if question is None or question.applies(answers):
                rank = (
                    SEVERITIES.index(finding.severity),
                    order[question.path] if question else len(order),
                )
                found.append((rank, finding))
    return tuple(finding for _, finding in sorted(found, key=lambda pair: pair[0]))


def where(finding: Finding, interview: Interview) -> str:
    """Return the place of a finding in the owner's words, such as `Step 1, Team roles, "Who speaks for us?"`."""
    question = question_at(interview, finding.path)
    if question is None:
        return "The answers file"
    return f'{interview.step_of(question.path).numbered_title}, "{question.ask}"'


def _rules(family: str) -> Callable[[Case], Iterator[Finding]]:
    return cast(Callable[[Case], Iterator[Finding]], import_module(f"wizard.checks.{family}").find)
