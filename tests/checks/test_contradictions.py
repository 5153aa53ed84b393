"""Answers that don't go together are found; those that only sound like it are left alone."""

from pathlib import Path

import pytest

from tests.checks.looking import changed, found
from wizard.checks.contradictions_file import ContradictionsError, load, shipped

OWN = "[employees]\nexpectations = ['{}']\n"

CLASH = {
    "criticism-hidden": OWN.format("Delete negative comments at once"),
    "password-dates": OWN.format("Change your password every 60 days"),
    "passwords-written-down": OWN.format("The passwords are in the red notebook"),
    "passwords-passed-on": OWN.format("Send new passwords to the team chat"),
    "encouraged-but-silent": "[employees]\nstance = 'encouraged'\nexpectations = ['Never post about work']",
    "breaks-taken-back": OWN.format("No phones, even in your break"),
    "hide-employer": OWN.format("Never mention that you work here"),
    "asked-to-share": "[employees]\nstance = 'official-only'\nexpectations = ['Please share our posts']",
    "events-for-everyone": "[employees]\nstance = 'official-only'\nexpectations = ['events']",
    "own-approval-rule": "[roles]\napproval = 'author'\nposting = ['Every post is checked by a second person']",
    "rarely-looked-at": "[roles]\nreply_within = 'same-day'\n[[roles.accounts]]\nplatform = 'X'\nhandle = '@a'\n"
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


@pytest.mark.parametrize("rule", CLASH)
def test_what_does_not_go_together_is_found(rule: str) -> None:
    one = found(CLASH[rule])[rule]
    assert one.why
    assert one.severity != "error"
    assert one.path


def test_each_has_an_example_here() -> None:
    assert set(CLASH) == {one.id for one in shipped()}


@pytest.mark.parametrize("rule", HARMLESS)
def test_what_sounds_like_it_is_left_alone(rule: str) -> None:
    extra = "[legal]\ntopics = ['rights', 'disclosure']\n[roles]\napproval = 'author'\n"
    assert rule not in found(OWN.format(HARMLESS[rule]) + extra)
    assert rule not in changed(
        ('duties = "Posts events', f'duties = "{HARMLESS[rule]}; posts events')
    )


def test_a_sentence_is_found_among_others_and_quoted() -> None:
    text = "Be on time. Delete negative comments at once. Smile."
    one = found(f"[[legal.regional_rules]]\nplace = 'Home'\nrule = '{text}'")["criticism-hidden"]
    assert one.path == "legal.regional_rules"
    assert '"Delete negative comments at once"' in one.what
    assert '"Which rules hold when somebody posts or replies for you?" (step 1)' in one.do


def test_a_hidden_question_says_nothing() -> None:
    own = "[employees]\nstance = 'official-only'\ndisclaimer = 'Delete negative comments'"
    assert "criticism-hidden" not in found(own)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("when = [{field = 'roles.nothing', is = ['x']}]", "roles.nothing"),
        ("when = [{field = 'roles.approval', is = ['x']}]", "unknown value"),
        ("when = [{field = 'roles.approval'}]", "goes with one of"),
        ("when = [{field = '*', says = '('}]", "can't be understood"),
        ("when = []\nsevere = 1", "severe"),
    ],
)
def test_a_mistake_in_the_file_is_told(tmp_path: Path, entry: str, says: str) -> None:
    file = tmp_path / "contradictions.toml"
    words = "id = 'a'\nseverity = 'advice'\nat = 'people'\nwhat = 'W.'\nwhy = 'Y.'\ndo = 'D.'"
    file.write_text(f"[[contradictions]]\n{words}\n{entry}\n")
    with pytest.raises(ContradictionsError, match=says):
        load(file)
