"""One thing that a check found."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")
"""Worst first: what keeps a document from being right; what is risky or looks wrong; what could be better."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, at which question, and what to do about it; both in whole sentences for the owner."""

    severity: Severity
    path: str
    """The path of the question to go to; empty when it is about the file as a whole."""
    what: str
    do: str
    rule: str = ""
    """A short name of the rule that found it, for programs ("open", "unfinished", "unknown-person")."""
    safer: str = ""
    """Words that could stand in the place of those that were found, where there are some."""
