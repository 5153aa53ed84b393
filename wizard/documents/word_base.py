"""The empty document that a Word file starts from: ours, or one made of the owner's letterhead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from wizard.data_dirs import data_dir
from wizard.documents.word_table import WIDTH

_STYLE = re.compile(r'(<w:(?:p|r|tbl)Style w:val=")([^"]+)"')


@dataclass(frozen=True)
class Base:
    """A package without text, and where it differs from ours."""

    package: bytes
    width: int = WIDTH
    """The width of the text in twentieths of a point."""
    steps: int = 2
    """The numbered list, among the definitions of lists."""
    first_list: int = 100
    """The first number that is free for an instance of a list."""
    is_house: bool = True
    """Whether paper and margins are ours to set."""
    header: str = "word/header1.xml"
    """The part into which business, title and version go; empty where the header is theirs."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """The ids of our styles that have another id here."""

    def styled(self, xml: str) -> str:
        """Return drawn XML with the ids of the styles as they are here."""
        if not self.styles:
            return xml
        return _STYLE.sub(lambda found: f'{found[1]}{self.styles.get(found[2], found[2])}"', xml)


@cache
def house() -> Base:
    """Return our own empty document."""
    return Base((data_dir("output_templates") / "house.docx").read_bytes())
