"""The words of a rule of law for one business: the slots of its clause filled from the answers."""

from collections.abc import Iterable, Mapping

from wizard.answers.model import Answers
from wizard.documents import customer_terms
from wizard.laws.placeholders import customer_terms
from wizard.laws.rules import Rule, split_clause
from wizard.text import join_list


def placeholder_values(answers: Answers) -> dict[str, str]:
    """Return what fills each slot, by its name; `answers` are those that `effective` returns."""
    people = {person.id: person.name for person in answers.people}

    def name(keys: Iterable[str | None], otherwise: str, joined_by: str = "and") -> str:
        return (
            join_list([people[key] for key in keys if key and people.get(key)], joined_by)
            or otherwise
        )

    is_we = answers.business.company_called == "we"
    return {
        "company": answers.business.name or ("our business" if is_we else "the business"),
        "lead": name(
            [answers.roles.lead], f"the person who looks after {'our' if is_we else 'the'} accounts"
        ),
        "contact": name([answers.employees.questions_to], "the person named in this policy"),
        "head": name([answers.roles.head], "the head of the business"),
        "spokespeople": name(answers.roles.spokespeople, "the people named in this policy"),
        "approver": name(answers.roles.legal_approval, "the head of the business", "or"),
        **customer_terms(answers),
    }


def words(rule: Rule, filled: Mapping[str, str]) -> str:
    """Return the clause as plain text, its slots `filled`."""
    return "".join(
        part if isinstance(part, str) else filled[part.name] for part in split_clause(rule)
    )
