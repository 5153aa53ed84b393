"""Keys of the file that this program doesn't know: kept, but without effect."""

import difflib
import itertools
from collections.abc import Iterator

from wizard.answers.base import AnswerModel
from wizard.answers.fields import all_fields
from wizard.answers.model import Answers
from wizard.checks.case import Case
from wizard.checks.finding import Finding

MOST = 20
"""How many unknown keys are told of in one place; a file with more is no slip of the pen."""


def find(case: Case) -> Iterator[Finding]:
    """Find keys that a person mistyped, or that another version of the program wrote."""
    yield from _inside(case.answers, "", "")
    for key in Answers.model_fields:
        part = getattr(case.answers, key)
        if isinstance(part, AnswerModel):
            yield from _inside(part, key, f" under [{key}]")
    for path, number, row in case.rows():
        if row.model_extra:
            yield from _inside(row, path, f" at {case.row_name(path, number, row)}")
    for path in (*case.answers.unsure, *case.answers.unfinished):
        if path.partition("[")[0] not in all_fields() and not any(
            path.startswith(f"{known}.") for known in all_fields()
        ):
            yield Finding(
                "advice",
                "",
                f'The file mentions a question "{path}" that we don\'t have.',
                "Nothing is lost.",
                "unknown-key",
            )


def _inside(part: AnswerModel, path: str, place: str) -> Iterator[Finding]:
    known = type(part).model_fields
    for key in itertools.islice(part.model_extra or {}, MOST):
        close = difflib.get_close_matches(key, list(known), n=1)
        meant = f"{path}.{close[0]}".lstrip(".") if close else path
        hint = (
            f'If you meant "{close[0]}", correct it in the file.'
            if close
            else "Check the spelling, or leave it."
        )
        yield Finding(
            "warning",
            meant,
            f'The file has "{key}"{place}, which we don\'t know; it is kept, but has no effect.',
            hint,
            "unknown-key",
        )
