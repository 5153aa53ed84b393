"""Passwords typed into answers: they would be saved, backed up and printed as they are."""

import re
from collections.abc import Iterator
from functools import lru_cache

from wizard.checks.case import Case
from wizard.checks.free_text import typed
from wizard.checks.model import Finding

_NAMED = r"(?:pass\s?(?:word|code|phrase|wd)|pwd|pass|pin(?: code)?|secret|api[ _-]?key|access[ _-]?token|recovery code)s?"
_SECRET = re.compile(
    rf"\b{_NAMED}\b\s*(?:[:=]|->|→)\s*[\"'“]?(?=\S{{4,}})\S"  # password: hunter2
    rf"|\b{_NAMED}\b\s+(?:is|are|was)\s+[\"'“]?(?=\S*[\d!$%&#@*^+=~])\S{{4,}}"  # the PIN is 4711
    r"|\b(?:sk_live_|sk-|gh[pousr]_|xox[abps]-|AKIA)[A-Za-z0-9_-]{16,}"  # keys that programs use
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----",
    re.IGNORECASE,
)


def find(case: Case) -> Iterator[Finding]:
    """Find what looks like a password. The finding doesn't repeat it."""
    for path, texts in typed(case.answers):
        if any(map(_is_secret, texts)):
            yield _finding(path)


@lru_cache(maxsize=50_000)
def _is_secret(text: str) -> bool:
    """Tell whether a text holds one. Kept, because most texts stay as they are."""
    return _SECRET.search(text) is not None


def _finding(path: str) -> Finding:
    return Finding(
        "warning",
        path,
        "There seems to be a password in this answer. Answers are saved and printed as they are.",
        "Take it out, and change the password: earlier copies of the answers may hold it too.",
        "secret",
    )
