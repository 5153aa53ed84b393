"""What we have no rules for is said wherever rules are."""

import datetime
from pathlib import Path

import pytest

from tests.processes import run
from wizard.disclaimers import export_notice
from wizard.documents.compose import compose
from wizard.interview import load
from wizard.laws.gaps import find_gaps
from wizard.storage.toml_file import parse_answers

BREWERY = 'format = 2\n[business]\ntrade = "alcohol"\ncountry = "DE"\n'
SENTENCE = "We have no rules for making or selling alcohol in Germany. Ask a lawyer."


@pytest.mark.parametrize(
    ("business", "legal", "gaps"),
    [
        ("trade = 'alcohol'\ncountry = 'US'", "", ()),
        ("trade = 'retail'\ncountry = 'IN'", "", ()),
        ("country = 'DE'", "", ()),
        (
            "trade = 'alcohol'",
            "places = ['DE', 'US', 'FR']",
            ("making or selling alcohol in Germany or France",),
        ),
        (
            "trade = 'charity'\nother_trades = ['finance']\ncountry = 'US'",
            "",
            ("charities and community groups in the United States",),
        ),
        ("trade = 'other'\ncountry = 'other'", "", ("your kind of business", "your other country")),
        # Only those who give legal advice have rules of their own.
        ("trade = 'professional'\ncountry = 'DE'", "", ()),
        (
            "trade = 'professional'\ncountry = 'DE'",
            "facts = ['law-firm']",
            ("legal services in Germany",),
        ),
        (
            "trade = 'retail'\ncountry = 'CA'",
            "states = ['CA-ON', 'other', 'US-NY']",
            ("your other state or province beyond the national ones",),
        ),
    ],
)
def test_gaps(business: str, legal: str, gaps: tuple[str, ...]) -> None:
    text = f"format = 2\n[business]\n{business}\n[legal]\n{legal}\n"
    assert find_gaps(parse_answers(text.encode(), Path("acme.toml")), load()) == gaps


def test_gaps_are_said_by_check_and_export(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(BREWERY)
    assert (
        "We have no rules for making or selling alcohol in Germany."
        in run("check", str(path)).stdout
    )
    assert SENTENCE in run("export", str(path)).stderr
    path.write_text(f"{BREWERY}[legal]\nreviewed_on = 2026-11-01\n")
    assert SENTENCE in run("check", str(path)).stderr


def test_gaps_are_said_on_screen_and_to_the_lawyer() -> None:
    answers = parse_answers(BREWERY.encode(), Path("acme.toml"))
    assert SENTENCE in export_notice(answers, load(), datetime.date(2026, 12, 1))
    assert "No rules for making or selling alcohol in Germany" in str(
        compose(answers, "lawyer-questions")
    )
