"""Cautions: wordings that may reach further than the law, found by regular expressions.

The head of `questions/en/cautions.toml` explains the patterns.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator, model_validator

from wizard.answers.model import Country
from wizard.conditions import FieldPath
from wizard.data import DataLine, DataModel, read_data
from wizard.data_dirs import questions_dir
from wizard.sentences import sentences

# Longer sentences are searched up to here, so that a search stays fast.
MAX_SENTENCE_LENGTH = 600
PLACEHOLDERS = ("company", "lead", "spokespeople")

Level = Literal["HIGH", "MEDIUM", "LOW"]
Patterns = tuple[re.Pattern[str], ...]

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
    patterns: Annotated[tuple[str, ...], Field(min_length=1)]
    unless: tuple[str, ...] = ()
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
    unless: tuple[str, ...]


class Cautions(DataModel):
    """All cautions, and the groups of words that their patterns share."""

    groups: Mapping[str, str]
    exempt: tuple[str, ...]
    frames: tuple[Frame, ...]
    cautions: tuple[Caution, ...]

    @model_validator(mode="after")
    def _check(self) -> "Cautions":
        ids = [caution.id for caution in self.cautions]
        for caution_id in ids:
            if ids.count(caution_id) > 1:
                raise ValueError(f"has the id '{caution_id}' twice")
        _ = self._exempt, self._framed, self._compiled
        return self

    @cached_property
    def _exempt(self) -> Patterns:
        return self._compile(self.exempt)

    @cached_property
    def _framed(self) -> dict[str, tuple[str, Patterns]]:
        return {frame.at: (frame.words, self._compile(frame.unless)) for frame in self.frames}

    @cached_property
    def _compiled(self) -> list[tuple[Caution, Patterns, Patterns]]:
        return [
            (caution, self._compile(caution.patterns), self._compile(caution.unless))
            for caution in self.cautions
        ]

    def _compile(self, patterns: tuple[str, ...]) -> Patterns:
        compiled = []
        for pattern in patterns:
            try:
                compiled.append(re.compile(self._expand(pattern)))
            except (re.error, KeyError) as error:
                raise ValueError(f"has the pattern '{pattern}': {error}") from error
        return tuple(compiled)

    def _expand(self, pattern: str) -> str:
        """Return a pattern with each {group} as an alternation of its words."""

        def expand(match: re.Match[str]) -> str:
            words = " ".join(self.groups[match[1]].split()).split(", ")
            return rf"\b(?:{'|'.join(map(self._expand, words))})\b"

        return _GROUP.sub(expand, pattern.replace(" … ", _GAP))

    def find(self, sentence: str, at: str = "") -> Iterator[Caution]:
        """Yield the cautions that a sentence at a field matches, in any country."""
        text = _normalize(sentence[:MAX_SENTENCE_LENGTH])
        words, unless = self._framed.get(at, ("", ()))
        if words and not _matches_any(unless, text):
            text = f"{_normalize(words)} {text}"
        clauses = [text]
        if _matches_any(self._exempt, text):
            clauses = [part for part in _TURN.split(text) if not _matches_any(self._exempt, part)]
        for caution, patterns, unless in self._compiled:
            for clause in [text] if caution.always else clauses:
                if _matches_any(patterns, clause) and not _matches_any(unless, clause):
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
