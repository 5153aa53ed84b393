"""Answers that are lawful hardly anywhere, or only with a safeguard that is switched off."""

import re
from collections.abc import Iterator

from wizard.answers.fields import field_at
from wizard.checks.case import Case
from wizard.checks.model import Finding

_PAY = re.compile(
    r"\b(pay|payroll|payslips?|wages?|salar(y|ies)|remuneration|bonus(es)?|overtime|working (hours|conditions|time)"
    r"|conditions of (work|employment)|terms of employment|shifts?|rotas?|staff benefits|grievances?|unions?)\b",
    re.IGNORECASE,
)


def find(case: Case) -> Iterator[Finding]:
    """Find pay on the list of secrets, and a quiet stance without the statement of employees' rights."""
    for item in case.answers.legal.confidential:
        if item not in field_at("legal.confidential").choices and _PAY.search(item):
            yield Finding(
                "warning",
                "legal.confidential",
                f'"{item}" reads as a ban on talk about pay or working conditions, which many laws protect.',
                'Take it off the list. If you mean the papers in the office, call them "staff files".',
                "pay-talk",
            )
    if (
        case.answers.employees.stance == "official-only"
        and "rights" not in case.answers.legal.topics
    ):
        yield Finding(
            "warning",
            "employees.stance",
            "Only chosen people speak for you, but the statement of what staff may always talk about is left out.",
            f"Tick it at {case.ask('legal.topics')}; without it, this can read as an unlawful ban.",
            "rights-off",
        )
