"""Wordings of the user's own that may reach further than the law lets a rule go."""

from collections.abc import Iterator
from typing import Any

from wizard.answers.base import AnswerModel, explicit_values
from wizard.answers.defaults import resolve
from wizard.answers.fields import AnswerField, FieldKind, field_at, get_answer, make_row
from wizard.answers.model import Answers
from wizard.checks.free_text import policy_texts, quote
from wizard.checks.model import CheckContext, Finding, Severity
from wizard.sentences import spans
from wizard.text import join_list
from wizard.wording import find_cautions

_SEVERITY: dict[str, Severity] = {"HIGH": "warning", "MEDIUM": "warning", "LOW": "advice"}


def check_wording(context: CheckContext) -> Iterator[Finding]:
    """Find wordings that a caution warns of in these countries, each once per field."""
    countries = resolve(context.answers).legal.places
    reported: set[tuple[str, str]] = set()
    for path, text in policy_texts(context.answers):
        for caution, sentence in find_cautions(text, countries, path):
            if (path, caution.id) in reported:
                continue
            reported.add((path, caution.id))
            suggestion = _fill(caution.safer, context)
            advice = (
                f"{caution.instead}. Words that could stand there"
                if caution.instead
                else "Safer words"
            )
            yield Finding(
                _SEVERITY[caution.level_in(countries)],
                path,
                f'Could "{quote(sentence)}" be read as {caution.reads_as}?',
                f"{advice}: {suggestion}",
                caution.id,
                suggestion,
                why=caution.why,
                matched=sentence,
                source=caution.reference,
            )


def _fill(text: str, context: CheckContext) -> str:
    """Fill the placeholders: names where there are some, else words that are true of anybody."""
    roles = context.resolved.roles
    names = {person.id: person.name for person in context.answers.people if person.name}
    spokespeople = [names[key] for key in roles.spokespeople if key in names]
    return text.format(
        company=context.answers.business.name or "our business",
        lead=names.get(roles.lead or "", "One person"),
        spokespeople=join_list(spokespeople or ["the people we name"]),
    )


def apply_suggestion(answers: Answers, finding: Finding) -> Any:
    """Return the answer at the field of `finding` with the suggestion in place of what matched.

    In a list only that line changes, in a table only the cell, in a longer text only the sentence.

    Raises:
        LookupError: there is no suggestion, or what matched isn't there any more.
        ValueError: the words don't fit; the message is one sentence for the user.
    """
    field, value = field_at(finding.path), get_answer(answers, finding.path)
    if not finding.suggestion or not finding.matched:
        raise LookupError(finding.rule)
    items = value if isinstance(value, tuple) else (value,)
    for index, item in enumerate(items):
        new = item if item in field.choices else _replace(field, item, finding)
        if new != item:
            changed = (*items[:index], new, *items[index + 1 :])
            if field.kind is FieldKind.OPEN_CHECKLIST:
                return tuple(dict.fromkeys(changed))
            return changed if isinstance(value, tuple) else new
    raise LookupError(finding.matched)


def _replace(field: AnswerField, item: Any, finding: Finding) -> Any:
    """Return a text, or a row of a table, with the suggestion in place of what matched."""
    if isinstance(item, AnswerModel):
        for column in field.columns:
            cell = getattr(item, column.key)
            new = _replace(column, cell, finding)
            if new != cell:
                return make_row(field, {**explicit_values(item), column.key: new})
    elif isinstance(item, str):
        for sentence, start, end in spans(item):
            if sentence == finding.matched:
                return item[:start] + finding.suggestion + item[end:]
    return item
