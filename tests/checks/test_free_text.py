"""Secrets, invisible characters, hard sentences and private details in what the user typed."""

import pytest
import textstat

from tests.checks.helpers import by_rule, check, check_example
from wizard.answers.fields import replace_value
from wizard.answers.model import Account, Answers, Person
from wizard.checks import check_answers
from wizard.checks.free_text import reading_ease
from wizard.interview import load
from wizard.laws.models import load_rule_sets

HARD = (
    "Notwithstanding any contractual stipulation, organisational representatives disseminating "
    "confidential documentation electronically necessitate authorisation. Unauthorised "
    "dissemination constitutes irresponsibility. Managerial intervention regarding "
    "communicational irregularities remains discretionary. "
) * 2
LONG = "Tell Ann when you see something odd on our pages " + "and then wait for her answer " * 6
EASY = "Tell Ann when you see something odd. Wait for her answer. Do not write to the person. " * 3
TWO = "people = [{id = 'a', name = 'Ann', phone = '1'}, {id = 'b', name = 'Bo', phone = '2'}]\n"
WEBSITE = "publication = {places = ['website'], website_address = 'https://acme.example'}\n"


def paths(answers: Answers, rule: str) -> list[str]:
    findings = [finding for finding in check_answers(answers, load()) if finding.rule == rule]
    assert "hunter2" not in repr(findings)
    return [finding.path for finding in findings]


@pytest.mark.parametrize(
    ("text", "is_hard"), [(HARD, True), (LONG, True), (EASY, False), (HARD[:90], False)]
)
def test_hard_texts_are_found(text: str, is_hard: bool) -> None:
    findings = by_rule(check(f"[[publication.own_clauses]]\nsection = 'law'\ntext = '{text}'"))
    assert ("hard-to-read" in findings) is is_hard


def test_reading_ease_agrees_with_a_dictionary_on_average() -> None:
    clauses = [rule.clause for rules in load_rule_sets() for rule in rules.rules]
    estimate = sum(map(reading_ease, clauses)) / len(clauses)
    expected = sum(map(textstat.flesch_reading_ease, clauses)) / len(clauses)
    assert abs(estimate - expected) < 3
    assert reading_ease("") == reading_ease("… 12") == 100


@pytest.mark.parametrize(
    "text",
    [
        "password: hunter2",
        "Password = hunter2!",
        "our Instagram pwd: hunter2",
        "The passphrase is hunter2-hunter2",
        "PIN code: 47110815",
        "the pin is 4711",
        "Passcode → hunter2",
        "API key: abcdefgh12345678",
        "sk_live_abcdefghijklmnop1234",
        "-----BEGIN RSA PRIVATE KEY-----",
    ],
)
def test_password_is_found_wherever_it_is_and_not_repeated(text: str) -> None:
    accounts = (Account(platform="X", duties=text),)
    for path, value in (
        ("legal.adviser", text),
        ("roles.accounts", accounts),
        ("security.sign_in", ("two-factor", text)),
    ):
        assert paths(replace_value(Answers(), path, value), "secret") == [path]
    assert paths(Answers(unfinished={"review.next_on": text}), "secret") == ["review.next_on"]


@pytest.mark.parametrize(
    "text",
    [
        "Passwords are kept in the password manager",
        "Ask Maria for the password",
        "The password is in the safe",
        "Secret Garden Ltd",
        "pin it to the top: always",
    ],
)
def test_talk_about_passwords_is_left_alone(text: str) -> None:
    assert paths(replace_value(Answers(), "legal.adviser", text), "secret") == []


@pytest.mark.parametrize(
    "sign", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2069"]
)
def test_bidirectional_control_is_found(sign: str) -> None:
    rule = "hidden-sign"
    named = replace_value(Answers(), "business.name", f"Rosehill{sign} Bakery")
    assert paths(named, rule) == ["business.name"]
    assert paths(Answers(people=(Person(id="ana", phone=f"{sign}+44"),)), rule) == ["people"]
    unfinished = Answers(unfinished={"review.next_on": f"next{sign} May"})
    assert paths(unfinished, rule) == ["review.next_on"]


@pytest.mark.parametrize(
    "name",
    ["مخبز الوردة", "מאפיית השושנה", "Rosehill \u200e(UK)", "👩\u200d🍳 Bakes", "Cafe\u0301"],
)
def test_other_scripts_and_joined_letters_are_left_alone(name: str) -> None:
    assert paths(replace_value(Answers(), "business.name", name), "hidden-sign") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "roles = {accounts = [{platform = 'W', handle = '+44 7700 900123'}]}",
            "private-in-public",
        ),
        ("employees = {expectations = ['Ask ann about bakes']}", "private-in-public"),
        ("employees = {expectations = ['Write to ann [at] gmail.com']}", "private-in-public"),
        ("employees = {expectations = ['Call 07700 900123']}", "left-out-of-public"),
    ],
)
def test_private_details_are_found_only_for_a_website(text: str, rule: str) -> None:
    assert rule in by_rule(check(f"{TWO}{WEBSITE}{text}"))
    assert rule not in by_rule(check(f"{TWO}{text}"))


@pytest.mark.parametrize(
    "text",
    [
        "Ask Ann about bakes",
        "Answer within 24 hours, 7 days a week",
        "The fair of 2026-09-12",
        "Rules from 01.10.2026 on",
        "You may ask",
        "Bring it to the fair on 31/12/2026",
    ],
)
def test_public_words_without_details_are_left_alone(text: str) -> None:
    people = "people = [{id = 'a', name = 'Ann May', phone = '1'}]\n"
    findings = by_rule(check(f"{people}{WEBSITE}employees = {{expectations = ['{text}']}}"))
    assert not {"private-in-public", "left-out-of-public"} & findings.keys()


def test_example_has_no_secrets() -> None:
    assert "secret" not in by_rule(check_example())
