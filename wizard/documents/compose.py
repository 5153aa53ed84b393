"""Compose documents: answers and templates become sections of Markdown."""

import datetime
import re
import traceback
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
from jinja2 import (
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wizard import PROGRAM
from wizard.answers.diff import version_label
from wizard.answers.model import Answers
from wizard.data_dirs import templates_dir
from wizard.documents import markdown as md
from wizard.documents.catalog import document_type
from wizard.documents.chapters import check_ids, number_chapters, tidy_ids
from wizard.documents.context import lower_first, template_context
from wizard.documents.lists import finish_list, is_duty
from wizard.documents.public import for_the_public
from wizard.documents.references import PolicyReferences
from wizard.documents.template_tags import Spelling, add_tags
from wizard.documents.terms import spelling_of
from wizard.documents.voice import name_business
from wizard.errors import UserError
from wizard.text import did_you_mean, join_list

_LANGUAGES = {"US": "en-US", "CA": "en-CA", "AU": "en-AU", "NZ": "en-NZ", "IE": "en-IE"}
# Filters that would let text of the user's through without escaping.
_UNSAFE_FILTERS = ("safe", "e", "escape", "forceescape", "urlize", "tojson", "xmlattr", "striptags")
_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_MAX_OPENING_WORDS = 7


class CompositionError(UserError):
    """A template can't be filled; the message names its file and, where known, the line."""


class ExportError(UserError):
    """The documents could not be written."""


class NoReviewDateError(UserError):
    """There is no date for the next review, so there is nothing to put into a calendar."""


@dataclass(frozen=True)
class Section:
    """One section of a document."""

    name: str
    markdown: str


@dataclass(frozen=True)
class Document:
    """A whole document, ready for a writer."""

    name: str
    title: str  # as printed, which may differ from the name of its file
    business: str
    version: str  # "1.2", or "Draft" while the policy isn't adopted
    language: str  # a language tag, such as "en-US"
    paper: str  # "letter" or "a4"
    dated: datetime.date | None  # the effective date
    sections: tuple[Section, ...]


def compose(
    answers: Answers,
    name: str,
    directory: Path | None = None,
    extra: Mapping[str, Any] | None = None,
    only: Collection[str] | None = None,
) -> Document:
    """Return the document `name` for these answers; open ones are filled by their defaults.

    Args:
        answers: what the document is made of.
        name: the folder of its templates.
        directory: the folder of all templates, if it isn't the program's.
        extra: what the document `needs` besides the answers.
        only: the sections to compose, if not all.

    Raises:
        CompositionError: a template can't be read or filled.
        DataError: a data file is wrong.
    """
    directory = directory or templates_dir()
    kind = document_type(name, directory)
    version = version_label(answers)
    if kind.public:
        answers = for_the_public(answers)
    business = answers.business
    references = PolicyReferences(
        lambda: [each.markdown for each in compose(answers, "policy", directory).sections]
    )
    context = {
        **template_context(answers, version, letter=kind.letter),
        "section_of": references.find_id,
        "section_with": references.find_text,
        **(extra or {}),
    }
    spelling = spelling_of(business.country)
    texts = tuple(_strings(answers.model_dump(exclude_unset=True)))
    names = [
        section
        for section in kind.lengths.get(business.length, kind.sections)
        # Only the whole document tells which number a chapter has.
        if only is None or kind.numbered or section in only
    ]
    templates = [directory / name / f"{section}.md" for section in names]
    markdowns = []
    for section in names:
        markdown = _render(directory, f"{name}/{section}.md", context, spelling)
        markdown = tidy_ids(name_business(markdown, business.name))
        markdowns.append(md.merge_periods(markdown, texts))
    if kind.numbered:
        markdowns = number_chapters(markdowns, templates)
    check_ids(markdowns, templates)
    sections = [
        Section(section, markdown)
        for section, markdown in zip(names, markdowns, strict=True)
        if only is None or section in only
    ]
    return Document(
        name=name,
        title=_printed_title(markdowns) or kind.title,
        business=business.name or "Our business",
        version=version,
        language=_LANGUAGES.get(business.country or "US", "en-GB"),
        paper="letter" if business.country in ("US", "CA", None) else "a4",
        dated=answers.review.effective_on,
        sections=tuple(section for section in sections if section.markdown.strip()),
    )


def _printed_title(markdowns: Iterable[str]) -> str:
    """Return the text of the paragraph that is marked as the title; "" without one."""
    marked = next((each for each in markdowns if "{.title}" in each), "")
    titles = (
        node for node in md.parse_markdown(marked).children if "title" in md.node_classes(node)
    )
    return next((" ".join(md.plain_text(node).split()) for node in titles), "")


def _strings(value: Any) -> Iterator[str]:
    """Yield every text in nested dictionaries and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _render(directory: Path, name: str, context: Mapping[str, Any], spelling: Spelling) -> str:
    try:
        return _environment(directory, spelling).get_template(name).render(context)
    except (TemplateError, KeyError, TypeError, AttributeError, OSError) as error:
        place = _place(error, directory) or directory / name
        unknown = _UNDEFINED.fullmatch(str(error))
        hint = did_you_mean(unknown[1], context) if unknown else ""
        raise CompositionError(f"{place}: {error}{hint}") from error


def _place(error: BaseException, directory: Path) -> str:
    """Return the path and line of the template that is wrong, which may be included in another."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}"
    # Jinja puts the lines of templates into the traceback.
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(directory)
    ]
    return f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else ""


class _TemplateCache(FileSystemBytecodeCache):
    """Compiled templates in the user's cache folder: compiling them takes half of an export."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def _environment(directory: Path, spelling: Spelling) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(directory),
        bytecode_cache=_TemplateCache(
            str(platformdirs.user_cache_path(PROGRAM, appauthor=False)),
            f"{spelling.digest}_%s.cache",
        ),
        # Templates give ids as "{#id}".
        comment_start_string="{##",
        comment_end_string="##}",
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    add_tags(environment, spelling)
    for name in _UNSAFE_FILTERS:
        environment.filters.pop(name, None)
    environment.filters |= {
        "listed": join_list,
        "opening": _opening,
        "phrase": md.strip_period,
        "fragment": md.strip_period,
        "after_verb": _after_verb,
        "finish_list": finish_list,
        "sentence": md.end_sentence,
        "spelled": spelling,
        "only": md.only_sections,
        "without": md.without_sections,
        "body": md.without_heading,
        "names": lambda people, conjunction="and": join_list(
            [person.name for person in people], conjunction
        ),
        "mailto": lambda address: md.link(address, f"mailto:{address}"),
        "link": md.web_link,
    }
    environment.tests |= {"web_address": md.is_web_address, "duty": is_duty}
    return environment


@pass_context
def _after_verb(context: Context, line: str) -> str:
    """Return a user's line for the middle of a sentence, unless it begins with a name."""
    return lower_first(line, context["proper_names"])


def _finalize(value: Any) -> Any:
    if value is None:
        raise TemplateError("a value is missing here; guard it with an 'if'")
    return value if hasattr(value, "__html__") else md.SafeMarkdown.escape(value)


def _opening(clause: md.SafeMarkdown) -> md.SafeMarkdown:
    """Return the first words of a clause, by which it is found again."""
    words = str(clause).split(" ")
    if len(words) <= _MAX_OPENING_WORDS:
        return clause
    return md.SafeMarkdown(f"{' '.join(words[:_MAX_OPENING_WORDS]).rstrip('.,;:')} …")
