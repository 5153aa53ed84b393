"""Contradictions and notices: found where they should be, and only there."""

from pathlib import Path

import pytest

from tests.checks.helpers import INTERVIEW, by_rule, check, check_example, parse
from wizard.checks import check_answers
from wizard.checks.data_rules import load_data_rules
from wizard.data import DataError

OWN = "[employees]\nexpectations = ['{}']\n"

CLASH = {
    "criticism-hidden": OWN.format("Delete negative comments at once"),
    "password-dates": OWN.format("Change your password every 60 days"),
    "passwords-written-down": OWN.format("The passwords are in the red notebook"),
    "passwords-passed-on": OWN.format("Send new passwords to the team chat"),
    "encouraged-but-silent": OWN.format("Never post about us") + "stance = 'free'\n",
    "breaks-taken-back": OWN.format("No phones, even in your break"),
    "hide-employer": OWN.format("Never mention that you work here"),
    "asked-to-share": 'employees = {stance="official-only", expectations=["Share our posts"]}',
    "events-for-everyone": "[employees]\nstance = 'official-only'\nexpectations = ['events']",
    "own-approval-rule": "[roles]\napproval = 'author'\nposting = ['All posts are checked by Ann']",
    "rarely-looked-at": "[roles]\nreply_within = 'same-day'\n[[roles.accounts]]\nplatform = 'X'\n"
    "duties = 'Posts offers, answers messages once a week'",
    "customers-shown": OWN.format("Post pictures of happy customers"),
    "prizes-left-out": OWN.format("Tell people about our giveaways")
    + "[legal]\ntopics = ['rights', 'disclosure']",
    "ai-left-out": OWN.format("Pictures made with AI go to Ann first")
    + "[legal]\ntopics = ['rights', 'disclosure']",
    "ads-left-out": OWN.format("Be kind to influencers") + "[roles]\nposting = ['private']",
    "health-not-private": "[business]\ntrade = 'beauty'\n[legal]\ncustomer_data = ['names']",
    "payment-not-private": "[business]\ntrade = 'finance'\n[legal]\ncustomer_data = ['names']",
    "pupils-shown": "[business]\ntrade = 'education'\n[legal]\ncustomer_data = ['names']",
    "access-stays": "[security]\naccount_rules = ['ownership']",
    "hourly-but-absent": "[crisis]\nstaff_channels = ['meeting', 'notice']",
    "review-by-nobody": "[legal]\nreviewed_on = 2026-09-01",
}

HARMLESS = {
    "criticism-hidden": "Never delete negative comments",
    "password-dates": "Use a new password for every account",
    "passwords-written-down": "No passwords in notebooks or on paper",
    "passwords-passed-on": "Never share passwords in the team chat",
    "encouraged-but-silent": "Never post about us as if you spoke for us",
    "breaks-taken-back": "No phones at the fryer; wait for your break",
    "hide-employer": "Never say that you work for somebody else",
    "own-approval-rule": "Read every post twice",
    "rarely-looked-at": "Checks once a month who can sign in",
    "customers-shown": "Post pictures of customers only if they agree",
    "prizes-left-out": "No contests on our pages",
}


NOTICES = {
    "no-rights-notice",
    "no-secrets-notice",
    "no-monitoring-notice",
    "no-whistleblowing-line",
    "no-consultation",
    "no-disclosure-line",
    "language",
    "union",
    "no-reporting-channel",
}
SILENT = """
    [legal]
    topics = []
    places = {places}
    [personal_use]
    own_accounts = []
    """


def notices(text: str) -> list[str]:
    """Return the rule of each notice that is missing."""
    findings = check_answers(parse(text), INTERVIEW)
    return [finding.rule for finding in findings if finding.rule in NOTICES]


@pytest.mark.parametrize("rule", CLASH)
def test_contradiction_is_found(rule: str) -> None:
    finding = by_rule(check(CLASH[rule]))[rule]
    assert finding.why
    assert finding.severity != "error"
    assert finding.path


@pytest.mark.parametrize("rule", HARMLESS)
def test_contradiction_similar_words_are_left_alone(rule: str) -> None:
    extra = "[legal]\ntopics = ['rights', 'disclosure']\n[roles]\napproval = 'author'\n"
    assert rule not in by_rule(check(OWN.format(HARMLESS[rule]) + extra))
    duties = 'duties = "Posts events'
    changed = f'duties = "{HARMLESS[rule]}; posts events'
    assert rule not in by_rule(check_example((duties, changed)))


def test_contradiction_quotes_the_sentence_and_names_the_other_question() -> None:
    text = "Be on time. Delete negative comments at once. Smile."
    findings = check(f"[[legal.regional_rules]]\nplace = 'Home'\nrule = '{text}'")
    finding = by_rule(findings)["criticism-hidden"]
    assert finding.path == "legal.regional_rules"
    assert '"Delete negative comments at once"' in finding.message
    question = '"Which rules hold when somebody posts or replies for you?" (step 1)'
    assert question in finding.fix


def test_contradiction_at_a_hidden_question_is_ignored() -> None:
    own = "[employees]\nstance = 'official-only'\ndisclaimer = 'Delete negative comments'"
    assert "criticism-hidden" not in by_rule(check(own))


@pytest.mark.parametrize("key", ["advertising", "strategy", "legal_approval", "crisis_response"])
def test_duty_of_nobody_is_found(key: str) -> None:
    finding = by_rule(check(f"[roles]\n{key} = []"))["nobody"]
    assert (finding.severity, finding.path) == ("warning", f"roles.{key}")
    assert "nobody" not in by_rule(check("[roles]\nhead = 'a'"))


@pytest.mark.parametrize(
    ("rule", "old", "new", "names"),
    [
        (
            "untrained-spokesperson",
            'training = ["priya-nair"]',
            "training = []",
            "Maria Castellano and Devon Brooks",
        ),
        (
            "crisis-voice",
            'public_relations = "devon-brooks"',
            'public_relations = "tom-okafor"',
            "Tom Okafor",
        ),
        (
            "decider-left-out",
            'approval_order = ["devon-brooks", "maria-castellano"]',
            'approval_order = ["devon-brooks"]',
            "Maria Castellano",
        ),
    ],
)
def test_people_who_do_not_fit_together_are_named(
    rule: str, old: str, new: str, names: str
) -> None:
    assert names in by_rule(check_example((old, new)))[rule].message


@pytest.mark.parametrize("place", ["US", "GB", "IE", "CA", "AU", "NZ", "IN", "SG", "other"])
def test_notices_defaults_lack_none(place: str) -> None:
    assert notices(f"[business]\ncountry = '{place}'") == []


def test_notices_without_a_country_lack_none() -> None:
    assert notices("") == []


@pytest.mark.parametrize("place", ["US", "GB", "DE", "AU", "NZ"])
def test_notices_that_a_rule_of_law_prints_are_not_missing(place: str) -> None:
    assert set(notices(SILENT.format(places=[place]))) <= {"no-consultation"}


def test_disclosure_line_is_missing_where_no_rule_prints_it() -> None:
    missing = "no-disclosure-line"
    assert notices(SILENT.format(places=["other"])) == [missing]
    assert missing in notices(SILENT.format(places=["CN"]))
    for line in (
        "[employees]\nstance = 'encouraged'",
        "[personal_use]\nown_accounts = ['say-employer']",
    ):
        assert notices(f"[legal]\ntopics = []\nplaces=['other']\n{line}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("places=['DE']", ["no-consultation"]),
        ("places=['FR']", ["no-consultation", "language"]),
        ("places=['FR']\n[business]\nstaff = 11", ["language"]),
        ("places=['CN']", ["no-consultation", "language"]),
        (
            "places=['DE']\nregional_rules=[{place = 'DE', rule = 'The works council agreed.'}]",
            [],
        ),
        (
            "places=['FR']\n"
            "regional_rules=[{rule = 'The staff committee was asked. The French text counts.'}]",
            [],
        ),
        ("places=['CA']\nregional_rules=[{place = 'Québec', rule = 'X'}]", ["language"]),
        (
            "places=['CA']\nregional_rules=[{place = 'Quebec', rule = 'The French text counts.'}]",
            [],
        ),
        (
            "places=['CA']\nregional_rules=[{place = 'Ontario', rule = 'X'}]",
            ["no-monitoring-notice"],
        ),
        (
            "places=['CA']\nregional_rules=[{place='Ontario', rule='X'}]\n[business]\nstaff = 9",
            [],
        ),
        (
            "places=['US']\nregional_rules=[{place = 'New York', rule = 'X'}]",
            ["no-monitoring-notice"],
        ),
        ("places=['US']\nregional_rules=[{place = 'Oregon', rule = 'X'}]", []),
        ("places=['US']\nregional_rules=[{place = 'New York', rule = 'We never monitor.'}]", []),
        ("places=['AU']\nregional_rules=[{place = 'NSW', rule = 'X'}]", ["no-monitoring-notice"]),
        ("places=['GB']\nregional_rules=[{place = 'New York', rule = 'X'}]", []),
        ("places=['DE']\nfacts = []", []),
        ("places=['IE']\n[business]\nstaff = 49", []),
        ("places=['IE']\n[business]\nstaff = 50", ["no-reporting-channel"]),
        (
            "places=['IE']\nregional_rules=[{rule = 'Report it to Ann.'}]\n[business]\nstaff = 50",
            [],
        ),
        ("places=['DE']\nfacts = ['works-council']", ["no-consultation"]),
        ("places=['DE']\nfacts = ['works-council', 'staff-consulted']", []),
        ("places=['FR']\nfacts = ['staff-consulted', 'rules-filed', 'french-text']", []),
        ("places=['CN']\nfacts = ['staff-consulted', 'chinese-text']", []),
        ("places=['CA']\nstates = ['CA-QC']", ["language"]),
        ("places=['CA']\nstates = ['CA-QC']\nfacts = ['french-text']", []),
        ("places=['GB']\nstates = ['CA-QC']", []),
        ("places=['US']\nstates = ['US-NY']", ["no-monitoring-notice"]),
        ("places=['US']\nstates = ['US-NY']\nfacts = ['monitoring-notice']", []),
        ("places=['AU']\nstates = ['AU-NSW']", ["no-monitoring-notice"]),
        ("places=['CA']\nstates = ['CA-ON']\n[business]\nstaff = 24", []),
        ("places=['CA']\nstates = ['CA-ON']\n[business]\nstaff = 25", ["no-monitoring-notice"]),
        ("places=['US']\nfacts = ['staff-reps']", ["union"]),
        ("places=['GB']\nfacts = ['staff-reps']", ["union"]),
        ("places=['US']\nfacts = ['staff-reps', 'staff-consulted']", []),
        ("places=['US']\nrules = ['not us-fed-dtsa-notice']", ["no-secrets-notice"]),
        ("places=['US']\nrules = ['not us-fed-nlra-rights']", []),  # it stays all the same
        ("places=['GB']\nrules = ['not uk-whistle']", ["no-whistleblowing-line"]),
        ("places=['IE']\nrules = ['not eu-monitor']", ["no-monitoring-notice"]),
    ],
)
def test_notices_missing(text: str, expected: list[str]) -> None:
    assert notices(f"[legal]\n{text}") == expected


def test_notice_points_to_the_question_on_screen() -> None:
    finding = by_rule(check("[legal]\nplaces=['DE']"))["no-consultation"]
    assert f'"{INTERVIEW.question("legal.facts").ask}" (step 4)' in finding.fix


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("when = [{field = 'roles.nothing', is = ['x']}]", "roles.nothing"),
        ("when = [{field = 'roles.approval', is = ['x']}]", "unknown value 'x'"),
        ("when = [{field = 'roles.approval'}]", "must have a field and one test of: is, all"),
        ("when = [{is = ['x']}]", "must have a field and one test"),
        ("says = '('", "'says' is no regular expression"),
        ("when = []\nsevere = 1", "'severe' is not known"),
        ("fix = 'See {roles.nothing}.'", "'fix' has an unknown value 'roles.nothing'"),
    ],
)
def test_load_data_rules_mistake_is_named(tmp_path: Path, entry: str, message: str) -> None:
    words = "id = 'a'\nseverity = 'advice'\nat = 'people'\nmessage = 'W.'\nwhy = 'Y.'\n"
    fix = "" if "fix" in entry else "fix = 'D.'\n"
    for name in ("contradictions.toml", "notices.toml"):
        (tmp_path / name).write_text(f"[[rules]]\n{words}{fix}{entry}\n")
    with pytest.raises(DataError, match=message):
        load_data_rules(tmp_path)
