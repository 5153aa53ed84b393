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
    features: Mapping[str, int]
    """How many features they had in all."""
    seen: Mapping[str, str]
    """By feature, in how many sentences of which kind: "rw-03:31 -" is in 31 of rw-03, and in a harmless one."""

    def read(self, sentence: str) -> Verdict:
        """Return how likely a sentence is risky, and which caution it is most like."""
        known = [
            _counts(self.seen[feature]) for feature in features(sentence) if feature in self.seen
        ]
        if not known:
            return Verdict(0.0, "")
        harmless = self.features[HARMLESS]
        risky = sum(self.features.values()) - harmless
        odds = log(sum(self.sentences.values()) - self.sentences[HARMLESS]) - log(
            self.sentences[HARMLESS]
        )
        for counts in known:
            fine = counts.get(HARMLESS, 0)
            odds += self._weight(sum(counts.values()) - fine, risky) - self._weight(fine, harmless)
        kinds = (kind for kind in self.sentences if kind != HARMLESS)
        return Verdict(
            odds,
            max(kinds, key=lambda kind: self._likelihood(kind, known)) if odds >= RISKY else "",
        )

    def _likelihood(self, kind: str, known: Iterable[Mapping[str, int]]) -> float:
        total = self.features[kind]
        return log(self.sentences[kind]) + sum(
            self._weight(counts.get(kind, 0), total) for counts in known
        )

    def _weight(self, count: int, total: int) -> float:
        return log((count + _UNSEEN) / (total + _UNSEEN * len(self.seen)))

    def __hash__(self) -> int:
        return id(self)


def features(sentence: str) -> frozenset[str]:
    """Return what counts in a sentence: words, pairs of neighbours with its start and end, beginnings of long words."""
    words = [word[0] for word in _WORD.finditer(sentence.casefold().replace("’", "'"))]
    return frozenset(
        (*words, *_pairs(words), *(f"{word[: _LONG - 1]}…" for word in words if len(word) >= _LONG))
    )


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{one} {next_one}" for one, next_one in zip(["^", *words], [*words, "$"], strict=True))


def learn(samples: Iterable[tuple[str, Iterable[str]]]) -> Likeness:
    """Return what sentences teach, each with the ids of its cautions; with none of them, it is harmless."""
    sentences: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = {}
    for sentence, ids in samples:
        kinds = tuple(ids) or (HARMLESS,)
        sentences.update(kinds)
        for feature in features(sentence):
            seen.setdefault(feature, Counter()).update(kinds)
            totals.update(kinds)
    return Likeness(
        sentences, totals, {feature: _text(counts) for feature, counts in sorted(seen.items())}
    )


def _text(counts: Mapping[str, int]) -> str:
    return " ".join(
        kind if count == 1 else f"{kind}:{count}" for kind, count in sorted(counts.items())
    )


def _counts(text: str) -> dict[str, int]:
    pairs = (one.partition(":") for one in text.split())
    return {kind: int(count or 1) for kind, _, count in pairs}


def written(likeness: Likeness) -> str:
    """Return the text of the file that `read_file` reads: a feature a line, to be compared."""
    kinds = {
        "sentences": dict(sorted(likeness.sentences.items())),
        "features": dict(sorted(likeness.features.items())),
    }
    seen = json.dumps(dict(likeness.seen), ensure_ascii=False, indent=0)
    return f'{json.dumps(kinds)[:-1]}, "seen": {seen}}}\n'


def read_file(path: Path) -> Likeness:
    """Read what was learned once.

    Raises:
        OSError: the file can't be read.
        ValueError: it is no such file.
    """
    match json.loads(path.read_text(encoding="utf-8")):
        case {"sentences": dict(sentences), "features": dict(totals), "seen": dict(seen)} if (
            HARMLESS in sentences
        ):
            return Likeness(
                MappingProxyType(sentences), MappingProxyType(totals), MappingProxyType(seen)
            )
    raise ValueError(f"{path}: holds nothing that was learned.")
