"""The list of rules that an adviser goes through without the wizard."""

import json

import pytest

from wizard.cli.main import main
from wizard.laws.models import load_rule_sets


def test_rules_without_a_region_lists_every_rule_with_source_and_date(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules"]) == 0
    out, err = capsys.readouterr()
    words = " ".join(out.split())
    for pack in load_rule_sets():
        for rule in pack.rules:
            assert f"{rule.id}:" in out
            assert rule.address in out
            assert " ".join(rule.citation.split()) in words
    assert "no legal advice" in err
    assert "months ago" not in out
    assert "VERIFIED" not in out


@pytest.mark.parametrize(
    ("region", "pack"), [("GB", "uk"), ("uk", "uk"), ("united kingdom", "uk"), ("food", "food")]
)
def test_rules_by_any_name_of_a_region_or_trade_lists_its_pack(
    region: str, pack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "--region", region, "--json"]) == 0
    assert pack in {listed["pack"] for listed in json.loads(capsys.readouterr().out)}


def test_rules_with_unknown_region_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "--region", "foood"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "'foood'; did you mean 'food'?" in err
    assert len(err.splitlines()) == 1


def test_rules_as_json_has_every_detail(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--region", "US", "--json"]) == 0
    packs = json.loads(capsys.readouterr().out)
    rules = {rule["id"]: rule for pack in packs for rule in pack["rules"]}
    assert {"us", "us-states"} <= {pack["pack"] for pack in packs}
    assert rules["us-fed-nlra-rights"]["printed"] is True
    assert rules["us-fed-nlra-rights"]["read"]
