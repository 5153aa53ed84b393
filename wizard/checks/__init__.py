"""Checks of the answers: one set for the screens, `check` and the export.

No check reads the clock or a file of the user's.
"""

import datetime
from collections.abc import Callable, Iterator

from wizard.answers.model import Answers
from wizard.checks.crisis import check_crisis_plan
from wizard.checks.data_rules import check_data_rules
from wizard.checks.dates import check_dates
from wizard.checks.free_text import check_hidden_text, check_public_details, check_readability
from wizard.checks.law import check_rules
from wizard.checks.model import SEVERITIES, CheckContext, Finding, find_question
from wizard.checks.people import check_people, check_roles, check_rows
from wizard.checks.questions import (
    check_choices,
    check_open_questions,
    check_unknown_keys,
    is_answered,
)
from wizard.checks.wording import check_wording
from wizard.interview import Interview

__all__ = [
    "SEVERITIES",
    "Finding",
    "check_answers",
    "check_errors",
    "format_location",
    "is_answered",
]

Check = Callable[[CheckContext], Iterator[Finding]]

# The checks that can find errors: all that an export needs.
ERROR_CHECKS: tuple[Check, ...] = (check_open_questions, check_people, check_dates)
CHECKS: tuple[Check, ...] = (
    *ERROR_CHECKS,
    check_roles,
    check_crisis_plan,
    check_public_details,
    check_rules,
    check_wording,
    check_data_rules,
    check_readability,
    check_choices,
    check_rows,
    check_hidden_text,
    check_unknown_keys,
)


def check_answers(
    answers: Answers, interview: Interview, today: datetime.date | None = None
) -> tuple[Finding, ...]:
    """Return what is missing, wrong or risky: errors first, then in the order of the questions.

    Without `today`, dates that have passed are ignored. Questions that don't apply are, too.
    """
    return _run(CHECKS, CheckContext(answers, interview, today))


def check_errors(
    answers: Answers, interview: Interview, today: datetime.date | None = None
) -> tuple[Finding, ...]:
    """Return the findings that keep a document from being right."""
    findings = _run(ERROR_CHECKS, CheckContext(answers, interview, today))
    return tuple(finding for finding in findings if finding.severity == "error")


def _run(checks: tuple[Check, ...], context: CheckContext) -> tuple[Finding, ...]:
    order = {question.path: index for index, question in enumerate(context.interview.questions())}
    findings = []
    for finding in (finding for check in checks for finding in check(context)):
        question = find_question(context.interview, finding.path)
        if question is None or question.applies(context.answers):
            index = order[question.path] if question else len(order)
            findings.append((SEVERITIES.index(finding.severity), index, finding))
    return tuple(item[2] for item in sorted(findings, key=lambda item: item[:2]))


def format_location(finding: Finding, interview: Interview) -> str:
    """Return where a finding is: `Step 1, Team roles, "Who speaks for us?"`."""
    question = find_question(interview, finding.path)
    if question is None:
        return "The answers file"
    return f'{interview.step_of(question.path).numbered_title}, "{question.ask}"'
