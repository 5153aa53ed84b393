"""Lists of which each item depends on an answer: punctuation, and a sentence where one is left."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from jinja2 import TemplateRuntimeError

from wizard.data import Paragraph, read_data
from wizard.data_dirs import templates_dir
from wizard.documents.markdown import SafeMarkdown

ListKind = Literal["sentences", "fragments", "and", "or"]
# Two items that are longer stay a list.
_MAX_RUN_IN = 90  # characters
_ID = re.compile(r" *\{#[^{}]*\}$")


def is_duty(line: str) -> bool:
    """Return whether a user's line can follow "employees must": one sentence that orders.

    Raises:
        DataError: the file of verbs is wrong or missing.
    """
    first, _, rest = line.partition(" ")
    return first.lower() in _verbs() and not re.search(r"[.!?] ", rest)


@cache
def _verbs() -> frozenset[str]:
    words = read_data(templates_dir() / "duties.toml", dict[str, Paragraph])
    return frozenset(words["verbs"].split())


def finish_list(markdown: str, kind: ListKind) -> SafeMarkdown:
    """Return a paragraph and its list as they read with the items that are there.

    Args:
        markdown: a paragraph that ends in a colon, and bullets.
        kind: "sentences" for bullets that are sentences, "fragments" for bullets without an end
            mark; "and" or "or" for bullets that finish the sentence, which get semicolons.

    One bullet, or two short ones, are run into the paragraph; without any, there is no paragraph.
    """
    lead, *items = re.split(r"\n+- ", str(markdown).strip())
    lead, items = _one_line(lead), [_one_line(item) for item in items]
    if not items:
        return SafeMarkdown("\n")
    mark = _ID.search(lead)
    if not mark or not lead[: mark.start()].endswith(":"):
        raise TemplateRuntimeError("the paragraph before a list must end in ': {#its-id}'")
    texts = [_ID.sub("", item) for item in items]
    if len(items) > 2 or (len(items) == 2 and sum(map(len, texts)) > _MAX_RUN_IN):
        if kind in ("and", "or"):
            items = _end_series(items, kind)
        return SafeMarkdown("\n\n".join((lead, "\n".join(f"- {item}" for item in items))) + "\n")
    sentence = _run_in(lead[: mark.start()], texts, kind)
    return SafeMarkdown(f"{sentence}{mark[0]}\n")


def _run_in(lead: str, texts: Sequence[str], kind: ListKind) -> str:
    start = lead.removesuffix(":")
    if kind == "sentences":
        return " ".join((f"**{start}.**", *texts))
    if kind == "fragments":
        return f"{lead} {'; '.join(text[:1].lower() + text[1:] for text in texts)}."
    comma = "," if any("," in text for text in texts) else ""
    return f"{start} {f'{comma} {kind} '.join(texts)}."


def _end_series(items: Sequence[str], conjunction: str) -> list[str]:
    ends = [";"] * (len(items) - 2) + [f"; {conjunction}", "."]
    return [
        f"{_ID.sub('', item)}{end}{match[0] if (match := _ID.search(item)) else ''}"
        for item, end in zip(items, ends, strict=True)
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
