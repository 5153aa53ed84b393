"""The numbers of versions, and which one comes next."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from wizard.answers.fields import all_fields

FIRST = "1.0"

_NUMBER = re.compile(r"(\d{1,4})\.(\d{1,4})")


@dataclass(frozen=True)
class Proposal:
    """The number that we propose, and why."""

    version: str
    is_major: bool
    why: tuple[str, ...]
    """Paths of the answers that make it a major version; empty where only sections came or went."""


def parse_version(version: str) -> tuple[int, int] | None:
    """Return the two parts of a number such as "1.10"; None where it is none, as in a list kept by hand."""
    found = _NUMBER.fullmatch(version)
    return (int(found[1]), int(found[2])) if found else None


def latest_version(versions: Collection[str]) -> str:
    """Return the highest number; "" where there is none."""
    numbered = [version for version in versions if parse_version(version)]
    return max(numbered, key=lambda version: parse_version(version) or (0, 0), default="")


def propose_version(last: str, changed: Collection[str], sections_differ: bool) -> Proposal:
    """Return the number after `last`, given the paths of the changed answers, and whether a section came or went."""
    number = parse_version(last)
    if number is None:
        return Proposal(FIRST, True, ())
    major = tuple(
        path for path, field in all_fields().items() if field.policy.resign and path in changed
    )
    if major or sections_differ:
        return Proposal(f"{number[0] + 1}.0", True, major)
    return Proposal(f"{number[0]}.{number[1] + 1}", False, ())
