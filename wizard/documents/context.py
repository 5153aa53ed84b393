"""What templates can name: the answers, the rules of law, and functions around them."""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve, resolve_answer, review_dates
from wizard.answers.diff import DRAFT
from wizard.answers.fields import FieldKind, all_fields, get_answer, is_set
from wizard.answers.model import Answers, Person, Revision
from wizard.answers.updates import rule_id
from wizard.documents.markdown import SafeMarkdown, strip_period
from wizard.documents.template_tags import IS_DIRECT
from wizard.documents.terms import spelling_of, terms_of
from wizard.documents.voice import DEFAULT_VOICE, choose_voice, voice_words
from wizard.formatting import Formatters, format_answer
from wizard.interview import load
from wizard.laws import selection
from wizard.laws.breach_notices import breach_notice
from wizard.laws.gaps import find_gaps
from wizard.laws.models import PLACEHOLDER, Rule, RuleSet, load_index
from wizard.laws.placeholders import company_terms, customer_terms, placeholder_values
from wizard.text import join_list


def template_context(answers: Answers, version: str, *, letter: bool = False) -> dict[str, Any]:
    """Return the names that templates use; open answers have their defaults.

    In a draft, by its `version`, `review` has no effective date. A `letter` is in the default
    voice.

    Raises:
        DataError: a data file is wrong or missing.
    """
    resolved = resolve(answers)
    people = {person.id: person for person in resolved.people if person.name}
    staff = tuple(person for person in resolved.people if person.left_on is None)
    resolved = resolved.model_copy(update={"people": staff})
    if version.startswith(DRAFT):
        review = resolved.review.model_copy(update={"effective_on": None})
        resolved = resolved.model_copy(update={"review": review})

    def find_person(key: str | None) -> Person | None:
        return people.get(key) if key else None

    def find_persons(keys: Iterable[str | None]) -> list[Person]:
        return [people[key] for key in keys if key and key in people]

    def format_day(day: datetime.date) -> str:
        return format_date_for(day, answers.business.country)

    rule_sets = selection.included_rules(resolved)
    said = load_index().said
    words = voice_words(choose_voice(answers.business), answers.business.name)
    letter_words = voice_words(DEFAULT_VOICE, answers.business.name)
    return {
        **{name: getattr(resolved, name) for name in Answers.model_fields},
        **(letter_words if letter else words),
        **customer_terms(resolved),
        **_first_contacts(resolved, find_persons),
        **company_terms(resolved.business),
        **_document_facts(answers, resolved, version, format_day),
        "proper_names": _proper_names(resolved),
        "head": find_person(resolved.roles.head),
        "lead": find_person(resolved.roles.lead),
        "questions_to": find_person(resolved.employees.questions_to),
        "said_part": lambda rule: said.get(rule.id, ""),
        "said": {said[rule.id] for each in rule_sets for rule in each.rules if rule.id in said},
        "local_groups": selection.group_by_place(
            selection.filter_rules(rule_sets, lambda _, rule: rule.id not in said), resolved
        ),
        "terms": terms_of(resolved.business.country),
        IS_DIRECT: letter or answers.business.voice == "direct",
        "person": find_person,
        "persons": find_persons,
        "day": format_day,
        "revision": lambda number: next(
            (row for row in reversed(resolved.revisions) if row.version == number), Revision()
        ),
        "own_lines": lambda path: _own_lines(resolved, path),
        "own_words": tuple(_own_words(resolved)),
        "review_days": review_dates(resolved),
        "version": version,
        "packs": rule_sets,
        "asks_first": any(rule.asks_first for each in rule_sets for rule in each.rules),
        "groups": selection.group_rules(
            selection.filter_rules(rule_sets, lambda _, rule: not rule.always), resolved
        ),
        "all_groups": selection.group_rules(rule_sets, resolved),
        "clause": _clause_writer(resolved),
        "asked": _question_text,
        "answered": lambda path: _format_answer(answers, path, format_day),
        "decided": lambda path: (
            is_set(answers, path) and not all_fields()[path].is_empty(get_answer(answers, path))
        ),
        "unknown_packs": lambda: selection.undetermined_rules(answers),
        "left_out_packs": lambda: selection.excluded_rules(answers),
        "only_if": _conditions,
        "breach_notice": breach_notice(resolved, load()),
        "gaps": lambda: find_gaps(answers, load(), our="our"),
    }


def _first_contacts(
    answers: Answers, find_persons: Callable[[Iterable[str | None]], list[Person]]
) -> dict[str, Person | None]:
    """Return who is told of trouble, and who else if that person can't be reached.

    What staff see in public goes to `alarm`; devices, sign-ins and fake accounts go to
    `account_alarm`.
    """
    roles, crisis, security = answers.roles, answers.crisis, answers.security

    def first(ids: Iterable[str | None], but: Person | None = None) -> Person | None:
        return next((person for person in find_persons(ids) if person != but), None)

    alarm = first((crisis.report_to, *roles.crisis_response, roles.head))
    account_alarm = first((security.report_to, *security.protectors))
    return {
        "alarm": alarm,
        "alarm_deputy": first((*roles.crisis_response, crisis.stand_in), alarm),
        "account_alarm": account_alarm,
        "account_alarm_deputy": first(security.protectors, account_alarm),
        "press": first(roles.spokespeople),
        "press_in_crisis": first((crisis.public_relations, *roles.spokespeople)),
    }


def _document_facts(
    answers: Answers,
    resolved: Answers,
    version: str,
    format_day: Callable[[datetime.date], str],
) -> dict[str, Any]:
    """Return which version this is, its dates, and what the policy refers to."""
    is_draft, legal = version.startswith(DRAFT), resolved.legal
    rows = [row for row in resolved.revisions if row.version]
    on = next((row.on for row in reversed(rows) if row.version == version), None)
    on = on or resolved.review.effective_on
    adviser = (legal.adviser, legal.adviser_firm, legal.adviser_phone)
    return {
        "is_draft": is_draft,
        "version_line": f"{version}, {format_day(on)}" if on else version,
        "effective_on": answers.review.effective_on,
        # Of the first version, as it was recorded.
        "adopted_on": rows[0].adopted if rows and not is_draft else None,
        "related": tuple(filter(None, resolved.personal_use.related)),
        "adviser": tuple(strip_period(part) for part in adviser if part),
    }


def _own_lines(answers: Answers, path: str) -> tuple[str, ...]:
    """Return what the user added to our choices of a checklist."""
    choices = all_fields()[path].choices
    return tuple(line for line in get_answer(answers, path) if line and line not in choices)


def _own_words(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield each line that the user typed as a rule, and the path of its question."""
    for path, field in all_fields().items():
        if field.kind is FieldKind.OPEN_CHECKLIST and field.policy.staff:
            yield from ((path, line) for line in _own_lines(answers, path))
    texts = [
        *(("legal.regional_rules", row.rule) for row in answers.legal.regional_rules),
        *(("publication.own_clauses", row.text) for row in answers.publication.own_clauses),
    ]
    for path, text in texts:
        yield from ((path, line.strip()) for line in text.split("\n") if line.strip())


def _proper_names(answers: Answers) -> frozenset[str]:
    """Return the words with which a line of the user's may begin, and keeps its capital."""
    names = [
        answers.business.name,
        *(person.name for person in answers.people),
        *(account.platform for account in answers.roles.accounts),
        *(row.place for row in answers.legal.regional_rules),
    ]
    return frozenset(word for name in names for word in re.findall(r"\w+", name))


def lower_first(line: str, proper_names: Collection[str]) -> str:
    """Return `line` with a small letter first, unless it begins with a name, "I" or "GDC"."""
    first = re.match(r"\w*", line)
    word = first[0] if first else ""
    is_kept = word == "I" or word[1:] != word[1:].lower() or word in proper_names
    return line if is_kept else line[:1].lower() + line[1:]


def _clause_writer(answers: Answers) -> Callable[[Rule], SafeMarkdown]:
    values = placeholder_values(answers)
    business = answers.business
    spell = spelling_of(business.country)

    def write_clause(rule: Rule) -> SafeMarkdown:
        # Every second part is a placeholder.
        parts = PLACEHOLDER.split(rule.in_voice(business.voice))
        return SafeMarkdown("").join(
            values[part] if index % 2 else spell(part) for index, part in enumerate(parts)
        )

    return write_clause


def _question_text(path: str) -> str:
    """Return the question for a field, or "" where none asks for it."""
    try:
        return load().question(path).ask
    except KeyError:
        return ""


def _format_answer(
    answers: Answers, path: str, format_day: Callable[[datetime.date], str]
) -> tuple[str, ...]:
    """Return the answer in the words of its question, or the default while it is open."""
    question = load().question(path)
    kind, value = question.field.kind, resolve_answer(answers, path)
    if kind is FieldKind.TABLE:
        return ()
    items = value if isinstance(value, tuple) else (value,)
    # What doesn't apply or isn't offered at the moment counts for nothing.
    if kind is FieldKind.RULES:
        known = {
            rule.id for rule_set in selection.applicable_rules(answers) for rule in rule_set.rules
        }
        items = tuple(item for item in items if rule_id(item) in known)
    elif kind is FieldKind.CHECKLIST:
        offered = question.offered(answers)
        items = tuple(item for item in items if item in offered)
    values = placeholder_values(resolve(answers))
    names = {person.id: person.name for person in answers.people}
    formatters = Formatters(
        name=lambda person: names.get(person, ""),
        day=format_day,
        rule=lambda choice: selection.format_rule_choice(choice, values),
        own=str,
    )
    texts = tuple(text for item in items if (text := format_answer(question, item, formatters)))
    if not texts and kind is FieldKind.RULES:
        return ("Those that were suggested to us",)
    return texts


def _conditions(rule: Rule, rule_set: RuleSet) -> tuple[str, ...]:
    """Return what has to be true before a rule holds, in the words of the business."""
    index = load_index()
    states = [selection.state_name(state) for state in rule.states]
    return (
        *([f"we work in {join_list(states, 'or')}"] if states else []),
        *([f"we are {rule.staff_at_least} people or more"] if rule.staff_at_least else []),
        *(index.needs[need] for need in dict.fromkeys((*rule_set.needs, *rule.needs))),
    )
