"""The voice: each document keeps to the one that the user chose, in good English."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import get_args

import pytest
import textstat

from tests.documents.businesses import BUSINESSES, CHECKLISTS, CHOICES, example
from tests.documents.said import LONG, UGLY, lines
from wizard.answers.fields import FieldKind, all_fields, get_answer, replace_value
from wizard.answers.model import (
    Account,
    Answers,
    Length,
    OwnClause,
    Voice,
)
from wizard.data_dirs import LANGUAGE, data_dir
from wizard.documents import voice
from wizard.documents.compose import Document, compose
from wizard.laws.models import load_rule_sets

VOICES = get_args(Voice)
VOICED = ("summary", "contact-card")
LETTERS = ("announcement", "acknowledgement", "review-calendar")
SAID = ("fewest", "example", "everything")
PLACE = data_dir("output_templates") / LANGUAGE

QUOTED = re.compile(r"“[^”]*”|'Ad: [^']*'")
OF_THE_BUSINESS = re.compile(r"\b(we|us|our|ours|ourselves)\b", re.IGNORECASE)
OF_THE_READER = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)
SHORT_FORM = re.compile(
    r"\w+n’t\b|\b(it|that|there|who|what)’s (a|an|the|not)\b|’(re|ll|ve|d)\b|\bplease\b",
    re.IGNORECASE,
)
BAD_GRAMMAR = re.compile(
    r"((^|[.:] )(The business|Larkspur Lane Bakery Café|Tiny & Sons)|\b(and|,|what) it)"
    r" (are|have|do|ask|tell|check|stop)\b"
    r"|\b(we|you|they|[Ee]mployees) (is|has|was|does|asks|tells)\b"
    r"|\b(the|a) (the|a)\b|’s’s\b|\bs’s\b"
    r"|\b(must|may|can|should) (must|may|can|should|are|is|has|does)\b|\b(madess?|paids|evens)\b"
    r"|\b[Ee]mployees must (employees|they|not not)\b"
    r"|[Mm]ust:? never must|\bthe business (yourself|you)\b"
)


def spoken(answers: Answers, which: str) -> Answers:
    return replace_value(answers, "business.voice", which)


@cache
def in_our_words(business: str) -> Answers:
    """Return a business that typed no pronoun, so that each one that is printed is ours."""
    answers = BUSINESSES[business]()
    for path, asked in all_fields().items():
        if asked.kind is FieldKind.OPEN_CHECKLIST:
            answers = replace_value(
                answers,
                path,
                tuple(item for item in get_answer(answers, path) if item in asked.choices),
            )
    for path in ("legal.regional_rules", "crisis.duties", "publication.own_clauses", "revisions"):
        answers = replace_value(answers, path, ())
    levels = tuple(
        level.model_copy(update={"sign": "It spreads"}) for level in answers.crisis.levels
    )
    contacts = tuple(one.model_copy(update={"why": "In a fire"}) for one in answers.crisis.contacts)
    return replace_value(
        replace_value(answers, "crisis.levels", levels), "crisis.contacts", contacts
    )


def unquoted(document: Document) -> Iterator[str]:
    """Return the lines of a document without quotations, statements and names of laws."""
    kept = [
        replace(part, markdown=re.sub(r"(?m)^>.*$", "", part.markdown))
        for part in document.sections
    ]
    for line in lines(
        replace(
            document, sections=tuple(part for part in kept if part.name not in ("sign", "sources"))
        )
    ):
        yield QUOTED.sub("…", line)


def problems(document: Document, which: str) -> Iterator[str]:
    """Return what a document says in another voice, or in bad English, with the line."""
    wrong = {"bad English": BAD_GRAMMAR, "ugly": UGLY}
    if which == "formal":
        wrong |= {"we": OF_THE_BUSINESS, "you": OF_THE_READER, "short form": SHORT_FORM}
    ours = list(unquoted(document))
    for line in ours:
        yield from (
            f"{what}, '{found[0]}': {line}"
            for what, sign in wrong.items()
            if (found := sign.search(line))
        )
    whole = [part for line in ours for part in re.split(r"(?<=[.?!]) +|(?<=…) +(?=[A-Z])", line)]
    whole = [part for part in whole if part.endswith((".", "?")) and len(part.split()) > 3]
    yield from (
        f"long: {part}" for part in whole if len(part.split()) > 35 and not LONG.search(part)
    )
    # A bullet may finish the sentence before it.
    starts = {line.partition(" ")[0] for line in ours}
    yield from (
        f"begins small: {part}"
        for part in whole
        if part[0].islower() and part.partition(" ")[0] not in starts
    )
    ease = textstat.flesch_reading_ease(" ".join(whole))
    if whole and ease < 60:
        yield f"reading ease {ease:.0f}"


# Each length and each document in each voice; each choice is tried below.
@pytest.mark.parametrize("which", VOICES)
@pytest.mark.parametrize("business", SAID)
def test_each_document_keeps_to_its_voice(business: str, which: str) -> None:
    answers = spoken(in_our_words(business), which)
    for name in VOICED:
        assert list(problems(compose(answers, name), which)) == [], name
    for length in get_args(Length):
        policy = compose(replace_value(answers, "business.length", length), "policy")
        assert list(problems(policy, which)) == [], length


@pytest.mark.parametrize(("length", "which"), product(get_args(Length), VOICES))
def test_each_choice_is_said_in_the_voice(length: str, which: str) -> None:
    """The other wordings: each choice, and each list of boxes ticked or empty."""
    base = replace_value(spoken(in_our_words("fewest"), which), "business.length", length)
    rounds = max(len(choices) for path, choices in CHOICES if path != "business.country")
    for number in range(rounds):
        answers = base
        for path, choices in CHOICES:
            if not path.startswith("business.") or path == "business.trade":
                answers = replace_value(answers, path, choices[number % len(choices)])
        for path, boxes in CHECKLISTS:
            if path != "legal.places":
                answers = replace_value(answers, path, (boxes, (), boxes[:1])[number % 3])
        for name in ("policy", "summary"):
            assert list(problems(compose(answers, name), which)) == [], (name, number)


@pytest.mark.parametrize("which", VOICES)
def test_a_business_without_a_name_or_people_has_a_voice_too(which: str) -> None:
    for name in ("policy", *VOICED):
        assert list(problems(compose(spoken(Answers(), which), name), which)) == [], name


def test_the_letters_stay_as_they_are() -> None:
    formal = spoken(example(), "formal")
    for name in LETTERS:
        said, usual = (compose(answers, name).sections for answers in (formal, example()))
        # The voice makes a draft of the adopted version; nothing else differs.
        assert [re.sub("[Dd]raft.*|1.1", "", part.markdown) for part in said] == [
            re.sub("[Dd]raft.*|1.1", "", part.markdown) for part in usual
        ]


# --- the rules of law ---

RULES = {rule.id: rule for pack in load_rule_sets() for rule in pack.rules}


@pytest.mark.parametrize("rule", RULES)
def test_rule_keeps_to_both_voices(rule: str) -> None:
    formal = QUOTED.sub("…", RULES[rule].in_voice("formal"))
    for pattern in (OF_THE_BUSINESS, OF_THE_READER, SHORT_FORM):
        assert not pattern.search(formal)
    orders = r"(^|[.;] )(Do|Never|Use|Get|Post|Be|Keep|Make|Ask|Tell|Check|Give|Obey|Label|Take) "
    assert not re.search(orders, formal)
    direct = QUOTED.sub("…", RULES[rule].clause)
    assert not re.search(r"\bthe_company\b|\b[Ee]mployees (must|may)\b", direct, re.IGNORECASE)
    assert not SHORT_FORM.search(direct)


def test_formal_rules_name_the_business_and_who_hears_of_harassment() -> None:
    answers = spoken(example(), "formal")
    for path, value in (
        ("business.called", "bakery"),
        ("legal.rules", ("us-fed-harass", "food-claims")),
        ("crisis.report_to", "devon-brooks"),
        ("employees.questions_to", "priya-nair"),
    ):
        answers = replace_value(answers, path, value)
    printed = "\n".join(lines(compose(answers, "policy")))
    assert "must not say or suggest that the Bakery’s food prevents" in printed
    assert "Employees may report it to Devon Brooks or any manager." in printed
    called = replace_value(replace_value(answers, "business.called", ""), "business.name", "")
    assert "the Company’s food" in "\n".join(lines(compose(called, "policy")))


# --- the words ---


@pytest.mark.parametrize(
    ("verb", "after_a_name"),
    [
        *[("ask", "asks"), ("try out", "tries out"), ("have agreed", "has agreed")],
        *[("don’t ask", "doesn’t ask"), ("are glad", "is glad"), ("will help", "will help")],
        *[("may", "may"), ("publish", "publishes"), ("say", "says"), ("do", "does")],
        *[("never ask", "never ask"), ("pass on", "passes on")],
    ],
)
def test_a_verb_agrees_with_a_name(verb: str, after_a_name: str) -> None:
    assert voice.third_person(verb) == after_a_name


def test_verbs_in_the_templates_are_as_after_we() -> None:
    """A past tense, or an adverb before the verb, would get an "s" as well."""
    written = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted(PLACE.rglob("*.[mt][do]*"))
    )
    used = set(re.findall(r"\b(?:[Ww]e|it|verb)\(\"([^\"]+)\"\)", written))
    assert not [
        verb
        for verb in used
        if re.match(r"\w+(ed|[^p]ly|id|ade)\b|(even|also|only|always)\b", verb)
    ]


@pytest.mark.parametrize(
    "name",
    ["Tiny & Sons", "*Star* | Co.", "Ask & Tell Inc.", "We Care", "Café d’Or", "# 1. Your Shop"],
)
def test_the_name_is_printed_as_it_was_typed(name: str) -> None:
    answers = replace_value(example(), "business.name", name)
    for which in VOICES:
        printed = "\n".join(lines(compose(spoken(answers, which), "policy")))
        assert f"This policy covers the social media accounts of {name}" in printed
        assert ".." not in printed


def test_the_name_stands_first_under_each_heading_and_the_business_after() -> None:
    mark = "\uffff"
    text = f"# One\n\n{mark}S asks. {mark}P name, {mark}s.\n\n## Two of {mark}s\n\n{mark}P way."
    assert voice.name_business(text, "Boots") == (
        "# One\n\nBoots asks. The business’s name, the business.\n\n"
        "## Two of Boots\n\nThe business’s way."
    )
    assert voice.name_business(f"{mark}P way", "Boots") == "Boots’ way"
    assert voice.name_business(f"{mark}S asks", "") == "The business asks"


def test_a_long_name_is_printed_once_in_a_chapter_and_in_no_heading() -> None:
    mark, name = "\uffff", "Featherstonehaugh & Daughters Holdings Limited"
    text = (
        f"{mark}S\n\n# One of {mark}s\n\n## Two\n\n{mark}S asks.\n\n"
        f"## Three\n\n{mark}P way.\n\n# Four\n\n{mark}S"
    )
    said = (
        f"The business\n\n# One of the business\n\n## Two\n\n{name} asks.\n\n"
        f"## Three\n\nThe business’s way.\n\n# Four\n\n{name}"
    )
    assert voice.name_business(text, name) == said.replace("&", "&#38;")


def test_what_an_owner_typed_is_left_alone() -> None:
    typed = "We don’t tell you; please ask our team yourself."
    answers = spoken(example(), "formal")
    answers = replace_value(answers, "publication.own_clauses", (OwnClause(text=typed),))
    answers = replace_value(answers, "roles.voice", typed)
    answers = replace_value(answers, "roles.accounts", (Account(platform=typed, handle=typed),))
    answers = replace_value(answers, "personal_use.related", (typed,))
    printed = "\n".join(lines(compose(answers, "policy")))
    assert printed.count(typed) >= 5
