"""The policy with tracked changes between two sets of answers, for Word; an optional package does the comparing."""

import datetime

from wizard.answers.diff import is_adopted
from wizard.answers.model import Answers
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render

_MISSING = (
    "Tracked changes need a package that is not installed; in the folder of this project, add it with "
    "'python3 -m pip --python .venv/bin/python install \".[redline]\"'."
)


class RedlineError(Exception):
    """The changes can't be tracked; the message is one sentence."""


def redline(before: Answers, after: Answers, today: datetime.date) -> bytes:
    """Return the policy of `after` as a .docx, in which what differs from `before` is a tracked change.

    Word shows the business as its author, and the day: that of the adoption, or `today` for a draft.

    Raises:
        RedlineError: the optional package is missing, or can't compare these two.
        CompositionError: a template can't be read or filled.
    """
    try:
        from python_redlines import DocxodusEngine, EngineNotInstalledError
    except ImportError:
        raise RedlineError(_MISSING) from None
    old, new = render(compose(before, "policy")), render(compose(after, "policy"))
    try:
        day = (after.adopted.on if is_adopted(after) else None) or today
        made, _, _ = DocxodusEngine().run_redline(
            after.business.name or "Policy",
            original=old,
            modified=new,
            date_time=f"{day}T00:00:00Z",
        )
    except EngineNotInstalledError:
        raise RedlineError(_MISSING) from None
    except Exception as error:
        raise RedlineError(
            f"The two versions can't be compared in Word ({type(error).__name__})."
        ) from error
    return bytes(made)
