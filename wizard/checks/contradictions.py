"""Answers that don't go together: reads `questions/en/contradictions.toml`, and says which of them a policy has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from wizard.answers.fields import fields, get, is_decided
from wizard.answers.suggestions import suggested
from wizard.cautions.patterns import sentences
from wizard.checks.case import Case
from wizard.checks.finding import SEVERITIES, Finding, Severity
from wizard.checks.wording import policy_text, quoted
from wizard.data import questions
from wizard.data_table import DataError, DataTable

ANYWHERE = "*"
LONGEST_SENTENCE = 400
"""How many characters of a sentence are looked at: a pattern takes longer, the longer the sentence."""
_TESTS = ("is", "lacks", "only", "set", "says")
_ASKED = re.compile(r"\{([a-z_]+\.[a-z_]+)\}")


class ContradictionsError(DataError):
    """The file of contradictions is wrong; the message names the file, the entry and the key."""


@dataclass(frozen=True)
class Condition:
    """One thing that is said about the answer at `field`."""

    field: str
    test: str
    values: tuple[str, ...] = ()
    wanted: bool = True
    says: re.Pattern[str] | None = None
    but: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Contradiction:
    """Conditions that must not all hold, and what the owner reads when they do."""

    id: str
    severity: Severity
    at: str
    when: tuple[Condition, ...]
    what: str
    why: str
    do: str


def find(case: Case) -> Iterator[Finding]:
    """Find answers that don't go together; each kind once."""
    typed: list[tuple[str, str]] | None = None
    for one in shipped():
        at, quote = one.at, ""
        for condition in one.when:
            if condition.says is None:
                if not _holds(case, condition):
                    break
                continue
            if typed is None:
                typed = _typed(case)
            said = next(((path, words) for path, words in typed if _says(condition, path, words)), None)
            if said is None:
                break
            at, quote = at or said[0], quoted(said[1])
        else:
            yield Finding(
                one.severity, at, one.what.replace("{quote}", quote), _asked(case, one.do), one.id, why=one.why
            )


def _typed(case: Case) -> list[tuple[str, str]]:
    """Return each sentence of the owner's own with the path of its question, those that don't apply left out."""
    applying = {question.path for question in case.interview.questions() if question.applies(case.answers)}
    texts = [(path, text) for path, text in policy_text(case.answers) if path in applying]
    return [(path, sentence) for path, text in texts for sentence in sentences(text)]


def _says(condition: Condition, path: str, words: str) -> bool:
    words = words[:LONGEST_SENTENCE]
    if condition.says is None or condition.field not in (ANYWHERE, path) or not condition.says.search(words):
        return False
    return condition.but is None or not condition.but.search(words)


def _holds(case: Case, condition: Condition) -> bool:
    value = suggested(case.answers, condition.field)
    chosen = value if isinstance(value, tuple) else (value,)
    if condition.test == "is":
        return any(item in condition.values for item in chosen)
    if condition.test == "only":
        return bool(chosen) and all(item in condition.values for item in chosen)
    if condition.test == "set":
        return condition.wanted == (value not in (None, "", ()))
    decided = is_decided(case.answers, condition.field)
    return decided and not any(item in condition.values for item in get(case.answers, condition.field))


def _asked(case: Case, words: str) -> str:
    return _ASKED.sub(lambda found: case.ask(found[1]), words)


@cache
def shipped() -> tuple[Contradiction, ...]:
    """Return the shipped contradictions, read once.

    Raises:
        ContradictionsError: the file is wrong or missing.
    """
    return load(questions() / "contradictions.toml")


def load(path: Path) -> tuple[Contradiction, ...]:
    """Read a file of contradictions.

    Raises:
        ContradictionsError: it is no TOML, a key or a value is wrong, a question isn't known, an id is used twice.
    """
    top = DataTable.read(path, "the file", ContradictionsError)
    top.only(("contradictions",))
    found: dict[str, Contradiction] = {}
    for entry in top.tables("contradictions", "contradiction"):
        entry.only(("id", "severity", "at", "when", "what", "why", "do"))
        when = tuple(map(_condition, entry.tables("when", f"{entry.where}, condition")))
        at = entry.choice("at", fields()) if entry.has("at") else ""
        if not at and not any(condition.says for condition in when):
            entry.refuse("at", "is missing, and no condition looks for words")
        if entry.text("id") in found:
            entry.refuse("id", "is used twice")
        severity = cast(Severity, entry.choice("severity", SEVERITIES[1:]))
        words = {key: entry.text(key) for key in ("what", "why", "do")}
        for path_named in _ASKED.findall(words["do"]):
            if path_named not in fields():
                entry.refuse("do", f"names a question '{path_named}' that there isn't")
        found[entry.text("id")] = Contradiction(entry.text("id"), severity, at, when, **words)
    return tuple(found.values())


def _condition(table: DataTable) -> Condition:
    table.only(("field", "but", *_TESTS))
    tests = [test for test in _TESTS if table.has(test)]
    if len(tests) != 1:
        table.refuse("field", f"goes with one of {', '.join(_TESTS)}")
    (test,) = tests
    if test == "says":
        field = table.choice("field", (ANYWHERE, *fields()))
        return Condition(
            field, test, says=_pattern(table, "says"), but=_pattern(table, "but") if table.has("but") else None
        )
    field = table.choice("field", fields())
    if test == "set":
        return Condition(field, test, wanted=table.yes_no("set"))
    return Condition(field, test, table.choices(test, fields()[field].choices))


def _pattern(table: DataTable, key: str) -> re.Pattern[str]:
    try:
        return re.compile(table.text(key), re.IGNORECASE)
    except re.error as error:
        table.refuse(key, f"can't be understood: {error}")
