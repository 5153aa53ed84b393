"""Sentences as owners write them, and which wordings they hold: to learn from, and to measure by."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.example import ANSWERS as EXAMPLE
from wizard.checks.wording import policy_text
from wizard.data_dirs import questions_dir
from wizard.interview import load
from wizard.laws.models import load_rule_sets
from wizard.sentences import sentences
from wizard.wording import Cautions, likeness
from wizard.wording import load as load_cautions
from wizard.wording.likeness import FILE, Likeness

CORPUS = Path(__file__).with_name("wording_corpus.toml")
CAUTIONS = questions_dir() / "cautions.toml"
LEARNED = questions_dir() / FILE


@dataclass(frozen=True)
class Sample:
    """A sentence, the wording that it holds and others that it holds too, and the question where it stands."""

    text: str
    wanted: frozenset[str]
    also: frozenset[str]
    at: str

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] % 3 == 0


def samples() -> Iterator[Sample]:
    for kind, entries in tomllib.loads(CORPUS.read_text(encoding="utf-8")).items():
        for is_risky, listed in ((True, entries["risky"]), (False, entries["harmless"])):
            for entry in listed:
                one = {"text": entry} if isinstance(entry, str) else entry
                wanted = frozenset({kind} if is_risky else ())
                yield Sample(one["text"], wanted, frozenset(one.get("also", ())), one.get("at", ""))


def learned(chosen: Iterable[Sample]) -> Likeness:
    """Learn from these sentences, and from our own words, which are harmless."""
    cautions = load_cautions(CAUTIONS, Likeness({}, {}, {}))
    taught = [
        (cautions.framed(one.text, one.at), one.wanted | one.also if one.wanted else ())
        for one in chosen
    ]
    ours = [
        (cautions.framed(one, at), ()) for text, at in _our_own(cautions) for one in sentences(text)
    ]
    return likeness.learn((*taught, *ours))


def _our_own(cautions: Cautions) -> Iterator[tuple[str, str]]:
    yield from ((caution.safer, "") for caution in cautions.all)
    yield from ((rule.clause, "") for pack in load_rule_sets() for rule in pack.rules)
    yield from (
        (label, "") for question in load().questions() for label in question.labels.values()
    )
    yield from ((text, path) for path, text in policy_text(EXAMPLE))
