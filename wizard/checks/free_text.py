"""Every text that the owner typed, wherever it stands."""

from collections.abc import Iterator
from typing import Any

from wizard.answers.base import AnswerModel, explicit_values
from wizard.answers.fields import all_fields, get_answer, is_set
from wizard.answers.model import Answers


def typed(answers: Answers) -> Iterator[tuple[str, list[str]]]:
    """Yield the path of each question with what was typed there: what was decided, then what isn't finished yet."""
    for path in all_fields():
        if is_set(answers, path):
            yield path, list(_texts(get_answer(answers, path)))
    for path, text in answers.unfinished.items():
        yield path, [text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, AnswerModel):
        for inner in explicit_values(value).values():
            yield from _texts(inner)
