"""What documents say, line by line, and what none of them should."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from wizard.answers.fields import FieldKind, all_fields, get_answer, replace_value
from wizard.answers.model import Answers
from wizard.documents.compose import Document, compose
from wizard.documents.markdown import parse_markdown

DOCUMENTS = ("policy", "crisis-plan")
HOSTILE = (
    "*w* | `x` <b>& [a](b) {.title} {{ 7*7 }} #",
    "- 1. > \\| w",
    "# 12. *",
    "] ) \"w\" '_' ~~ | w",
)


def documents(answers: Answers) -> tuple[Document, ...]:
    return tuple(compose(answers, name) for name in DOCUMENTS)


def printed(answers: Answers) -> str:
    """Return every word of both documents, a block a line."""
    return "\n".join(line for document in documents(answers) for line in lines(document))


def markdown(answers: Answers) -> tuple[str, ...]:
    """Return what both documents say, in Markdown."""
    return tuple(
        section.markdown for document in documents(answers) for section in document.sections
    )


def lines(document: Document) -> Iterator[str]:
    for section in document.sections:
        for node in parse_markdown(section.markdown).walk():
            if node.type == "inline":
                yield text_of(node)


def text_of(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "text_special"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(text_of(child) for child in node.children)


def words(answers: Answers, name: str) -> str:
    return "\n".join(lines(compose(answers, name)))


# Sections made of the rules of law, which are tested where they are.
_OF_THE_LAW = ("regions", "local-rules", "trade-secrets", "rules", "left-out")


def without_the_law(document: Document) -> Document:
    kept = tuple(each for each in document.sections if each.name not in _OF_THE_LAW)
    return replace(document, sections=kept)


# Long sentences that are fine: rights in the words of the law, quotations, a list with one item.
LONG = re.compile(r"in this policy limits|trade secret|”|responsible for all of this|is off limits")
UGLY = re.compile(
    r"\bNone\b(?! of)|\(\)|\( |  | ,| \.(?!\w)|,,|\.\.|,\.|[:;] ?\."
    r"|[{}]|^[ ,.:;]|[ ,]$|Undefined|ghost"
)


def ugly(answers: Answers) -> list[str]:
    """Return the lines in which a missing value shows, or a value is missing."""
    return [
        line for document in documents(answers) for line in lines(document) if UGLY.search(line)
    ]


def filled(answers: Answers, text: str) -> Answers:
    """Return the answers with `text` in every place where somebody may type."""
    for path, asked in all_fields().items():
        if asked.kind in (FieldKind.LINE, FieldKind.TEXT):
            answers = replace_value(answers, path, text)
        elif asked.kind is FieldKind.OPEN_CHECKLIST:
            answers = replace_value(answers, path, (text, *asked.choices))
        elif asked.kind is FieldKind.TABLE:
            typed = {
                column.key: text
                for column in asked.columns
                if column.kind in (FieldKind.LINE, FieldKind.TEXT)
            }
            answers = replace_value(
                answers,
                path,
                tuple(row.model_copy(update=typed) for row in get_answer(answers, path)),
            )
    return answers


def shape(node: SyntaxTreeNode) -> tuple[Any, ...]:
    """Return the types of the tree, without links: only a safe address becomes one."""
    if node.type == "inline":
        kinds = [each.type for each in node.walk()]
        return tuple(
            kind for kind in kinds if kind not in ("text", "text_special", "link", "hardbreak")
        )
    return (
        node.type,
        "" if node.is_root else str({**node.attrs, "widths": ""}),
        *(shape(child) for child in node.children),
    )


def sentences(document: Document) -> Iterator[str]:
    for line in lines(document):
        yield from re.split(r"(?<=[.?!]) +", line)


RISKY = re.compile(
    r"\bdisparag|criticiz|negative|speak ill|all (company|internal) information|non-public"
    r"|discuss\w* (pay|salar|wage|bonus)|respectful|courteous|professional|positive image"
    r"|offensive|inappropriate|appropriate|embarrass|insulting"
    r"|(not|never|n’t) (speak|talk) to (the )?(media|press|reporters)"
    r"|prior (approval|permission)|pre-approv"
    r"|report (any|all) |no (photos|photography|recording|cameras)|recording is prohibited"
    r"|(provide|disclose|share|give us) .*(password|login)|friend request"
    r"|(not|never) (identify|mention|disclose) .*employer"
    r"|(during|in) ((work|working|business|company) hours|(work|business|company) time)"
    r"|false or misleading|defamatory|inaccurate|(no|avoid) (political|religious)|controversial"
    r"|outside work.*(reputation|image)|expectation of privacy|monitor (all|any|everything)|consent"
    r"|not contact (agencies|regulators)|(five|5)-star|leave (a )?(positive )?review"
    r"|must (like|share|repost)"
    r"|(must|always) .*views (are )?(my|their) own|company owns"
    r"|(must|will) (delete|remove)|\b(is|are|be) fined\b"
    r"|deduct|liquidated|(any|every) breach|immediate (dismissal|termination)"
    r"|shall\b|construed|24/7|after hours"
    r"|#ee|#spon|without notice|collective|\bpetition|solicit|compliant|guarantee|legally binding",
    re.IGNORECASE,
)
ADVERTISEMENT = re.compile(r"policy wizard|terminal|template", re.IGNORECASE)
