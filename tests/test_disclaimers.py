"""What the owner reads about the limits of this program, and that staff read none of it."""

import datetime
import re
from pathlib import Path
from typing import get_args

import pytest

from tests.example import ANSWERS as EXAMPLE
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers, Length
from wizard.disclaimers import NO_LEGAL_ADVICE, OUTDATED_RULES_NOTE, export_notice
from wizard.documents.catalog import catalog
from wizard.documents.compose import compose
from wizard.interview import load
from wizard.storage.toml_file import parse_answers

INTERVIEW = load()
TODAY = datetime.date(2026, 12, 1)
ROOT = Path(__file__).parent.parent
NOTICE = re.compile(
    r"not (give )?legal advice|law firm|qualified lawyer|Policy Wizard"
    r"|computer program|without warranty"
    r"|for information only|first draft|no lawyer",
    re.IGNORECASE,
)
OWNERS = ("lawyer-questions", "review-calendar")
"""The documents that are for the owner and the lawyer; all others reach staff, or the public."""


def answers(text: str) -> Answers:
    return parse_answers(f"format = 2\n{text}\n".encode(), Path("acme.toml"))


class TestBeforeExport:
    def test_places_trade_and_state_of_the_rules(self) -> None:
        said = export_notice(EXAMPLE, INTERVIEW, TODAY)
        assert said.startswith(
            "You chose: United States, Oregon; Café, restaurant, bakery or food maker; "
            "Shop or online shop. "
        )
        assert re.search(
            r"\d+ rules of law go into the policy, last checked on November 22, 2026\.", said
        )
        assert "Your adviser last read the policy on August 20, 2026." in said
        assert OUTDATED_RULES_NOTE not in said

    def test_nobody_has_read_it(self) -> None:
        assert "No lawyer has checked" in export_notice(
            answers("business.country = 'GB'"), INTERVIEW, TODAY
        )

    def test_no_place_and_old_rules(self) -> None:
        assert "not picked a country yet" in export_notice(Answers(), INTERVIEW, TODAY)
        somewhere = answers("legal = {places = ['US'], states = ['US-NY', 'other']}")
        assert "You chose: United States, New York; " in export_notice(somewhere, INTERVIEW, TODAY)
        assert "Ask a lawyer" in export_notice(
            answers("business.country = 'other'"), INTERVIEW, TODAY
        )
        assert export_notice(EXAMPLE, INTERVIEW, datetime.date(2027, 6, 1)).endswith(
            OUTDATED_RULES_NOTE
        )

    def test_no_promise(self) -> None:
        for words in (NO_LEGAL_ADVICE, export_notice(EXAMPLE, INTERVIEW, TODAY)):
            assert not re.search(
                r"compliant|guarantee|legally binding|lawyer-approved|safe harbor", words
            )


@pytest.mark.parametrize("name", [entry.name for entry in catalog() if entry.name not in OWNERS])
@pytest.mark.parametrize("length", get_args(Length))
def test_staff_read_no_notice_of_ours(name: str, length: str) -> None:
    unread = replace_value(
        replace_value(EXAMPLE, "business.length", length), "legal.reviewed_on", None
    )
    for answers in (EXAMPLE, unread):
        assert NOTICE.findall(str(compose(answers, name))) == []


def test_the_owner_s_copy_ends_with_it() -> None:
    assert "information, not legal advice" in str(compose(EXAMPLE, "lawyer-questions"))[-900:]


def test_the_readme_has_it() -> None:
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    for words in (
        "no legal advice",
        "It is not a law firm",
        "as it is, without a warranty",
        "between a lawyer and",
    ):
        assert words in text
