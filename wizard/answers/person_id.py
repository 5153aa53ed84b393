"""The ids by which roles point at people."""

import re
import unicodedata
from collections.abc import Collection


def slugify_person_id(name: str, taken: Collection[str]) -> str:
    """Return an id for a person called `name` that nobody in `taken` has: "maria-lopez", or "maria-lopez-2"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    start = re.sub("[^a-z0-9]+", "-", plain)[:60].strip("-") or "person"
    number, new = 1, start
    while new in taken:
        number += 1
        new = f"{start}-{number}"
    return new
