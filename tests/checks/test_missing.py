"""Notices that the law of a place asks for: told when a policy would lack them, and only then."""

from pathlib import Path

import pytest

from tests.example import ANSWERS
from wizard.answers.model import Answers
from wizard.checks import findings
from wizard.checks.case import Case
from wizard.checks.required_notices import find
from wizard.interview import load
from wizard.storage.toml_file import parse_answers

INTERVIEW = load()
RULES = {
    "no-rights-notice", "no-secrets-notice", "no-monitoring-notice", "no-whistleblowing-line", "no-consultation",
    "no-disclosure-line", "language", "union", "no-reporting-channel",
}  # fmt: skip
SILENT = """
    [legal]
    topics = []
    places = {places}
    [personal_use]
    own_accounts = []
    """


def answers(text: str) -> Answers:
    return parse_answers(f"format = 1\n{text}\n".encode(), Path("acme.toml"))


def missing(text: str) -> list[tuple[str, str]]:
    """Return the rule and the path of each notice that is missing in a file with this text."""
    return [(one.rule, one.path) for one in findings(answers(text), INTERVIEW) if one.rule in RULES]


@pytest.mark.parametrize("place", ["US", "GB", "IE", "CA", "AU", "NZ", "IN", "SG", "other"])
def test_our_suggestions_lack_nothing(place: str) -> None:
    assert missing(f"[business]\ncountry = '{place}'") == []


def test_nothing_is_missing_before_a_country_is_known() -> None:
    assert missing("") == []


@pytest.mark.parametrize("place", ["US", "GB", "DE", "AU", "NZ"])
def test_a_line_that_a_rule_of_the_place_prints_is_not_missed(place: str) -> None:
    assert {rule for rule, _ in missing(SILENT.format(places=[place]))} <= {"no-consultation"}


def test_the_disclosure_line_is_missed_where_no_rule_prints_it() -> None:
    assert missing(SILENT.format(places=["other"])) == [("no-disclosure-line", "legal.topics")]
    assert ("no-disclosure-line", "legal.topics") in missing(SILENT.format(places=["CN"]))
    for line in (
        "[employees]\nstance = 'encouraged'",
        "[personal_use]\nown_accounts = ['say-employer']",
    ):
        assert missing(f"[legal]\ntopics = []\nplaces = ['other']\n{line}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[legal]\nplaces = ['DE']", [("no-consultation", "legal.facts")]),
        (
            "[legal]\nplaces = ['FR']",
            [("no-consultation", "legal.facts"), ("language", "legal.facts")],
        ),
        ("[legal]\nplaces = ['FR']\n[business]\nstaff = 11", [("language", "legal.facts")]),
        (
            "[legal]\nplaces = ['CN']",
            [("no-consultation", "legal.facts"), ("language", "legal.facts")],
        ),
        (
            "[legal]\nplaces = ['DE']\nregional_rules = [{place = 'DE', rule = 'The works council agreed in May.'}]",
            [],
        ),
        (
            "[legal]\nplaces = ['FR']\n"
            "regional_rules = [{rule = 'The staff committee was asked. The French text counts.'}]",
            [],
        ),
        (
            "[legal]\nplaces = ['CA']\nregional_rules = [{place = 'Québec', rule = 'X'}]",
            [("language", "legal.facts")],
        ),
        (
            "[legal]\nplaces = ['CA']\nregional_rules = [{place = 'Quebec', rule = 'The French text counts.'}]",
            [],
        ),
        (
            "[legal]\nplaces = ['CA']\nregional_rules = [{place = 'Ontario', rule = 'X'}]",
            [("no-monitoring-notice", "legal.facts")],
        ),
        (
            "[business]\nstaff = 9\n[legal]\nplaces = ['CA']\nregional_rules = [{place = 'Ontario', rule = 'X'}]",
            [],
        ),
        (
            "[legal]\nplaces = ['US']\nregional_rules = [{place = 'New York', rule = 'X'}]",
            [("no-monitoring-notice", "legal.facts")],
        ),
        ("[legal]\nplaces = ['US']\nregional_rules = [{place = 'Oregon', rule = 'X'}]", []),
        (
            "[legal]\nplaces = ['US']\nregional_rules = [{place = 'New York', rule = 'We never monitor staff.'}]",
            [],
        ),
        (
            "[legal]\nplaces = ['AU']\nregional_rules = [{place = 'NSW', rule = 'X'}]",
            [("no-monitoring-notice", "legal.facts")],
        ),
        ("[legal]\nplaces = ['GB']\nregional_rules = [{place = 'New York', rule = 'X'}]", []),
        ("[legal]\nplaces = ['DE']\nfacts = []", []),
        ("[business]\nstaff = 49\n[legal]\nplaces = ['IE']", []),
        (
            "[business]\nstaff = 50\n[legal]\nplaces = ['IE']",
            [("no-reporting-channel", "legal.regional_rules")],
        ),
        (
            "[business]\nstaff = 50\n[legal]\nplaces = ['IE']\nregional_rules = [{rule = 'Report it to Ann.'}]",
            [],
        ),
        (
            "[legal]\nplaces = ['DE']\nfacts = ['works-council']",
            [("no-consultation", "legal.facts")],
        ),
        ("[legal]\nplaces = ['DE']\nfacts = ['works-council', 'staff-consulted']", []),
        ("[legal]\nplaces = ['FR']\nfacts = ['staff-consulted', 'rules-filed', 'french-text']", []),
        ("[legal]\nplaces = ['CN']\nfacts = ['staff-consulted', 'chinese-text']", []),
        ("[legal]\nplaces = ['CA']\nstates = ['CA-QC']", [("language", "legal.facts")]),
        ("[legal]\nplaces = ['CA']\nstates = ['CA-QC']\nfacts = ['french-text']", []),
        ("[legal]\nplaces = ['GB']\nstates = ['CA-QC']", []),
        ("[legal]\nplaces = ['US']\nstates = ['US-NY']", [("no-monitoring-notice", "legal.facts")]),
        ("[legal]\nplaces = ['US']\nstates = ['US-NY']\nfacts = ['monitoring-notice']", []),
        (
            "[legal]\nplaces = ['AU']\nstates = ['AU-NSW']",
            [("no-monitoring-notice", "legal.facts")],
        ),
        ("[business]\nstaff = 24\n[legal]\nplaces = ['CA']\nstates = ['CA-ON']", []),
        (
            "[business]\nstaff = 25\n[legal]\nplaces = ['CA']\nstates = ['CA-ON']",
            [("no-monitoring-notice", "legal.facts")],
        ),
        ("[legal]\nplaces = ['US']\nfacts = ['staff-reps']", [("union", "legal.facts")]),
        ("[legal]\nplaces = ['GB']\nfacts = ['staff-reps']", [("union", "legal.facts")]),
        ("[legal]\nplaces = ['US']\nfacts = ['staff-reps', 'staff-consulted']", []),
        (
            "[legal]\nplaces = ['US']\nrules = ['not us-fed-dtsa-notice']",
            [("no-secrets-notice", "legal.rules")],
        ),
        (
            "[legal]\nplaces = ['US']\nrules = ['not us-fed-nlra-rights']",
            [],
        ),  # it stays all the same
        (
            "[legal]\nplaces = ['GB']\nrules = ['not uk-whistle']",
            [("no-whistleblowing-line", "legal.rules")],
        ),
        (
            "[legal]\nplaces = ['IE']\nrules = ['not eu-monitor']",
            [("no-monitoring-notice", "legal.rules")],
        ),
    ],
)
def test_what_is_missing(text: str, expected: list[tuple[str, str]]) -> None:
    assert missing(text) == expected


def test_notices_are_missed_when_no_pack_prints_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wizard.checks.required_notices._printed", lambda *_: frozenset())
    silent = answers(SILENT.format(places=["US", "GB", "DE"]))
    assert [one.rule for one in find(Case(silent, INTERVIEW))] == [
        "no-rights-notice", "no-secrets-notice", "no-monitoring-notice", "no-whistleblowing-line", "no-consultation",
        "no-disclosure-line",
    ]  # fmt: skip
    nothing_secret = answers("[legal]\nplaces = ['US']\nconfidential = []")
    assert [one.rule for one in find(Case(nothing_secret, INTERVIEW))] == []


def test_each_is_one_sentence_and_one_thing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wizard.checks.required_notices._printed", lambda *_: frozenset())
    text = SILENT.format(places=["US", "GB", "DE", "FR", "CN", "CA", "AU"]) + "\n".join(
        f"[[legal.regional_rules]]\nplace = '{place}'\nrule = 'X'"
        for place in ("New York", "NSW", "Ontario", "Quebec")
    )
    text += "\n[business]\nstaff = 60"
    text = text.replace("places = ", "facts = ['staff-reps', 'works-council']\n    places = ")
    found = list(find(Case(answers(text.replace("    ", "")), INTERVIEW)))
    assert {one.rule for one in found} == RULES
    for one in found:
        assert one.severity in ("warning", "advice")
        assert one.what.endswith(".")
        assert one.what.count(". ") == 0
        assert one.do.endswith(".")
        assert INTERVIEW.question(one.path)


def test_the_question_it_points_to_is_the_one_on_screen() -> None:
    asked = INTERVIEW.question("legal.facts")
    (one, *_) = (
        one for one in findings(answers("[legal]\nplaces = ['DE']"), INTERVIEW) if one.rule in RULES
    )
    assert f'"{asked.ask}" (step 4)' in one.do


def test_the_example_lacks_nothing() -> None:
    assert list(find(Case(ANSWERS, INTERVIEW))) == []
