"""What fills the placeholders of a clause, and what the documents call business and customers."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from wizard.answers.defaults import resolve_answer
from wizard.answers.model import Answers, Business, CustomersCalled, Voice
from wizard.data import DataLine, read_data
from wizard.data_dirs import templates_dir
from wizard.laws.models import PLACEHOLDER, Rule
from wizard.text import join_list


@cache
def _customer_terms() -> dict[CustomersCalled, dict[str, str]]:
    return read_data(templates_dir() / "customers.toml", dict[CustomersCalled, dict[str, DataLine]])


def customer_terms(answers: Answers) -> dict[str, str]:
    """Return the words for the customers, by the names that templates and clauses use.

    Raises:
        DataError: the file of words is wrong or missing.
    """
    terms = _customer_terms()[resolve_answer(answers, "business.customers_called")]
    writers = {key.replace("customer", "writer"): text for key, text in terms.items()}
    return writers | terms


def company_terms(business: Business) -> dict[str, str]:
    """Return what the business calls itself: as a noun, and in the formal voice."""
    called = re.sub(r"^(the|our|an?) ", "", business.called, flags=re.IGNORECASE)
    words = called.split(" ")
    if called[1:] == called[1:].lower():
        called = called[:1].lower() + called[1:]
    title = " ".join(word[:1].upper() + word[1:] for word in words)
    if called in ("", "business"):
        title = "Company"
    return {"called": called, "the_company": f"the {title}", "The_company": f"The {title}"}


def placeholder_values(answers: Answers) -> dict[str, str]:
    """Return the value of each placeholder; `answers` are those that `resolve` returns."""
    people = {person.id: person.name for person in answers.people}

    def names(ids: Iterable[str | None], fallback: str, conjunction: str = "and") -> str:
        known = [people[key] for key in ids if key and people.get(key)]
        return join_list(known, conjunction) or fallback

    our = "our" if answers.business.voice == "direct" else "the"
    roles, terms = answers.roles, company_terms(answers.business)
    return {
        "company": answers.business.name or f"{our} business",
        "lead": names([roles.lead], f"the person responsible for {our} accounts"),
        "head": names([roles.head], "the head of the business"),
        "contact": names([answers.crisis.report_to or roles.head], "the head of the business"),
        "spokespeople": names(roles.spokespeople, "the people named in this policy"),
        "approver": names(roles.legal_approval, "the head of the business", "or"),
        "the_company": terms["the_company"],
        "The_company": terms["The_company"],
        **customer_terms(answers),
    }


def clause_text(rule: Rule, values: Mapping[str, str], voice: Voice = "direct") -> str:
    """Return the clause as plain text with its placeholders filled."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], rule.in_voice(voice))
