"""The list of rules that an adviser goes through without the wizard."""

import datetime
import json
import re

import pytest

from wizard.__main__ import main
from wizard.cli import rule_list
from wizard.data import DataError
from wizard.laws.models import load_rule_sets

TODAY = datetime.date(2026, 11, 23)


def test_every_rule_is_listed_with_its_source_and_its_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules"]) == 0
    out, err = capsys.readouterr()
    said = " ".join(out.split())
    for pack in load_rule_sets():
        for rule in pack.rules:
            assert f"{rule.id}:" in out
            assert rule.address in out
            assert " ".join(rule.citation.split()) in said
    assert "no legal advice" in err


@pytest.mark.parametrize(
    ("asked", "pack"), [("GB", "uk"), ("uk", "uk"), ("united kingdom", "uk"), ("food", "food")]
)
def test_a_region_or_a_trade_is_found_by_any_of_its_names(asked: str, pack: str) -> None:
    assert pack in {found.key for found in rule_list.chosen(asked)}


def test_an_unknown_region_is_told_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--region", "germny"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "'germny'; did you mean 'germany'?" in err or "germany" in err
    assert len(err.splitlines()) == 1
    with pytest.raises(DataError):
        rule_list.chosen("Atlantis")


def test_other_programs_get_each_rule_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--region", "US", "--json"]) == 0
    packs = json.loads(capsys.readouterr().out)
    rules = {rule["id"]: rule for pack in packs for rule in pack["rules"]}
    assert {"us", "us-states"} <= {pack["pack"] for pack in packs}
    assert rules["us-fed-nlra-rights"]["printed"] is True
    assert rules["us-fed-nlra-rights"]["read"]


def test_a_pack_says_when_it_is_older_than_six_months() -> None:
    packs = rule_list.chosen("GB")
    assert not any("months ago" in line for line in rule_list.lines(packs, TODAY))
    assert any(
        "months ago" in line
        for line in rule_list.lines(packs, packs[0].checked + datetime.timedelta(days=190))
    )


def test_words_for_people_hold_no_marks_of_ours() -> None:
    for pack in load_rule_sets():
        for rule in pack.rules:
            words = f"{rule.certainty} {rule.caution_text}"
            assert "VERIFIED" not in rule.certainty
            assert "KNOWN" not in words
            assert not re.search(r"\b(High|Medium|Low)\b", rule.certainty)
            assert "(S" not in words.replace("(SEC", "").replace("(SPDI", ""), rule.id
