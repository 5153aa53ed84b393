"""Risky wordings: how many are found, how many harmless ones are left alone, and what the owner reads."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example import ANSWERS as EXAMPLE
from tests.wording.corpus import CAUTIONS, LEARNED, Sample, learned, samples
from wizard.answers.base import MAX_LINE
from wizard.answers.model import Answers, Country
from wizard.checks import Finding, findings
from wizard.checks.wording import policy_text
from wizard.interview import load
from wizard.laws.models import load_rule_sets
from wizard.storage.toml_file import parse_answers
from wizard.wording import SLOTS, Cautions, matching, shipped
from wizard.wording import load as load_cautions
from wizard.wording.likeness import written

EVERYWHERE: tuple[str, ...] = get_args(Country)
INTERVIEW = load()


@dataclass(frozen=True)
class Score:
    """How many sentences that hold a wording were told to hold it, or another one only; and how many that hold none."""

    found: int
    only_another: int
    missed: int
    false: int

    @property
    def precision(self) -> float:
        """How many of those that were told to hold one do."""
        return (self.found + self.only_another) / (self.found + self.only_another + self.false)

    @property
    def recall(self) -> float:
        """Of how many of those that hold one it was told."""
        return (self.found + self.only_another) / (self.found + self.only_another + self.missed)

    @property
    def accuracy(self) -> float:
        """How many of those were told to hold the one that they do."""
        return self.found / (self.found + self.only_another)

    def __str__(self) -> str:
        counts = f"{self.found} found, {self.only_another} as another, {self.missed} missed, {self.false} false"
        measured = f"precision {self.precision:.3f}, recall {self.recall:.3f}, named right {self.accuracy:.3f}"
        return f"{measured} ({counts})"


def score(chosen: list[Sample], cautions: Cautions) -> Score:
    found = only_another = missed = false = 0
    for sample in chosen:
        got = {match.caution.id for match in cautions.in_text(sample.text, sample.at)}
        found += bool(got & sample.wanted)
        only_another += bool(sample.wanted and got and not got & sample.wanted)
        missed += bool(sample.wanted and not got)
        false += bool(got and not sample.wanted)
    return Score(found, only_another, missed, false)


SAMPLES = list(samples())
HELD_OUT = [sample for sample in SAMPLES if sample.held_out]


@pytest.fixture(scope="module")
def without_held_out() -> Cautions:
    """The cautions that know nothing of the sentences held out."""
    return load_cautions(CAUTIONS, learned(sample for sample in SAMPLES if not sample.held_out))


class TestTheCorpus:
    def test_has_every_wording_and_enough_of_both(self) -> None:
        risky = [sample for sample in SAMPLES if sample.wanted]
        assert len(SAMPLES) >= 220
        assert 0.4 < len(risky) / len(SAMPLES) < 0.6
        assert {key for sample in risky for key in sample.wanted} == {
            caution.id for caution in shipped().all
        }
        assert len({sample.text for sample in SAMPLES}) == len(SAMPLES)

    def test_is_told_apart(self, capsys: pytest.CaptureFixture[str]) -> None:
        result = self._told(capsys, "all", score(SAMPLES, shipped()))
        assert result.precision >= 0.95
        assert result.recall >= 0.95
        assert result.accuracy >= 0.95

    def test_sentences_never_seen_are_told_apart(
        self, without_held_out: Cautions, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Most of those that are harmless were written to look risky, so that few false alarms are many here."""
        result = self._told(capsys, "held out", score(HELD_OUT, without_held_out))
        assert result.precision >= 0.95
        assert result.recall >= 0.90
        assert result.accuracy >= 0.95

    def _told(self, capsys: pytest.CaptureFixture[str], part: str, result: Score) -> Score:
        with capsys.disabled():
            print(f"\nrisky wordings, {part}: {result}")
        return result

    def test_is_what_the_shipped_cautions_have_learned(self) -> None:
        learned_now = written(learned(SAMPLES))
        assert LEARNED.read_text(encoding="utf-8") == learned_now, (
            "Run python -m tests.wording.learn."
        )


class TestOurOwnWords:
    """What we suggest must not be what we warn of."""

    def test_safer_words_are_safe_and_fit_a_line(self) -> None:
        for caution in shipped().all:
            words = caution.safer
            for slot in SLOTS:
                words = words.replace(f"{{{slot}}}", "Maria Castellano")
            assert shipped().in_text(words) == ()
            assert len(words) <= MAX_LINE
            assert words.endswith(".")

    def test_clauses_of_law_are_left_alone_where_they_apply(self) -> None:
        for pack in load_rule_sets():
            places = pack.applies_to if pack.kind == "region" else EVERYWHERE
            for rule in pack.rules:
                assert (
                    matching(rule.clause, places) == ()
                    or rule.id
                    in {
                        "uk-defamation",  # for England; the caution is about the United States, where trades apply too
                    }
                ), rule.id

    def test_the_example_and_our_suggestions_are_left_alone(self) -> None:
        assert len(list(policy_text(EXAMPLE))) > 20
        assert [
            words for path, words in policy_text(EXAMPLE) if shipped().in_text(words, path)
        ] == []

    def test_choices_are_left_alone(self) -> None:
        labels = [label for question in INTERVIEW.questions() for label in question.labels.values()]
        assert [label for label in labels if shipped().in_text(label)] == []


class TestFields:
    def test_lines_of_the_owner_are_read_and_names_are_not(self) -> None:
        given = answers("""
            people = [{id = 'a', name = 'No negative comments', job = 'No pay talk', other = 'x'}]
            business = {name = 'Never discuss pay'}
            revisions = [{version = '1', what = 'Ban on pay talk gone: do not discuss pay'}]
            publication = {website_address = 'https://acme.example/no-union'}
            legal.adviser = 'No Union, lawyers'
            legal.regional_rules = [{place = 'Do not discuss pay', rule = 'Be on time.'}]
            crisis.contacts = [{name = 'Never discuss pay', phone = '1', email = 'a@b.example', why = 'Claims'}]
            security.sign_in = ['long', 'Cover the keypad']
            """)
        assert [text for _, text in policy_text(given)] == [
            "Cover the keypad",
            "Claims",
            "Be on time.",
        ]

    def test_what_is_only_suggested_is_not_the_owner_s(self) -> None:
        assert list(policy_text(Answers())) == []

    def test_each_caution_speaks_once_at_a_question(self) -> None:
        lines = "['Do not discuss your pay.', 'Never talk about wages.', 'No photos at work.']"
        found = check(f"[legal]\nplaces = ['US']\n[employees]\nexpectations = {lines}")
        assert [(one.rule, one.path) for one in found] == [
            ("rw-03", "employees.expectations"),
            ("rw-11", "employees.expectations"),
        ]

    def test_a_list_is_read_with_the_words_in_front_of_it(self) -> None:
        text = "Political posts"
        assert matching(text, ["US"]) == ()
        assert [one.id for one in matching(text, ["US"], "personal_use.out_of_bounds")] == ["rw-16"]

    def test_pay_among_the_secrets_is_left_to_the_other_check(self) -> None:
        found = check(
            "[legal]\nplaces = ['US']\nconfidential = ['What staff earn: wages and bonuses']"
        )
        assert "rw-03" not in {one.rule for one in found}
        assert "pay-talk" in {
            one.rule for one in check("[legal]\nconfidential = ['Salaries']", all_rules=True)
        }


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "places", "ids"),
        [
            ("No photos at work.", ["US"], ["rw-11"]),
            ("No photos at work.", ["GB", "DE", "AU"], []),
            ("No photos at work.", ["GB", "US"], ["rw-11"]),
            ("You have no expectation of privacy.", ["US"], []),
            ("You have no expectation of privacy.", ["IE"], ["rw-18"]),
            ("Breaches will be fined.", ["SG"], ["rw-26"]),
            ("Breaches will be fined.", ["other"], ["rw-26"]),
            ("Breaches will be fined.", [], ["rw-26"]),
            ("Do not discuss your salary.", [], []),
        ],
    )
    def test_only_where_it_is_risky(self, text: str, places: list[str], ids: list[str]) -> None:
        assert [caution.id for caution in matching(text, places)] == ids

    def test_the_country_of_the_business_counts_until_others_are_chosen(self) -> None:
        rule = "[[legal.regional_rules]]\nrule = 'Do not discuss your salary.'"
        assert [one.rule for one in check(f"[business]\ncountry = 'NZ'\n{rule}")] == ["rw-03"]
        assert check(rule) == []

    def test_severity_follows_the_facts(self) -> None:
        by_id = {caution.id: caution for caution in shipped().all}
        assert by_id["rw-26"].level_for(["US"]) == "MEDIUM"
        assert by_id["rw-26"].level_for(["US", "CN"]) == "HIGH"
        high = {key for key, caution in by_id.items() if caution.level == "HIGH"}
        low = {key for key, caution in by_id.items() if caution.level == "LOW"}
        assert high == {f"rw-{number:02}" for number in (2, 3, 6, 7, 12, 20, 21, 22, 32)}
        assert low == {"rw-08", "rw-23", "rw-25"}
        found = check(
            "[legal]\nplaces = ['US']\n[employees]\nexpectations = ['Put a disclaimer on every post.']"
        )
        assert [(one.severity, one.rule) for one in found] == [("advice", "rw-23")]


class TestWords:
    @pytest.mark.parametrize("caution", shipped().all, ids=lambda caution: caution.id)
    def test_it_asks_and_does_not_judge(self, caution: object) -> None:
        told = check(
            f"[legal]\nplaces = {list(EVERYWHERE)}\n[[legal.regional_rules]]\nrule = '''{_example(caution)}'''"
        )
        (one,) = (finding for finding in told if finding.rule == getattr(caution, "id", ""))
        assert one.what.startswith('Could "')
        assert one.what.endswith("?")
        assert one.why.endswith(".")
        assert one.found
        assert one.source[-1].isalnum()
        assert one.do.endswith(".")
        assert one.safer in one.do
        assert "{" not in one.do
        for word in ("unlawful rule", "illegal", "violat", "must", "compliant", "liable"):
            assert word not in one.why.lower()

    def test_names_fill_the_safer_words(self) -> None:
        found = check("""
            people = [{id = 'a', name = 'Ann'}, {id = 'b', name = 'Bo'}]
            roles = {lead = 'b', spokespeople = ['a', 'b']}
            [legal]
            places = ['US', 'AU']
            regional_rules = [{rule = 'Never talk to reporters.'}, {rule = 'Answer messages at night.'}]
            """)
        assert found[0].safer.startswith("Only Ann and Bo may speak")
        assert found[1].safer.startswith("Bo watches company accounts")

    def test_a_long_sentence_is_cut_short(self) -> None:
        rule = "Never discuss your salary with " + "the others and " * 40
        (one,) = check(f"[legal]\nplaces = ['US']\n[[legal.regional_rules]]\nrule = '{rule}'")
        assert len(one.what) < 350


@given(st.text(max_size=300) | st.text("no ntalkabutpys.,;:-\n", max_size=300))
def test_any_text_can_be_held_against_the_cautions(text: str) -> None:
    for at in ("", "legal.confidential", "personal_use.out_of_bounds"):
        for match in shipped().in_text(text, at):
            assert match.sentence.strip()


def answers(text: str) -> Answers:
    return parse_answers(f"format = 1\n{text}\n".encode(), Path("acme.toml"))


def check(text: str, *, all_rules: bool = False) -> list[Finding]:
    """Return what is found about wordings in a file with this text."""
    found = findings(answers(text), INTERVIEW)
    return [one for one in found if all_rules or one.rule.startswith("rw-")]


def _example(caution: object) -> str:
    key = getattr(caution, "id", "")
    return next(
        sample.text
        for sample in SAMPLES
        if key in sample.wanted and not sample.at and not sample.also
    )
