"""The language of wordings: what a pattern finds, where a sentence ends, and that no text makes it slow."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.sentences import LONGEST_TEXT, sentences
from wizard.wording.patterns import Lexicon, Pattern, PatternError, words_of

LEXICON = Lexicon(
    {
        "ban": "do not, don't, never, no, must not",
        "talk": "talk*, discuss*, speak*",
        "pay": "salary, salaries, wage*, pay rise*, confidential*",
        "press": "media, press",
        "free": "do not have to, free to",
        "whole": "social media",
    },
    dropped="the, a, an",
    right="contract*",
    whole="free, whole",
    turns="but",
)


def found(pattern: str, sentence: str) -> bool:
    return Pattern(pattern, LEXICON).found_in(LEXICON.read(sentence))


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("<ban> ... <pay>", "Do not discuss your salary.", True),
        ("<ban> ... <pay>", "Your salary: do not discuss it.", False),
        ("<ban> <talk> <pay>", "Never discuss wages", True),
        ("<ban> <talk> <pay>", "Never discuss the wages", True),
        ("<ban> <talk> <pay>", "Never discuss your wages", False),
        ("<ban> .. <pay>", "never one two three wages", True),
        ("<ban> .. <pay>", "never one two three four wages", False),
        ("<ban> ... <pay>", "never talk, but wages are fine", False),
        ("<ban> ... <pay>", "You do not have to name your salary", False),
        ("<press>", "Post it on social media.", False),
        ("<press>", "Post it in the media.", True),
        ("post* .. in|on media|press", "Posting on the press", True),
        ("^ never", "Never say never", True),
        ("^ say", "Never say never", False),
        ("never $", "Never say never", True),
        ("say $", "Never say never", False),
        ("never loudly? say", "Never say never", True),
        ("never loudly? say", "Never loudly say never", True),
        ("never loudly? say", "Never quietly say never", False),
        ("may !not|never talk", "You may not talk", False),
        ("may !not|never talk", "You may talk", True),
        ("at_any_time", "Change it at any time.", True),
        ("at_any_time", "Change it at any other time.", False),
        ("<ban> ... <pay> unless: customer*", "Never discuss salaries", True),
        ("<ban> ... <pay> unless: customer*", "Never discuss salaries with customers", False),
        ("<pay>", "Talk to me about a pay rise", True),
        ("<pay>", "That is confidental", True),
        ("<pay>", "It is confidentail", True),
        ("<pay>", "Sign the contract", False),
        ("<pay>", "THE WAGES’ TABLE", True),
        ("<ban>", "Don’t", True),
        ("<ban> & <pay>", "Your salary: do not discuss it.", True),
        ("<ban> & <pay>", "Do not discuss your salary.", True),
        ("<ban> & <pay>", "Discuss your salary.", False),
        ("<ban> & <pay>", "Never mind, but your salary is fine", False),
        ("<ban> & <pay>", "Go ahead, but never discuss your salary", True),
        ("<talk> your <pay> & <ban>", "Never discuss your salary", True),
        ("<talk> your <pay> & <ban>", "Never discuss the salary", False),
        ("<ban> & <pay> unless: customer*", "Salaries: never discuss them with customers", False),
        ("slate+", "Slating us is out", True),
        ("slate+", "They slated us", True),
        ("slate+", "He slates us", True),
        ("slate+", "A slatey grey", False),
        ("slag+", "Slagging us off", True),
        ("slag_off", "They slag off the boss", True),
        ("slag+_off", "Slagging off the boss", True),
        ("carry+", "He carries on", True),
        ("bash+", "He bashes us", True),
        ("agree+", "Agreeing to it", True),
        ("#ee", "Use #ee here", True),
        ("ee", "Use #ee here", False),
    ],
)
def test_what_a_pattern_finds(pattern: str, sentence: str, expected: bool) -> None:
    assert found(pattern, sentence) is expected


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("<bann> ... <pay>", "names the family <bann>"),
        ("never (say|tell)", "has '(say|tell)'"),
        ("never Say", "has 'Say'"),
        ("*", "has '*'"),
        ("a||b", "has 'a||b'"),
        ("...", "no words"),
        ("", "no words"),
        ("^ $", "no words"),
        ("perhaps?", "no words"),
        ("never &", "no words"),
        ("never & ...", "no words"),
        ("never unless: ", "no words"),
    ],
)
def test_what_is_no_pattern(pattern: str, says: str) -> None:
    with pytest.raises(PatternError, match=re.escape(says)):
        Pattern(pattern, LEXICON)


@pytest.mark.parametrize("entry", ["*", "a*", "b*d", "two* words"])
def test_what_is_no_entry_of_a_family(entry: str) -> None:
    with pytest.raises(PatternError, match="a star stands only"):
        Lexicon({"family": f"right, {entry}"})


def test_words() -> None:
    assert words_of("The café’s two-step sign‑in, e-mail & #EE 24/7 don't") == [
        "the", "cafe", "two", "step", "sign", "in", "e", "mail", "#ee", "24", "7", "don't",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece", ["never ", "never talk ", "no salary but ", "x", "a ", ". ", "- a:\n", "\n"]
)
def test_no_text_makes_it_slow(piece: str) -> None:
    pattern = Pattern(
        "<ban> ... <talk>? ... <talk>? ... <talk> ... <pay> .. <press> ... <ban> $", LEXICON
    )
    start = time.perf_counter()
    for sentence in sentences((piece * LONGEST_TEXT)[: 5 * LONGEST_TEXT]):
        pattern.found_in(LEXICON.read(sentence))
    assert time.perf_counter() - start < 5


@given(st.text())
def test_any_text_has_sentences_and_words(text: str) -> None:
    for sentence in sentences(text):
        assert LEXICON.read(sentence).words == tuple(LEXICON.read(sentence).words)
        assert sentence == sentence.strip()
