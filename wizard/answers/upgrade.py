"""Upgrade of answers files that an older program wrote: format 1 becomes format 2."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from wizard.answers.base import AnswerModel, Line, Policy
from wizard.answers.diff import digest, fingerprint, printed_values
from wizard.answers.model import FORMAT, Answers

# Answers of format 1 that another one took over, by path.
RENAMED = {
    "business.company_called": "business.voice",
    "business.staff_called": "business.voice",
    "business.tone": "business.voice",
    "personal_use.code": "personal_use.related",
    "review.adopted_on": "review.effective_on",
}
_NEW = (
    *("business.called", "business.voice", "legal.adviser_firm", "legal.adviser_phone"),
    *("personal_use.related", "publication.public_contact", "publication.accent_color"),
    *("review.effective_on", "revisions.adopted"),
)


class _Business(AnswerModel):
    company_called: Annotated[Literal["we", "name"], Policy()] = "we"
    staff_called: Annotated[Literal["you", "employees"], Policy()] = "you"
    tone: Annotated[Literal["plain", "formal"], Policy()] = "plain"


class _PersonalUse(AnswerModel):
    code: Annotated[Line, Policy()] = ""


class _Review(AnswerModel):
    adopted_on: Annotated[datetime.date | None, Policy()] = None


class _Format1(AnswerModel):
    """What an upgrade reads, as format 1 had it."""

    left_at: Annotated[Line, Policy()] = ""
    unsure: Annotated[tuple[Line, ...], Policy()] = ()
    unfinished: Annotated[dict[str, str], Policy()] = Field(default_factory=dict)
    business: _Business = _Business.model_construct()
    personal_use: _PersonalUse = _PersonalUse.model_construct()
    review: _Review = _Review.model_construct()


def read_format_1(table: Mapping[str, Any]) -> Answers:
    """Return the answers in a `table` of format 1, as the current format has them.

    An adopted version stays adopted: its digest is made anew.

    Raises:
        ValidationError: a value is wrong; its location is one of format 1.
    """
    old = _Format1.model_validate(table)
    answers = Answers.model_validate(_upgrade_table(table, old))
    if answers.adopted.digest in _format_1_digests(answers, old):
        adopted = answers.adopted.model_copy(update={"digest": fingerprint(answers)})
        return answers.model_copy(update={"adopted": adopted})
    return answers


def find_other_format(table: Mapping[str, Any], file_format: int) -> Iterator[tuple[str, ...]]:
    """Yield the location of each answer that only the other format has: half an upgrade."""
    for path in RENAMED if file_format == FORMAT else _NEW:
        group, _, key = path.partition(".")
        value = table.get(group)
        rows = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(row, dict) and key in row for row in rows):
            yield group, key


def _upgrade_table(table: Mapping[str, Any], old: _Format1) -> dict[str, Any]:
    new = {key: dict(value) if isinstance(value, dict) else value for key, value in table.items()}
    for path in RENAMED:
        group, _, key = path.partition(".")
        new.get(group, {}).pop(key, None)
    new["format"] = FORMAT
    if old.business.model_fields_set - {*(old.business.model_extra or ())}:
        is_direct = (old.business.company_called, old.business.staff_called) == ("we", "you")
        new["business"]["voice"] = "direct" if is_direct else "formal"
    if old.personal_use.code:
        new["personal_use"]["related"] = (old.personal_use.code,)
    if old.review.adopted_on:
        new["review"]["effective_on"] = old.review.adopted_on
    if old.left_at:
        new["left_at"] = RENAMED.get(old.left_at, old.left_at)
    if old.unsure:
        new["unsure"] = tuple(dict.fromkeys(RENAMED.get(path, path) for path in old.unsure))
    if old.unfinished:
        new["unfinished"] = {RENAMED.get(path, path): text for path, text in old.unfinished.items()}
    return new


def _format_1_digests(answers: Answers, old: _Format1) -> tuple[str, ...]:
    """Return the digests that format 1 had for these answers, before `crisis.report_to` too."""
    printed = {path: value for path, value in printed_values(answers).items() if path not in _NEW}
    for path in RENAMED:
        group, _, key = path.partition(".")
        model = getattr(old, group)
        if getattr(model, key) != type(model).model_fields[key].default:
            printed[path] = getattr(model, key)
    early = {path: value for path, value in printed.items() if path != "crisis.report_to"}
    return digest(printed), digest(early)
