"""Cautions: their examples, our own words, and mistakes in the file."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.answers.base import MAX_LINE
from wizard.data import DataError
from wizard.interview import load
from wizard.laws.models import load_rule_sets, load_sources
from wizard.sentences import sentences
from wizard.wording import PLACEHOLDERS, Caution, find_cautions, load_cautions

CAUTIONS = load_cautions().cautions
SMALL = """
exempt = ['free to']
frames = [{ at = "legal.confidential", words = "Never share:", unless = ['\\bmay\\b'] }]
[groups]
no = "do not, never"
pay = "salary, wages?"
[[cautions]]
id = "x-1"
reads_as = "a ban on talk about pay"
why = "Staff may talk."
safer = "You may talk. Ask {lead}."
countries = ["US"]
source = "A law"
status = "KNOWN, high"
patterns = ['{no} … {pay}']
unless = ['customers?']
examples = []
counterexamples = []
"""


def ids(text: str, countries: list[str], at: str = "") -> list[str]:
    return [caution.id for caution, _ in find_cautions(text, countries, at)]


@pytest.mark.parametrize("caution", CAUTIONS, ids=lambda caution: caution.id)
def test_caution_matches_its_examples_only(caution: Caution) -> None:
    assert caution.examples
    assert caution.counterexamples
    for example in caution.examples:
        assert caution in load_cautions().find(example), example
    for counterexample in caution.counterexamples:
        assert not list(load_cautions().find(counterexample)), counterexample


@pytest.mark.parametrize("caution", CAUTIONS, ids=lambda caution: caution.id)
def test_caution_texts_are_sentences_and_the_safer_words_are_safe(caution: Caution) -> None:
    safer = caution.safer.format(**dict.fromkeys(PLACEHOLDERS, "Maria Castellano"))
    assert not [found for part in sentences(safer) for found in load_cautions().find(part)]
    assert len(safer) <= MAX_LINE
    assert safer.endswith(".")
    assert caution.why.endswith(".")
    assert not caution.reads_as.endswith(".")
    assert caution.reference[-1].isalnum()
    marks = re.findall(r"\bS\d+\w?\b", caution.status)
    assert all(mark in load_sources() for mark in marks)


def test_clauses_of_law_and_choices_are_left_alone() -> None:
    clauses = [rule.clause for rules in load_rule_sets() for rule in rules.rules]
    labels = [label for question in load().questions() for label in question.labels.values()]
    for text in (*clauses, *labels):
        for sentence in sentences(text):
            assert not list(load_cautions().find(sentence)), sentence


@pytest.mark.parametrize(
    ("text", "countries", "expected"),
    [
        ("No photos at work.", ["US"], ["rw-11"]),
        ("No photos at work.", ["GB", "DE", "AU"], []),
        ("No photos at work.", ["GB", "US"], ["rw-11"]),
        ("You have no expectation of privacy.", ["US"], []),
        ("You have no expectation of privacy.", ["IE"], ["rw-18"]),
        ("Each breach is punished with a fine.", ["other"], ["rw-26"]),
        ("Each breach is punished with a fine.", [], ["rw-26"]),
        ("Do not discuss your salary.", [], []),
        ("Retaliation against whistleblowers is prohibited.", ["US", "GB"], []),
        ("You may talk about your pay.", ["US"], []),
        ("You may talk about your job, but never about your pay.", ["US"], ["rw-03"]),
        ("Do not harass anybody because of their religion.", ["US"], []),
        ("Only Ann may speak to the press in our name.", ["US"], []),
    ],
)
def test_find_cautions_by_country(text: str, countries: list[str], expected: list[str]) -> None:
    assert ids(text, countries) == expected


def test_find_cautions_reads_a_line_with_the_words_of_its_question() -> None:
    assert ids("Political posts", ["US"]) == []
    assert ids("Political posts", ["US"], "personal_use.out_of_bounds") == ["rw-16"]


def test_find_cautions_leaves_pay_among_the_secrets_to_another_check() -> None:
    assert "rw-03" not in ids("What staff earn: wages", ["US"], "legal.confidential")


@pytest.mark.parametrize(("countries", "level"), [(["US"], "MEDIUM"), (["US", "CN"], "HIGH")])
def test_level_is_the_highest_of_the_countries(countries: list[str], level: str) -> None:
    (caution,) = (caution for caution in CAUTIONS if caution.id == "rw-26")
    assert caution.level_in(countries) == level


def test_small_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cautions.toml"
    path.write_text(SMALL, encoding="utf-8")
    cautions = load_cautions(path)

    def is_found(sentence: str, at: str = "") -> bool:
        return bool(list(cautions.find(sentence, at)))

    assert is_found("Do not name your wages")
    assert not is_found("Do not name wages to customers.")
    assert not is_found("Your salary")
    assert is_found("Your salary", "legal.confidential")
    assert not is_found("You may name your salary", "legal.confidential")
    assert not is_found("Feel free to never name your salary")
    assert is_found("Feel free to talk, but never name your salary")
    assert not is_found("Never be late, but feel free to name your salary")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{no} … {pay}", "{no} … {pai}", "has a pattern with an unknown group 'pai'"),
        ("{no} … {pay}", "(a", "'patterns' is no regular expression"),
        ("patterns = ['{no} … {pay}']", "patterns = 'x'", "'x-1': 'patterns' must be a list"),
        (
            'countries = ["US"]',
            'countries = ["USA"]',
            "has an unknown value 'USA'; did you mean 'US'?",
        ),
        ("{lead}", "{leader}", "'x-1': 'safer' has an unknown placeholder '{leader}'"),
        ('why = "Staff may talk."', "", "'x-1': 'why' is missing"),
        ('why = "Staff may talk."', 'why = ""', "'x-1': 'why' is empty"),
        (
            'source = "A law"',
            'sauce = "A law"',
            "'x-1': 'sauce' is not known; did you mean 'source'?",
        ),
        ('at = "legal.confidential"', 'at = "legal.x"', "'at' has an unknown value 'legal.x'"),
        ("[groups]", "[groups", "cautions.toml"),
    ],
)
def test_load_cautions_mistake_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    path = tmp_path / "cautions.toml"
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_cautions(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)


def test_load_cautions_id_used_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cautions.toml"
    path.write_text(SMALL + SMALL[SMALL.index("[[cautions]]") :], encoding="utf-8")
    with pytest.raises(DataError, match="'cautions' have the same id twice"):
        load_cautions(path)


@given(st.text(max_size=300) | st.text("no ntalkabutpys.,;:-\n", max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    for at in ("", "legal.confidential", "personal_use.out_of_bounds"):
        for _, sentence in find_cautions(text, ["US"], at):
            assert sentence.strip()
