"""The voice: whatever the owner chose to call the business and its staff, each document keeps to it, in good English."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import get_args

import pytest
import textstat

from tests.documents.businesses import BUSINESSES
from tests.documents.test_policy_text import UGLY, lines
from wizard.answers.choices import CompanyCalled, Length, StaffCalled, Tone
from wizard.answers.fields import change
from wizard.answers.model import Answers
from wizard.data import LANGUAGE, folder
from wizard.documents.compose import Document, compose

VOICES = tuple(product(get_args(CompanyCalled), get_args(StaffCalled), get_args(Tone)))
VOICED = ("policy", "public-edition", "summary", "contact-card", "crisis-plan")
LETTERS = ("announcement", "acknowledgement", "review-calendar")
SAID = ("fewest", "example", "everything")
PLACE = folder("output_templates") / LANGUAGE

QUOTED = re.compile(r"“[^”]*”|'Ad: [^']*'")
OF_THE_BUSINESS = re.compile(r"\b(we|us|our|ours|ourselves)\b", re.IGNORECASE)
OF_THE_READER = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)
SHORT_FORM = re.compile(
    r"\w+n’t\b|\b(it|that|there|who|what)’s (a|an|the|not)\b|’(re|ll|ve|d)\b|\bplease\b", re.IGNORECASE
)
BAD_GRAMMAR = re.compile(
    r"((^|[.:] )(The business|Larkspur Lane Bakery Café|Tiny & Sons)|\b(and|,|what) it) (are|have|do|ask|tell|check|stop)\b|\b[Ee]mployees (is|has|does|asks|tells)\b"
    r"|\b(must|may|can|should) (must|may|can|should|are|is|has)\b|\bthey (is|has|was)\b|\b(the|a) (the|a)\b"
    r"|\bwe (is|has|does|asks|tells)\b|\byou (is|has|was)\b|’s’s|\bs’s\b|\bemployees’s\b|\bthe business (yourself|you)\b"
    r"|Employees must (Employees|they|not not)\b|must:? never must|\b(must|may) (does|doesn’t)\b"
)


def spoken(answers: Answers, which: tuple[str, str, str]) -> Answers:
    for path, choice in zip(("company_called", "staff_called", "tone"), which, strict=True):
        answers = change(answers, f"business.{path}", choice)
    return answers


@cache
def in_our_words(business: str) -> Answers:
    """Return a business that has typed nothing with a pronoun in it, so that each one that is printed is ours."""
    answers = BUSINESSES[business]()
    for path in ("roles.posting", "security.sign_in", "security.account_rules", "crisis.prevention", "crisis.signs",
                 "crisis.staff_channels", "legal.topics", "legal.customer_data", "legal.content_sources",
                 "legal.confidential", "personal_use.own_accounts", "personal_use.out_of_bounds",
                 "employees.expectations", "review.agenda"):  # fmt: skip
        from wizard.answers.fields import field, get

        chosen = get(answers, path)
        answers = change(answers, path, tuple(item for item in chosen if item in field(path).choices))
    answers = change(answers, "legal.regional_rules", ())
    levels = tuple(level.model_copy(update={"sign": "It spreads"}) for level in answers.crisis.levels)
    contacts = tuple(one.model_copy(update={"why": "In a fire"}) for one in answers.crisis.contacts)
    answers = change(change(answers, "crisis.levels", levels), "crisis.contacts", contacts)
    answers = change(change(answers, "crisis.duties", ()), "publication.own_clauses", ())
    return change(answers, "revisions", ())


def unquoted(document: Document) -> Iterator[str]:
    """Return the lines of a document without what somebody else says: quotations, statements, "I have read"."""
    kept = [replace(part, markdown=re.sub(r"(?m)^>.*$", "", part.markdown)) for part in document.sections]
    for line in lines(replace(document, sections=tuple(part for part in kept if part.name != "sign"))):
        yield QUOTED.sub("…", line)


def problems(document: Document, which: tuple[str, str, str]) -> Iterator[str]:
    """Return what a document says in another voice, or in bad English, with the line."""
    wrong = {"bad English": BAD_GRAMMAR, "ugly": UGLY}
    wrong |= {"we": OF_THE_BUSINESS} if which[0] == "name" else {}
    wrong |= {"you": OF_THE_READER} if which[1] == "employees" else {}
    wrong |= {"short form": SHORT_FORM} if which[2] == "formal" else {}
    for line in unquoted(document):
        yield from (f"{what}, '{found[0]}': {line}" for what, sign in wrong.items() if (found := sign.search(line)))
    whole = [part for line in lines(document) for part in re.split(r"(?<=[.?!])”? +", line)]
    whole = [part for part in whole if part.endswith((".", "?")) and len(part.split()) > 3]
    yield from (f"long: {part}" for part in whole if len(part.split()) > 30)
    yield from (f"begins small: {part}" for part in whole if part[0].islower())
    ease = textstat.flesch_reading_ease(" ".join(whole))
    if whole and ease < 60:
        yield f"reading ease {ease:.0f}"


@pytest.mark.parametrize("which", VOICES, ids="-".join)
@pytest.mark.parametrize("business", SAID)
def test_each_document_keeps_to_its_voice(business: str, which: tuple[str, str, str]) -> None:
    for length in get_args(Length):
        answers = change(spoken(in_our_words(business), which), "business.length", length)
        for name in VOICED if length == "standard" else ("policy",):
            assert list(problems(compose(answers, name), which)) == [], (name, length)
