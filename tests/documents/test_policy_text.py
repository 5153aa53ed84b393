"""What the documents say: every answer shows, nothing ugly or risky is printed, and the words stay plain."""

import datetime
import re
from dataclasses import replace
from typing import Any, get_args

import pytest
import textstat

from tests.documents.businesses import (
    BUSINESSES,
    CHECKLISTS,
    CHOICES,
    CHOOSE_RULES,
    OWN_CHECKLISTS,
    example,
    fewest,
)
from tests.documents.said import (
    ADVERTISEMENT,
    DOCUMENTS,
    HOSTILE,
    RISKY,
    documents,
    filled,
    lines,
    markdown,
    printed,
    sentences,
    shape,
    text_of,
    ugly,
    words,
)
from wizard.answers.defaults import resolve
from wizard.answers.fields import (
    AnswerField,
    FieldKind,
    all_fields,
    get_answer,
    make_row,
    replace_value,
)
from wizard.answers.model import Answers, Country, Length, Person, Trade
from wizard.documents.compose import Document, compose
from wizard.documents.markdown import parse_markdown
from wizard.interview import load
from wizard.laws.models import load_rule_sets, rules_by_id
from wizard.laws.placeholders import clause_text, placeholder_values
from wizard.laws.selection import group_rules, included_rules

# --- every answer shows -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "choices"), CHOICES, ids=[path for path, _ in CHOICES])
def test_each_choice_has_words_of_its_own(path: str, choices: tuple[str, ...]) -> None:
    base = replace_value(example(), "legal.places", ("US",))
    texts = {choice: markdown(replace_value(base, path, choice)) for choice in choices}
    assert len(set(texts.values())) == len(choices)


@pytest.mark.parametrize(("path", "choices"), CHECKLISTS, ids=[path for path, _ in CHECKLISTS])
def test_each_box_has_words_of_its_own(path: str, choices: tuple[str, ...]) -> None:
    texts = {choice: markdown(replace_value(example(), path, (choice,))) for choice in choices}
    texts["none"] = markdown(replace_value(example(), path, ()))
    assert len(set(texts.values())) == len(choices) + 1
    everything_ticked = markdown(replace_value(example(), path, choices))
    for choice in choices:
        assert (
            markdown(
                replace_value(example(), path, tuple(each for each in choices if each != choice))
            )
            != everything_ticked
        )


@pytest.mark.parametrize("path", OWN_CHECKLISTS)
def test_a_line_of_the_owner_s_own_is_printed_as_typed(path: str) -> None:
    own = "Zebras & *stripes* (two)"
    assert own in printed(replace_value(example(), path, (*get_answer(example(), path), own)))


@pytest.mark.parametrize(
    "path",
    [
        path
        for path, asked in all_fields().items()
        if asked.kind is not FieldKind.TABLE and path not in CHOOSE_RULES
    ],
)
def test_each_answer_changes_a_document(path: str) -> None:
    base = (
        replace_value(example(), "business.country", "GB") if path == "legal.places" else example()
    )
    assert markdown(
        replace_value(base, path, another(all_fields()[path], get_answer(base, path)))
    ) != markdown(base)


@pytest.mark.parametrize("path", CHOOSE_RULES)
def test_what_chooses_rules_is_told_to_the_lawyer(path: str) -> None:
    def told(answers: Answers) -> str:
        return "\n".join(
            section.markdown for section in compose(answers, "lawyer-questions").sections
        )

    offered = load().question(path).offered(example())
    texts = {choice: told(replace_value(example(), path, (choice,))) for choice in offered}
    assert len(set(texts.values())) == len(offered) >= 2


@pytest.mark.parametrize(
    ("path", "column"),
    [(path, column) for path, asked in all_fields().items() for column in asked.columns],
    ids=lambda value: value.key if isinstance(value, AnswerField) else value,
)
def test_each_column_of_a_table_changes_a_document(path: str, column: AnswerField) -> None:
    first, *rest = get_answer(example(), path)
    other = another(column, getattr(first, column.key))
    changed = first.model_copy(update={column.key: other})
    assert markdown(replace_value(example(), path, (changed, *rest))) != markdown(example())


def another(asked: AnswerField, value: Any) -> Any:
    """Return an answer that fits the field and isn't `value`."""
    if asked.kind in (FieldKind.CHOICE, FieldKind.CHECKLIST, FieldKind.OPEN_CHECKLIST):
        choice = next(each for each in asked.choices if each != value and value != (each,))
        return choice if asked.kind is FieldKind.CHOICE else (choice,)
    if asked.kind in (FieldKind.PERSON, FieldKind.PEOPLE):
        person = next(each.id for each in example().people if value not in (each.id, (each.id,)))
        return person if asked.kind is FieldKind.PERSON else (person,)
    if asked.kind is FieldKind.RULES:
        return ("us-fed-photos",)
    if asked.kind is FieldKind.DATE:
        return datetime.date(2031, 5, 6)
    if asked.kind is FieldKind.NUMBER:
        return 37
    return (not value) if asked.kind is FieldKind.YES_NO else "Zebra Lane 5"


# --- nothing ugly -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("business", BUSINESSES)
def test_nothing_ugly_is_printed(business: str) -> None:
    assert not ugly(BUSINESSES[business]())


@pytest.mark.parametrize("business", BUSINESSES)
def test_no_heading_stands_without_text(business: str) -> None:
    for document in documents(BUSINESSES[business]()):
        nodes = [
            node
            for section in document.sections
            for node in parse_markdown(section.markdown).children
        ]
        for node, following in zip(nodes, [*nodes[1:], None], strict=True):
            if node.type == "heading":
                assert text_of(node)
                assert following is not None
                assert following.type != "heading" or following.tag > node.tag


@pytest.mark.parametrize("business", BUSINESSES)
def test_people_who_are_gone_leave_no_trace(business: str) -> None:
    answers = BUSINESSES[business]()
    for path, asked in all_fields().items():
        if asked.kind is FieldKind.PERSON:
            answers = replace_value(answers, path, "ghost")
        elif asked.kind is FieldKind.PEOPLE:
            answers = replace_value(answers, path, ("ghost",))
        elif asked.kind is FieldKind.TABLE:
            gone = {
                column.key: "ghost" for column in asked.columns if column.kind is FieldKind.PERSON
            }
            answers = replace_value(
                answers,
                path,
                tuple(row.model_copy(update=gone) for row in get_answer(answers, path)),
            )
    assert not ugly(answers)


def test_a_person_without_details_leaves_no_empty_brackets() -> None:
    bare = tuple(Person(id=person.id, name=person.name) for person in example().people)
    assert not ugly(replace_value(example(), "people", bare))


def test_empty_rows_and_lines_do_no_harm() -> None:
    answers = example()
    for path, asked in all_fields().items():
        if asked.kind is FieldKind.OPEN_CHECKLIST:
            answers = replace_value(answers, path, ("",))
        elif asked.kind is FieldKind.TABLE and path != "people":
            answers = replace_value(answers, path, (make_row(asked, {}),))
    assert not ugly(answers)


@pytest.mark.parametrize("count", [1, 2])
def test_verbs_agree_with_how_many_there_are(count: int) -> None:
    chosen = tuple(person.id for person in example().people[:count])
    text = printed(
        replace_value(
            replace_value(example(), "roles.spokespeople", chosen), "security.protectors", chosen
        )
    )
    assert ("speaks for us. Everyone else" in text) == (count == 1)
    assert ("speak for us. Everyone else" in text) == (count == 2)
    assert ("make up the team that protects" in text) == (count == 2)


# --- whatever is typed, the structure stays ---------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("stance", ["encouraged", "official-only"])
def test_hostile_text_changes_no_structure(hostile: str, stance: str) -> None:
    base = replace_value(example(), "employees.stance", stance)
    for calm, wild in zip(
        documents(filled(base, "w")), documents(filled(base, hostile)), strict=True
    ):
        for quiet, loud in zip(calm.sections, wild.sections, strict=True):
            assert shape(parse_markdown(quiet.markdown)) == shape(parse_markdown(loud.markdown)), (
                quiet.name
            )


# --- plain words, and none that a lawyer would strike out -------------------------------------------------------------


@pytest.mark.parametrize("business", ["fewest", "example"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_words_are_plain(business: str, name: str) -> None:
    answers = replace_value(BUSINESSES[business](), "legal.places", ())
    document = compose(answers, name)
    prose = [
        part for part in sentences(document) if part.endswith((".", "?")) and len(part.split()) > 3
    ]
    assert textstat.flesch_reading_ease(" ".join(prose)) >= 60
    assert sum(len(part.split()) for part in prose) / len(prose) <= 15


@pytest.mark.parametrize("trade", get_args(Trade))
def test_no_sentence_of_ours_is_long(trade: str) -> None:
    for stance in ("encouraged", "free", "official-only"):
        answers = replace_value(
            replace_value(fewest(), "business.trade", trade), "employees.stance", stance
        )
        for document in documents(answers):
            for part in sentences(document):
                assert len(part.split()) <= 28, part


@pytest.mark.parametrize(("path", "choices"), CHOICES, ids=[path for path, _ in CHOICES])
def test_no_wording_of_ours_is_risky(path: str, choices: tuple[str, ...]) -> None:
    base = replace_value(fewest(), "legal.places", ())
    for ticked, boxes in CHECKLISTS:
        base = replace_value(base, ticked, boxes) if ticked != "legal.places" else base
    for choice in choices:
        for line in without_laws(documents(replace_value(base, path, choice))):
            assert not RISKY.search(line), line
            assert not ADVERTISEMENT.search(line), line


def without_laws(made: tuple[Document, ...]) -> list[str]:
    """Return the lines of the documents without those of the packs, which are tested where they live."""
    kept = [
        replace(each, sections=tuple(part for part in each.sections if part.name != "regions"))
        for each in made
    ]
    return [line for each in kept for line in lines(each)]


def test_in_the_united_states_the_rights_stand_near_the_front() -> None:
    names = [section.name for section in compose(example(), "policy").sections]
    purpose = next(
        section for section in compose(example(), "policy").sections if section.name == "purpose"
    )
    assert names.index("purpose") < names.index("team-roles")
    assert "Nothing here limits your right to talk with coworkers" in purpose.markdown


@pytest.mark.parametrize("country", get_args(Country))
def test_elsewhere_the_rights_stand_there_too_unless_the_owner_says_otherwise(country: str) -> None:
    answers = replace_value(
        replace_value(fewest(), "business.country", country), "legal.places", (country,)
    )
    assert "Your rights" in printed(answers)
    assert "Pay and working conditions are never on this list" in printed(answers)


@pytest.mark.parametrize(
    ("country", "topics", "there"),
    [("US", (), True), ("US", ("rights",), True), ("GB", (), False), ("GB", ("rights",), True)],
)
def test_the_rights_are_always_there_in_the_united_states_and_elsewhere_if_ticked(
    country: str, topics: tuple[str, ...], there: bool
) -> None:
    """Even without them, no rule of ours limits talk about pay and working conditions."""
    answers = replace_value(
        replace_value(replace_value(fewest(), "business.country", country), "legal.topics", topics),
        "legal.places",
        (),
    )
    for places in ((), (country,)):
        for length in ("short", "standard", "full"):
            answers = replace_value(
                replace_value(answers, "business.length", length), "legal.places", places
            )
            text = "\n".join(lines(compose(answers, "policy")))
            assert ("Your rights." in text) == there
            assert "Pay and working conditions are never on this list" in text


def test_the_strictest_stance_still_leaves_talk_about_work_free() -> None:
    text = printed(replace_value(example(), "employees.stance", "official-only"))
    assert "It never means silence about your work" in text


@pytest.mark.parametrize("length", get_args(Length))
@pytest.mark.parametrize("country", ["US", "GB", "DE"])
def test_a_trade_that_wants_approval_of_posts_of_staff_is_not_contradicted(
    length: str, country: str
) -> None:
    """Brokers and lenders in some places must approve what staff post about products, on any account."""
    answers = replace_value(
        replace_value(example(), "business.trade", "finance"), "business.length", length
    )
    answers = replace_value(
        replace_value(answers, "business.country", country), "legal.places", (country,)
    )
    policy = words(answers, "policy")
    asks = country != "DE"
    assert ("the approval of Maria Castellano" in policy) == asks
    assert ("Nobody has to approve your own posts." in policy) != asks
    assert ("need approval first: see" in policy) == asks
    assert ("Get approval before a post of your own" in words(answers, "summary")) == asks


@pytest.mark.parametrize("length", get_args(Length))
def test_a_leak_is_taken_down_and_nobody_is_told_to_leave_it_or_keep_it(length: str) -> None:
    policy = words(replace_value(example(), "business.length", length), "policy")
    assert "Delete nothing on our accounts but leaked private details" in policy
    assert "Keep a copy of it" not in policy


def test_the_strictest_stance_makes_nobody_report_what_colleagues_say() -> None:
    answers = replace_value(example(), "employees.stance", "official-only")
    assert "nobody has to pass on what colleagues say about theirs" in words(answers, "policy")
    assert "must pass it on" not in words(
        replace_value(answers, "business.staff_called", "employees"), "policy"
    )


def test_the_lawyer_reads_names_and_only_choices_that_fit() -> None:
    answers = replace_value(
        example(), "legal.rules", ("us-fed-spokesperson", "not food-claims", "uk-union")
    )
    sheet = words(answers, "lawyer-questions")
    assert "taken in: “Only Maria Castellano and Devon Brooks may speak" in sheet
    assert "{" not in sheet
    assert "join a union and take part" not in sheet


@pytest.mark.parametrize("length", get_args(Length))
def test_it_is_always_clear_whom_to_ask(length: str) -> None:
    answers = replace_value(
        replace_value(example(), "business.length", length), "legal.topics", ("prizes",)
    )
    policy = words(answers, "policy")
    assert not re.search(r"\bAsk before you (announce|post)\b|\bReport pages\b", policy)
    assert "Ask Maria Castellano before you announce" in policy
    assert "Ask Priya Nair before you open" in words(
        replace_value(answers, "roles.accounts", ()), "policy"
    )


def test_someone_who_signs_says_only_that_they_have_read_it() -> None:
    page = next(
        section for section in compose(example(), "policy").sections if section.name == "sign"
    ).markdown
    assert "I have read" in page
    assert "agree" not in page
    assert "sign" not in [
        each.name
        for each in compose(replace_value(example(), "publication.sign", False), "policy").sections
    ]


# --- how it reads -----------------------------------------------------------------------------------------------------


def test_what_was_over_when_this_version_began_is_told_as_past() -> None:
    answers = replace_value(example(), "publication.launch_on", datetime.date(2026, 8, 25))
    policy = words(answers, "policy")
    assert (
        "We presented this policy to all staff on August 25, 2026. Tell Elena Ruiz what is unclear"
        in policy
    )
    first = answers.model_copy(update={"revisions": answers.revisions[:1]})
    assert "Tell Elena Ruiz by September 15, 2026 what is unclear" in words(first, "policy")
    later = replace_value(first, "publication.launch_on", datetime.date(2026, 10, 1))
    assert "We present this policy to all staff on October 1, 2026." in words(later, "policy")


def test_one_place_is_a_sentence_and_several_are_a_list() -> None:
    one = words(replace_value(example(), "publication.places", ("intranet",)), "policy")
    assert (
        "The current version is on our staff pages: https://staff.larkspurlane.example/handbook"
        in one
    )
    assert "You can find the current version here:\nIn the employee handbook" in words(
        example(), "policy"
    )


def test_somebody_who_does_it_all_is_not_named_line_after_line() -> None:
    plan, policy = (words(fewest(), name) for name in ("crisis-plan", "policy"))
    assert (
        "Jo Hart leads our response, and looks after the decisions, social media, the press and the legal"
        in plan
    )
    assert "Jo Hart\nEverything in this plan" in plan
    assert "Jo Hart sees to it that it is done, and approves each change." in policy
    assert "Ask Jo Hart before you open one in our name." in policy


def test_nobody_steps_in_for_themselves() -> None:
    answers = replace_value(example(), "crisis.stand_in", "devon-brooks")
    assert "steps in for others" in words(answers, "crisis-plan")
    for part in ("executives", "social_media", "public_relations", "legal"):
        answers = replace_value(answers, f"crisis.{part}", "devon-brooks")
    assert "steps in for others" not in words(answers, "crisis-plan")
    assert "Nobody is named yet to step in" in words(answers, "crisis-plan")


def test_a_long_list_of_people_has_only_those_whom_one_asks_about_something() -> None:
    visitors = tuple(
        Person(id=f"v{number}", name=f"Visitor {number}", phone="555 0100") for number in range(9)
    )
    few = words(replace_value(example(), "people", (*example().people, *visitors[:2])), "policy")
    many = words(replace_value(example(), "people", (*example().people, *visitors)), "policy")
    assert "Visitor 1" in few
    assert "Visitor" not in many
    assert "Requests from the press, legal approval" in many
    assert "Photos of new cakes and breads; Answers to questions about allergens" in many


def test_the_first_hour_goes_by_the_clock_and_the_log_is_a_page_of_its_own() -> None:
    plan = compose(example(), "crisis-plan")
    printed = words(example(), "crisis-plan")
    parts = ("In the first ten minutes", "Within half an hour", "Before the hour is over")
    assert sorted(parts, key=printed.index) == list(parts)
    assert plan.sections[-1].name == "log"
    assert plan.sections[-1].markdown.startswith("{.new-page}\n# Log sheet")


@pytest.mark.parametrize("length", ["short", "standard"])
def test_a_draft_is_not_called_approved(length: str) -> None:
    draft, adopted = (
        replace_value(each, "business.length", length) for each in (fewest(), example())
    )
    said = words(draft, "policy").replace("\n", " ").casefold()
    assert "draft, not yet adopted" in said
    assert "to be approved by jo hart" in said
    assert "to be approved" not in words(adopted, "policy").casefold()
    assert "approved by" in words(adopted, "policy").casefold()


def test_jobs_that_nobody_has_yet_are_a_list_and_not_a_table_that_says_so_seven_times() -> None:
    printed = words(Answers(), "policy")
    assert (
        "Nobody is named for these jobs yet. Ask the head of the business about them:\nAdvertising: "
        in printed
    )
    assert "Nobody yet" not in printed
    some = replace_value(example(), "roles.training", ())
    assert words(some, "policy").count("Nobody yet. Ask Maria Castellano") <= 1


@pytest.mark.parametrize("length", get_args(Length))
def test_every_rule_of_law_at_once_is_printed_under_its_heading(length: str) -> None:
    """All countries, states and trades, everything true, every rule taken in: more than any business has."""
    answers = replace_value(
        replace_value(example(), "business.length", length), "legal.places", get_args(Country)
    )
    for path in CHOOSE_RULES:
        answers = replace_value(answers, path, all_fields()[path].choices)
    answers = replace_value(
        replace_value(answers, "business.staff", 5000), "legal.rules", tuple(rules_by_id())
    )
    assert not ugly(answers)
    document = compose(answers, "policy")
    text = "\n".join(lines(document))
    said = [
        clause_text(rule, placeholder_values(resolve(answers)))
        for pack in load_rule_sets()
        for rule in pack.rules
    ]
    assert len(said) == 127
    assert [clause for clause in said if clause not in text] == []
    regions = next(section.markdown for section in document.sections if section.name == "regions")
    titles = [group.title for group in group_rules(included_rules(answers), answers)]
    assert all(
        regions.count(f"## {title}\n" if length != "short" else f"**{title}.**") == 1
        for title in titles
    )
