"""Which answers don't go together: reads `questions/en/contradictions.toml`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from wizard.answers.fields import all_fields
from wizard.checks.finding import SEVERITIES, Severity
from wizard.data import DataError
from wizard.data_dirs import questions_dir
from wizard.data_table import DataTable

ANYWHERE = "*"
"""In the place of a question: whichever has the words."""
ASKED = re.compile(r"\{([a-z_]+\.[a-z_]+)\}")
"""A question that is named in what to do; its words stand there when it is told."""
_TESTS = ("is", "lacks", "only", "set", "says")


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


@cache
def shipped() -> tuple[Contradiction, ...]:
    """Return the shipped contradictions, read once.

    Raises:
        ContradictionsError: the file is wrong or missing.
    """
    return load(questions_dir() / "contradictions.toml")


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
        at = entry.choice("at", all_fields()) if entry.has("at") else ""
        if not at and not any(condition.says for condition in when):
            entry.refuse("at", "is missing, and no condition looks for words")
        if entry.text("id") in found:
            entry.refuse("id", "is used twice")
        severity = cast(Severity, entry.choice("severity", SEVERITIES[1:]))
        words = {key: entry.text(key) for key in ("what", "why", "do")}
        for path_named in ASKED.findall(words["do"]):
            if path_named not in all_fields():
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
        field = table.choice("field", (ANYWHERE, *all_fields()))
        return Condition(
            field,
            test,
            says=_pattern(table, "says"),
            but=_pattern(table, "but") if table.has("but") else None,
        )
    field = table.choice("field", all_fields())
    if test == "set":
        return Condition(field, test, wanted=table.yes_no("set"))
    return Condition(field, test, table.choices(test, all_fields()[field].choices))


def _pattern(table: DataTable, key: str) -> re.Pattern[str]:
    try:
        return re.compile(table.text(key), re.IGNORECASE)
    except re.error as error:
        table.refuse(key, f"can't be understood: {error}")
