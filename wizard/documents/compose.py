"""Answers and templates become sections of Markdown: everything a document says, and nothing of how it looks."""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve
from wizard.answers.diff import DRAFT, version_label
from wizard.answers.model import Answers, Person
from wizard.data_dirs import LANGUAGE, templates_dir
from wizard.documents import (
    excerpt,
    law_voice,
    lawyer_context,
    public,
    punctuation,
    voice,
)
from wizard.documents.catalog import CompositionError, document_type
from wizard.documents.compiled import CompiledTemplates
from wizard.documents.markdown import SafeMarkdown
from wizard.laws.models import PLACEHOLDER, Rule, expand_status
from wizard.laws.placeholders import customer_terms, placeholder_values
from wizard.laws.selection import filter_rules, group_rules, included_rules
from wizard.text import join_list

__all__ = ["CompositionError", "Document", "Section", "compose"]

_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?")
"""What stands before the first slash of a web address, with a dot in it: "staff.acorn.example"."""


@dataclass(frozen=True)
class Section:
    """One section of a document."""

    name: str
    markdown: str


@dataclass(frozen=True)
class Document:
    """A whole document, ready to be drawn by Word or a browser."""

    name: str
    title: str
    business: str
    version: str
    """The version on its pages: "1.2", or "Draft" while the policy isn't adopted."""
    language: str
    """A language tag, such as "en-US"."""
    paper: str
    """"letter" or "a4"."""
    dated: datetime.date | None
    """The day of adoption, if there is one; a document never looks at the clock."""
    sections: tuple[Section, ...]


def compose(
    answers: Answers,
    name: str,
    place: Path | None = None,
    extra: Mapping[str, Any] | None = None,
    only: Collection[str] | None = None,
) -> Document:
    """Return the document `name` for these answers.

    `extra` holds what the document's description says that it `needs` beside the answers (who leaves, what is new).
    With `only`, just those of its sections are composed.

    Raises:
        CompositionError: a template can't be read or filled.
    """
    place = place or templates_dir()
    about = document_type(name, place)
    label = version_label(answers)
    if about.is_public:
        answers = public.for_the_public(answers)
    environment = _environment(place)
    words = template_context(answers, label)
    chosen = voice.choose_voice(answers.business)
    spoken = voice.words(chosen, answers.business.name)
    if chosen != voice.DEFAULT_VOICE:
        words["clause"] = law_voice.spoken(words["clause"], environment, spoken, place)
    words |= voice.words(voice.DEFAULT_VOICE, answers.business.name) if about.is_letter else spoken
    words |= dict(extra or {})
    sections = []
    for section in about.lengths.get(answers.business.length, about.sections):
        if only is not None and section not in only:
            continue
        markdown = _fill(environment, f"{name}/{section}.md", words)
        markdown = public.begin_sentences(voice.name_business(markdown, answers.business.name))
        markdown = punctuation.once(markdown, answers)
        if markdown.strip():
            sections.append(Section(section, markdown))
    country = answers.business.country
    return Document(
        name=name,
        title=about.title,
        business=answers.business.name or "Our business",
        version=label,
        language={"US": "en-US", "CA": "en-CA", "AU": "en-AU", "NZ": "en-NZ", "IE": "en-IE"}.get(
            country or "US", "en-GB"
        ),
        paper="letter" if country in ("US", "CA", None) else "a4",
        dated=answers.review.adopted_on,
        sections=tuple(sections),
    )


def template_context(answers: Answers, label: str | None = None) -> dict[str, Any]:
    """Return what a template can name: the answers, open ones filled with our suggestions, and words around them.

    A draft (by its `label`, else by the answers) has no day of adoption yet, whatever the owner plans.
    """
    label = label or version_label(answers)
    decided, answers = answers, resolve(answers)
    people = {person.id: person for person in answers.people if person.name}
    answers = answers.model_copy(
        update={"people": tuple(one for one in answers.people if one.left_on is None)}
    )
    if label.startswith(DRAFT):
        answers = answers.model_copy(
            update={"review": answers.review.model_copy(update={"adopted_on": None})}
        )

    def person(key: str | None) -> Person | None:
        return people.get(key) if key else None

    def persons(keys: Iterable[str | None]) -> list[Person]:
        return [people[key] for key in keys if key and key in people]

    def day(date: datetime.date) -> str:
        return format_date_for(date, answers.business.country)

    packs = included_rules(answers)
    parts = {name: getattr(answers, name) for name in type(answers).model_fields}
    return parts | {
        "person": person,
        "persons": persons,
        "day": day,
        "company": answers.business.name or "Our business",
        **customer_terms(answers),
        "version": label,
        "packs": packs,
        "asks_first": any(rule.asks_first for pack in packs for rule in pack.rules),
        "groups": group_rules(filter_rules(packs, lambda _, rule: not rule.always), answers),
        "all_groups": group_rules(packs, answers),
        "clause": _clause_writer(answers),
        **lawyer_context.words(decided, day),
    }


def _clause_writer(answers: Answers) -> Callable[[Rule], SafeMarkdown]:
    filled = placeholder_values(answers)

    def clause(rule: Rule) -> SafeMarkdown:
        parts = PLACEHOLDER.split(rule.clause)
        return SafeMarkdown("").join(
            filled[part] if index % 2 else part for index, part in enumerate(parts)
        )

    return clause


@cache
def _environment(place: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(place),
        bytecode_cache=CompiledTemplates.beside(place),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for hole in ("safe", "e", "escape", "forceescape", "urlize", "tojson", "xmlattr", "striptags"):
        environment.filters.pop(hole, None)
    environment.filters["listed"] = join_list
    environment.filters["unmarked"] = expand_status
    environment.filters["opening"] = opening
    environment.filters["phrase"] = punctuation.phrase
    environment.filters.update(only=excerpt.only, without=excerpt.without, body=excerpt.body)
    environment.filters["names"] = lambda persons, joined_by="and": join_list(
        [each.name for each in persons], joined_by
    )
    environment.filters["mailto"] = lambda address: link(address, f"mailto:{address}")
    environment.filters["link"] = web_link
    environment.tests["web_address"] = is_web_address
    return environment


def _finalize(value: Any) -> Any:
    if value is None:
        raise TemplateError("a value is missing here; guard it with an 'if'")
    return value if hasattr(value, "__html__") else SafeMarkdown.escape(value)


def opening(clause: SafeMarkdown, words: int = 7) -> SafeMarkdown:
    """Return the first words of a clause, by which it is found again."""
    first = str(clause).split(" ")
    return (
        clause
        if len(first) <= words
        else SafeMarkdown(f"{' '.join(first[:words]).rstrip('.,;:')} …")
    )


def link(text: str, address: str) -> SafeMarkdown:
    """Return a link, or just the text where the address isn't one that a program would open safely."""
    plain = (
        address.isascii() and address.isprintable() and not set(address) & set(' <>"\\()[]{}|^`&')
    )
    if not plain or address.endswith(":"):
        return SafeMarkdown.escape(text)
    return SafeMarkdown(f"[{SafeMarkdown.escape(text)}](<{address}>)")


def web_link(text: str) -> SafeMarkdown:
    """Return a link to a web address, or just the text where it names a folder, a drive or a place without a dot."""
    if not is_web_address(text):
        return SafeMarkdown.escape(text)
    return link(text, text if "://" in text else f"https://{text}")


def is_web_address(text: str) -> bool:
    """Tell whether a text is the address of a page, and not the name of a folder or a drive."""
    return "://" in text or bool(_HOST.fullmatch(text.split("/")[0]))


def _fill(environment: ImmutableSandboxedEnvironment, name: str, words: dict[str, Any]) -> str:
    try:
        return environment.get_template(name).render(words)
    except (TemplateError, KeyError, TypeError, AttributeError, OSError) as error:
        raise CompositionError(
            f"output_templates/{LANGUAGE}/{name}{_line_of(error, name)}: {error}"
        ) from error


def _line_of(error: BaseException, name: str) -> str:
    """Return ", line 12" for the template's own line, which Jinja puts into the traceback."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return f", line {line}" if line else ""
