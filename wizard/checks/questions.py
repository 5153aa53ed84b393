"""Questions that are open, and keys of the answers file that have no question."""

import itertools
from collections.abc import Iterator
from difflib import get_close_matches

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.answers.model import Answers
from wizard.checks.model import CheckContext, Finding, find_question
from wizard.interview import Question
from wizard.text import shorten

MAX_QUOTE = 41
# How alike a line and a choice must be to be one mistyped: "harrassment" is, "help" is not.
MIN_SIMILARITY = 0.82
# Unknown keys that are reported one by one; more of them are not typing errors.
MAX_UNKNOWN_KEYS = 20

_TODO = {
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
        yield context.finding("unfinished", path, text=shorten(text, MAX_QUOTE))
    for question in context.interview.questions():
        path, field = question.path, question.field
        unsure = path in answers.unsure
        if path in answers.unfinished or not question.applies(answers):
            continue
        if question.essential and not is_answered(answers, question):
            problem = "You don't know this yet" if unsure else "This is still open"
            todo = _TODO.get(field.kind, "Choose what applies.")
            yield context.finding("open", path, problem=problem, todo=todo)
        elif unsure:
            says_nothing = field.is_empty(resolve_answer(answers, path))
            default = "our suggestion stands in"
            meanwhile = "the policy says nothing about it" if says_nothing else default
            yield context.finding("unsure", path, meanwhile=meanwhile)


def check_choices(context: CheckContext) -> Iterator[Finding]:
    """Find mistyped choices in lists that take lines of the user's own, and emptied lists."""
    for question in context.interview.questions():
        field, labels = question.field, question.labels
        if field.kind is not FieldKind.OPEN_CHECKLIST:
            continue
        items = get_answer(context.answers, field.path)
        if not items and is_set(context.answers, field.path) and field.default:
            yield context.finding("empty-list", field.path)
        keys = {key.casefold(): key for key in labels}
        keys |= {label.casefold(): key for key, label in labels.items()}
        for line in items:
            if line in field.choices:
                continue
            for close in get_close_matches(line.casefold(), keys, n=1, cutoff=MIN_SIMILARITY):
                key = keys[close]
                values = {"line": line, "key": key, "label": labels[key]}
                yield context.finding("almost-a-choice", field.path, **values)


def check_unknown_keys(context: CheckContext) -> Iterator[Finding]:
    """Find keys that were mistyped, or that another version of the program wrote."""
    models: list[tuple[AnswerModel, str, str]] = [(context.answers, "", "")]
    for key in Answers.model_fields:
        section = getattr(context.answers, key)
        if isinstance(section, AnswerModel):
            models.append((section, key, f" under [{key}]"))
    models += [(row, path, f" at {name}") for path, name, row in context.rows()]
    for model, path, place in models:
        for key in itertools.islice(model.model_extra or {}, MAX_UNKNOWN_KEYS):
            known = "".join(get_close_matches(key, type(model).model_fields, n=1))
            todo = "Check the spelling, or leave it."
            if known:
                todo = f'If you meant "{known}", correct it in the file.'
            meant = ".".join(filter(None, (path, known)))
            yield context.finding("unknown-key", meant, key=key, place=place, todo=todo)
    for path in (*context.answers.unsure, *context.answers.unfinished):
        if find_question(context.interview, path) is None:
            yield context.finding("unknown-question", "", path=path)
