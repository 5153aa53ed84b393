"""The policy at each length: short keeps what nobody can do without, full adds help, and all of it stays readable."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import textstat

from tests.documents.businesses import BUSINESSES, CHECKLISTS, OWN_CHECKLISTS, example, fewest
from tests.documents.said import (
    ADVERTISEMENT,
    DOCUMENTS,
    HOSTILE,
    RISKY,
    filled,
    lines,
    sentences,
    shape,
    text_of,
    ugly,
)
from tests.outside_programs import outside_program
from tests.printed import pdf
from wizard.answers.fields import get_answer, replace_value
from wizard.answers.model import Account, Answers, Length, OwnClause, PolicySection
from wizard.documents.compose import Document, compose
from wizard.documents.docx_writer import render
from wizard.documents.markdown import parse_markdown

LENGTHS = get_args(Length)
MOST_PAGES = {"short": 3, "standard": 10, "full": 14}

each_length = pytest.mark.parametrize("length", LENGTHS)
each_business = pytest.mark.parametrize("business", BUSINESSES)


def at(length: str, answers: Answers) -> Answers:
    return replace_value(answers, "business.length", length)


def without_the_law(document: Document) -> Document:
    """Return the document without the rules of the packs, which are tested where they live."""
    return replace(
        document,
        sections=tuple(
            part for part in document.sections if part.name not in ("regions", "sources")
        ),
    )


def words(answers: Answers, name: str = "policy") -> str:
    return "\n".join(lines(compose(answers, name)))


# --- readable at each length ------------------------------------------------------------------------------------------


@each_length
@pytest.mark.parametrize("business", ["fewest", "example", "everything"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_words_are_plain_at_each_length(name: str, business: str, length: str) -> None:
    document = without_the_law(compose(at(length, BUSINESSES[business]()), name))
    whole = [
        part for part in sentences(document) if part.endswith((".", "?")) and len(part.split()) > 3
    ]
    assert textstat.flesch_reading_ease(" ".join(whole)) >= 60
    assert [part for part in sentences(document) if len(part.split()) > 30] == []


@each_length
@each_business
def test_nothing_ugly_is_printed_at_each_length(business: str, length: str) -> None:
    answers = at(length, BUSINESSES[business]())
    assert not ugly(answers)
    assert not re.search(r"\bTBD\b|\bTODO\b|\?\?", words(answers))


@each_length
@each_business
def test_no_heading_stands_without_text_at_each_length(business: str, length: str) -> None:
    document = compose(at(length, BUSINESSES[business]()), "policy")
    nodes = [
        node for section in document.sections for node in parse_markdown(section.markdown).children
    ]
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        if node.type == "heading":
            assert following is not None, text_of(node)
            assert following.type != "heading" or following.tag > node.tag, text_of(node)


@each_length
@pytest.mark.parametrize("stance", ["encouraged", "free", "official-only"])
def test_no_wording_of_ours_is_risky_at_any_length(stance: str, length: str) -> None:
    answers = replace_value(at(length, fewest()), "employees.stance", stance)
    for path, boxes in CHECKLISTS:
        answers = replace_value(answers, path, boxes if path != "legal.places" else ())
    for line in lines(without_the_law(compose(answers, "policy"))):
        assert not RISKY.search(line), line
        assert not ADVERTISEMENT.search(line), line


@each_length
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_changes_no_structure_at_any_length(hostile: str, length: str) -> None:
    calm, wild = (compose(at(length, filled(example(), text)), "policy") for text in ("w", hostile))
    for quiet, loud in zip(calm.sections, wild.sections, strict=True):
        assert shape(parse_markdown(quiet.markdown)) == shape(parse_markdown(loud.markdown)), (
            quiet.name
        )


@each_length
@pytest.mark.parametrize("business", ["fewest", "example"])
def test_the_pages_are_as_few_as_we_say(business: str, length: str, tmp_path: Path) -> None:
    file = tmp_path / "policy.docx"
    file.write_bytes(render(compose(at(length, BUSINESSES[business]()), "policy")))
    assert pages(pdf(file, tmp_path)) <= MOST_PAGES[length] - (business == "fewest")


def test_a_short_policy_of_a_big_business_is_short_too(tmp_path: Path) -> None:
    """Sixty people, two countries, forty accounts: the rules of law and the owners take more than a page of it."""
    file = tmp_path / "policy.docx"
    file.write_bytes(render(compose(at("short", BUSINESSES["everything"]()), "policy")))
    assert pages(pdf(file, tmp_path)) <= 3


def test_many_accounts_are_named_with_their_owners_and_without() -> None:
    rows = tuple(Account(platform=f"Site {number}", handle=f"@{number}") for number in range(9))
    owned = (*(row.model_copy(update={"owner": "priya-nair"}) for row in rows[:8]), rows[8])
    printed = words(replace_value(at("short", example()), "roles.accounts", owned))
    assert "Priya Nair (priya@larkspurlane.example) owns Site 0 (@0), Site 1 (@1)" in printed
    assert "Site 8 (@8)" in printed


def pages(printed: Path) -> int:
    told = subprocess.run(
        [outside_program("pdfinfo"), str(printed)], check=True, capture_output=True, text=True
    ).stdout
    return int(re.findall(r"Pages: +(\d+)", told)[0])


# --- what each length says --------------------------------------------------------------------------------------------


@each_length
@each_business
def test_the_rights_are_in_the_policy_at_each_length(business: str, length: str) -> None:
    printed = words(at(length, BUSINESSES[business]()))
    assert "Your rights." in printed
    assert "Pay and working conditions are never on this list" in printed


@pytest.mark.parametrize(
    "essential",
    [
        "Larkspur Lane Bakery Café",
        "1.1, adopted on September 1, 2026",
        "Maria Castellano and Devon Brooks speak for us",
        "Instagram\n@larkspurlanebakery\nPriya Nair",
        "Tell Priya Nair (+1 503 555 0113, priya@larkspurlane.example)",
        "Sensitive ones first need a yes from Maria Castellano",
        "passwords, lists of customers",
        "names, contact details, pictures",
        "racist content, hate speech, harassment, bullying, threats of violence",
        "We are glad when you talk about us",
        "I work at Larkspur Lane. These are my own views.",
        "twice a year, next on March 1, 2027",
        "The policy was adopted on September 1, 2026, and last changed on September 29, 2026",
        "Rules of our region and trade",
        "+1 503 555 0115, sam@larkspurlane.example",
    ],
)
def test_the_short_policy_has_each_essential_answer(essential: str) -> None:
    assert essential in words(at("short", example()))


@pytest.mark.parametrize("stance", ["encouraged", "free", "official-only"])
def test_the_short_policy_tells_each_stance_apart_and_leaves_talk_about_work_free(
    stance: str,
) -> None:
    answers = replace_value(at("short", example()), "employees.stance", stance)
    others = {
        words(replace_value(answers, "employees.stance", other))
        for other in ("encouraged", "free", "official-only")
    }
    assert len(others) == 3
    assert ("never means silence about your work" in words(answers)) == (stance == "official-only")


@each_length
@pytest.mark.parametrize("path", OWN_CHECKLISTS)
def test_a_line_of_the_owner_s_own_is_printed_at_each_length(path: str, length: str) -> None:
    """The short policy leaves out boxes of ours, never a line that the owner typed; the agenda is for the owner."""
    own = "Zebras & *stripes* (two)"
    answers = replace_value(at(length, example()), path, (*get_answer(example(), path), own))
    if (path, length) == ("review.agenda", "short"):
        return
    assert own in words(answers) or own in words(answers, "crisis-plan")


def test_each_length_is_longer_than_the_one_before() -> None:
    for business in BUSINESSES.values():
        short, standard, full = (len(words(at(length, business())).split()) for length in LENGTHS)
        assert short < 0.6 * standard
        assert standard < full


def test_the_crisis_plan_is_whole_at_each_length() -> None:
    assert len({words(at(length, example()), "crisis-plan") for length in LENGTHS}) == 1


# --- the owner's own clauses ------------------------------------------------------------------------------------------


@each_length
@pytest.mark.parametrize("section", get_args(PolicySection))
def test_a_clause_of_the_owner_s_own_is_printed_as_typed_once_in_its_section(
    section: str, length: str
) -> None:
    text = "The radio is *for all*. {{ 7*7 }}\n\n- 1. Film it | only with the sound off"
    answers = replace_value(
        at(length, example()), "publication.own_clauses", (OwnClause(section=section, text=text),)
    )
    document = compose(answers, "policy")
    printed = list(lines(document))
    assert printed.count("The radio is *for all*. {{ 7*7 }}") == 1
    assert printed.count("- 1. Film it | only with the sound off") == 1
    if length != "short":
        home = {"roles": "team-roles"}.get(section, section)
        (holder,) = [each for each in document.sections if "The radio is" in each.markdown]
        assert holder.name == home


def test_clauses_of_the_same_section_stand_in_the_owner_s_order() -> None:
    own = tuple(OwnClause(section="security", text=f"Clause {number}.") for number in (2, 1))
    printed = words(replace_value(example(), "publication.own_clauses", own))
    assert "Our own additions\nClause 2.\nClause 1." in printed


def test_an_empty_clause_leaves_no_heading() -> None:
    answers = replace_value(
        example(), "publication.own_clauses", (OwnClause(section="security", text="  "),)
    )
    assert "Our own addition\n" not in words(answers)
