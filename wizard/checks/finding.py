"""One thing that a check found."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")
"""Worst first: what keeps a document from being right; what is risky or looks wrong; what could be better."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, at which question, why it matters, what to do about it; in whole sentences for the owner."""

    severity: Severity
    path: str
    """The path of the question to go to; empty when it is about the file as a whole."""
    what: str
    do: str
    rule: str = ""
    """A short name of the rule that found it, for programs ("open", "unfinished", "unknown-person")."""
    safer: str = ""
    """Words that could stand in the place of those that were found, where there are some."""
    why: str = ""
    """Why it matters, where `what` doesn't say so by itself."""
    found: str = ""
    """The owner's words that `safer` could stand for."""
    source: str = ""
    """Where this comes from, and how sure we are; no full stop."""

    @property
    def told(self) -> str:
        """What, why and what to do, one after the other."""
        return " ".join(part for part in (self.what, self.why, self.do) if part)
