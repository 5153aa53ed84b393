"""The rules of law in the policy: who has read them, how old they are, choices without effect."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.helpers import INTERVIEW, by_rule, check, check_example, parse
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.answers.updates import rule_id
from wizard.checks import Finding, check_answers
from wizard.laws.models import load_rule_sets, rules_by_id
from wizard.laws.selection import included_rules

CHECKED = datetime.date(2026, 11, 22)


def check_law(text: str, today: datetime.date | None = CHECKED) -> dict[str, Finding]:
    return by_rule(check(f"[legal]\n{text}", today))


def test_policy_that_no_lawyer_has_read_names_uncertain_rules() -> None:
    finding = check_law("places = ['NZ']")["no-legal-review"]
    assert finding.path == "legal.reviewed_on"
    rules = parse("[legal]\nplaces = ['NZ']")
    count = sum(len(rule_set.rules) for rule_set in included_rules(rules))
    assert finding.message.endswith(f"with {count} rules of law in it.")
    assert 'of them are from general knowledge, in full or in part: "' in finding.why
    assert "no-legal-review" not in check_law("places = ['NZ']\nreviewed_on = 2026-08-01")
    assert "no-legal-review" not in check_law("places = ['other']")


def test_rules_older_than_six_months_are_found() -> None:
    text = "places = ['GB', 'NZ']\nreviewed_on = 2026-12-01"
    assert "old-rules" not in check_law(text, datetime.date(2027, 5, 22))
    assert "old-rules" not in check_law(text, None)
    finding = check_law(text, datetime.date(2027, 5, 23))["old-rules"]
    assert (finding.severity, finding.path) == ("warning", "legal.rules")
    assert "on 22 November 2026" in finding.message
    assert "United Kingdom, New Zealand" in finding.message


@pytest.mark.parametrize("choice", ["us-fed-moniter", "not us-fed-moniter"])
def test_mistyped_rule_is_found_with_a_suggestion(choice: str) -> None:
    finding = check_law(f"places = ['US']\nrules = ['{choice}']")["unknown-rule"]
    assert finding.message == 'We know no rule called "us-fed-moniter".'
    assert finding.fix == "Did you mean 'us-fed-monitor'?"
    other_country = "places = ['GB']\nrules = ['not us-fed-monitor']"
    assert "unknown-rule" not in check_law(other_country)


def test_mandatory_rule_that_is_left_out_is_found() -> None:
    finding = check_law("places = ['US']\nrules = ['not us-fed-nlra-rights']")["rule-stays"]
    assert "Nothing in this policy limits your right" in finding.message


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("places = ['CA']", True),
        ("places = ['CA']\nstates = ['other']", False),
        ("places = ['GB']", False),
    ],
)
def test_open_states_are_found_where_rules_depend_on_them(text: str, is_found: bool) -> None:
    assert ("states-open" in check_law(text)) is is_found


def test_pay_talk_among_secrets_is_found() -> None:
    finding = check_law("confidential = ['Salaries of staff']")["pay-talk"]
    assert finding.message.startswith('"Salaries of staff" reads as a ban')


def test_example_is_up_to_date_when_checked() -> None:
    checked = max(rule_set.checked for rule_set in load_rule_sets())
    assert {finding.rule for finding in check_example()} == set()
    assert checked


@given(
    st.lists(
        st.text(max_size=80) | st.sampled_from(["not us-fed-monitor", "us-ca-980", "not ", "not"])
    )
)
def test_any_choice_of_rules_can_be_checked(choices: list[str]) -> None:
    answers = replace_value(Answers(), "legal.places", ("US",))
    answers = replace_value(answers, "legal.rules", tuple(choices))
    findings = check_answers(answers, INTERVIEW, CHECKED)
    unknown = [finding for finding in findings if finding.rule == "unknown-rule"]
    assert len(unknown) == sum(
        rule_id(choice) not in rules_by_id() for choice in answers.legal.rules
    )
