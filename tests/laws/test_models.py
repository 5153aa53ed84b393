"""The rules as shipped: complete, honest about their sources, fit for staff."""

import datetime
import re
import shutil
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import get_args

import pytest

from wizard.answers.model import Country, Fact, Trade
from wizard.data import DataError
from wizard.laws import models
from wizard.laws.models import (
    Rule,
    RuleSet,
    load_index,
    load_rule_set,
    load_rule_sets,
    load_sources,
    rules_by_id,
    rules_dir,
)

RULES = [rule for rule_set in load_rule_sets() for rule in rule_set.rules]
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


IN_THE_WORDS_OF_THE_LAW = ("us-fed-dtsa-notice", "us-ny-monitor")


class TestShippedRules:
    def test_ids_are_unique(self) -> None:
        assert [key for key, count in Counter(rule.id for rule in RULES).items() if count > 1] == []

    def test_every_file_is_in_the_index(self) -> None:
        files = {path.stem for path in rules_dir().glob("*.toml")} - {"index", "sources"}
        assert {rule_set.key for rule_set in load_rule_sets()} == files
        assert all(load_rule_set(key).key == key for key in files)

    def test_index_and_files_agree(self) -> None:
        index = load_index()
        listed = {
            (name, key)
            for lists in (index.countries, index.trades)
            for name, keys in lists.items()
            for key in keys
        }
        claimed = {(name, each.key) for each in load_rule_sets() for name in each.applies_to}
        assert listed == claimed

    @pytest.mark.parametrize(
        ("listed", "known"),
        [
            ([*load_index().countries, "other"], get_args(Country)),
            ({*load_index().trades, *load_index().subjects, "other"}, get_args(Trade)),
            ([*load_index().needs], get_args(Fact)),
        ],
    )
    def test_index_names_every_choice(
        self, listed: Collection[str], known: tuple[str, ...]
    ) -> None:
        assert sorted(listed) == sorted(known)

    def test_every_source_mark_is_explained(self) -> None:
        assert {mark for rule in RULES for mark in rule.marks} == set(load_sources())

    def test_unsafe_copies_are_not_named(self) -> None:
        text = " ".join(source["where"] for source in load_sources().values())
        assert not re.search("xiyinlitea|xydpcl|zzhuanghui", text)

    @each_rule
    def test_status_is_told_in_words(self, rule: Rule) -> None:
        assert rule.topic in load_index().topics
        assert rule.status.startswith(rule.level)
        for words in (rule.certainty, rule.caution_text):
            assert not re.search(r"VERIFIED|KNOWN|\bS\d|\b(High|Medium|Low)\b", words)

    @each_rule
    def test_caution_names_only_what_the_user_has(self, rule: Rule) -> None:
        assert not re.search(r"\brw-\d|see section", rule.caution)
        named = re.findall(r"\brule ([a-z]+(?:-[a-z0-9]+)+)", rule.caution)
        assert set(named) <= set(rules_by_id())

    @each_rule
    def test_clause_is_short_and_plain(self, rule: Rule) -> None:
        if rule.id not in IN_THE_WORDS_OF_THE_LAW:
            sentences = re.split(r"(?<=[.!?:])\s+", rule.clause)
            assert max(len(sentence.split()) for sentence in sentences) <= 30
            assert len(rule.clause.split()) <= 65
        assert not re.search(r"VERIFIED|KNOWN|\[|\bS\d|co-worker|colleague", rule.clause)

    @each_rule
    def test_clause_takes_no_right_away(self, rule: Rule) -> None:
        taboo = r"no (expectation of )?privacy|disparag|disrespect|inappropriate"
        assert not re.search(taboo, rule.clause)

    @each_rule
    def test_core_clause_claims_nothing_that_the_user_has_not_said(self, rule: Rule) -> None:
        claims = r"\b(We asked|We put|We discussed|We gave|We sent|available in)\b"
        assert rule.needs or not rule.core or not re.search(claims, rule.clause)

    @pytest.mark.parametrize(
        ("key", "states", "staff", "needs"),
        [
            ("us-ca-980", ("US-CA",), None, ()),
            ("us-ny-monitor", ("US-NY",), None, ("monitoring-notice",)),
            ("us-ct-de-monitor", ("US-CT", "US-DE"), None, ("monitoring-notice",)),
            ("us-fed-harass", (), None, ()),
            ("ca-on-disconnect", ("CA-ON",), 25, ()),
            ("eu-works-process-fr", (), 50, ("works-council", "staff-consulted", "rules-filed")),
            ("eu-works-process-de", (), None, ("works-council", "staff-consulted")),
            ("us-st-password", (), None, ()),
        ],
    )
    def test_conditions_are_those_of_the_law(
        self, key: str, states: tuple[str, ...], staff: int | None, needs: tuple[str, ...]
    ) -> None:
        rule = rules_by_id()[key]
        assert (rule.states, rule.staff_at_least, rule.needs) == (states, staff, needs)


@pytest.mark.parametrize(
    ("checked", "today", "is_outdated"),
    [
        ("2026-11-22", "2027-05-22", False),
        ("2026-11-22", "2027-05-23", True),
        ("2026-08-31", "2027-02-28", False),
        ("2026-08-31", "2027-03-01", True),
        ("2026-11-22", "2026-11-22", False),
    ],
)
def test_is_outdated_after_six_months(checked: str, today: str, is_outdated: bool) -> None:
    rule_set = RuleSet(
        key="x",
        kind="region",
        applies_to=(),
        title="X",
        checked=datetime.date.fromisoformat(checked),
        rules=(),
    )
    assert rule_set.is_outdated(datetime.date.fromisoformat(today)) is is_outdated


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('topic = "', 'topik = "', "'topik' is not known; did you mean 'topic'?"),
        ('topic = "privacy"', "", "'topic' is missing"),
        ('address = "https:', 'address = "http:', "'address' must be a web address"),
        ("mixed = true", 'mixed = "no"', "'mixed' must be true or false"),
        ("mixed = true", "mixed = true\nneeds = ['work-council']", "mean 'works-council'?"),
        ("mixed = true", "mixed = true\nstaff_at_least = 0", "'staff_at_least' must be 1"),
        ("mixed = true", "mixed = true\ncountries = ['NX']", "unknown value 'NX'"),
        ('clause = "', 'clause = "{leed} ', "unknown value 'leed'; did you mean 'lead'?"),
        ('clause = "', 'clause = "{lead.email} ', "unknown value 'lead.email'"),
        ('clause = "', 'clause = "{ ', "a brace that stands alone"),
        ('clause = "', 'clause = "\\n', "'clause' must be one line"),
    ],
)
def test_load_rule_set_names_the_file_the_rule_and_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, message: str
) -> None:
    directory = tmp_path / "laws"
    shutil.copytree(rules_dir(), directory)
    path = directory / "nz.toml"
    head, rule, tail = path.read_text("utf-8").partition('id = "nz-privacy"')
    path.write_text(head + rule + tail.replace(before, after, 1), "utf-8")
    monkeypatch.setattr(models, "rules_dir", lambda: directory)
    with pytest.raises(DataError) as caught:
        load_rule_set.__wrapped__("nz")
    assert str(caught.value).startswith(f"{path}: 'rules': 'nz-privacy': ")
    assert message in str(caught.value)


def test_load_rule_set_without_a_file_is_an_error() -> None:
    with pytest.raises(DataError, match=r"nzz\.toml: can't be read"):
        load_rule_set("nzz")
