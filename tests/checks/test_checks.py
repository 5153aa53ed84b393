"""The checks: each rule finds what it is for, says so in the owner's words, and leaves good answers alone."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import TEXT as EXAMPLE
from tests.set_up import ROOT
from wizard.answers.model import Answers
from wizard.checks import (
    FAMILIES,
    SEVERITIES,
    WITH_ERRORS,
    Finding,
    errors,
    findings,
    is_answered,
    where,
)
from wizard.interview import Interview, load
from wizard.storage.toml_file import parse_answers

TODAY = datetime.date(2026, 10, 15)
INTERVIEW = load()
JARGON = ("path", "model", "JSON", "None", "()", "[]", "  ", "..")


def check(text: str, today: datetime.date | None = TODAY) -> tuple[Finding, ...]:
    """Return what is found in a file with this text below its format."""
    return everything(parse_answers(f"format = 1\n{text}\n".encode(), Path("acme.toml")), today)


def changed(old: str, new: str) -> tuple[Finding, ...]:
    """Return what is found in the example with one text replaced."""
    assert old in EXAMPLE
    return everything(
        parse_answers(EXAMPLE.replace(old, new, 1).encode(), Path("acme.toml")), TODAY
    )


def everything(answers: Answers, today: datetime.date | None) -> tuple[Finding, ...]:
    """Return all findings; see that those who ask for errors alone get the same ones, in the same order."""
    found = plain(findings(answers, INTERVIEW, today))
    assert errors(answers, INTERVIEW, today) == tuple(
        one for one in found if one.severity == "error"
    )
    return found


def rules(found: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    return {(one.severity, one.path, one.rule) for one in found if one.rule != "open"}


def plain(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Look at the words of each finding, and hand them on."""
    for one in found:
        for sentence in (one.what, one.do):
            assert sentence[0].isupper() or sentence[0] == '"'
            assert sentence.endswith(".")
            assert not any(word in sentence for word in JARGON), sentence
        assert one.severity in SEVERITIES
        assert one.rule
    return found


def test_errors_are_found_where_errors_are_looked_for() -> None:
    sources = {family: Path(f"wizard/checks/{family}.py") for family in FAMILIES}
    with_errors = [
        family
        for family, path in sources.items()
        if '"error"' in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert tuple(with_errors) == WITH_ERRORS


def test_the_example_has_no_findings() -> None:
    assert findings(parse_answers(EXAMPLE.encode(), Path("x")), INTERVIEW, TODAY) == ()


def test_empty_answers_lack_the_essentials_only() -> None:
    found = findings(Answers(), INTERVIEW, TODAY)
    essential = [question.path for question in INTERVIEW.questions() if question.essential]
    assert [one.path for one in found] == essential
    assert {(one.severity, one.rule) for one in found} == {("error", "open")}


def test_an_essential_question_is_open_although_somebody_stands_in() -> None:
    found = check("[[people]]\nid = 'a'\nname = 'Ann'\nphone = '1'\n[roles]\nhead = 'a'")
    assert {one.path for one in found if one.rule == "open"} >= {"roles.lead", "roles.spokespeople"}
    assert "roles.head" not in {one.path for one in found}


def test_the_fewest_answers_are_enough() -> None:
    found = check("""
        people = [{id = 'a', name = 'Ann', email = 'ann@acme.example'}]
        business = {name = 'Acme', country = 'GB'}
        review = {adopted_on = 2026-09-01}
        employees = {stance = 'free', questions_to = 'a'}
        security = {report_to = 'a'}
        [roles]
        head = 'a'
        lead = 'a'
        spokespeople = ['a']
        accounts = [{platform = 'Instagram', handle = '@acme'}]
        """)
    assert [(one.rule, one.severity) for one in found] == [("no-legal-review", "advice")]


@pytest.mark.parametrize(
    ("text", "severity", "path", "rule"),
    [
        ("people = []", "error", "people", "open"),
        ("[roles]\naccounts = []", "error", "roles.accounts", "open"),
        ("[business]\nname = ''", "error", "business.name", "open"),
        ("unsure = ['business.name']\n[business]\nname = 'Acme'", "error", "business.name", "open"),
        ("[unfinished]\n'review.adopted_on' = '2027-'", "error", "review.adopted_on", "unfinished"),
        ("[unfinished]\n'people[1].email' = 'x'", "error", "people[1].email", "unfinished"),
        ("unsure = ['legal.adviser']", "advice", "legal.adviser", "unsure"),
        ("people = [{id = 'a', name = 'Ann'}, {id = 'a', name = 'Bo'}]", "error", "people", "same-id"),
        ("people = [{id = '', name = 'Ann'}]", "error", "people", "no-id"),
        ("people = [{id = 'a'}]", "error", "people", "no-name"),
        ("people = [{id = 'a', name = 'Ann'}]", "warning", "people", "no-contact"),
        ("people = [{id = 'a', name = 'Ann'}]", "advice", "people", "no-role"),
        ("people = [{id = 'a', name = 'Ann', email = 'ann at acme'}]", "warning", "people", "email"),
        ("people = [{id = 'a', name = 'Ann', email = 'a@b.co, c@d.co'}]", "warning", "people", "email"),
        ("[roles]\nhead = 'ghost'", "error", "roles.head", "unknown-person"),
        ("[roles]\npublishing = ['ghost']", "error", "roles.publishing", "unknown-person"),
        ("[roles]\naccounts = [{owner = 'ghost'}]", "error", "roles.accounts", "unknown-person"),
        ("[[revisions]]\nby = 'ghost'", "error", "revisions", "unknown-person"),
        ("[roles]\naccounts = [{handle = '@a'}]", "warning", "roles.accounts", "no-platform"),
        ("[roles]\naccounts = [{platform = 'X'}]", "warning", "roles.accounts", "no-handle"),
        (
            "[roles]\naccounts = [{platform = 'X', handle = '@a'}, {platform = 'x', handle = '@A'}]",
            "warning", "roles.accounts", "same-account",
        ),
        ("[publication]\nplaces = []", "warning", "publication.places", "nowhere"),
        ("[publication]\nplaces = ['intranet']", "warning", "publication.intranet_address", "no-address"),
        ("[publication]\nplaces = ['website']", "warning", "publication.website_address", "no-address"),
        (
            "[review]\nadopted_on = 2026-09-01\nnext_on = 2026-09-01",
            "error", "review.next_on", "review-before-adoption",
        ),
        ("[review]\nadopted_on = 2025-09-01", "warning", "review.next_on", "review-overdue"),
        ("[review]\nadopted_on = 2026-09-01\nnext_on = 2027-10-01", "warning", "review.next_on", "review-late"),
        (
            "[review]\ntimes_a_year = 'twice'\nadopted_on = 2026-09-01\nnext_on = 2027-06-01",
            "warning", "review.next_on", "review-late",
        ),
        (
            "revisions = [{version = '2', on = 2026-10-10, what = 'x'}]\n"
            "[review]\nadopted_on = 2025-10-01\nnext_on = 2026-10-01",
            "warning", "review.next_on", "review-before-revision",
        ),
        (
            "[publication]\nlaunch_on = 2026-09-02\nfeedback_by = 2026-09-01",
            "error", "publication.feedback_by", "feedback-before-launch",
        ),
        (
            "[publication]\nlaunch_on = 2028-09-02\n[review]\nadopted_on = 2026-09-01",
            "warning", "publication.launch_on", "launch-late",
        ),
        (
            "revisions = [{on = 2026-02-01, what = 'b'}, {on = 2026-01-01, what = 'a'}]",
            "error", "revisions", "revisions-order",
        ),
        ("revisions = [{on = 2026-12-01, what = 'b'}]", "warning", "revisions", "future"),
        ("revisions = [{what = 'b'}]", "warning", "revisions", "no-date"),
        ("revisions = [{on = 2026-02-01}]", "warning", "revisions", "empty-row"),
        ("revisions = [{on = 1026-02-01, what = 'b'}]", "warning", "revisions", "odd-year"),
        ("[legal]\nreviewed_on = 2026-12-24", "warning", "legal.reviewed_on", "future"),
        ("[legal]\nreviewed_on = 0206-12-24", "warning", "legal.reviewed_on", "odd-year"),
        (
            "[legal]\nreviewed_on = 2024-02-29\n[review]\nadopted_on = 2026-09-01",
            "advice", "legal.reviewed_on", "adviser-long-ago",
        ),
        ("[business]\nstaff = 1", "advice", "security.account_rules", "alone"),
        ("[legal]\nregional_rules = [{place = 'Oregon'}]", "warning", "legal.regional_rules", "empty-row"),
        ("[roles]\nother = [{person = 'x'}]", "warning", "roles.other", "empty-row"),
        ("[crisis]\ncontacts = [{name = 'Law'}]", "warning", "crisis.contacts", "no-contact"),
        ("[crisis]\ncontacts = [{name = 'Law', email = 'x'}]", "warning", "crisis.contacts", "email"),
        ("[crisis]\nduties = [{team = 'pr'}]", "warning", "crisis.duties", "empty-row"),
        ("[crisis]\nsigns = []", "warning", "crisis.signs", "empty-list"),
        ("[personal_use]\nout_of_bounds = ['harrassment']", "warning", "personal_use.out_of_bounds", "almost-a-choice"),
        ("[security]\nsign_in = ['Two-Factor']", "warning", "security.sign_in", "almost-a-choice"),
        ("[legal]\nconfidential = ['Pay and bonuses']", "warning", "legal.confidential", "pay-talk"),
        ("[legal]\nconfidential = ['Salaries of staff']", "warning", "legal.confidential", "pay-talk"),
        ("[legal]\nconfidential = ['WORKING CONDITIONS']", "warning", "legal.confidential", "pay-talk"),
        (
            "[legal]\ntopics = ['honesty']\n[employees]\nstance = 'official-only'",
            "warning", "employees.stance", "rights-off",
        ),
        ("[bussiness]\nname = 'x'", "warning", "business", "unknown-key"),
        ("[business]\nnmae = 'x'", "warning", "business.name", "unknown-key"),
        ("people = [{id = 'a', name = 'Ann', fone = '1'}]", "warning", "people.phone", "unknown-key"),
        ("unsure = ['roles.cook']", "advice", "", "unknown-key"),
    ],
)  # fmt: skip
def test_a_rule_finds_what_it_is_for(text: str, severity: str, path: str, rule: str) -> None:
    found = check(text)
    assert (severity, path, rule) in {(one.severity, one.path, one.rule) for one in found}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"recipes",', '"recipes",\n    "Payment terms of our suppliers",'),
        ('"recipes",', '"recipes",\n    "The payload of the delivery van",'),
        ('"hate",', '"hate",\n    "Unkind words about a colleague",'),
        ("feedback_by = 2026-09-15\n", ""),
        ("next_on = 2027-03-01\n", ""),
        ('other = "Team chat: @maria"', 'other = "Team chat: @maria"\njoined = 2019-01-01'),
    ],
)
def test_a_rule_leaves_good_answers_alone(old: str, new: str) -> None:
    assert rules(changed(old, new)) - {("warning", "people", "unknown-key")} == set()


def test_nothing_is_said_about_a_question_that_does_not_apply() -> None:
    hidden = changed(
        'places = ["handbook", "intranet", "website"]', 'places = ["handbook"]\nmood = 1'
    )
    assert rules(hidden) == {("warning", "publication", "unknown-key")}
    unsure = "unsure = ['publication.intranet_address']\n[publication]\nplaces = ['handbook']"
    assert rules(check(unsure)) == set()


def test_without_a_day_nothing_is_said_about_the_past_or_the_future() -> None:
    text = "[review]\nadopted_on = 2001-09-01\n[legal]\nadviser = 'Dana Quill'\nreviewed_on = 2090-01-01"
    assert rules(check(text, None)) == set()


def test_errors_come_first_then_the_order_of_the_questions() -> None:
    found = check(
        "unsure = ['legal.adviser']\npeople = [{id = 'a', name = 'Ann'}]\n[roles]\ntraining = ['ghost']"
    )
    ranks = [SEVERITIES.index(one.severity) for one in found]
    assert ranks == sorted(ranks)
    errors = [one.path for one in found if one.severity == "error"]
    assert (
        errors.index("business.name")
        < errors.index("roles.training")
        < errors.index("review.adopted_on")
    )


def test_a_finding_says_where_it_is() -> None:
    found = {
        one.path: where(one, INTERVIEW)
        for one in check("unsure = ['roles.cook']\n[unfinished]\n'people.1.x' = 'y'")
    }
    assert (
        found["roles.head"] == 'Step 1, Team roles, "Who runs the business and has the last word?"'
    )
    assert found["business.name"] == 'Your business, "What is the business called?"'
    assert found["people.1.x"] == 'Your business, "Who will the policy name?"'
    assert found[""] == "The answers file"


def test_long_unfinished_text_is_cut_short() -> None:
    (finding,) = (
        one
        for one in check(f"[unfinished]\n'legal.adviser' = '{'x' * 5000}'")
        if one.rule == "unfinished"
    )
    assert len(finding.what) < 120


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("", False),
        ("[roles]\nhead = ''", False),
        ("[roles]\nhead = 'a'", True),
        ("unsure = ['roles.head']\n[roles]\nhead = 'a'", False),
        ("[roles]\nhead = 'a'\n[unfinished]\n'roles.head' = 'b'", False),
    ],
)
def test_what_counts_as_answered(text: str, answered: bool) -> None:
    answers = parse_answers(f"format = 1\n{text}\n".encode(), Path("x"))
    assert is_answered(answers, INTERVIEW.question("roles.head")) is answered


def test_nobody_is_an_answer_to_what_a_policy_can_do_without() -> None:
    answers = parse_answers(b"format = 1\n[roles]\ntraining = []\nspokespeople = []\n", Path("x"))
    assert is_answered(answers, INTERVIEW.question("roles.training"))
    assert not is_answered(answers, INTERVIEW.question("roles.spokespeople"))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_can_be_checked(text: str) -> None:
    value = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    body = f"""
        unsure = [{value}]
        [[people]]
        id = {value}
        name = {value}
        email = {value}
        [roles]
        head = {value}
        accounts = [{{platform = {value}, handle = {value}}}]
        [legal]
        confidential = [{value}]
        [crisis]
        signs = [{value}]
        contacts = [{{name = {value}}}]
        [unfinished]
        {value} = {value}
        """
    answers = parse_answers(f"format = 1\n{body}".encode(), Path("x"))
    for one in findings(answers, INTERVIEW, TODAY):
        assert where(one, INTERVIEW)
    assert isinstance(INTERVIEW, Interview)


@pytest.mark.parametrize(("staff", "told"), [(3, 3), (4, 1), (60, 1)])
def test_what_is_true_of_many_people_is_told_once(staff: int, told: int) -> None:
    people = "".join(f"[[people]]\nid = 'p{at}'\nname = 'Person {at}'\n" for at in range(staff))
    for rule, verb in (
        ("no-role", "no role in the policy."),
        ("no-contact", "no e-mail address and no phone number"),
    ):
        found = [one for one in check(people) if one.rule == rule]
        assert len(found) == told
        assert all(verb in one.what for one in found)
    more = {
        3: "Person 0 has",
        4: "Person 0, Person 1, Person 2 and 1 more person have",
        60: "and 57 more people have",
    }
    assert f"{more[staff]} no e-mail address" in found[0].what


def test_somebody_without_a_name_is_called_by_what_is_on_screen() -> None:
    text = "people = [{id = 'ann', name = 'Ann'}, {id = 'person', email = 'bo at acme'}]"
    said = {
        finding.rule: finding.what
        for finding in check(text)
        if finding.rule in ("no-name", "email")
    }
    assert said["no-name"] == "Person 2 on the list of people has no name."
    assert said["email"].startswith('The e-mail address of "bo at acme", ')
