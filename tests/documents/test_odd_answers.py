"""Businesses that answer as few expect: one entry, none, words without a full stop, a folder for an address."""

from typing import Any

import pytest

from tests.documents.businesses import CHECKLISTS, OWN_CHECKLISTS, example, fewest
from tests.documents.said import lines
from wizard.answers.fields import change, get
from wizard.answers.model import Account, Answers, CrisisLevel, Person, RegionalRule, Responsibility
from wizard.documents.compose import compose
from wizard.documents.drawing import render
from wizard.documents.text import tree

SHORT = {"business.length": "short"}
BY_NAME = {"business.staff_called": "employees", "business.company_called": "name", "business.tone": "formal"}


def changed(answers: Answers, decided: dict[str, Any]) -> Answers:
    for path, value in decided.items():
        answers = change(answers, path, value)
    return answers


def words(answers: Answers, name: str = "policy", **decided: Any) -> str:
    """Return what a document says, with answers such as `roles__voice` changed."""
    named = {path.replace("__", "."): value for path, value in decided.items()}
    return "\n".join(lines(compose(changed(answers, named), name)))


# --- nothing is lost in another voice ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", OWN_CHECKLISTS)
def test_a_line_of_the_owner_s_own_is_printed_in_the_voice_that_speaks_of_employees(path: str) -> None:
    answers = changed(example(), BY_NAME | {path: (*get(example(), path), "Zebras and stripes")})
    assert "Zebras and stripes" in words(answers) or "Zebras and stripes" in words(answers, "crisis-plan")


@pytest.mark.parametrize(("path", "choices"), CHECKLISTS)
def test_each_box_has_words_in_the_voice_that_speaks_of_employees(path: str, choices: tuple[str, ...]) -> None:
    answers = changed(example(), BY_NAME | {path: choices})
    whole = words(answers) + words(answers, "crisis-plan")
    for choice in choices:
        left = change(answers, path, tuple(other for other in choices if other != choice))
        assert words(left) + words(left, "crisis-plan") != whole, choice


# --- one, or none -----------------------------------------------------------------------------------------------------


def test_one_source_of_pictures_is_not_one_of_several() -> None:
    assert "only if this is true:" in words(example(), legal__content_sources=("own",))
    assert "only if one of these is true:" in words(example(), legal__content_sources=("own", "licensed"))


def test_without_an_agenda_the_review_still_says_when_things_change() -> None:
    printed = words(example(), review__agenda=())
    assert "At each review, we change what needs changing" in printed
    assert "Then we change" not in printed


@pytest.mark.parametrize("length", ["short", "standard"])
@pytest.mark.parametrize("code", ["", "House rules"])
def test_where_nothing_is_named_as_out_of_bounds_the_law_is(code: str, length: str) -> None:
    printed = words(example(), business__length=length, personal_use__out_of_bounds=(), personal_use__code=code)
    assert "is what the law forbids, on our accounts and on yours." in printed
    assert "such posts" not in printed
    assert ("Our own code says more: House rules." in printed) == bool(code)


def test_who_does_it_all_is_not_said_to_do_what_somebody_else_does() -> None:
    people = (Person(id="jo", name="Jo Hart"), Person(id="al", name="Al Wu"))
    answers = changed(fewest(), {"people": people, "roles.other": (Responsibility(name="Flyers", person="al"),)})
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
        ({"phone": "555", "email": "a@b.example"}, "E-mail addresses and phone numbers are at the end"),
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
    assert "Call twice, then wait ten minutes. If there is still no answer, post only that" in printed
    assert "If there is no time even for that, post only that" in words(example(), "crisis-plan")


# --- what is said of the owner's words --------------------------------------------------------------------------------


@pytest.mark.parametrize("length", ["short", "standard"])
@pytest.mark.parametrize(
    ("typed", "printed"), [("Views mine", "“Views mine”."), ("Views mine!", "“Views mine!”"), ("Mine.", "“Mine.”")]
)
def test_a_disclaimer_ends_its_sentence_once(typed: str, printed: str, length: str) -> None:
    found = words(example(), business__length=length, employees__disclaimer=typed)
    assert printed in found
    assert f"{printed}." not in found


def test_a_rule_of_the_region_ends_with_one_full_stop() -> None:
    rules = (RegionalRule(place="Resort", rule="No filming on the lifts"), RegionalRule(rule="Ask first.\n"))
    printed = words(example(), legal__regional_rules=rules)
    assert "Resort: No filming on the lifts." in printed
    assert "Ask first.." not in printed


def test_a_name_that_ends_in_a_full_stop_is_never_quoted_at_the_end_of_a_sentence() -> None:
    printed = words(example(), business__country="GB", legal__places=("GB",), business__name="St. Ann's Ltd.")
    assert "'Ad: I work for St. Ann's Ltd.' at the start." in printed
    assert ".'." not in printed


def test_in_short_does_not_pass_for_the_whole_list() -> None:
    own = ("racism", "Pictures of children")
    assert "Out of bounds, among other things: racism." in words(example(), personal_use__out_of_bounds=own)
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


@pytest.mark.parametrize("place", ["S:/Policies", "Staffroom", "office/policies", "\\\\server\\share", "shared drive"])
def test_a_folder_is_no_link(place: str) -> None:
    answers = changed(example(), {"publication.intranet_address": place})
    assert links(answers) == links(change(answers, "publication.intranet_address", ""))
    assert place in words(answers)


@pytest.mark.parametrize("address", ["https://intranet/a", "staff.acorn.example/a-b", "acorn.example:8080/x"])
def test_a_web_address_is_a_link(address: str) -> None:
    answers = changed(example(), {"publication.intranet_address": address})
    assert (address if "://" in address else f"https://{address}") in links(answers)


def links(answers: Answers) -> list[str]:
    sections = [tree(section.markdown) for section in compose(answers, "policy").sections]
    return [str(node.attrs["href"]) for section in sections for node in section.walk() if node.type == "link"]


@pytest.mark.parametrize("places", [("website",), ("handbook", "website")])
def test_the_website_is_said_to_have_the_edition_without_names(places: tuple[str, ...]) -> None:
    assert "public website, in an edition without names" in words(example(), publication__places=places)


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
        ({"security.software_keeper": "tom-okafor"}, "Software updates itself, and Tom Okafor sees to it."),
        (
            {"crisis.prevention": ("facts", "mistakes")},
            "When you post for us, check names, prices and facts and own up",
        ),
        ({"crisis.prevention": ("no-arguing",)}, "When you post for us, never argue with customers."),
        ({"legal.adviser": "Lumen Law"}, "For legal advice we turn to Lumen Law."),
        ({"publication.places": ("handbook", "intranet")}, "is in the employee handbook and on our staff pages."),
        ({"publication.places": ()}, "Ask Priya Nair for the current version."),
    ],
)
def test_the_short_policy_says_what_a_policy_has_to_cover(decided: dict[str, Any], printed: str) -> None:
    assert printed in words(changed(example(), SHORT | decided))


def test_anything_else_is_asked_of_somebody_after_those_who_are_asked_about_something() -> None:
    people = (Person(id="jo", name="Jo Hart"), Person(id="al", name="Al Wu"))
    answers = changed(fewest(), SHORT | {"people": people, "roles.advertising": ("al",)})
    answers = change(answers, "roles.accounts", (Account(platform="Vimeo", owner="jo"),))
    printed = words(answers)
    assert printed.index("Al Wu\nAds") < printed.index("Jo Hart\nAnything else about social media")
