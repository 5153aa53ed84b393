"""The commands that the README gives, as the README has them."""

import re

from tests.set_up import ROOT

README = ROOT / "README.md"


def command(mark: str) -> str:
    """Return the single line of the block behind the comment `<!-- mark -->`."""
    blocks = re.findall(
        rf"^<!-- {mark} -->\n```sh\n(.*?)\n```$", README.read_text(encoding="utf-8"), re.M | re.S
    )
    assert len(blocks) == 1, f"README.md marks {len(blocks)} blocks with '{mark}'."
    assert "\n" not in blocks[0], f"README.md: the block marked '{mark}' is more than one line."
    return str(blocks[0])
