"""Puts safer words in the place of a sentence that a check found, and leaves the rest of the answer as it is."""

from collections.abc import Callable
from typing import Any

from wizard.answers.base import AnswerModel, explicit_values
from wizard.answers.fields import FieldKind, field_at, get_answer, make_row
from wizard.answers.model import Answers
from wizard.checks.finding import Finding
from wizard.sentences import spans


def taken_over(answers: Answers, finding: Finding) -> Any:
    """Return the answer at the question of `finding` with its safer words in the place of those that were found.

    In a list only the owner's line changes, in a table only the cell, in a longer text only the sentence.

    Raises:
        LookupError: there are no safer words, or what was found isn't there any more.
        ValueError: the words don't fit; the message is one sentence for the owner.
    """
    if not finding.safer or not finding.found:
        raise LookupError(finding.rule)
    asked, value = field_at(finding.path), get_answer(answers, finding.path)
    new: Any
    if asked.kind in (FieldKind.LINE, FieldKind.TEXT):
        new = _replaced(value, finding)
    elif asked.kind is FieldKind.OPEN_CHECKLIST:
        new = _first(
            value, lambda line: None if line in asked.choices else _replaced(line, finding)
        )
        new = None if new is None else tuple(dict.fromkeys(new))
    elif asked.kind is FieldKind.TABLE:
        columns = [
            column.key
            for column in asked.columns
            if column.kind in (FieldKind.LINE, FieldKind.TEXT)
        ]

        def change(row: AnswerModel) -> AnswerModel | None:
            for key in columns:
                words = _replaced(getattr(row, key), finding)
                if words is not None:
                    return make_row(asked, {**explicit_values(row), key: words})
            return None

        new = _first(value, change)
    else:
        new = None
    if new is None:
        raise LookupError(finding.found)
    return new


def _first(items: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """Return the items with the first one changed that `change` takes; None when it takes none."""
    for at, item in enumerate(items):
        new = change(item)
        if new is not None:
            return (*items[:at], new, *items[at + 1 :])
    return None


def _replaced(text: str, finding: Finding) -> str | None:
    """Return the text with the safer words in it, or None if it doesn't hold what was found."""
    for sentence, begin, end in spans(text):
        if sentence == finding.found:
            return text[:begin] + finding.safer + text[end:]
    return None
