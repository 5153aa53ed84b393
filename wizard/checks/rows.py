"""Rows of a table that say too little to be of use."""

from collections.abc import Iterator

from wizard.checks.case import Case
from wizard.checks.model import Finding
from wizard.patterns import is_email

_NEEDED = {
    "roles.other": ("name", "does not say what it is about"),
    "crisis.levels": ("name", "has no name"),
    "crisis.contacts": ("name", "has no name"),
    "crisis.duties": ("task", "does not say what is to be done"),
    "legal.regional_rules": ("rule", "does not say what the rule is"),
    "revisions": ("what", "does not say what changed"),
}
"""By table: the column without which a row means nothing, and what to say about a row that lacks it."""


def find(case: Case) -> Iterator[Finding]:
    """Find rows without their main column, and emergency contacts whom nobody could call."""
    for path, number, row in case.rows():
        if path not in _NEEDED:
            continue
        name = case.row_name(path, number, row)
        key, says = _NEEDED[path]
        if not getattr(row, key):
            yield Finding(
                "warning", path, f"{name} {says}.", "Fill it in, or take the row out.", "empty-row"
            )
        if path == "crisis.contacts":
            phone, email = getattr(row, "phone", ""), getattr(row, "email", "")
            if not (phone or email):
                yield Finding(
                    "warning",
                    path,
                    f"{name} has no phone number and no e-mail address.",
                    "Add at least one of the two.",
                    "no-contact",
                )
            if email and not is_email(email):
                yield Finding(
                    "warning",
                    path,
                    f'The e-mail address of {name}, "{email}", does not look like one.',
                    "Check it for a missing @, a space or a comma.",
                    "email",
                )
