"""The brand's own accounts."""

from collections.abc import Iterator

from wizard.checks.case import Case
from wizard.checks.model import Finding


def find(case: Case) -> Iterator[Finding]:
    """Find accounts that a reader couldn't find, accounts listed twice, and a promise that one person can't keep."""
    yield from _alone(case)
    seen: set[tuple[str, str]] = set()
    for number, account in enumerate(case.answers.roles.accounts, start=1):
        name = case.row_name("roles.accounts", number, account)
        if not account.platform:
            yield Finding(
                "warning",
                "roles.accounts",
                f"{name} does not say on which platform it is.",
                "Type the platform, such as Instagram.",
                "no-platform",
            )
        if not account.handle:
            yield Finding(
                "warning",
                "roles.accounts",
                f"The {name} account has no name or address.",
                "Type its handle or its address, so that staff recognise the real one.",
                "no-handle",
            )
        same = account.platform.casefold(), account.handle.casefold()
        if all(same) and same in seen:
            yield Finding(
                "warning",
                "roles.accounts",
                f'The {name} account "{account.handle}" is on the list twice.',
                "Take one of the two off the list.",
                "same-account",
            )
        seen.add(same)


def _alone(case: Case) -> Iterator[Finding]:
    if (
        case.answers.business.staff == 1
        and "two-administrators" in case.answers.security.account_rules
    ):
        yield Finding(
            "advice",
            "security.account_rules",
            "The policy says that two people can get into each account, and only one works in the business.",
            "Let in somebody whom you trust outside of it, such as family or your accountant, or take that rule out.",
            "alone",
            why="With one person, one lost phone locks you out.",
        )
