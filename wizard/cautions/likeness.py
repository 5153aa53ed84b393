"""How like a sentence is to sentences that we know to be risky or harmless: a naive Bayes reading of its words.

Patterns find the wordings that somebody has thought of. What thousands of sentences have in common also finds others:
each word, each pair of neighbours and each beginning of a long word counts for the kinds of sentences in which it was
seen (C. D. Manning, P. Raghavan and H. Schütze, "Introduction to Information Retrieval", chapter 13).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

FILE = "caution_words.json"
"""Beside the cautions; what thousands of sentences taught, which are kept with the tests."""
HARMLESS = "-"
"""Where the others are the ids of cautions."""
RISKY, UNLIKE = 5.0, -8.0
"""From which odds on, as a natural logarithm, a sentence is taken for risky; and below which it can't be."""
_UNSEEN = 0.05
"""What a word counts for in a kind of sentences in which it was never seen."""
_LONG = 7
"""Letters from which the beginning of a word counts too, for its other forms: "criticise", "criticising"."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class Verdict(NamedTuple):
    """What likeness says of a sentence."""

    odds: float
    """That it is risky, as a natural logarithm."""
    like: str
    """The id of the caution that it is most like; nothing where it may well be harmless."""


@dataclass(frozen=True)
class Likeness:
    """Knows in how many sentences of each kind each feature was seen."""

    sentences: Mapping[str, int]
    """How many sentences there were of each kind."""
    seen: Mapping[str, Mapping[str, int]]
    """By feature, then by kind."""

    def read(self, sentence: str) -> Verdict:
        """Return how likely a sentence is risky, and which caution it is most like."""
        known = [self.seen[feature] for feature in features(sentence) if feature in self.seen]
        if not known:
            return Verdict(0.0, "")
        odds = log(self._risky_sentences / self.sentences[HARMLESS])
        for counts in known:
            fine = counts.get(HARMLESS, 0)
            odds += self._weight(sum(counts.values()) - fine, self._risky)
            odds -= self._weight(fine, self._totals[HARMLESS])
        kinds = (kind for kind in self.sentences if kind != HARMLESS)
        return Verdict(odds, max(kinds, key=lambda kind: self._likelihood(kind, known)) if odds >= RISKY else "")

    def _likelihood(self, kind: str, known: Iterable[Mapping[str, int]]) -> float:
        total = self._totals[kind]
        return log(self.sentences[kind]) + sum(self._weight(counts.get(kind, 0), total) for counts in known)

    def _weight(self, count: int, total: int) -> float:
        return log((count + _UNSEEN) / (total + _UNSEEN * len(self.seen)))

    @cached_property
    def _totals(self) -> Counter[str]:
        totals: Counter[str] = Counter()
        for counts in self.seen.values():
            totals.update(counts)
        return totals

    @cached_property
    def _risky(self) -> int:
        return self._totals.total() - self._totals[HARMLESS]

    @cached_property
    def _risky_sentences(self) -> int:
        return sum(self.sentences.values()) - self.sentences[HARMLESS]

    def __hash__(self) -> int:
        return id(self)


def features(sentence: str) -> frozenset[str]:
    """Return what counts in a sentence: words, pairs of neighbours with its start and end, beginnings of long words."""
    words = [word[0] for word in _WORD.finditer(sentence.casefold().replace("’", "'"))]
    return frozenset((*words, *_pairs(words), *(f"{word[: _LONG - 1]}…" for word in words if len(word) >= _LONG)))


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{one} {next_one}" for one, next_one in zip(["^", *words], [*words, "$"], strict=True))


def learn(samples: Iterable[tuple[str, Iterable[str]]]) -> Likeness:
    """Return what sentences teach, each with the ids of its cautions; with none of them, it is harmless."""
    sentences: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = {}
    for sentence, ids in samples:
        kinds = tuple(ids) or (HARMLESS,)
        sentences.update(kinds)
        for feature in features(sentence):
            seen.setdefault(feature, Counter()).update(kinds)
    return Likeness(sentences, seen)


def written(likeness: Likeness) -> str:
    """Return the text of the file that `read_file` reads: sorted, a feature a line, to be compared."""
    lines = (_line(feature, counts) for feature, counts in sorted(likeness.seen.items()))
    sentences = json.dumps(dict(sorted(likeness.sentences.items())))
    return "".join((f'{{"sentences": {sentences}, "seen": {{\n', ",\n".join(lines), "\n}}\n"))


def _line(feature: str, counts: Mapping[str, int]) -> str:
    return f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(dict(sorted(counts.items())))}"


def read_file(path: Path) -> Likeness:
    """Read what was learned once.

    Raises:
        OSError: the file can't be read.
        ValueError: it is no such file.
    """
    match json.loads(path.read_text(encoding="utf-8")):
        case {"sentences": dict(sentences), "seen": dict(seen)} if HARMLESS in sentences:
            return Likeness(MappingProxyType(sentences), MappingProxyType(seen))
    raise ValueError(f"{path}: holds nothing that was learned.")
