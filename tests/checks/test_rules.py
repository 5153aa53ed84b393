"""The rules of law in the policy: who has looked at them, how old they are, and choices that do nothing."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.example import FILE
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.answers.updates import rule_id
from wizard.checks import Finding
from wizard.checks.case import Case
from wizard.checks.rules import find
from wizard.interview import load
from wizard.laws.models import load_rule_sets, rules_by_id
from wizard.laws.selection import included_rules
from wizard.storage.toml_file import parse_answers

INTERVIEW = load()
CHECKED = datetime.date(2026, 11, 22)


def found(text: str, today: datetime.date | None = CHECKED) -> dict[str, Finding]:
    answers = parse_answers(f"format = 1\n{text}\n".encode(), Path("acme.toml"))
    return {one.rule: one for one in find(Case(answers, INTERVIEW, today))}


def test_until_a_lawyer_has_read_it_that_is_outstanding_and_uncertain_rules_are_named() -> None:
    one = found("[legal]\nplaces = ['NZ']")["no-legal-review"]
    assert one.path == "legal.reviewed_on"
    assert one.what == "No lawyer has read the policy yet, with 5 rules of law in it."
    assert '4 of them are from general knowledge, in full or in part: "' in one.why
    assert one.why.endswith(", and 1 more.")
    assert "no-legal-review" not in found("[legal]\nplaces = ['NZ']\nreviewed_on = 2026-08-01")
    assert "no-legal-review" not in found("[legal]\nplaces = ['other']")


def test_what_is_left_out_is_not_counted() -> None:
    left_out = ", ".join(
        f"'not {key}'" for key in ("nz-fair", "nz-whistle", "nz-privacy", "nz-endorse")
    )
    one = found(f"[legal]\nplaces = ['NZ']\nrules = [{left_out}]")["no-legal-review"]
    assert "one rule of law" in one.what
    assert one.why == ""


def test_rules_older_than_six_months_say_so() -> None:
    text = "[legal]\nplaces = ['GB', 'NZ']\nreviewed_on = 2026-12-01"
    assert found(text, datetime.date(2027, 5, 22)) == {}
    one = found(text, datetime.date(2027, 5, 23))["old-rules"]
    assert (one.severity, one.path) == ("warning", "legal.rules")
    assert "on 22 November 2026" in one.what
    assert "United Kingdom, New Zealand" in one.what
    assert found(text, None) == {}


@pytest.mark.parametrize("choice", ["us-fed-moniter", "not us-fed-moniter"])
def test_a_mistyped_rule_is_told_with_the_one_that_was_meant(choice: str) -> None:
    one = found(f"[legal]\nplaces = ['US']\nrules = ['{choice}']")["unknown-rule"]
    assert one.what == 'We know no rule called "us-fed-moniter".'
    assert one.do == "Did you mean 'us-fed-monitor'?"
    assert "unknown-rule" not in found(
        "[legal]\nplaces = ['GB']\nrules = ['not us-fed-monitor']"
    )  # kept for later


def test_the_rights_of_staff_stay_and_that_is_said() -> None:
    one = found("[legal]\nplaces = ['US']\nrules = ['not us-fed-nlra-rights']")["rule-stays"]
    assert "Nothing here limits your right" in one.what


def test_states_are_asked_for_while_rules_depend_on_them() -> None:
    one = found("[legal]\nplaces = ['CA']")["states-open"]
    assert (one.severity, one.path) == ("advice", "legal.states")
    assert "states-open" not in found("[legal]\nplaces = ['CA']\nstates = ['other']")
    assert "states-open" not in found("[legal]\nplaces = ['GB']")


def test_each_says_what_and_what_to_do() -> None:
    every = found(
        "[legal]\nplaces = ['US']\nrules = ['x', 'not us-fed-nlra-rights']",
        datetime.date(2030, 1, 1),
    )
    assert set(every) == {
        "unknown-rule",
        "rule-stays",
        "old-rules",
        "no-legal-review",
        "states-open",
    }
    for one in every.values():
        assert one.what.endswith(".")
        assert one.do.endswith((".", "?"))
        assert INTERVIEW.question(one.path)


def test_the_example_has_nothing_to_say() -> None:
    path = FILE
    checked = max(pack.checked for pack in load_rule_sets())
    assert list(find(Case(parse_answers(path.read_bytes(), path), INTERVIEW, checked))) == []


@given(
    st.lists(
        st.one_of(
            st.text(max_size=80),
            st.sampled_from(["not us-fed-monitor", "us-ca-980", "not ", "not"]),
        )
    )
)
def test_whatever_stands_in_the_file_is_told_and_breaks_nothing(choices: list[str]) -> None:
    answers = replace_value(
        replace_value(Answers(), "legal.places", ("US",)), "legal.rules", tuple(choices)
    )
    told = [one for one in find(Case(answers, INTERVIEW, CHECKED)) if one.rule == "unknown-rule"]
    assert len(told) == sum(rule_id(choice) not in rules_by_id() for choice in answers.legal.rules)
    assert "us-fed-nlra-rights" in {
        rule.id for pack in included_rules(answers) for rule in pack.rules
    }
