"""Full stops that an answer brings along: "Tom Beck Jr." may end a sentence of ours, a task may stand in the middle."""

import re
from collections.abc import Iterator
from typing import Any

from wizard.answers.base import AnswerModel, explicit_values
from wizard.answers.model import Answers
from wizard.documents.markdown import escape_markdown

_TWO = re.compile(r"\.\\?\.")
_NEEDED = ("etc.", "..")


def phrase(text: str) -> str:
    """Return an owner's words as they stand inside a sentence: without the full stop that some type at the end."""
    return text[:-1] if text.endswith(".") and not text.endswith(_NEEDED) else text


def once(markdown: str, answers: Answers) -> str:
    """Return the section without a second full stop behind an answer that ends in one."""
    if not _TWO.search(markdown):
        return markdown
    ending = {escape_markdown(text) for text in _texts(answers) if text.endswith(".")}
    longest_first = sorted((text for text in ending if text in markdown), key=len, reverse=True)
    if not longest_first:
        return markdown
    return re.sub(rf"({'|'.join(map(re.escape, longest_first))})\\?\.(?!\.)", r"\1", markdown)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of the answers that holds more than signs."""
    if isinstance(value, str):
        if any(character.isalnum() for character in value):
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, AnswerModel):
        for inner in explicit_values(value).values():
            yield from _texts(inner)
