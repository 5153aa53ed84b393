"""Each check finds what it is for, and leaves good answers alone."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.helpers import INTERVIEW, TODAY, by_rule, check, check_example, parse
from wizard.answers.model import Answers
from wizard.checks import SEVERITIES, check_answers, format_location, is_answered

SMALLEST = """
    people = [{id = 'a', name = 'Ann', email = 'ann@acme.example'}]
    business = {name = 'Acme', country = 'GB'}
    review = {effective_on = 2027-01-11}
    employees = {stance = 'free', questions_to = 'a'}
    security = {report_to = 'a'}
    [roles]
    head = 'a'
    lead = 'a'
    spokespeople = ['a']
    accounts = [{platform = 'Instagram', handle = '@acme'}]
    """


def test_example_has_no_findings() -> None:
    assert check_example() == []


def test_empty_answers_lack_only_the_essentials() -> None:
    findings = check_answers(Answers(), INTERVIEW, TODAY)
    essential = [question.path for question in INTERVIEW.questions() if question.essential]
    assert [finding.path for finding in findings] == essential
    assert {(finding.severity, finding.rule) for finding in findings} == {("error", "open")}


def test_smallest_answers_are_enough() -> None:
    findings = check(SMALLEST)
    assert [(finding.rule, finding.severity) for finding in findings] == [
        ("no-legal-review", "advice")
    ]


def test_essential_question_with_a_fallback_stays_open() -> None:
    findings = check("[[people]]\nid = 'a'\nname = 'Ann'\nphone = '1'\n[roles]\nhead = 'a'")
    paths = {finding.path for finding in findings if finding.rule == "open"}
    assert paths >= {"roles.lead", "roles.spokespeople"}
    assert "roles.head" not in {finding.path for finding in findings}


@pytest.mark.parametrize(
    ("text", "severity", "path", "rule"),
    [
        ("people = []", "error", "people", "open"),
        ("[roles]\naccounts = []", "error", "roles.accounts", "open"),
        ("[business]\nname = ''", "error", "business.name", "open"),
        ("unsure = ['business.name']\n[business]\nname = 'Acme'", "error", "business.name", "open"),
        (
            "[unfinished]\n'review.effective_on' = '2027-'",
            "error",
            "review.effective_on",
            "unfinished",
        ),
        ("[unfinished]\n'people[1].email' = 'x'", "error", "people[1].email", "unfinished"),
        ("unsure = ['legal.adviser']", "advice", "legal.adviser", "unsure"),
        (
            "people = [{id = 'a', name = 'Ann'}, {id = 'a', name = 'Bo'}]",
            "error",
            "people",
            "same-id",
        ),
        ("people = [{id = '', name = 'Ann'}]", "error", "people", "no-id"),
        ("people = [{id = 'a'}]", "error", "people", "no-name"),
        ("people = [{id = 'a', name = 'Ann'}]", "warning", "people", "no-contact"),
        ("people = [{id = 'a', name = 'Ann'}]", "advice", "people", "no-role"),
        (
            "people = [{id = 'a', name = 'Ann', email = 'ann at acme'}]",
            "warning",
            "people",
            "email",
        ),
        (
            "people = [{id = 'a', name = 'Ann', email = 'a@b.co, c@d.co'}]",
            "warning",
            "people",
            "email",
        ),
        ("[roles]\nhead = 'ghost'", "error", "roles.head", "unknown-person"),
        ("[roles]\npublishing = ['ghost']", "error", "roles.publishing", "unknown-person"),
        ("[roles]\naccounts = [{owner = 'ghost'}]", "error", "roles.accounts", "unknown-person"),
        ("[[revisions]]\nby = 'ghost'", "error", "revisions", "unknown-person"),
        ("[roles]\naccounts = [{handle = '@a'}]", "warning", "roles.accounts", "no-platform"),
        ("[roles]\naccounts = [{platform = 'X'}]", "warning", "roles.accounts", "no-handle"),
        (
            "[roles]\naccounts = [{platform='X', handle='@a'}, {platform='x', handle='@A'}]",
            "warning",
            "roles.accounts",
            "same-account",
        ),
        ("[publication]\nplaces = []", "warning", "publication.places", "nowhere"),
        (
            "[publication]\nplaces = ['intranet']",
            "warning",
            "publication.intranet_address",
            "no-address",
        ),
        (
            "[publication]\nplaces = ['website']",
            "warning",
            "publication.website_address",
            "no-address",
        ),
        (
            "[review]\neffective_on = 2026-09-01\nnext_on = 2026-09-01",
            "error",
            "review.next_on",
            "review-before-effect",
        ),
        (
            "revisions = [{version = '1', on = 2025-09-01, what = 'x'}]\n"
            "[review]\neffective_on = 2025-09-01",
            "warning",
            "review.next_on",
            "review-overdue",
        ),
        (
            "[review]\neffective_on = 2025-09-01",
            "warning",
            "review.effective_on",
            "effective-date-passed",
        ),
        (
            "[review]\neffective_on = 2026-09-01\nnext_on = 2027-10-01",
            "warning",
            "review.next_on",
            "review-late",
        ),
        (
            "[review]\ntimes_a_year = 'twice'\neffective_on = 2026-09-01\nnext_on = 2027-06-01",
            "warning",
            "review.next_on",
            "review-late",
        ),
        (
            "revisions = [{version = '2', on = 2026-10-10, what = 'x'}]\n"
            "[review]\neffective_on = 2025-10-01\nnext_on = 2026-10-01",
            "warning",
            "review.next_on",
            "review-before-revision",
        ),
        (
            "[publication]\nlaunch_on = 2026-09-02\nfeedback_by = 2026-09-01",
            "error",
            "publication.feedback_by",
            "feedback-before-launch",
        ),
        (
            "[publication]\nlaunch_on = 2028-09-02\n[review]\neffective_on = 2026-09-01",
            "warning",
            "publication.launch_on",
            "launch-late",
        ),
        (
            "revisions = [{on = 2026-02-01, what = 'b'}, {on = 2026-01-01, what = 'a'}]",
            "error",
            "revisions",
            "revisions-order",
        ),
        ("revisions = [{on = 2026-12-01, what = 'b'}]", "warning", "revisions", "future"),
        ("revisions = [{what = 'b'}]", "warning", "revisions", "no-date"),
        ("revisions = [{on = 2026-02-01}]", "warning", "revisions", "empty-row"),
        ("revisions = [{on = 1026-02-01, what = 'b'}]", "warning", "revisions", "odd-year"),
        ("[legal]\nreviewed_on = 2026-12-24", "warning", "legal.reviewed_on", "future"),
        ("[legal]\nreviewed_on = 0206-12-24", "warning", "legal.reviewed_on", "odd-year"),
        (
            "[legal]\nreviewed_on = 2024-02-29\n[review]\neffective_on = 2026-09-01",
            "advice",
            "legal.reviewed_on",
            "adviser-long-ago",
        ),
        ("[business]\nstaff = 1", "advice", "security.account_rules", "alone"),
        (
            "[legal]\nregional_rules = [{place = 'Oregon'}]",
            "warning",
            "legal.regional_rules",
            "empty-row",
        ),
        ("[roles]\nother = [{person = 'x'}]", "warning", "roles.other", "empty-row"),
        ("[crisis]\ncontacts = [{name = 'Law'}]", "warning", "crisis.contacts", "no-contact"),
        (
            "[crisis]\ncontacts = [{name = 'Law', email = 'x'}]",
            "warning",
            "crisis.contacts",
            "email",
        ),
        ("[crisis]\nduties = [{team = 'pr'}]", "warning", "crisis.duties", "empty-row"),
        ("[crisis]\nsigns = []", "warning", "crisis.signs", "empty-list"),
        (
            "[personal_use]\nout_of_bounds = ['harrassment']",
            "warning",
            "personal_use.out_of_bounds",
            "almost-a-choice",
        ),
        ("[security]\nsign_in = ['Two-Factor']", "warning", "security.sign_in", "almost-a-choice"),
        (
            "[legal]\nconfidential = ['Pay and bonuses']",
            "warning",
            "legal.confidential",
            "pay-talk",
        ),
        (
            "[legal]\nconfidential = ['Salaries of staff']",
            "warning",
            "legal.confidential",
            "pay-talk",
        ),
        (
            "[legal]\nconfidential = ['WORKING CONDITIONS']",
            "warning",
            "legal.confidential",
            "pay-talk",
        ),
        (
            "[legal]\ntopics = ['honesty']\n[employees]\nstance = 'official-only'",
            "warning",
            "employees.stance",
            "rights-off",
        ),
        ("[bussiness]\nname = 'x'", "warning", "business", "unknown-key"),
        ("[business]\nnmae = 'x'", "warning", "business.name", "unknown-key"),
        (
            "people = [{id = 'a', name = 'Ann', fone = '1'}]",
            "warning",
            "people.phone",
            "unknown-key",
        ),
        ("unsure = ['roles.cook']", "advice", "", "unknown-key"),
    ],
)
def test_check_bad_answers_are_found(text: str, severity: str, path: str, rule: str) -> None:
    found = {(finding.severity, finding.path, finding.rule) for finding in check(text)}
    assert (severity, path, rule) in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"recipes",', '"recipes",\n    "Payment terms of our suppliers",'),
        ('"recipes",', '"recipes",\n    "The payload of the delivery van",'),
        ('"hate",', '"hate",\n    "Unkind words about a colleague",'),
        ("feedback_by = 2026-09-15\n", ""),
        ("next_on = 2027-03-01\n", ""),
    ],
)
def test_check_good_answers_are_left_alone(old: str, new: str) -> None:
    assert check_example((old, new)) == []


def test_check_hidden_question_is_ignored() -> None:
    places = 'places = ["handbook", "intranet", "website"]'
    hidden = check_example((places, 'places = ["handbook"]\nmood = 1'))
    assert [(finding.path, finding.rule) for finding in hidden] == [("publication", "unknown-key")]
    unsure = "unsure = ['publication.intranet_address']\n[publication]\nplaces = ['handbook']"
    assert {finding.rule for finding in check(unsure)} == {"open"}


def test_check_without_a_day_ignores_past_and_future() -> None:
    text = "[review]\neffective_on = 2001-09-01\n[legal]\nadviser = 'D'\nreviewed_on = 2090-01-01"
    assert {finding.rule for finding in check(text, None)} == {"open"}


def test_findings_are_ordered_by_severity_then_question() -> None:
    findings = check(
        "unsure = ['legal.adviser']\npeople = [{id = 'a', name = 'Ann'}]\n[roles]\ntraining = ['x']"
    )
    ranks = [SEVERITIES.index(finding.severity) for finding in findings]
    assert ranks == sorted(ranks)
    errors = [finding.path for finding in findings if finding.severity == "error"]
    order = ["business.name", "roles.training", "review.effective_on"]
    assert [path for path in errors if path in order] == order


def test_format_location_names_step_and_question() -> None:
    findings = check("unsure = ['roles.cook']\n[unfinished]\n'people.1.x' = 'y'")
    places = {finding.path: format_location(finding, INTERVIEW) for finding in findings}
    assert (
        places["roles.head"] == 'Step 1, Team roles, "Who runs the business and has the last word?"'
    )
    assert places["business.name"] == 'Your business, "What is the business called?"'
    assert places["people.1.x"] == 'Your business, "Who will the policy name?"'
    assert places[""] == "The answers file"


def test_long_unfinished_text_is_shortened() -> None:
    findings = by_rule(check(f"[unfinished]\n'legal.adviser' = '{'x' * 5000}'"))
    assert len(findings["unfinished"].message) < 120


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
def test_is_answered(text: str, answered: bool) -> None:
    assert is_answered(parse(text), INTERVIEW.question("roles.head")) is answered


def test_is_answered_nobody_is_an_answer_only_where_optional() -> None:
    answers = parse("[roles]\ntraining = []\nspokespeople = []")
    assert is_answered(answers, INTERVIEW.question("roles.training"))
    assert not is_answered(answers, INTERVIEW.question("roles.spokespeople"))


@pytest.mark.parametrize(
    ("count", "subjects"),
    [
        (3, ["Person 0 has", "Person 1 has", "Person 2 has"]),
        (4, ["Person 0, Person 1, Person 2 and 1 more person have"]),
        (60, ["Person 0, Person 1, Person 2 and 57 more people have"]),
    ],
)
def test_many_people_share_one_finding(count: int, subjects: list[str]) -> None:
    people = "".join(f"[[people]]\nid = 'p{i}'\nname = 'Person {i}'\n" for i in range(count))
    for rule in ("no-role", "no-contact"):
        messages = [finding.message for finding in check(people) if finding.rule == rule]
        assert [message.partition(" no ")[0] for message in messages] == subjects


def test_person_without_a_name_is_called_by_email() -> None:
    findings = by_rule(
        check("people = [{id = 'ann', name = 'Ann'}, {id = 'person', email = 'bo at acme'}]")
    )
    assert findings["no-name"].message == "Person 2 on the list of people has no name."
    assert findings["email"].message.startswith('The e-mail address of "bo at acme", ')


def test_five_hundred_people_are_checked() -> None:
    people = "".join(f"[[people]]\nid = 'p{i}'\nname = 'Person {i}'\n" for i in range(500))
    assert "no-contact" in by_rule(check(people))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_can_be_checked(text: str) -> None:
    value = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    answers = parse(f"""
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
        """)
    for finding in check_answers(answers, INTERVIEW, datetime.date(2026, 10, 15)):
        assert format_location(finding, INTERVIEW)
