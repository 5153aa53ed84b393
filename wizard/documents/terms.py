"""What a country calls and spells differently, from `spelling.toml` and `terms.toml`."""

from functools import cache
from pathlib import Path

from wizard.data import DataLine, read_data
from wizard.data_dirs import templates_dir
from wizard.documents.template_tags import Spelling

_AMERICAN = Spelling({})


@cache
def spelling_of(country: str | None, directory: Path | None = None) -> Spelling:
    """Return the spelling of a country: American, Canadian, or British for all others.

    Raises:
        DataError: the file of words is wrong or missing.
    """
    if country in ("US", None):
        return _AMERICAN
    path = (directory or templates_dir()) / "spelling.toml"
    words = read_data(path, dict[str, dict[str, DataLine]])
    return Spelling(words["ca" if country == "CA" else "uk"])


@cache
def terms_of(country: str | None) -> dict[str, str]:
    """Return the terms of a country by their names; open, it is the United States.

    Raises:
        DataError: the file of terms is wrong or missing.
    """
    terms = read_data(templates_dir() / "terms.toml", dict[str, dict[str, DataLine]])
    return terms["default"] | terms.get(country or "US", {})
