"""The rules of law in the voice that the owner chose: said again in `law-voices.toml`, with the words of `voice`."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wizard.data_table import DataTable
from wizard.documents.catalog import CompositionError
from wizard.documents.markdown import SafeMarkdown
from wizard.laws.models import Rule

Clause = Callable[[Rule], SafeMarkdown]


def spoken(
    clause: Clause,
    environment: ImmutableSandboxedEnvironment,
    words: Mapping[str, Any],
    place: Path,
) -> Clause:
    """Return `clause`, the writer of a rule's words, for rules in the voice of `words`.

    Raises:
        CompositionError: the file of voices in the folder `place` can't be read.
    """
    said = voices(place)

    def in_voice(rule: Rule) -> SafeMarkdown:
        if rule.id not in said:
            return clause(rule)
        return clause(
            rule.model_copy(update={"clause": _template(environment, said[rule.id]).render(words)})
        )

    return in_voice


@cache
def _template(environment: ImmutableSandboxedEnvironment, text: str) -> Template:
    # The writer of clauses escapes what it is given, so nothing is escaped here.
    return environment.overlay(autoescape=False, finalize=lambda value: value).from_string(text)


@cache
def voices(place: Path) -> Mapping[str, str]:
    """Return the rules that are said again, by their ids, with the words of `voice` in them.

    Raises:
        CompositionError: the file can't be read.
    """
    top = DataTable.read(place / "law-voices.toml", "the voices", CompositionError)
    return {key: top.paragraph(key) for key in top.values}
