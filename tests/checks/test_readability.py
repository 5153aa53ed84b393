"""How easy our estimate says a text is, and which texts of the owner's own are told as hard."""

import pytest
import textstat

from tests.checks.looking import found
from wizard.checks.reading_ease import reading_ease, syllables
from wizard.laws.models import load_rule_sets

HARD = (
    "Notwithstanding any contractual stipulation, organisational representatives disseminating confidential "
    "documentation electronically necessitate authorisation. Unauthorised dissemination constitutes irresponsibility. "
    "Managerial intervention regarding communicational irregularities remains discretionary. "
) * 2
LONG = (
    "Tell Ann when you see something odd on one of our pages "
    + "and then wait for her to answer you " * 4
)
EASY = (
    "Tell Ann when you see something odd. Wait for her answer. Do not write to the person who posted it. "
    * 3
)


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("table", 2), ("likes", 1), ("wanted", 2), ("asked", 1), ("business", 3), ("employee", 3), ("a", 1),
     ("people", 2), ("confidential", 4), ("reading", 2), ("I", 1), ("don't", 1)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert abs(syllables(word) - count) <= (word == "business")


def test_the_estimate_agrees_with_a_dictionary_on_average() -> None:
    clauses = [rule.clause for pack in load_rule_sets() for rule in pack.rules]
    ours = sum(map(reading_ease, clauses)) / len(clauses)
    theirs = sum(map(textstat.flesch_reading_ease, clauses)) / len(clauses)
    assert abs(ours - theirs) < 3


@pytest.mark.parametrize(
    ("text", "is_hard"), [(HARD, True), (LONG, True), (EASY, False), (HARD[:90], False)]
)
def test_hard_texts_are_told(text: str, is_hard: bool) -> None:
    rules = found(f"[[publication.own_clauses]]\nsection = 'law'\ntext = '{text}'")
    assert ("hard-to-read" in rules) is is_hard
    if is_hard:
        assert rules["hard-to-read"].severity == "advice"
        assert rules["hard-to-read"].path == "publication.own_clauses"


def test_nothing_typed_is_easy() -> None:
    assert reading_ease("") == reading_ease("… 12") == 100
