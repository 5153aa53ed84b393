"""Questions that are still open, half answered, or put off."""

from collections.abc import Iterator

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.answers.model import Answers
from wizard.checks.case import Case
from wizard.checks.model import Finding
from wizard.interview import Question

LONGEST_QUOTE = 40

_HOW = {
    FieldKind.LINE: "Type it in.",
    FieldKind.TEXT: "Type it in.",
    FieldKind.NUMBER: "Type the number.",
    FieldKind.YES_NO: "Choose yes or no.",
    FieldKind.DATE: "Type the date, such as 2027-03-31.",
    FieldKind.CHOICE: "Choose one of the answers.",
    FieldKind.CHECKLIST: "Choose what applies.",
    FieldKind.OPEN_CHECKLIST: "Choose what applies.",
    FieldKind.PERSON: "Choose a person.",
    FieldKind.PEOPLE: "Choose at least one person.",
    FieldKind.TABLE: "Add at least one.",
    FieldKind.RULES: "Choose what applies.",
}


def is_answered(answers: Answers, question: Question) -> bool:
    """Tell whether the owner has answered: decided, not put off or half typed, not empty where that says nothing."""
    path = question.path
    if path in answers.unsure or path in answers.unfinished or not is_set(answers, path):
        return False
    value = get_answer(answers, path)
    return value not in (None, "") and not (value == () and question.essential)


def find(case: Case) -> Iterator[Finding]:
    """Find essential questions without an answer, half-typed answers, and what the owner doesn't know yet."""
    for path, typed in case.answers.unfinished.items():
        shown = typed if len(typed) <= LONGEST_QUOTE else f"{typed[:LONGEST_QUOTE]}…"
        yield Finding(
            "error",
            path,
            f'What you typed here is not complete yet: "{shown}".',
            "Finish it, or clear it.",
            "unfinished",
        )
    for question in case.interview.questions():
        if not question.applies(case.answers):
            continue
        path, unsure = question.path, question.path in case.answers.unsure
        if (
            question.essential
            and not is_answered(case.answers, question)
            and path not in case.answers.unfinished
        ):
            what = "You don't know this yet" if unsure else "This is still open"
            yield Finding(
                "error",
                path,
                f"{what}, and the policy can't do without it.",
                _HOW[question.field.kind],
                "open",
            )
        elif unsure:
            has_suggestion = not question.field.is_empty(resolve_answer(case.answers, path))
            meanwhile = (
                "our suggestion stands in" if has_suggestion else "the policy says nothing about it"
            )
            what = f"You don't know this yet; until then, {meanwhile}."
            yield Finding("advice", path, what, "Answer it as soon as you know.", "unsure")
