"""Where the policy is to be found."""

from collections.abc import Iterator

from wizard.checks.case import Case
from wizard.checks.model import Finding


def find(case: Case) -> Iterator[Finding]:
    """Find places without an address, and a policy that lives nowhere."""
    publication = case.answers.publication
    if not publication.places:
        yield Finding(
            "warning",
            "publication.places",
            "The policy has no place where staff can look it up.",
            "Choose at least one place.",
            "nowhere",
        )
    for place, key, address in (
        ("intranet", "intranet_address", publication.intranet_address),
        ("website", "website_address", publication.website_address),
    ):
        if place in publication.places and not address:
            yield Finding(
                "warning",
                f"publication.{key}",
                f"The policy will be on your {place}, but there is no address for it.",
                f"Type the address, or take the {place} off {case.ask('publication.places')}.",
                "no-address",
            )
