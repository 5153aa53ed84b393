"""Who has to be told of a leak of personal data depends on country, state and trade."""

from pathlib import Path

import pytest

from wizard.answers.model import Answers
from wizard.interview import load
from wizard.laws.breach_notices import breach_notice, load_breach_notices
from wizard.storage.toml_file import parse_answers


def answers(legal: str) -> Answers:
    text = f"format = 2\n[business]\ntrade = 'health'\n[legal]\n{legal}\n"
    return parse_answers(text.encode(), Path("acme.toml"))


@pytest.mark.parametrize(
    ("legal", "words"),
    [
        ("places = ['GB']", "The Information Commissioner’s Office within 72 hours"),
        ("places = ['FR']", "(CNIL) within 72 hours"),
        ("places = ['IN']", "Ask our lawyer on the first day; the deadline may be hours."),
        ("", "Ask our lawyer on the first day; the deadline may be hours."),
        ("places = ['US']\nadviser = 'Dana Quill'", "so ask Dana Quill on the first day."),
        ("places = ['US']", "If HIPAA applies to us, also the Department of Health"),
        (
            "places = ['US']\nstates = ['US-NY', 'CA-ON', 'other']",
            "In New York: the people affected within 30 days of discovery, and the attorney "
            "general, the Department of State and the State Police",
        ),
    ],
)
def test_full_notice_names_the_authority(legal: str, words: str) -> None:
    (paragraph,) = breach_notice(answers(legal), load()).full
    assert words in paragraph
    assert "Ontario" not in paragraph


def test_short_notice_has_the_days_of_the_states() -> None:
    notice = breach_notice(answers("places = ['US']\nstates = ['US-CO', 'US-ND']"), load())
    assert notice.short == (
        "ask our lawyer on the first day who must be told: the people affected and, where the law "
        "of their state requires it, the state attorney general. Deadlines vary by state; in "
        "Colorado, it is 30 days."
    )
    assert notice.sources[1].citation == "C.R.S. § 6-1-716"


def test_notice_of_two_countries_has_a_paragraph_for_each() -> None:
    notice = breach_notice(answers("places = ['DE', 'IN']"), load())
    assert [paragraph.partition(":")[0] for paragraph in notice.full] == ["Germany", "India"]
    assert "told. Germany: the data protection authority of our state (Land)" in notice.short
    assert notice.short.endswith("India: the deadline may be hours.")


def test_every_us_state_has_a_notice() -> None:
    assert len(load_breach_notices().states) == 51
