"""Text as people type it, made safe to keep: one meaning of a line break, nothing invisible that breaks a program."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

MAX_LINE = 200
MAX_TEXT = 20_000

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What XML 1.0 forbids, and the C1 controls, which steer terminals.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The same, and the two that are line breaks to Word only.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return `text` with every kind of line break as a newline, and without control characters.

    Word's own soft return (a vertical tab) is what people paste; XML forbids it. Control characters steer a terminal.
    """
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text))


def has_hidden_characters(text: str) -> bool:
    """Tell whether `text`, of a file, has signs that `clean` would take out or make line breaks of, and nobody sees."""
    return _HIDDEN.search(text) is not None


def _line(value: Any) -> Any:
    return " ".join(clean(value).split("\n")).strip() if isinstance(value, str) else value


def _text(value: Any) -> Any:
    return clean(value).strip("\n") if isinstance(value, str) else value


Line = Annotated[str, Field(max_length=MAX_LINE), BeforeValidator(_line)]
"""One line of text; line breaks become spaces."""

Text = Annotated[str, Field(max_length=MAX_TEXT), BeforeValidator(_text)]
"""Text of several lines."""
