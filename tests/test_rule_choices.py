"""What the owner decided about rules of law: kept as what differs from our suggestion."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from wizard.laws.models import load_index

from wizard import laws
from wizard.answers.model import Answers, Business, Country, Fact, Legal, State, Trade
from wizard.answers.updates import rule_overrides, update_rule_choices
from wizard.interview import load
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
RULES = st.sampled_from(["a", "b-c", "d-e-f", "not-so"])


def of(*rules: str, **legal: tuple[str, ...]) -> Answers:
    return Answers(legal=Legal.model_validate({"places": ("US",), "rules": rules, **legal}))


def printed(answers: Answers) -> list[str]:
    return [rule.id for pack in included_rules(answers) for rule in pack.rules]


@given(
    choices=st.lists(st.one_of(RULES, RULES.map(lambda rule: f"not {rule}"))),
    wanted=st.dictionaries(RULES, st.booleans()),
    ours=st.fixed_dictionaries({rule: st.booleans() for rule in ("a", "b-c", "d-e-f", "not-so")}),
)
def test_what_is_chosen_is_what_is_decided(
    choices: list[str], wanted: dict[str, bool], ours: dict[str, bool]
) -> None:
    new = update_rule_choices(choices, wanted, ours)
    decided = rule_overrides(new)
    assert all(decided.get(rule, ours[rule]) == is_in for rule, is_in in wanted.items())
    before = rule_overrides(choices)
    assert all(decided.get(rule) == before.get(rule) for rule in before if rule not in wanted)
    assert not any(decided[rule] == ours[rule] for rule in wanted if rule in decided)
    assert update_rule_choices(new, wanted, ours) == new


def test_a_rule_is_left_out_and_another_taken_in() -> None:
    assert MONITOR in printed(of())
    assert PHOTOS not in printed(of())
    both = printed(of(f"not {MONITOR}", PHOTOS))
    assert MONITOR not in both
    assert PHOTOS in both


def test_the_rights_of_staff_in_the_united_states_cannot_be_left_out() -> None:
    assert RIGHTS in printed(of(f"not {RIGHTS}"))
    offer = next(offer for offer in rule_options(of(f"not {RIGHTS}")) if offer.id == RIGHTS)
    assert offer.printed
    assert offer.mandatory
    assert MANDATORY_NOTE in list(offer.details(offer.checked))


def test_a_rule_that_comes_later_comes_in_by_itself_and_one_left_out_stays_out() -> None:
    """What is kept names only what the owner wants otherwise: all else is as the packs of the day say."""
    kept = update_rule_choices(
        (), {MONITOR: False, "us-fed-report": True}, {MONITOR: True, "us-fed-report": True}
    )
    assert kept == (f"not {MONITOR}",)


def test_a_rule_taken_in_for_a_place_without_staff_is_not_printed() -> None:
    assert "us-ca-980" not in printed(of("us-ca-980"))
    assert "uk-nda" not in printed(of("uk-nda"))
    assert "us-ca-980" in printed(of(states=("US-CA",)))


def test_each_rule_says_why_it_is_here() -> None:
    given = Answers(
        business=Business(trade="food", other_trades=("alcohol",), staff=30),
        legal=Legal(places=("US", "CA"), states=("US-NY", "CA-ON"), facts=("monitoring-notice",)),
    )
    found = {offer.id: offer for offer in rule_options(given)}
    assert found["us-ny-monitor"].why[:2] == ("United States: state rules", "New York")
    assert "25 people or more" in found["ca-on-disconnect"].why
    assert found["alc-us-ttb"].why == ("Alcohol",)
    assert all(offer.why and offer.short and offer.citation for offer in found.values())


def test_choices_are_told_in_words() -> None:
    assert format_rule_choice(f"not {MONITOR}").startswith(
        "left out: “We may check the use of company"
    )
    assert format_rule_choice(PHOTOS).startswith("taken in: “")
    assert format_rule_choice("no-such-rule") == "taken in: “no-such-rule”"


def test_every_rule_can_be_had_by_what_the_questions_offer() -> None:
    """Else a state or a fact is asked for too seldom, and its rules can never be printed."""
    interview, met = load(), set()
    for country in get_args(Country):
        for trade in get_args(Trade):
            given = Answers(
                business=Business(trade=trade, staff=5000), legal=Legal(places=(country,))
            )
            states = tuple(interview.question("legal.states").offered(given))
            given = given.model_copy(
                update={"legal": Legal.model_validate({"places": (country,), "states": states})}
            )
            facts = tuple(interview.question("legal.facts").offered(given))
            legal = {"places": (country,), "states": states, "facts": facts}
            given = given.model_copy(update={"legal": Legal.model_validate(legal)})
            met |= {rule.id for pack in applicable_rules(given) for rule in pack.rules}
    assert met == set(laws.rule_ids())


def test_every_state_and_need_has_a_name() -> None:
    labels = load().question("legal.states").labels
    assert {key: name for key, name in labels.items() if key != "other"} == load_index().states
    assert set(load_index().states) | {"other"} == set(get_args(State))
    assert set(load_index().needs) == set(get_args(Fact))


def test_states_stand_under_their_own_names_and_countries_apart() -> None:
    given = of(
        places=("GB", "US"), states=("US-CT", "US-NY", "CA-ON"), facts=("monitoring-notice",)
    )
    titles = [group.title for group in group_rules(included_rules(given), given)]
    assert titles == [
        "United Kingdom", "United States", "United States: state rules", "United States: Connecticut",
        "United States: New York",
    ]  # fmt: skip


def test_rules_are_unknown_only_while_what_they_depend_on_is_open() -> None:
    def unknown(answers: Answers) -> set[str]:
        return {rule.id for pack in undetermined_rules(answers) for rule in pack.rules}

    assert {"us-ca-980", "us-fed-harass"} <= unknown(Answers(legal=Legal(places=("US",))))
    known = Answers(
        business=Business(staff=3), legal=Legal(places=("US",), states=("other",), facts=())
    )
    assert unknown(known) == set()
