"""Wordings that may reach too far: reads `questions/en/cautions.toml`, and says which of them a text holds."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast, get_args

from wizard.answers.choices import Country
from wizard.cautions.patterns import Lexicon, Pattern, PatternError, Sentence, held, sentences
from wizard.data import LANGUAGE, folder
from wizard.data_table import DataTable

Level = Literal["HIGH", "MEDIUM", "LOW"]

SLOTS = {
    "company": "the name of the business",
    "lead": "who looks after social media",
    "spokespeople": "who speaks for the business: one person or several",
}
"""The slots that safer words may have, and what fills each."""

EVERYWHERE = "all"

_COUNTRIES: tuple[str, ...] = get_args(Country)
_LEVELS: tuple[str, ...] = get_args(Level)
_LISTS = ("dropped", "right", "whole", "turns")


class CautionsError(Exception):
    """The file of cautions is wrong; the message names the file, the caution and the key."""


@dataclass(frozen=True)
class Caution:
    """A wording that may reach too far: where, why, and what could stand instead."""

    id: str
    reads_as: str
    """What it could be read as, to end a question with: "a ban on talk about pay"."""
    why: str
    safer: str
    """Words that could stand instead, with slots such as {lead}."""
    places: tuple[str, ...]
    """Keys of countries; empty means everywhere."""
    level: Level
    source: str
    status: str
    instead: str = ""
    """What to do where other words alone are not the answer; no full stop."""
    level_in: Mapping[str, Level] = field(default_factory=dict)
    despite: bool = False
    """Whether it counts in a sentence that gives a freedom."""
    not_at: tuple[str, ...] = ()
    """Paths of questions where another check speaks."""

    def applies(self, places: Collection[str], at: str = "") -> bool:
        """Tell whether the caution is for any of these countries, and for the question at the path `at`."""
        return at not in self.not_at and (not self.places or any(place in self.places for place in places))

    def reference(self) -> str:
        """Return the source and how it was checked, in words for the owner; no full stop."""
        return f"{self.source.rstrip('.')}; {_sureness(self.status)}"

    def level_for(self, places: Collection[str]) -> Level:
        """Return the highest level that the caution has in any of these countries."""
        levels = {self.level, *(level for place, level in self.level_in.items() if place in places)}
        return min(levels, key=_LEVELS.index)


def _sureness(status: str) -> str:
    """Say in plain words how something was checked. "VERIFIED primary" means that the law itself was read."""
    if not status.startswith("VERIFIED"):
        return "widely held, not checked against a source yet"
    if "KNOWN" in status:
        return "checked in part, the rest is widely held"
    if status.startswith("VERIFIED primary") and "secondary" not in status:
        return "checked against the law itself"
    return "checked against the law or a report on it" if "primary" in status else "checked against a report on it"


class Match(NamedTuple):
    """A caution, and the sentence that it is about."""

    caution: Caution
    sentence: str


@dataclass(frozen=True)
class Cautions:
    """All cautions, ready to be held against a text."""

    all: tuple[Caution, ...]
    _lexicon: Lexicon
    _patterns: Mapping[str, tuple[tuple[Pattern, ...], tuple[Pattern, ...]]]
    frames: Mapping[str, tuple[str, tuple[Pattern, ...]]]
    _harmless: tuple[Pattern, ...]

    def in_text(self, text: str, at: str = "") -> tuple[Match, ...]:
        """Return what is found in a text that stands at the question `at`, whatever the place; each caution once."""
        found: dict[str, Match] = {}
        words, unless = self.frames.get(at, ("", ()))
        for sentence in sentences(text):
            framed = words and not held(unless, self._lexicon.read(sentence))
            whole = f"{words} {sentence}" if framed else sentence
            for caution in self.all:
                if caution.id not in found and caution.id in self._held(whole):
                    found[caution.id] = Match(caution, sentence)
        return tuple(found.values())

    def _held(self, sentence: str) -> frozenset[str]:
        return _held(self, sentence)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=2048)
def _held(cautions: Cautions, sentence: str) -> frozenset[str]:
    """Return the ids of the cautions that a sentence holds. Kept, because most sentences stay as they are."""
    whole = cautions._lexicon.read(sentence)
    read = _without_freedoms(cautions, whole)
    return frozenset(
        caution.id
        for caution in cautions.all
        for part in ((whole,) if caution.despite else read)
        if held(cautions._patterns[caution.id][0], part) and not held(cautions._patterns[caution.id][1], part)
    )


def _without_freedoms(cautions: Cautions, sentence: Sentence) -> tuple[Sentence, ...]:
    """Return the sentence, or its parts that give no freedom: "You may talk, but never about pay" has one."""
    if not held(cautions._harmless, sentence):
        return (sentence,)
    return tuple(part for part in sentence.parts if not held(cautions._harmless, part))


def matching(text: str, places: Collection[str], at: str = "") -> tuple[Caution, ...]:
    """Return the cautions for these countries that `text` holds, in the order of the file.

    `at` is the path of the question where it stands: some lists are read with the words in front of them.

    Raises:
        CautionsError: the shipped file is wrong.
    """
    found = {match.caution.id for match in matches(text, places, at)}
    return tuple(caution for caution in shipped().all if caution.id in found)


def matches(text: str, places: Collection[str], at: str = "") -> tuple[Match, ...]:
    """Return the same with the sentence that each caution is about.

    Raises:
        CautionsError: the shipped file is wrong.
    """
    return tuple(match for match in shipped().in_text(text, at) if match.caution.applies(places, at))


@cache
def shipped() -> Cautions:
    """Return the shipped cautions, read once.

    Raises:
        CautionsError: the file is wrong or missing.
    """
    return load(folder("questions") / LANGUAGE / "cautions.toml")


def load(path: Path) -> Cautions:
    """Read a file of cautions.

    Raises:
        CautionsError: it is no TOML, a key or a value is wrong, a pattern can't be understood, an id is used twice.
    """
    try:
        top = DataTable(path, "the file", tomllib.loads(path.read_text(encoding="utf-8")), CautionsError)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CautionsError(f"{path}: {error}") from None
    except OSError as error:
        raise CautionsError(f"{path}: can't be read ({error.strerror}).") from None
    top.only(("harmless", "words", "lists", "frames", "cautions"))
    lists = top.table("lists")
    lists.only(_LISTS)
    lexicon = _lexicon(top.table("words"), lists)
    harmless = _patterns(top, "harmless", lexicon)
    frames, found, patterns = {}, [], {}
    for number, entry in enumerate(_tables(top, "frames"), 1):
        table = DataTable(path, f"frame {entry.get('at', number)!r}", entry, CautionsError)
        table.only(("at", "words", "unless"))
        frames[table.text("at")] = table.text("words"), _patterns(table, "unless", lexicon)
    for number, entry in enumerate(_tables(top, "cautions"), 1):
        table = DataTable(path, f"caution {entry.get('id', number)!r}", entry, CautionsError)
        caution = _caution(table)
        if caution.id in patterns:
            table.refuse("id", "is used twice")
        unless = _patterns(table, "unless", lexicon) if "unless" in entry else ()
        patterns[caution.id] = _patterns(table, "patterns", lexicon), unless
        found.append(caution)
    return Cautions(tuple(found), lexicon, MappingProxyType(patterns), MappingProxyType(frames), harmless)


def _tables(top: DataTable, key: str) -> list[dict[str, Any]]:
    entries = top.get(key, list, f"a list of [[{key}]]")
    if not all(isinstance(entry, dict) for entry in entries):
        top.refuse(key, f"must be tables, each under [[{key}]]")
    return cast(list[dict[str, Any]], entries)


def _lexicon(words: DataTable, lists: DataTable) -> Lexicon:
    families = {name: words.get(name, str, "words with commas between them") for name in words.values}
    given = {name: lists.get(name, str, "words with commas between them") for name in _LISTS}
    try:
        return Lexicon(families, **given)
    except PatternError as error:
        for name, listed in families.items():
            try:
                Lexicon({name: listed})
            except PatternError:
                words.refuse(name, str(error))
        raise


def _caution(entry: DataTable) -> Caution:
    optional = ("instead", "level_in", "despite", "not_at", "unless")
    entry.only(("id", "reads_as", "why", "safer", "places", "level", "source", "status", "patterns", *optional))
    levels = entry.table("level_in") if "level_in" in entry.values else None
    if levels:
        levels.only(_COUNTRIES)
    safer = entry.text("safer")
    for piece in safer.split("{")[1:]:
        if piece.partition("}")[0] not in SLOTS:
            entry.refuse("safer", f"has an unknown slot '{{{piece.partition('}')[0]}}}'")
    return Caution(
        id=entry.text("id"),
        reads_as=entry.text("reads_as"),
        why=entry.text("why"),
        safer=safer,
        places=() if entry.values.get("places") == EVERYWHERE else entry.choices("places", _COUNTRIES),
        level=cast(Level, entry.choice("level", _LEVELS)),
        source=entry.text("source"),
        status=entry.text("status"),
        instead=entry.text("instead") if "instead" in entry.values else "",
        level_in={key: cast(Level, levels.choice(key, _LEVELS)) for key in levels.values} if levels else {},
        despite=entry.yes_no("despite") if "despite" in entry.values else False,
        not_at=entry.texts("not_at") if "not_at" in entry.values else (),
    )


def _patterns(entry: DataTable, key: str, lexicon: Lexicon) -> tuple[Pattern, ...]:
    found = []
    for text in entry.texts(key):
        try:
            found.append(Pattern(text, lexicon))
        except PatternError as error:
            entry.refuse(key, f"has the pattern '{text}', which {error}")
    return tuple(found)
