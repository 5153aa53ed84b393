"""What fills the placeholders of a clause, and what the documents call the customers."""

from collections.abc import Iterable, Mapping
from functools import cache

from wizard.answers.defaults import resolve_answer
from wizard.answers.model import Answers, CustomersCalled
from wizard.data import DataLine, DataModel, read_data
from wizard.data_dirs import templates_dir
from wizard.laws.models import PLACEHOLDER, Rule
from wizard.text import join_list


class _Terms(DataModel):
    one: DataLine
    many: DataLine
    own: DataLine
    agrees: DataLine
    writer: str = ""
    writers: str = ""
    writers_own: str = ""


@cache
def _all_terms() -> Mapping[CustomersCalled, _Terms]:
    return read_data(templates_dir() / "customers.toml", dict[CustomersCalled, _Terms])


def customer_terms(answers: Answers) -> dict[str, str]:
    """Return the words for the customers, by the names that templates and clauses use.

    Raises:
        DataError: the file of words is wrong or missing.
    """
    terms = _all_terms()[resolve_answer(answers, "business.customers_called")]
    return {
        "customer": terms.one,
        "customers": terms.many,
        "customers_own": terms.own,
        "customer_agrees": terms.agrees,
        "writer": terms.writer or terms.one,
        "writers": terms.writers or terms.many,
        "writers_own": terms.writers_own or terms.own,
    }


def placeholder_values(answers: Answers) -> dict[str, str]:
    """Return the value of each placeholder; `answers` are those that `resolve` returns."""
    people = {person.id: person.name for person in answers.people}

    def names(ids: Iterable[str | None], fallback: str, conjunction: str = "and") -> str:
        known = [people[key] for key in ids if key and people.get(key)]
        return join_list(known, conjunction) or fallback

    our = "our" if answers.business.company_called == "we" else "the"
    roles = answers.roles
    return {
        "company": answers.business.name or f"{our} business",
        "lead": names([roles.lead], f"the person who looks after {our} accounts"),
        "contact": names([answers.employees.questions_to], "the person named in this policy"),
        "head": names([roles.head], "the head of the business"),
        "spokespeople": names(roles.spokespeople, "the people named in this policy"),
        "approver": names(roles.legal_approval, "the head of the business", "or"),
        **customer_terms(answers),
    }


def clause_text(rule: Rule, values: Mapping[str, str]) -> str:
    """Return the clause as plain text with its placeholders filled."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], rule.clause)
