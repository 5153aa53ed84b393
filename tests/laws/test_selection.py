"""Which rules apply and are printed, and how the user's choices are kept."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.answers.model import Answers, Business, Country, Legal, State, Trade
from wizard.answers.updates import rule_overrides, update_rule_choices
from wizard.interview import load
from wizard.laws.models import rules_by_id
from wizard.laws.selection import (
    MANDATORY_NOTE,
    applicable_rules,
    format_rule_choice,
    group_rules,
    included_rules,
    rule_options,
    undetermined_rules,
)

RIGHTS, MONITOR, PHOTOS = "us-fed-nlra-rights", "us-fed-monitor", "us-fed-photos"
IDS = ("a", "b-c", "d-e-f", "not-so")
RULES = st.sampled_from(IDS)


def business(
    *places: Country, trade: Trade = "other", staff: int | None = None, **legal: tuple[str, ...]
) -> Answers:
    return Answers(
        business=Business(trade=trade, staff=staff),
        legal=Legal.model_validate({"places": places, **legal}),
    )


def printed(answers: Answers) -> list[str]:
    return [rule.id for rule_set in included_rules(answers) for rule in rule_set.rules]


def headings(answers: Answers) -> list[str]:
    return [rule_set.key for rule_set in included_rules(answers)]


class TestIncludedRules:
    @pytest.mark.parametrize("country", [each for each in get_args(Country) if each != "other"])
    def test_each_country_has_a_handful(self, country: Country) -> None:
        assert 4 <= len(printed(business(country))) <= 8

    def test_the_right_to_talk_comes_first_in_the_united_states(self) -> None:
        rules = printed(business("US"))
        assert rules[0] == RIGHTS
        assert "us-fed-dtsa-notice" in rules

    @pytest.mark.parametrize("country", ["GB", "CA", "AU", "NZ"])
    def test_rights_to_talk_about_pay_and_to_report(self, country: Country) -> None:
        prefix = {"GB": "uk"}.get(country, country.lower())
        assert {f"{prefix}-pay", f"{prefix}-whistle"} <= set(printed(business(country)))

    def test_what_the_answers_do_not_show_is_not_printed(self) -> None:
        rules = printed(business(*get_args(Country), trade="professional", staff=5000))
        known = rules_by_id()
        assert not [key for key in rules if known[key].states or known[key].needs]

    def test_the_country_stands_in_until_places_are_decided(self) -> None:
        assert headings(Answers(business=Business(country="GB"))) == ["uk"]

    def test_places_come_in_the_users_order_and_the_european_union_once(self) -> None:
        given = business("FR", "US", "IE", "DE", trade="retail")
        assert headings(given) == ["eu", "us", "retail"]

    def test_no_place_and_no_trade_has_none(self) -> None:
        assert headings(Answers()) == headings(business("other")) == []

    def test_a_trade_has_only_the_rules_of_its_places(self) -> None:
        in_us = printed(business("US", trade="finance"))
        assert {"fin-us-channels", "fin-us-marketing"} <= set(in_us)
        assert "fin-uk-promo" not in in_us
        assert headings(business("NZ", trade="finance")) == ["nz"]
        assert headings(business("GB", trade="retail")) == ["uk"]

    def test_other_professionals_do_not_get_the_rules_of_law_firms(self) -> None:
        assert "legal-services" not in headings(business("US", trade="professional"))

    @pytest.mark.parametrize(
        ("staff", "applies"), [(None, False), (24, False), (25, True), (26, True)]
    )
    def test_headcount_decides(self, staff: int | None, applies: bool) -> None:
        rules = {
            rule.id
            for rule_set in applicable_rules(business("CA", staff=staff, states=("CA-ON",)))
            for rule in rule_set.rules
        }
        assert ("ca-on-disconnect" in rules) is applies

    def test_state_and_place_decide(self) -> None:
        assert "us-ca-980" not in printed(business("US", rules=("us-ca-980",)))
        assert "us-ca-980" in printed(business("US", states=("US-CA",)))
        assert "uk-nda" not in printed(business("US", rules=("uk-nda",)))


class TestChoices:
    @given(
        choices=st.lists(st.one_of(RULES, RULES.map(lambda rule: f"not {rule}"))),
        wanted=st.dictionaries(RULES, st.booleans()),
        defaults=st.fixed_dictionaries({rule: st.booleans() for rule in IDS}),
    )
    def test_update_keeps_what_differs_from_the_defaults(
        self, choices: list[str], wanted: dict[str, bool], defaults: dict[str, bool]
    ) -> None:
        updated = update_rule_choices(choices, wanted, defaults)
        after, before = map(rule_overrides, (updated, choices))
        assert all(after.get(rule, defaults[rule]) == included for rule, included in wanted.items())
        assert all(after.get(rule) == before.get(rule) for rule in before if rule not in wanted)
        assert not any(after[rule] == defaults[rule] for rule in wanted if rule in after)
        assert update_rule_choices(updated, wanted, defaults) == updated

    def test_a_rule_is_left_out_and_another_taken_in(self) -> None:
        default, changed = (
            set(printed(business("US", rules=rules))) for rules in ((), (f"not {MONITOR}", PHOTOS))
        )
        assert default - changed == {MONITOR}
        assert changed - default == {PHOTOS}

    def test_a_mandatory_rule_stays(self) -> None:
        answers = business("US", rules=(f"not {RIGHTS}",))
        assert RIGHTS in printed(answers)
        option = next(option for option in rule_options(answers) if option.id == RIGHTS)
        assert option.included
        assert MANDATORY_NOTE in list(option.details(option.rule_set.checked))

    def test_options_say_why_they_apply(self) -> None:
        answers = Answers(
            business=Business(trade="food", other_trades=("alcohol",), staff=30),
            legal=Legal(
                places=("US", "CA"), states=("US-NY", "CA-ON"), facts=("monitoring-notice",)
            ),
        )
        options = {option.id: option for option in rule_options(answers)}
        assert options["us-ny-monitor"].reasons[:2] == ("United States: state rules", "New York")
        assert "25 people or more" in options["ca-on-disconnect"].reasons
        assert options["alc-us-ttb"].reasons == ("Alcohol",)
        assert all(option.reasons and option.summary for option in options.values())

    def test_format_rule_choice_says_it_in_words(self) -> None:
        excluded = format_rule_choice(f"not {MONITOR}")
        assert excluded.startswith("left out: “We may check the use of our")
        assert format_rule_choice(PHOTOS).startswith("taken in: “")
        assert format_rule_choice("no-such-rule") == "taken in: “no-such-rule”"


def test_every_rule_can_be_reached_by_the_questions() -> None:
    """Otherwise a state or a fact is asked for too seldom, and its rules can never be printed."""
    interview, reached = load(), set()
    for country in get_args(Country):
        for trade in get_args(Trade):
            answers = business(country, trade=trade, staff=5000)
            states = tuple(interview.question("legal.states").offered(answers))
            answers = business(country, trade=trade, staff=5000, states=states)
            facts = tuple(interview.question("legal.facts").offered(answers))
            answers = business(country, trade=trade, staff=5000, states=states, facts=facts)
            reached |= {rule.id for each in applicable_rules(answers) for rule in each.rules}
    assert reached == set(rules_by_id())


def test_group_rules_puts_states_under_their_own_names() -> None:
    states: tuple[State, ...] = ("US-CT", "US-NY", "CA-ON")
    answers = business("GB", "US", states=states, facts=("monitoring-notice",))
    assert [group.title for group in group_rules(included_rules(answers), answers)] == [
        "United Kingdom",
        "United States",
        "United States: Connecticut",
        "United States: New York",
    ]


def test_rules_are_undetermined_only_while_their_question_is_open() -> None:
    def undetermined(answers: Answers) -> set[str]:
        return {rule.id for each in undetermined_rules(answers) for rule in each.rules}

    assert {"us-ca-980", "us-ct-speech"} <= undetermined(business("US"))
    assert undetermined(business("US", staff=3, states=("other",), facts=())) == set()
