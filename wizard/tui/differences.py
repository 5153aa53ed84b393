"""How two sets of answers differ, in the words of the questions."""

from collections.abc import Iterator
from typing import Any

from textual.content import Content

from wizard.answers.diff import find_changes
from wizard.answers.fields import FieldKind
from wizard.answers.model import Answers
from wizard.formatting import Formatters, format_answer, format_row, person_name
from wizard.interview import Interview, Question
from wizard.text import printable

MOST = 30
"""How many differences are shown; nobody reads more."""
_LONGEST = 200


def describe_conflict(
    mine: Answers, other: Answers, interview: Interview, names: tuple[str, str]
) -> list[Content]:
    """Return a paragraph a question that has another answer; `names` say whose: "Here", "In the file"."""
    found = find_changes(mine, other)
    told = []
    for change in found[:MOST]:
        question = interview.question(change.path)
        here, there = _both(question, (change.before, mine), (change.after, other))
        told.append(
            Content.assemble(
                (question.ask, "bold"),
                f"\n  {names[0]}: {printable(here)}",
                f"\n  {names[1]}: {printable(there)}",
            )
        )
    if len(found) > MOST:
        told.append(Content(f"… and {len(found) - MOST} more."))
    if not found:
        told.append(Content("They differ only in what is half typed, put off, or not known to us."))
    return told


def _both(
    question: Question, mine: tuple[Any, Answers], other: tuple[Any, Answers]
) -> tuple[str, str]:
    here, there = (list(format_parts(question, value, answers)) for value, answers in (mine, other))
    if len(here) > 1 or len(there) > 1:  # of two long lists, only what the other lacks
        only_here = [item for item in here if item not in there]
        only_there = [item for item in there if item not in here]
        if only_here or only_there:
            same = "the same, without that" if any(item in there for item in here) else "nothing"
            return _joined(only_here, same), _joined(only_there, same)
    return _joined(here, "no answer"), _joined(there, "no answer")


def _joined(items: list[str], none: str) -> str:
    text = "; ".join(items) or none
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def format_parts(question: Question, value: Any, answers: Answers) -> Iterator[str]:
    """Yield the parts of an answer as the owner knows them; nothing where there is none."""
    if value is None:
        return
    looks = Formatters(lambda person: person_name(answers.people, person))
    for item in value if isinstance(value, tuple) else (value,):
        if question.field.kind is FieldKind.TABLE:
            cells = {key: getattr(item, key) for key in question.columns}
            yield format_row(question, cells, {}, answers.people)
        elif said := format_answer(question, item, looks):
            yield said
