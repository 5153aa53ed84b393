"""The rule packs: what is in them, which apply, and how a slip in a file is reported."""

import datetime
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from wizard.laws.models import PLACEHOLDERS, Rule, RuleSet, load_index, load_rule_sets, load_sources

from wizard.answers.model import Answers, Business, Country, Legal, Trade
from wizard.data import DataError
from wizard.data_dirs import data_dir
from wizard.laws import Placeholder, split_clause
from wizard.laws.selection import included_rules

SHIPPED = data_dir("output_templates") / "en" / "laws"
RULES_PER_PACK = {
    "us": 17, "us-states": 13, "uk": 16, "eu": 11, "germany": 1, "france": 1, "ca": 11, "au": 11, "nz": 6, "in": 5,
    "sg": 4, "cn": 10, "finance": 3, "health": 2, "education": 3, "alcohol": 2, "food": 1, "legal-services": 2,
    "listed-company": 2, "government": 3, "retail": 3,
}  # fmt: skip
PROCESS = {
    "us-fed-worktime", "uk-acas-process", "eu-works-process-de", "eu-works-process-fr", "ca-on-disconnect",
    "ca-qc-language", "au-disconnect", "au-page-admin", "cn-process", "cn-discipline",
}  # fmt: skip


@pytest.fixture(scope="module")
def packs() -> dict[str, RuleSet]:
    return {pack.key: pack for pack in load_rule_sets()}


@pytest.fixture(scope="module")
def rules(packs: dict[str, RuleSet]) -> dict[str, Rule]:
    return {rule.id: rule for pack in packs.values() for rule in pack.rules}


def answers(*places: Country, trade: Trade = "other", staff: int | None = None) -> Answers:
    return Answers(business=Business(trade=trade, staff=staff), legal=Legal(places=places))


def printed(given: Answers, place: Path | None = None) -> list[str]:
    return [rule.id for pack in included_rules(given, place) for rule in pack.rules]


class TestWhatIsShipped:
    def test_every_pack_with_all_its_rules(self, packs: dict[str, RuleSet]) -> None:
        assert {key: len(pack.rules) for key, pack in packs.items()} == RULES_PER_PACK

    def test_each_of_the_127_rules_once(self, packs: dict[str, RuleSet]) -> None:
        ids = Counter(rule.id for pack in packs.values() for rule in pack.rules)
        assert len(ids) == ids.total() == 127

    def test_how_sure_we_are_is_told_honestly(self, rules: dict[str, Rule]) -> None:
        assert Counter(rule.level for rule in rules.values()) == {"VERIFIED": 87, "KNOWN": 40}
        assert sum(rule.mixed for rule in rules.values()) == 39
        assert all(rule.status.startswith(rule.level) for rule in rules.values())

    @pytest.mark.parametrize(
        ("key", "citation", "address", "status"),
        [
            (
                "us-fed-dtsa-notice",
                "Defend Trade Secrets Act, 18 U.S.C. § 1833(b)(1), (b)(3)",
                "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title18-section1833",
                "VERIFIED primary (S1). High",
            ),
            (
                "uk-pay",
                "Equality Act 2010 s.77",
                "https://www.legislation.gov.uk/ukpga/2010/15/section/77",
                "VERIFIED primary (copy) (S40). High",
            ),
            (
                "cn-reviews",
                "Anti-Unfair Competition Law (revised 27 June 2025, in force 15 Oct 2025) art 9 on false promotion",
                "https://flk.npc.gov.cn",
                "VERIFIED secondary, on a poor-quality mirror (S97). Medium. Own knowledge agrees, high",
            ),
            (
                "food-claims",
                "US: FTC Act s.5 and 21 CFR Part 101. UK/EU: Regulation (EC) 1924/2006 on nutrition and health claims",
                "https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
                "KNOWN, high",
            ),
        ],
    )
    def test_sources_word_for_word(
        self, rules: dict[str, Rule], key: str, citation: str, address: str, status: str
    ) -> None:
        rule = rules[key]
        assert (rule.citation, rule.address, rule.status) == (citation, address, status)

    def test_process_is_a_topic(self, rules: dict[str, Rule]) -> None:
        assert {rule.id for rule in rules.values() if rule.topic == "process"} == PROCESS

    def test_nothing_refers_to_papers_the_owner_does_not_have(self, rules: dict[str, Rule]) -> None:
        for rule in rules.values():
            assert not re.search(r"\brw-\d|see section", rule.caution), rule.id
            named = re.findall(r"\brule ([a-z]+(?:-[a-z0-9]+)+)", rule.caution)
            assert set(named) <= set(rules), rule.id

    def test_every_mark_of_a_source_is_explained(self, rules: dict[str, Rule]) -> None:
        marks = {
            mark
            for rule in rules.values()
            for mark in re.findall(r"\bS\d+[a-z]?\b", rule.status + rule.caution)
        }
        assert marks == set(load_sources())

    def test_unsafe_copies_are_not_named(self) -> None:
        text = " ".join(source.where for source in load_sources().values())
        for host in ("xiyinlitea", "xydpcl", "zzhuanghui"):
            assert host not in text


class TestWordsForStaff:
    def test_short_sentences_and_clauses(self, rules: dict[str, Rule]) -> None:
        for rule in rules.values():
            sentences = re.split(r"(?<=[.!?:])\s+", rule.clause)
            assert max(len(sentence.split()) for sentence in sentences) <= 30, rule.id
            assert len(rule.clause.split()) <= 50, rule.id

    def test_no_clause_speaks_of_us_in_our_own_jargon(self, rules: dict[str, Rule]) -> None:
        for rule in rules.values():
            assert not re.search(r"VERIFIED|KNOWN|\[|\bS\d", rule.clause), rule.id
            assert not re.search("co-worker|colleague", rule.clause), rule.id

    def test_no_clause_takes_privacy_or_speech_away(self, rules: dict[str, Rule]) -> None:
        for rule in rules.values():
            assert not re.search(
                r"no (expectation of )?privacy|disparag|disrespect|inappropriate", rule.clause
            ), rule.id

    def test_slots(self, rules: dict[str, Rule]) -> None:
        assert split_clause(rules["uk-hidden-ads"])[1] == Placeholder("company")
        assert split_clause(rules["sg-truth"])[-2:] == (Placeholder("lead"), ".")
        assert {
            part.name
            for rule in rules.values()
            for part in split_clause(rule)
            if isinstance(part, Placeholder)
        } == {*PLACEHOLDERS}

    def test_a_clause_without_slots_is_one_piece(self, rules: dict[str, Rule]) -> None:
        rule = rules["us-fed-nlra-rights"]
        assert split_clause(rule) == (rule.clause,)


class TestCoreRules:
    def test_a_handful_for_each_country(self) -> None:
        for country in get_args(Country):
            chosen = included_rules(answers(country))
            assert 4 <= sum(len(pack.rules) for pack in chosen) <= 6 or country == "other", country

    def test_the_right_to_talk_comes_first_in_the_united_states(self) -> None:
        chosen = printed(answers("US"))
        assert chosen[0] == "us-fed-nlra-rights"
        assert "us-fed-dtsa-notice" in chosen

    def test_what_the_answers_cannot_show_is_never_printed(self, rules: dict[str, Rule]) -> None:
        given = answers(*get_args(Country), trade="professional", staff=5000)
        assert not [key for key in printed(given) if rules[key].states or rules[key].needs]

    def test_no_core_rule_claims_that_something_was_done_unless_the_owner_said_so(
        self, rules: dict[str, Rule]
    ) -> None:
        for rule in rules.values():
            if rule.core and not rule.needs:
                assert not re.search(
                    r"\b(We asked|We put|We discussed|We gave|We sent|available in)\b", rule.clause
                )

    @pytest.mark.parametrize(
        ("country", "rights"),
        [
            ("GB", {"uk-pay", "uk-whistle"}),
            ("IE", {"eu-pay", "eu-whistle"}),
            ("CA", {"ca-pay", "ca-whistle"}),
            ("AU", {"au-pay", "au-whistle"}),
            ("NZ", {"nz-pay", "nz-whistle"}),
        ],
    )
    def test_rights_to_talk_about_pay_and_to_report(
        self, country: Country, rights: set[str]
    ) -> None:
        assert rights <= set(printed(answers(country)))


class TestApplying:
    def test_the_country_stands_in_until_places_are_decided(self) -> None:
        given = Answers(business=Business(country="GB"))
        assert [pack.key for pack in included_rules(given)] == ["uk"]

    def test_places_in_the_owners_order_and_the_european_union_once(self) -> None:
        given = answers("FR", "US", "IE", "DE", trade="retail")
        assert [pack.key for pack in included_rules(given)] == ["eu", "us", "us-states", "retail"]

    def test_no_place_and_no_trade(self) -> None:
        assert included_rules(Answers()) == ()
        assert included_rules(answers("other")) == ()

    def test_a_trade_has_only_the_rules_of_its_places(self) -> None:
        assert {"fin-us-channels", "fin-us-marketing"} <= set(
            printed(answers("US", trade="finance"))
        )
        assert "fin-uk-promo" not in printed(answers("US", trade="finance"))
        assert [pack.key for pack in included_rules(answers("NZ", trade="finance"))] == ["nz"]

    def test_no_rule_rests_on_the_law_of_a_place_without_staff(self) -> None:
        assert [pack.key for pack in included_rules(answers("GB", trade="retail"))] == ["uk"]

    def test_other_professionals_do_not_get_the_rules_of_law_firms(self) -> None:
        assert "legal-services" not in [
            pack.key for pack in included_rules(answers("US", trade="professional"))
        ]

    def test_every_trade_can_be_chosen(self) -> None:
        for trade in get_args(Trade):
            included_rules(answers(*get_args(Country), trade=trade))

    @pytest.mark.parametrize(
        ("staff", "applies"), [(None, False), (9, False), (10, True), (11, True)]
    )
    def test_headcount(self, tmp_path: Path, staff: int | None, applies: bool) -> None:
        place = edited(tmp_path, "nz", 'id = "nz-pay"', 'id = "nz-pay"\nstaff_at_least = 10')
        assert ("nz-pay" in printed(answers("NZ", staff=staff), place)) is applies

    @pytest.mark.parametrize(
        "condition", ['states = ["US-CA"]', 'needs = ["works-council"]', 'countries = ["GB"]']
    )
    def test_a_condition_that_does_not_hold(self, tmp_path: Path, condition: str) -> None:
        place = edited(tmp_path, "nz", 'id = "nz-pay"', f'id = "nz-pay"\n{condition}')
        assert "nz-pay" not in printed(answers("NZ"), place)
        assert "nz-fair" in printed(answers("NZ"), place)

    def test_only_the_files_that_are_needed_are_read(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "us", "kind", "this is no TOML")
        assert printed(answers("GB"), place) == printed(answers("GB"))


class TestConditions:
    @pytest.mark.parametrize(
        ("key", "states", "staff", "needs"),
        [
            ("us-ca-980", ("US-CA",), None, ()),
            ("us-ny-monitor", ("US-NY", "US-CT", "US-DE"), None, ("monitoring-notice",)),
            ("us-fed-harass", (), 15, ()),
            ("ca-on-disconnect", ("CA-ON",), 25, ()),
            ("eu-works-process-fr", (), 50, ("works-council", "staff-consulted", "rules-filed")),
            ("eu-works-process-de", (), None, ("works-council", "staff-consulted")),
            ("us-st-password", (), None, ()),
        ],
    )
    def test_where_the_law_sets_a_limit(
        self,
        rules: dict[str, Rule],
        key: str,
        states: tuple[str, ...],
        staff: int | None,
        needs: tuple[str, ...],
    ) -> None:
        rule = rules[key]
        assert (rule.states, rule.staff_at_least, rule.needs) == (states, staff, needs)


class TestIndex:
    def test_every_country_and_trade_has_rules_or_says_why_not(self) -> None:
        order = load_index()
        assert {*order.countries, *order.without_countries} == {*get_args(Country)}
        assert {*order.trades, *order.without_trades} == {*get_args(Trade)}
        assert [*order.without_countries] == ["other"]

    def test_european_countries_share_a_pack(self) -> None:
        assert all("eu" in load_index().countries[country] for country in ("IE", "DE", "FR"))

    def test_it_must_agree_with_the_packs(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "index", 'NZ = ["nz"]', 'NZ = ["au"]')
        with pytest.raises(
            DataError, match=r"index\.toml: 'NZ' and the 'applies_to' of '(au|nz)' disagree"
        ):
            load_rule_sets(place)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "index", 'NZ = ["nz"]', 'NZ = ["nzz"]')
        with pytest.raises(
            DataError, match=r"index\.toml: 'NZ' names 'nzz', .* did you mean 'nz'\?"
        ):
            load_rule_sets(place)
        with pytest.raises(DataError, match=r"nzz\.toml: can't be read"):
            included_rules(answers("NZ"), place)

    def test_a_country_left_out(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "index", 'NZ = ["nz"]\n', "")
        with pytest.raises(
            DataError, match=r"index\.toml: 'NZ' must stand either under \[countries\]"
        ):
            load_index(place)

    def test_a_country_that_is_none(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "index", 'NZ = ["nz"]', 'NX = ["nz"]')
        with pytest.raises(
            DataError, match=r"index\.toml: the index, \[countries\]: 'NX' is not known"
        ):
            load_index(place)


class TestOutOfDate:
    @pytest.mark.parametrize(
        ("checked", "today", "old"),
        [
            ("2026-11-22", "2027-05-22", False),
            ("2026-11-22", "2027-05-23", True),
            ("2026-08-31", "2027-02-28", False),
            ("2026-08-31", "2027-03-01", True),
            ("2026-11-22", "2026-11-22", False),
        ],
    )
    def test_after_six_months(self, checked: str, today: str, old: bool) -> None:
        pack = RuleSet("x", "region", (), "X", datetime.date.fromisoformat(checked), ())
        assert pack.is_outdated(datetime.date.fromisoformat(today)) is old

    def test_a_rule_can_be_checked_on_a_later_day(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "nz", 'id = "nz-pay"', 'id = "nz-pay"\nchecked = 2027-01-31')
        days = {rule.id: rule.checked for pack in load_rule_sets(place) for rule in pack.rules}
        assert days["nz-pay"] == datetime.date(2027, 1, 31)
        assert days["nz-fair"] == datetime.date(2026, 11, 22)


class TestSlips:
    @pytest.mark.parametrize(
        ("before", "after", "complaint"),
        [
            (
                'topic = "privacy"',
                'topik = "privacy"',
                "'topik' is not known; did you mean 'topic'?",
            ),
            ('topic = "privacy"', "", "'topic' is missing"),
            (
                'topic = "privacy"',
                'topic = "privasy"',
                "'topic' has an unknown value 'privasy'; did you mean 'privacy'?",
            ),
            (
                'address = "https:',
                'address = "http:',
                "'address' must be a web address that begins with https://",
            ),
            ("mixed = false", 'mixed = "no"', "'mixed' must be true or false"),
            (
                "mixed = false",
                "mixed = false\nneeds = ['work-council']",
                "did you mean 'works-council'?",
            ),
            (
                "mixed = false",
                "mixed = false\nstaff_at_least = 0",
                "'staff_at_least' must be 1 or more",
            ),
            (
                "mixed = false",
                "mixed = false\ncountries = ['NX']",
                "'countries' has an unknown value 'NX'",
            ),
            ("mixed = false", "mixed = false\nchecked = '2026-11-22'", "'checked' must be a date"),
            (
                'clause = "',
                'clause = "{leed} ',
                "the slot '{leed}' is not known; did you mean 'lead'?",
            ),
            ('clause = "', 'clause = "{lead.email} ', "the slot '{lead.email}' is not known"),
            ('clause = "', 'clause = "{ ', "a brace stands alone"),
            ('clause = "', 'clause = "\\n', "'clause' must be one line"),
            (
                'level = "KNOWN"',
                'level = "VERIFIED"',
                "'level' says 'VERIFIED', but the status begins otherwise",
            ),
        ],
    )
    def test_the_file_the_rule_and_the_key_are_named(
        self, tmp_path: Path, before: str, after: str, complaint: str
    ) -> None:
        place = edited(tmp_path, "nz", before, after, within='id = "nz-privacy"')
        with pytest.raises(DataError) as caught:
            load_rule_sets(place)
        message = str(caught.value)
        assert message.startswith(f"{place / 'nz.toml'}: rule 'nz-privacy': ")
        assert complaint in message

    def test_an_id_used_twice(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "nz", 'id = "nz-pay"', 'id = "au-pay"')
        with pytest.raises(
            DataError, match=r"nz\.toml: rule 'au-pay': this id is used in au\.toml too"
        ):
            load_rule_sets(place)

    def test_a_key_that_is_not_the_files_name(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "nz", 'key = "nz"', 'key = "new-zealand"')
        with pytest.raises(
            DataError, match=r"nz\.toml: the key 'new-zealand' must be the file's own name, 'nz'"
        ):
            load_rule_sets(place)

    def test_no_toml(self, tmp_path: Path) -> None:
        place = edited(tmp_path, "nz", 'key = "nz"', "key =")
        with pytest.raises(DataError, match=r"nz\.toml: .*line 3"):
            load_rule_sets(place)


def edited(folder: Path, pack: str, before: str, after: str, within: str = "") -> Path:
    """Copy the shipped packs and change the first `before` that follows `within` in one of them."""
    place = data_dir / "laws"
    shutil.copytree(SHIPPED, place)
    path = place / f"{pack}.toml"
    head, mark, rest = (
        path.read_text(encoding="utf-8").partition(within)
        if within
        else ("", "", path.read_text("utf-8"))
    )
    assert before in rest
    path.write_text(head + mark + rest.replace(before, after, 1), encoding="utf-8")
    return place
