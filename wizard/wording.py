"""Cautions: wordings that may reach further than the law, found by regular expressions.

The head of `questions/en/cautions.toml` explains the patterns.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from wizard.answers.model import Country
from wizard.conditions import FieldPath, Pattern
from wizard.data import DataLine, DataModel, read_data
from wizard.data_dirs import questions_dir
from wizard.sentences import sentences

# Longer sentences are searched up to here, so that a search stays fast.
MAX_SENTENCE_LENGTH = 600
PLACEHOLDERS = ("company", "lead", "spokespeople")

Level = Literal["HIGH", "MEDIUM", "LOW"]
Patterns = tuple[Pattern, ...]

_GROUP = re.compile(r"\{([a-z_]+)\}")
_GAP = r"\b.{0,60}?\b"
_NOT_A_WORD = re.compile(r"[^\w'#$€£%]+")
# What follows one of these is a thought of its own: "You may talk, but never about pay".
_TURN = re.compile(r"\b(?:but|however|except|though|yet)\b")


class Caution(DataModel):
    """A wording that may reach too far: where, why, and what could replace it."""

    id: DataLine
    # What the wording could be read as, to end a question: "a ban on talk about pay".
    reads_as: DataLine
    why: DataLine
    # Words that could replace it, with placeholders; what to do where words are not enough.
    safer: DataLine
    instead: DataLine = ""
    # Where it matters; empty means everywhere.
    countries: tuple[Country, ...] = ()
    level: Level = "MEDIUM"
    levels: Mapping[Country, Level] = {}
    source: DataLine
    status: DataLine
    # Fields where another check speaks.
    not_at: tuple[FieldPath, ...] = ()
    # Whether it counts in a sentence that grants a freedom.
    always: bool = False
    patterns: Annotated[Patterns, Field(min_length=1)]
    unless: Patterns = ()
    # Sentences that must match and that must not, for the tests.
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    @field_validator("safer")
    @classmethod
    def _check_placeholders(cls, text: str) -> str:
        for name in _GROUP.findall(text):
            if name not in PLACEHOLDERS:
                raise ValueError(f"has an unknown placeholder '{{{name}}}'")
        return text

    @property
    def reference(self) -> str:
        """The source and how it was checked, in words for the user; no full stop."""
        return f"{self.source.rstrip('.')}; {_certainty(self.status)}"

    def applies(self, countries: Collection[str], at: str) -> bool:
        """Return whether the caution matters in any of these countries, at this field."""
        is_here = not self.countries or not set(countries).isdisjoint(self.countries)
        return is_here and at not in self.not_at

    def level_in(self, countries: Collection[str]) -> Level:
        """Return the highest level of the caution in any of these countries."""
        levels = {self.level, *(self.levels[key] for key in self.levels if key in countries)}
        return min(levels, key=get_args(Level).index)


class Frame(DataModel):
    """Words that stand before each line at a field, unless the line says by itself what it is."""

    at: FieldPath
    words: DataLine
    unless: Patterns


class Cautions(DataModel):
    """All cautions, and the groups of words that their patterns share."""

    groups: Mapping[str, str]
    exempt: Patterns
    frames: tuple[Frame, ...]
    cautions: tuple[Caution, ...]

    @model_validator(mode="before")
    @classmethod
    def _expand_groups(cls, data: Any) -> Any:
        """Replace each {group} in a pattern by its words, and each " … " by a gap."""
        groups = data.get("groups", {})

        def replace(match: re.Match[str]) -> str:
            words = " ".join(groups[match[1]].split()).split(", ")
            return rf"\b(?:{'|'.join(_GROUP.sub(replace, word) for word in words)})\b"

        def expand(value: Any, key: str) -> Any:
            if isinstance(value, dict):
                return {inner: expand(item, inner) for inner, item in value.items()}
            if isinstance(value, tuple):
                return tuple(expand(item, key) for item in value)
            is_pattern = key in ("exempt", "patterns", "unless") and isinstance(value, str)
            return _GROUP.sub(replace, value.replace(" … ", _GAP)) if is_pattern else value

        try:
            return expand(data, "")
        except KeyError as error:
            raise ValueError(f"has a pattern with an unknown group {error}") from error

    @field_validator("cautions")
    @classmethod
    def _check_ids(cls, cautions: tuple[Caution, ...]) -> tuple[Caution, ...]:
        ids = [caution.id for caution in cautions]
        if len(set(ids)) < len(ids):
            raise ValueError("have the same id twice")
        return cautions

    def find(self, sentence: str, at: str = "") -> Iterator[Caution]:
        """Yield the cautions that a sentence at a field matches, in any country."""
        text = _normalize(sentence[:MAX_SENTENCE_LENGTH])
        for frame in self.frames:
            if frame.at == at and not _matches_any(frame.unless, text):
                text = f"{_normalize(frame.words)} {text}"
        clauses = [text]
        if _matches_any(self.exempt, text):
            clauses = [part for part in _TURN.split(text) if not _matches_any(self.exempt, part)]
        for caution in self.cautions:
            for clause in [text] if caution.always else clauses:
                is_match = _matches_any(caution.patterns, clause)
                if is_match and not _matches_any(caution.unless, clause):
                    yield caution
                    break


@cache
def load_cautions(path: Path | None = None) -> Cautions:
    """Read the cautions, by default the shipped ones.

    Raises:
        DataError: the file is wrong or missing.
    """
    return read_data(path or questions_dir() / "cautions.toml", Cautions)


def find_cautions(
    text: str, countries: Collection[str], at: str = ""
) -> Iterator[tuple[Caution, str]]:
    """Yield each caution for these countries that a text matches, with the first such sentence.

    `at` is the path of the field: some lists are read with the words in front of them.
    """
    found = set()
    for sentence in sentences(text):
        for caution in load_cautions().find(sentence, at):
            if caution.id not in found and caution.applies(countries, at):
                found.add(caution.id)
                yield caution, sentence


def _certainty(status: str) -> str:
    """Return in plain words how something was checked; "primary" means in the law itself."""
    if not status.startswith("VERIFIED"):
        return "widely held, not checked against a source yet"
    if "KNOWN" in status:
        return "checked in part, the rest is widely held"
    if "secondary" not in status and status.startswith("VERIFIED primary"):
        return "checked against the law itself"
    report = "the law or a report on it" if "primary" in status else "a report on it"
    return f"checked against {report}"


def _normalize(text: str) -> str:
    """Return the words of a text in small letters, with one space in between."""
    return _NOT_A_WORD.sub(" ", text.replace("’", "'").casefold()).strip()


def _matches_any(patterns: Patterns, text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)
