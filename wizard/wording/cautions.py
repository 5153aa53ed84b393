"""Wordings that may reach too far: reads `questions/en/cautions.toml`, and says which of them a text holds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, cast, get_args

from wizard.answers.model import Country
from wizard.data import DataError
from wizard.data_dirs import questions_dir
from wizard.data_table import DataTable
from wizard.sentences import sentences
from wizard.wording.likeness import FILE, UNLIKE, Likeness, read_file
from wizard.wording.patterns import Lexicon, Pattern, PatternError, Sentence, held

Level = Literal["HIGH", "MEDIUM", "LOW"]

SLOTS = {
    "company": "the name of the business",
    "lead": "who looks after social media",
    "spokespeople": "who speaks for the business: one person or several",
}
"""The slots that safer words may have, and what fills each."""

FEW_WORDS = 4
"""Words below which likeness alone says nothing."""
EVERYWHERE = "all"

_COUNTRIES: tuple[str, ...] = get_args(Country)
_LEVELS: tuple[str, ...] = get_args(Level)
_LISTS = ("dropped", "right", "whole", "turns")


class CautionsError(DataError):
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
        return at not in self.not_at and (
            not self.places or any(place in self.places for place in places)
        )

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
    return (
        "checked against the law or a report on it"
        if "primary" in status
        else "checked against a report on it"
    )


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
    _grants: tuple[Pattern, ...]
    _likeness: Likeness

    def in_text(self, text: str, at: str = "") -> tuple[Match, ...]:
        """Return what is found in a text that stands at the question `at`, whatever the place; each caution once."""
        found: dict[str, Match] = {}
        for sentence in sentences(text):
            ids = self._held(self.framed(sentence, at))
            for caution in self.all:
                if caution.id not in found and caution.id in ids:
                    found[caution.id] = Match(caution, sentence)
        return tuple(found.values())

    def framed(self, sentence: str, at: str) -> str:
        """Return a sentence as it is to be read at a question: with the words that stand before it there."""
        words, unless = self.frames.get(at, ("", ()))
        return (
            f"{words} {sentence}"
            if words and not held(unless, self._lexicon.read(sentence))
            else sentence
        )

    def _held(self, sentence: str) -> frozenset[str]:
        return _held(self, sentence)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=2048)
def _held(cautions: Cautions, sentence: str) -> frozenset[str]:
    """Return the ids of the cautions that a sentence holds. Kept, because most sentences stay as they are.

    Two readings that make different mistakes: a pattern counts unless the sentence is much more like harmless ones, and
    where no pattern counts, likeness does if it is sure.
    """
    whole = cautions._lexicon.read(sentence)
    odds, like = cautions._likeness.read(sentence)
    parts = _without_freedoms(cautions, whole)
    read = [(caution, (whole,) if caution.despite else parts) for caution in cautions.all]
    found = [one.id for one, where in read if odds > UNLIKE and _has_pattern(cautions, one, where)]
    if not found and _can_be_like(cautions, whole):
        found = [one.id for one, where in read if one.id == like and where]
    return frozenset(found)


def _can_be_like(cautions: Cautions, sentence: Sentence) -> bool:
    """Tell whether likeness has a say: it is too rough for the shortest sentences, and where a freedom is given."""
    return len(sentence.words) >= FEW_WORDS and not held(
        (*cautions._harmless, *cautions._grants), sentence
    )


def _has_pattern(cautions: Cautions, caution: Caution, parts: Iterable[Sentence]) -> bool:
    patterns, unless = cautions._patterns[caution.id]
    return any(held(patterns, part) and not held(unless, part) for part in parts)


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
    return tuple(
        match for match in shipped().in_text(text, at) if match.caution.applies(places, at)
    )


@cache
def shipped() -> Cautions:
    """Return the shipped cautions, read once.

    Raises:
        CautionsError: the file is wrong or missing.
    """
    learned = questions_dir() / FILE
    try:
        likeness = read_file(learned)
    except (OSError, ValueError) as error:
        raise CautionsError(f"{learned}: can't be read ({error}).") from None
    return load(questions_dir() / "cautions.toml", likeness)


def load(path: Path, likeness: Likeness) -> Cautions:
    """Read a file of cautions, whose patterns are to be used together with what sentences taught.

    Raises:
        CautionsError: it is no TOML, a key or a value is wrong, a pattern can't be understood, an id is used twice.
    """
    top = DataTable.read(path, "the file", CautionsError)
    top.only(("harmless", "grants", "words", "lists", "frames", "cautions"))
    lists = top.table("lists")
    lists.only(_LISTS)
    lexicon = _lexicon(top.table("words"), lists)
    harmless, grants = _patterns(top, "harmless", lexicon), _patterns(top, "grants", lexicon)
    frames, found, patterns = {}, [], {}
    for table in top.tables("frames", "frame", named_by="at"):
        table.only(("at", "words", "unless"))
        frames[table.text("at")] = table.text("words"), _patterns(table, "unless", lexicon)
    for table in top.tables("cautions", "caution"):
        caution = _caution(table)
        if caution.id in patterns:
            table.refuse("id", "is used twice")
        unless = _patterns(table, "unless", lexicon) if table.has("unless") else ()
        patterns[caution.id] = _patterns(table, "patterns", lexicon), unless
        found.append(caution)
    return Cautions(
        tuple(found),
        lexicon,
        MappingProxyType(patterns),
        MappingProxyType(frames),
        harmless,
        grants,
        likeness,
    )


def _lexicon(words: DataTable, lists: DataTable) -> Lexicon:
    families = {
        name: words.get(name, str, "words with commas between them") for name in words.values
    }
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
    entry.only(
        (
            "id",
            "reads_as",
            "why",
            "safer",
            "places",
            "level",
            "source",
            "status",
            "patterns",
            *optional,
        )
    )
    levels = entry.table("level_in") if entry.has("level_in") else None
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
        places=()
        if entry.values.get("places") == EVERYWHERE
        else entry.choices("places", _COUNTRIES),
        level=cast(Level, entry.choice("level", _LEVELS)),
        source=entry.text("source"),
        status=entry.text("status"),
        instead=entry.text("instead") if entry.has("instead") else "",
        level_in={key: cast(Level, levels.choice(key, _LEVELS)) for key in levels.values}
        if levels
        else {},
        despite=entry.yes_no("despite") if entry.has("despite") else False,
        not_at=entry.texts("not_at") if entry.has("not_at") else (),
    )


def _patterns(entry: DataTable, key: str, lexicon: Lexicon) -> tuple[Pattern, ...]:
    found = []
    for text in entry.texts(key):
        try:
            found.append(Pattern(text, lexicon))
        except PatternError as error:
            entry.refuse(key, f"has the pattern '{text}', which {error}")
    return tuple(found)
