"""Risky wordings in the answers, and the suggestions that replace them."""

from pathlib import Path

import pytest

from tests.checks.helpers import INTERVIEW, check, parse
from tests.example import ANSWERS as EXAMPLE
from wizard.answers.model import Answers
from wizard.checks import Finding, check_answers
from wizard.checks.free_text import policy_texts
from wizard.checks.wording import apply_suggestion
from wizard.session import Session
from wizard.wording import load_cautions

US = "legal.places = ['US']\n"
SAFER = next(caution.safer for caution in load_cautions().cautions if caution.id == "rw-03")


def check_wording(text: str) -> list[Finding]:
    return [finding for finding in check(text) if finding.rule.startswith("rw-")]


def first_suggestion(answers: Answers) -> Finding:
    return next(finding for finding in check_answers(answers, INTERVIEW) if finding.suggestion)


def test_policy_texts_skip_names_addresses_and_choices() -> None:
    answers = parse("""
        people = [{id = 'a', name = 'No negative comments', job = 'No pay talk', other = 'x'}]
        business = {name = 'Never discuss pay'}
        revisions = [{version = '1', what = 'Ban on pay talk gone: do not discuss pay'}]
        publication = {website_address = 'https://acme.example/no-union'}
        legal.adviser = 'No Union, lawyers'
        legal.regional_rules = [{place = 'Do not discuss pay', rule = 'Be on time.'}]
        crisis.contacts = [{name = 'Never discuss pay', email = 'a@b.example', why = 'Claims'}]
        security.sign_in = ['long', 'Cover the keypad']
        """)
    texts = [text for _, text in policy_texts(answers)]
    assert texts == ["Cover the keypad", "Claims", "Be on time."]
    assert list(policy_texts(Answers())) == []


def test_caution_is_reported_once_a_question() -> None:
    lines = "['Do not discuss your pay.', 'Never talk about wages.', 'No photos at work.']"
    findings = check_wording(f"{US}employees.expectations = {lines}")
    assert [finding.rule for finding in findings] == ["rw-03", "rw-11"]
    assert {finding.path for finding in findings} == {"employees.expectations"}


def test_default_country_counts_until_others_are_chosen() -> None:
    rule = "[[legal.regional_rules]]\nrule = 'Do not discuss your salary.'"
    assert [f.rule for f in check_wording(f"[business]\ncountry = 'NZ'\n{rule}")] == ["rw-03"]
    assert check_wording(rule) == []


@pytest.mark.parametrize(
    ("line", "severity"),
    [("Put a disclaimer on every post.", "advice"), ("Never talk about wages.", "warning")],
)
def test_severity_follows_the_level_of_the_caution(line: str, severity: str) -> None:
    (finding,) = check_wording(f"{US}employees.expectations = ['{line}']")
    assert finding.severity == severity
    assert finding.message.startswith(f'Could "{line[:-1]}" be read as a ')
    assert finding.message.endswith("?")
    assert finding.source
    assert finding.suggestion in finding.fix


def test_names_fill_the_suggestion() -> None:
    findings = check_wording("""
        people = [{id = 'a', name = 'Ann'}, {id = 'b', name = 'Bo'}]
        roles = {lead = 'b', spokespeople = ['a', 'b']}
        [legal]
        places = ['US', 'AU']
        regional_rules = [{rule = 'Never talk to reporters.'}, {rule = 'Answer messages at night.'}]
        """)
    assert findings[0].suggestion.startswith("Only Ann and Bo may speak")
    assert findings[1].suggestion.startswith("Bo watches company accounts")


def test_long_sentence_is_shortened() -> None:
    rule = "Never discuss your salary with " + "the others and " * 40
    (finding,) = check_wording(f"{US}[[legal.regional_rules]]\nrule = '{rule}'")
    assert len(finding.message) < 350


def test_example_has_no_risky_wording() -> None:
    texts = list(policy_texts(EXAMPLE))
    assert len(texts) > 20
    assert [text for path, text in texts if list(load_cautions().find(text, path))] == []


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        (
            "employees.expectations = ['ask', 'Never discuss your pay', 'Smile']",
            "",
            ("ask", SAFER, "Smile"),
        ),
        (f'employees.expectations = ["{SAFER}", "Never discuss your pay"]', "", (SAFER,)),
        (
            "publication.own_clauses = [{text = 'Be kind. Never discuss your pay! Smile.'}]",
            "text",
            f"Be kind. {SAFER} Smile.",
        ),
        (
            'publication.own_clauses = [{text = "Do not:\\n- discuss\\ntheir wages;\\n- smoke"}]',
            "text",
            f"Do not:\n- {SAFER}\n- smoke",
        ),
    ],
)
def test_apply_suggestion_replaces_only_the_sentence(text: str, path: str, value: object) -> None:
    answers = parse(US + text)
    new = apply_suggestion(answers, first_suggestion(answers))
    assert (getattr(new[0], path) if path else new) == value


def test_apply_suggestion_keeps_the_other_cells() -> None:
    rows = "{platform = 'X', duties = 'Posts'}, {platform = 'Y', duties = 'Never discuss your pay'}"
    answers = parse(f"{US}roles.accounts = [{rows}]")
    first, second = apply_suggestion(answers, first_suggestion(answers))
    assert first == answers.roles.accounts[0]
    assert (second.platform, second.duties) == ("Y", SAFER)
    assert second.model_fields_set == {"platform", "duties"}


def test_apply_suggestion_after_the_words_are_gone_raises() -> None:
    finding = first_suggestion(parse(f"{US}employees.expectations = ['Never discuss your pay']"))
    with pytest.raises(LookupError):
        apply_suggestion(parse("employees.expectations = ['Smile']"), finding)
    without = Finding("warning", finding.path, "M.", "F.", matched=finding.matched)
    with pytest.raises(LookupError):
        apply_suggestion(parse("employees.expectations = ['Never discuss your pay']"), without)


def test_apply_suggestion_until_nothing_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    rules = (
        "['Never discuss your pay.', 'Never talk to reporters.', 'All company matters are secret.']"
    )
    file.write_text(f"format = 2\n{US}employees.expectations = {rules}\n")
    session = Session(file, INTERVIEW)
    try:
        for _ in range(3):
            finding = first_suggestion(session.answers)
            session.set_answer(finding.path, apply_suggestion(session.answers, finding))
        assert not [finding for finding in session.findings() if finding.suggestion]
    finally:
        session.close()
