"""Texts of the owner's own that staff would find hard to read."""

from collections.abc import Iterator

from wizard.checks.case import Case
from wizard.checks.model import Finding
from wizard.checks.reading_ease import reading_ease, words
from wizard.checks.wording import policy_text, quoted
from wizard.sentences import sentences

LONG_TEXT = 30
"""From how many words on a text is measured: of a shorter one, the formula says little."""
LONG_SENTENCE = 35
"""From how many words on a sentence is hard to follow: with 29 and more, few readers do (GOV.UK, 2014)."""
HARD = 40
"""Below this reading ease a text is for people with a degree."""


def find(case: Case) -> Iterator[Finding]:
    """Find one hard text a question."""
    told = set()
    for path, text in policy_text(case.answers):
        if path in told or len(words(text)) < LONG_TEXT:
            continue
        long = next((one for one in sentences(text) if len(words(one)) >= LONG_SENTENCE), None)
        if long is not None:
            told.add(path)
            yield _finding(path, f'"{quoted(long)}" has {len(words(long))} words in one sentence.')
        elif reading_ease(text) < HARD:
            told.add(path)
            yield _finding(path, f'"{quoted(text)}" is full of long words.')


def _finding(path: str, what: str) -> Finding:
    return Finding(
        "advice",
        path,
        what,
        "Say it in short sentences and everyday words, one thought each.",
        "hard-to-read",
        why="A rule that people have to read twice is a rule that few will keep.",
    )
