"""Businesses that answer as few expect: one entry, none, words without a full stop, a folder for an address."""

import datetime
import re
from typing import Any, get_args

import pytest

from tests.documents.businesses import CHECKLISTS, OWN_CHECKLISTS, example, fewest
from tests.documents.said import lines
from wizard.answers.fields import get_answer, replace_value
from wizard.answers.model import (
    Account,
    Answers,
    CrisisLevel,
    CustomersCalled,
    Person,
    RegionalRule,
    Responsibility,
    Trade,
)
from wizard.documents.compose import compose
from wizard.documents.formats import render
from wizard.documents.markdown import parse_markdown
from wizard.interview import load as load_questions
from wizard.laws.models import load_rule_sets
from wizard.laws.placeholders import customer_terms
from wizard.lifecycle.staff_changes import leaver_context

SHORT = {"business.length": "short"}
BY_NAME = {
    "business.staff_called": "employees",
    "business.company_called": "name",
    "business.tone": "formal",
}


def changed(answers: Answers, decided: dict[str, Any]) -> Answers:
    for path, value in decided.items():
        answers = replace_value(answers, path, value)
    return answers


def words(answers: Answers, name: str = "policy", **decided: Any) -> str:
    """Return what a document says, with answers such as `roles__voice` changed."""
    named = {path.replace("__", "."): value for path, value in decided.items()}
    return "\n".join(lines(compose(changed(answers, named), name)))


# --- nothing is lost in another voice ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", OWN_CHECKLISTS)
def test_a_line_of_the_owner_s_own_is_printed_in_the_voice_that_speaks_of_employees(
    path: str,
) -> None:
    answers = changed(
        example(), BY_NAME | {path: (*get_answer(example(), path), "Zebras and stripes")}
    )
    assert "Zebras and stripes" in words(answers) or "Zebras and stripes" in words(
        answers, "crisis-plan"
    )


@pytest.mark.parametrize(("path", "choices"), CHECKLISTS)
def test_each_box_has_words_in_the_voice_that_speaks_of_employees(
    path: str, choices: tuple[str, ...]
) -> None:
    answers = changed(example(), BY_NAME | {path: choices})
    whole = words(answers) + words(answers, "crisis-plan")
    for choice in choices:
        left = replace_value(answers, path, tuple(other for other in choices if other != choice))
        assert words(left) + words(left, "crisis-plan") != whole, choice


# --- one, or none -----------------------------------------------------------------------------------------------------


def test_one_source_of_pictures_is_not_one_of_several() -> None:
    assert "only if this is true:" in words(example(), legal__content_sources=("own",))
    assert "only if one of these is true:" in words(
        example(), legal__content_sources=("own", "licensed")
    )


def test_without_an_agenda_the_review_still_says_when_things_change() -> None:
    printed = words(example(), review__agenda=())
    assert "At each review, we change what needs changing" in printed
    assert "Then we change" not in printed


@pytest.mark.parametrize("length", ["short", "standard"])
@pytest.mark.parametrize("code", ["", "House rules"])
def test_where_nothing_is_named_as_out_of_bounds_the_law_is(code: str, length: str) -> None:
    printed = words(
        example(), business__length=length, personal_use__out_of_bounds=(), personal_use__code=code
    )
    assert "is what the law forbids, on our accounts and on yours." in printed
    assert "such posts" not in printed
    assert ("Our own code says more: House rules." in printed) == bool(code)


def test_who_does_it_all_is_not_said_to_do_what_somebody_else_does() -> None:
    people = (Person(id="jo", name="Jo Hart"), Person(id="al", name="Al Wu"))
    answers = changed(
        fewest(), {"people": people, "roles.other": (Responsibility(name="Flyers", person="al"),)}
    )
    assert "Jo Hart looks after all of this" not in words(answers)
    assert "Flyers\nAl Wu" in words(answers)
    assert "Jo Hart looks after all of this" in words(
        answers, roles__other=(Responsibility(name="Flyers", person="jo"),)
    )


def test_where_contacts_are_is_said_of_those_that_there_are() -> None:
    for details, said in (
        ({}, "All names are at the end"),
        ({"phone": "555"}, "Phone numbers are at the end"),
        ({"email": "a@b.example"}, "E-mail addresses are at the end"),
        (
            {"phone": "555", "email": "a@b.example"},
            "E-mail addresses and phone numbers are at the end",
        ),
    ):
        assert said in words(fewest(), people=(Person(id="jo", name="Jo Hart", **details),))


def test_one_level_of_a_crisis_is_not_chosen_among_several() -> None:
    one = (CrisisLevel(name="Bad", sign="An infection", within="an hour"),)
    printed = words(example(), "crisis-plan", crisis__levels=one)
    assert "Maria Castellano then decides whether it is this bad:" in printed
    assert "If two fit" not in printed
    assert "If two fit, take the higher one." in words(example(), "crisis-plan")


def test_where_nobody_steps_in_the_plan_still_says_what_to_do() -> None:
    printed = words(fewest(), "crisis-plan")
    assert (
        "Call twice, then wait ten minutes. If there is still no answer, post only that" in printed
    )
    assert "If there is no time even for that, post only that" in words(example(), "crisis-plan")


# --- what is said of the owner's words --------------------------------------------------------------------------------


@pytest.mark.parametrize("length", ["short", "standard"])
@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Views mine", "“Views mine”."), ("Views mine!", "“Views mine!”"), ("Mine.", "“Mine.”")],
)
def test_a_disclaimer_ends_its_sentence_once(typed: str, printed: str, length: str) -> None:
    found = words(example(), business__length=length, employees__disclaimer=typed)
    assert printed in found
    assert f"{printed}." not in found


def test_a_rule_of_the_region_ends_with_one_full_stop() -> None:
    rules = (
        RegionalRule(place="Resort", rule="No filming on the lifts"),
        RegionalRule(rule="Ask first.\n"),
    )
    printed = words(example(), legal__regional_rules=rules)
    assert "Resort: No filming on the lifts." in printed
    assert "Ask first.." not in printed


def test_a_name_that_ends_in_a_full_stop_is_never_quoted_at_the_end_of_a_sentence() -> None:
    printed = words(
        example(), business__country="GB", legal__places=("GB",), business__name="St. Ann's Ltd."
    )
    assert "“Ad: I work for St. Ann's Ltd.” at the start." in printed
    assert ".”." not in printed


def test_in_short_does_not_pass_for_the_whole_list() -> None:
    own = ("racism", "Pictures of children")
    assert "Out of bounds, among other things: racism." in words(
        example(), personal_use__out_of_bounds=own
    )
    assert "Out of bounds: racism." in words(example(), personal_use__out_of_bounds=("racism",))


def test_examples_are_not_said_to_come_from_this_business() -> None:
    """A vet picks "Health or care", a tattoo studio "Hair, beauty or wellness": the examples are of their kind only."""
    assert "from our work" not in words(example())
    assert "examples, as they come up in businesses like ours." in words(example())


def test_whoever_gives_advice_is_not_called_a_lawyer() -> None:
    printed = words(example(), "crisis-plan", legal__adviser="Bakers’ helpline")
    assert "Get legal advice before we answer a claim: Bakers’ helpline." in printed
    assert "Call the lawyer" not in printed


# --- where it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", ["S:/Policies", "Staffroom", "office/policies", "\\\\server\\share", "shared drive"]
)
def test_a_folder_is_no_link(place: str) -> None:
    answers = changed(example(), {"publication.intranet_address": place})
    assert links(answers) == links(replace_value(answers, "publication.intranet_address", ""))
    assert place in words(answers)


@pytest.mark.parametrize("length", ["short", "standard"])
@pytest.mark.parametrize("places", [("intranet",), ("handbook", "intranet")])
@pytest.mark.parametrize("name", ["policy", "summary", "announcement"])
def test_a_folder_is_not_called_staff_pages(
    name: str, places: tuple[str, ...], length: str
) -> None:
    answers = changed(example(), {"business.length": length, "publication.places": places})
    folder = words(answers, name, publication__intranet_address="S:/Policies")
    page = words(answers, name, publication__intranet_address="https://intranet/a")
    assert "staff pages" not in folder
    if name != "summary" or "handbook" not in places:
        assert "where staff files are kept" in folder.casefold()
        assert "on our staff pages" in page.casefold()


@pytest.mark.parametrize(
    "address", ["https://intranet/a", "staff.acorn.example/a-b", "acorn.example:8080/x"]
)
def test_a_web_address_is_a_link(address: str) -> None:
    answers = changed(example(), {"publication.intranet_address": address})
    assert (address if "://" in address else f"https://{address}") in links(answers)


def links(answers: Answers) -> list[str]:
    sections = [parse_markdown(section.markdown) for section in compose(answers, "policy").sections]
    return [
        str(node.attrs["href"])
        for section in sections
        for node in section.walk()
        if node.type == "link"
    ]


@pytest.mark.parametrize("places", [("website",), ("handbook", "website")])
def test_the_website_is_said_to_have_the_edition_without_names(places: tuple[str, ...]) -> None:
    assert "public website, in an edition without names" in words(
        example(), publication__places=places
    )


def test_the_page_to_sign_is_named_because_it_is_not_always_the_last() -> None:
    assert "sign under “Read and signed”" in words(example(), business__length="full")


def test_an_address_that_is_its_own_link_is_pasted_into_an_e_mail_as_it_is() -> None:
    answers = changed(example(), {"publication.website_address": "www.acorn.example/p"})
    for name in ("announcement", "policy"):
        text = render(compose(answers, name), answers, "md").decode()
        assert "public website, in an edition without names: www.acorn.example/p\n" in text
        assert "](<https" not in text


# --- the short policy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "printed"),
    [
        ({"security.password_keeper": "tom-okafor"}, "Tom Okafor looks after passwords."),
        ({"security.password_change": "90-days"}, "Passwords change every 90 days, after a leak"),
        ({"security.password_change": "after-leak"}, "Passwords change after a leak"),
        ({"security.software_updates": "weekly"}, "Software is updated once a week"),
        (
            {"security.software_keeper": "tom-okafor"},
            "Software updates itself, and Tom Okafor sees to it.",
        ),
        (
            {"crisis.prevention": ("facts", "mistakes")},
            "When you post for us, check names, prices and facts and own up",
        ),
        (
            {"crisis.prevention": ("no-arguing",)},
            "When you post for us, never argue with customers.",
        ),
        (
            {"roles.voice": "warm and true"},
            "Our tone: warm and true. Answer by the next working day",
        ),
        (
            {"roles.reply_within": "two-days"},
            "Answer within two working days, take private matters off the page",
        ),
        ({"roles.posting": ("ads",)}, "Answer by the next working day and mark ads and gifts."),
        (
            {"security.account_rules": ("leavers",)},
            "when somebody who knew one leaves. Their access ends that day.",
        ),
        ({"legal.adviser": "Lumen Law"}, "For legal advice we turn to Lumen Law."),
        (
            {"publication.places": ("handbook", "intranet")},
            "is in the employee handbook and on our staff pages.",
        ),
        ({"publication.places": ()}, "Ask Priya Nair for the current version."),
    ],
)
def test_the_short_policy_says_what_a_policy_has_to_cover(
    decided: dict[str, Any], printed: str
) -> None:
    assert printed in words(changed(example(), SHORT | decided))


def test_anything_else_is_asked_of_somebody_after_those_who_are_asked_about_something() -> None:
    people = (Person(id="jo", name="Jo Hart"), Person(id="al", name="Al Wu"))
    answers = changed(fewest(), SHORT | {"people": people, "roles.advertising": ("al",)})
    answers = replace_value(answers, "roles.accounts", (Account(platform="Vimeo", owner="jo"),))
    printed = words(answers)
    assert printed.index("Al Wu\nAds") < printed.index("Jo Hart\nAnything else about social media")


# --- whom the business works for --------------------------------------------------------------------------------------


@pytest.mark.parametrize("trade", get_args(Trade))
def test_a_trade_has_a_word_for_those_whom_it_works_for(trade: Trade) -> None:
    assert customer_terms(replace_value(Answers(), "business.trade", trade))["customers"]


@pytest.mark.parametrize(
    "called", [called for called in get_args(CustomersCalled) if called != "customers"]
)
@pytest.mark.parametrize("voice", [{}, BY_NAME])
@pytest.mark.parametrize("length", ["short", "full"])
def test_whoever_has_no_customers_reads_of_none(
    called: str, voice: dict[str, str], length: str
) -> None:
    ticked = {path: choices for path, choices in CHECKLISTS if path != "legal.places"}
    answers = changed(
        fewest(), voice | ticked | {"business.length": length, "business.customers_called": called}
    )
    for country in ("US", "GB", "FR"):
        answers = changed(answers, {"business.country": country, "legal.places": (country,)})
        for name in (
            "policy",
            "crisis-plan",
            "summary",
            "contact-card",
            "announcement",
            "public-edition",
        ):
            assert "customer" not in words(answers, name).casefold(), name


def test_a_nursery_asks_parents_and_not_children() -> None:
    printed = words(example(), business__customers_called="children", business__trade="education")
    assert "We protect our children’s and parents’ data." in printed
    assert "unless a parent has clearly said yes:" in printed
    assert "Write as you would talk to a parent you like" in printed
    assert "Pass on parents’ praise, questions and complaints" in printed


@pytest.mark.parametrize("called", ["children", "residents"])
@pytest.mark.parametrize("voice", [{}, BY_NAME])
@pytest.mark.parametrize("length", ["short", "full"])
def test_two_kinds_of_people_are_joined_by_one_and(
    called: str, voice: dict[str, str], length: str
) -> None:
    """Else a sentence lists "residents and relatives and the press", or speaks of "a children and parents"."""
    ticked = {path: choices for path, choices in CHECKLISTS if path != "legal.places"}
    answers = changed(
        fewest(), voice | ticked | {"business.length": length, "business.customers_called": called}
    )
    pair = "(?:children and parents|residents and relatives)"
    before, after = rf"(?<!,) (?:and|or) {pair}", rf"{pair} (?:and|or) "
    wrong = re.compile(rf"{before}|{after}|\b(?:a|no|one|pose as) {pair}")
    for name in ("policy", "crisis-plan", "summary"):
        assert not wrong.search(words(answers, name)), name


def test_rules_of_law_use_the_word_of_the_trade_too() -> None:
    rules = {"legal__places": ("GB",), "legal__rules": ("uk-dp-post", "uk-confidential")}
    printed = words(
        example(), business__country="GB", business__customers_called="patients", **rules
    )
    assert "personal facts about patients, suppliers or coworkers" in printed
    assert "patients’ private data" in printed


def test_a_closed_group_is_told_to_staff_and_kept_from_the_public() -> None:
    group = Account(platform="WhatsApp", handle="Squirrels’ parents", seen_by="closed")
    accounts = (*example().roles.accounts, group)
    assert "WhatsApp (closed group)" in words(example(), roles__accounts=accounts)
    assert "WhatsApp (closed group)" in words(
        example(), roles__accounts=accounts, business__length="short"
    )
    public = words(example(), "public-edition", roles__accounts=accounts)
    assert "Squirrels" not in public
    assert example().roles.accounts[0].handle in public


@pytest.mark.parametrize("trade", get_args(Trade))
def test_examples_of_a_trade_use_its_word_too(trade: Trade) -> None:
    answers = changed(
        fewest(),
        {"business.trade": trade, "business.customers_called": "members", "business.length": "full"}
        | {"business.country": "other", "legal.places": ()},
    )
    for name in ("policy", "summary"):
        other = re.search(
            r"\b(customer|client|patient|student|pupil|resident|service user)", words(answers, name)
        )
        assert other is None, other


def test_who_sells_nothing_is_not_said_to_sell() -> None:
    answers = changed(fewest(), {"business.trade": "charity", "business.length": "full"})
    for name in ("policy", "crisis-plan", "summary", "announcement", "public-edition"):
        assert not re.search(r"\bsells?\b", words(answers, name)), name


# --- somebody is named for each duty ----------------------------------------------------------------------------------


@pytest.mark.parametrize("length", ["short", "standard"])
def test_the_second_reader_of_a_post_is_named(length: str) -> None:
    answers = changed(example(), {"business.length": length, "roles.approval": "second"})
    two = words(answers, roles__publishing=("tom-okafor", "priya-nair"))
    assert "before it goes out: Tom Okafor or Priya Nair, whoever did not write it." in two
    one = words(
        answers, roles__publishing=("tom-okafor",), roles__legal_approval=("sam-whitfield",)
    )
    assert "before it goes out: Sam Whitfield." in one


@pytest.mark.parametrize("length", ["short", "standard"])
def test_who_may_post_alone_still_asks_about_the_law(length: str) -> None:
    answers = changed(example(), {"business.length": length, "roles.approval": "author"})
    printed = words(answers, roles__legal_approval=("sam-whitfield",))
    assert "unless it may touch the law. Then ask Sam Whitfield." in printed


def test_the_order_of_approval_is_the_owner_s_even_if_who_writes_agrees_last() -> None:
    printed = words(example(), "crisis-plan", crisis__approval_order=("tom-okafor", "devon-brooks"))
    ends = ("writes the answer", "agrees to it", "has the last word", "notes the time in the log")
    steps = [line for line in printed.splitlines() if line.endswith(ends)]
    assert steps == [
        "Devon Brooks writes the answer",
        "Tom Okafor agrees to it",
        "Devon Brooks agrees to it, and has the last word",
        "Priya Nair posts it, and notes the time in the log",
    ]


def test_who_steps_in_for_one_person_steps_in_for_that_person() -> None:
    people = (Person(id="jo", name="Jo Hart"), Person(id="al", name="Al Wu"))
    printed = words(changed(fewest(), {"people": people, "roles.lead": "al"}), "crisis-plan")
    assert "Al Wu steps in when Jo Hart can’t be reached." in printed


def test_in_the_first_hour_somebody_is_named_who_calls_and_who_posts() -> None:
    printed = words(example(), "crisis-plan")
    assert "asks the people who were there what is true, and decides how bad it is." in printed
    assert re.search(r"\w+ calls everyone who has a part", printed)
    assert "Priya Nair posts the statement" in printed


@pytest.mark.parametrize("length", ["short", "standard"])
def test_it_is_not_the_rules_that_are_heard(length: str) -> None:
    decided = {"business.length": length, "business.company_called": "name"}
    printed = words(changed(example(), decided), personal_use__consequences="discipline-policy")
    assert "The person is heard first" in printed


# --- said once, and rightly -------------------------------------------------------------------------------------------


def test_a_number_with_brackets_stands_in_no_second_pair() -> None:
    answers = changed(
        fewest(),
        {"people": (Person(id="jo", name="Jo", phone="(512) 555-0101", email="a@b.example"),)},
    )
    for length in ("short", "full"):
        for name in ("policy", "summary", "contact-card", "announcement"):
            printed = words(answers, name, business__length=length)
            assert "((" not in printed, name
    assert "Jo [(512) 555-0101, a@b.example]" in words(answers, "summary")


def test_a_first_version_was_not_changed_on_the_day_of_its_adoption() -> None:
    answers = changed(example(), {"revisions": example().revisions[:1]})
    assert "Last changed" not in words(answers, "public-edition")
    assert "Last changed" in words(example(), "public-edition")


def test_a_draft_is_not_said_to_be_in_the_handbook() -> None:
    answers = changed(fewest(), {"review.adopted_on": None})
    assert "The draft comes with this message. Once it is adopted" in words(answers, "announcement")
    assert "The draft" not in words(example(), "announcement")


@pytest.mark.parametrize("length", ["short", "standard"])
def test_employees_answer_as_soon_as_they_can(length: str) -> None:
    printed = words(
        changed(example(), BY_NAME | {"business.length": length}), roles__reply_within="no-promise"
    )
    assert "as soon as they can" in printed


def test_no_rule_of_law_has_quotation_marks_of_a_typewriter() -> None:
    clauses = [rule.clause for pack in load_rule_sets() for rule in pack.rules]
    assert [clause for clause in clauses if "'" in clause or '"' in clause] == []


def test_what_is_private_of_coworkers_is_what_one_learns_at_work() -> None:
    """Else nobody could tell, on an account of their own, what a coworker said about pay."""
    limits = ("in your job", "from your job", "in posts for us")
    found = [
        rule
        for pack in load_rule_sets()
        for rule in pack.rules
        if rule.topic == "privacy" and "coworkers" in rule.clause
    ]
    assert len(found) > 5
    assert [rule.id for rule in found if not any(limit in rule.clause for limit in limits)] == []


def test_what_the_trade_says_of_posts_holds_for_posts_about_the_business() -> None:
    printed = words(
        example(), business__trade="alcohol", business__other_trades=("food",), legal__rules=()
    )
    assert (
        "When you post about alcohol for us, do it only where most viewers are adults." in printed
    )
    assert "Do not say that our food cures, prevents or treats illness." in printed
    assert re.search(r"Name allergens only from a text that \w+ \w+ has approved\.", printed)


@pytest.mark.parametrize("name", ["policy", "contact-card", "crisis-plan"])
def test_a_long_e_mail_address_has_room(name: str) -> None:
    address = f"{'a' * 40}@acornbakery.example"
    people = (*example().people[1:], example().people[0].model_copy(update={"email": address}))
    for length in ("short", "standard"):
        usual = widths(replace_value(example(), "business.length", length), name)
        wide = widths(changed(example(), {"business.length": length, "people": people}), name)
        assert max(int(row.split()[-1]) for row in usual) < 50, "the usual columns are even"
        assert any(int(row.split()[-1]) > 50 for row in wide)


def widths(answers: Answers, name: str) -> list[str]:
    text = "\n".join(section.markdown for section in compose(answers, name).sections)
    titles = "People and contacts|Whom to contact about what|Our people in a crisis"
    return re.findall(rf'widths="([\d ]+)" title="(?:{titles})"', text)


def test_what_a_leaver_hands_over_has_no_empty_cells() -> None:
    interview = load_questions()
    leaver = next(one for one in example().people if one.id == "priya-nair")
    extra = leaver_context(example(), leaver, None, datetime.date(2027, 1, 1), interview)
    rows = "\n".join(lines(compose(example(), "leaver", extra=extra)))
    assert "–" not in rows
    assert re.search(r"Instagram, @\w+: Who is in charge of it\?", rows)
