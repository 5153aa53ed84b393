"""A mark in the text files that we write, which tells whether somebody edited them since; `package` has Word's own.

The mark is a digest of the whole file, with zeros in its own place.
"""

import hashlib
import re

CHECKSUM_PLACEHOLDER = f"seal:{'0' * 32}"
"""What a file holds where its seal will stand."""

_SEAL = re.compile(rb"seal:[0-9a-f]{32}")


def add_checksum(content: str) -> bytes:
    """Return the file with its seal in the place of `BLANK`, which it holds once."""
    plain = content.encode()
    if plain.count(CHECKSUM_PLACEHOLDER.encode()) != 1:
        raise ValueError("A file has one place for its seal.")
    return plain.replace(CHECKSUM_PLACEHOLDER.encode(), _digest(plain))


def is_unmodified(content: bytes) -> bool:
    """Tell whether the file is one of ours that nobody changed since."""
    return any(
        _digest(content[: found.start()] + CHECKSUM_PLACEHOLDER.encode() + content[found.end() :])
        == found[0]
        for found in _SEAL.finditer(content)
    )


def _digest(content: bytes) -> bytes:
    return b"seal:" + hashlib.sha256(content).hexdigest()[:32].encode()
