"""A password typed into an answer is noticed, and never repeated."""

from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from wizard.answers.fields import replace_value
from wizard.answers.model import Account, Answers
from wizard.checks import findings
from wizard.interview import load
from wizard.storage.toml_file import parse_answers


def secrets(answers: Answers) -> list[str]:
    found = [finding for finding in findings(answers, load()) if finding.rule == "secret"]
    assert "hunter2" not in repr(found)
    assert {finding.severity for finding in found} <= {"warning"}
    return [finding.path for finding in found]


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
def test_a_password_is_noticed_wherever_it_is(text: str) -> None:
    assert secrets(replace_value(Answers(), "legal.adviser", text)) == ["legal.adviser"]
    assert secrets(
        replace_value(Answers(), "roles.accounts", (Account(platform="X", duties=text),))
    ) == ["roles.accounts"]
    assert secrets(replace_value(Answers(), "security.sign_in", ("two-factor", text))) == [
        "security.sign_in"
    ]
    assert secrets(Answers().model_copy(update={"unfinished": {"review.next_on": text}})) == [
        "review.next_on"
    ]


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
def test_talk_about_passwords_is_none(text: str) -> None:
    assert secrets(replace_value(Answers(), "legal.adviser", text)) == []


def test_the_example_and_our_own_suggestions_hold_none() -> None:
    assert secrets(parse_answers(EXAMPLE, Path("x"))) == []
    assert secrets(Answers()) == []
