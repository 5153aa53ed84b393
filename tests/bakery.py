"""The bakery of the example, before its first version."""

from wizard.answers.layout import END
from wizard.data import LANGUAGE, folder


def draft() -> bytes:
    """Return the file of the example without its list of versions."""
    example = (folder("questions") / LANGUAGE / "example.toml").read_bytes()
    return example.partition(b"[[revisions]]")[0] + END.encode() + b"\n"
