"""Questions that are open, and keys of the answers file that have no question."""

import difflib
import itertools
from collections.abc import Iterator, Mapping

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, all_fields, get_answer, is_set
from wizard.answers.model import Answers
from wizard.checks.model import CheckContext, Finding
from wizard.interview import Question
from wizard.text import shorten

MAX_QUOTE = 41
# How alike a line and a choice must be to be one mistyped: "harrassment" is, "help" is not.
MIN_SIMILARITY = 0.82
# Unknown keys that are reported in one place; more are no slip.
MAX_UNKNOWN_KEYS = 20

_FIXES = {
    FieldKind.LINE: "Type it in.",
    FieldKind.TEXT: "Type it in.",
    FieldKind.NUMBER: "Type the number.",
    FieldKind.YES_NO: "Choose yes or no.",
    FieldKind.DATE: "Type the date, such as 2027-03-31.",
    FieldKind.CHOICE: "Choose one of the answers.",
    FieldKind.PERSON: "Choose a person.",
    FieldKind.PEOPLE: "Choose at least one person.",
    FieldKind.TABLE: "Add at least one.",
}


def is_answered(answers: Answers, question: Question) -> bool:
    """Return whether the user has answered: decided, not put off, not half typed, not empty."""
    path = question.path
    if path in answers.unsure or path in answers.unfinished or not is_set(answers, path):
        return False
    value = get_answer(answers, path)
    return value not in (None, "") and not (value == () and question.essential)


def check_open_questions(context: CheckContext) -> Iterator[Finding]:
    """Find half-typed answers, essential questions without an answer, and those put off."""
    answers = context.answers
    for path, text in answers.unfinished.items():
        message = f'What you typed here is not complete yet: "{shorten(text, MAX_QUOTE)}".'
        yield Finding("error", path, message, "Finish it, or clear it.", "unfinished")
    for question in context.interview.questions():
        path, field = question.path, question.field
        unsure = path in answers.unsure
        if path in answers.unfinished or not question.applies(answers):
            continue
        if question.essential and not is_answered(answers, question):
            problem = "You don't know this yet" if unsure else "This is still open"
            message = f"{problem}, and the policy can't do without it."
            yield Finding(
                "error", path, message, _FIXES.get(field.kind, "Choose what applies."), "open"
            )
        elif unsure:
            has_default = not field.is_empty(resolve_answer(answers, path))
            meanwhile = (
                "our suggestion stands in" if has_default else "the policy says nothing about it"
            )
            message = f"You don't know this yet; until then, {meanwhile}."
            yield Finding("advice", path, message, "Answer it as soon as you know.", "unsure")


def check_choices(context: CheckContext) -> Iterator[Finding]:
    """Find mistyped choices in lists that take lines of the user's own, and emptied lists."""
    for question in context.interview.questions():
        field = question.field
        if field.kind is not FieldKind.OPEN_CHECKLIST:
            continue
        items = get_answer(context.answers, field.path)
        for item in items:
            if item not in field.choices:
                yield from _check_similarity(field.path, item, question.labels)
        if not items and is_set(context.answers, field.path) and field.default:
            yield Finding(
                "warning",
                field.path,
                "Nothing is chosen, so the policy will say nothing about this.",
                "Choose what applies, or go back to our suggestion.",
                "empty-list",
            )


def _check_similarity(path: str, line: str, labels: Mapping[str, str]) -> Iterator[Finding]:
    keys = {key.casefold(): key for key in labels}
    keys |= {label.casefold(): key for key, label in labels.items()}
    for close in difflib.get_close_matches(line.casefold(), keys, n=1, cutoff=MIN_SIMILARITY):
        key = keys[close]
        yield Finding(
            "warning",
            path,
            f'"{line}" stands as a line of your own, but it is almost "{labels[key]}".',
            f'If you meant that, choose it instead ("{key}" in the answers file).',
            "almost-a-choice",
        )


def check_unknown_keys(context: CheckContext) -> Iterator[Finding]:
    """Find keys that were mistyped, or that another version of the program wrote."""
    yield from _check_keys(context.answers, "", "")
    for key in Answers.model_fields:
        section = getattr(context.answers, key)
        if isinstance(section, AnswerModel):
            yield from _check_keys(section, key, f" under [{key}]")
    for path, number, row in context.rows():
        if row.model_extra:
            yield from _check_keys(row, path, f" at {context.row_name(path, number, row)}")
    for path in (*context.answers.unsure, *context.answers.unfinished):
        is_known = path.partition("[")[0] in all_fields()
        if not is_known and not any(path.startswith(f"{known}.") for known in all_fields()):
            message = f'The file mentions a question "{path}" that we don\'t have.'
            yield Finding("advice", "", message, "Nothing is lost.", "unknown-key")


def _check_keys(model: AnswerModel, path: str, place: str) -> Iterator[Finding]:
    for key in itertools.islice(model.model_extra or {}, MAX_UNKNOWN_KEYS):
        close = difflib.get_close_matches(key, type(model).model_fields, n=1)
        yield Finding(
            "warning",
            f"{path}.{close[0]}".lstrip(".") if close else path,
            f'The file has "{key}"{place}, which we don\'t know; it is kept, but has no effect.',
            f'If you meant "{close[0]}", correct it in the file.'
            if close
            else "Check the spelling, or leave it.",
            "unknown-key",
        )
