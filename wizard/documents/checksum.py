"""A checksum in the text files that we write, by which we know whether somebody edited them.

It is a digest of the whole file, with zeros in its own place.
"""

import hashlib
import re

CHECKSUM_PLACEHOLDER = f"seal:{'0' * 32}"
_CHECKSUM = re.compile(rb"seal:[0-9a-f]{32}")


def add_checksum(content: str) -> bytes:
    """Return the file with its checksum instead of `CHECKSUM_PLACEHOLDER`, which it holds once."""
    data = content.encode()
    if data.count(CHECKSUM_PLACEHOLDER.encode()) != 1:
        raise ValueError("A file has one place for its checksum.")
    return data.replace(CHECKSUM_PLACEHOLDER.encode(), _digest(data))


def is_unmodified(content: bytes) -> bool:
    """Return whether the file is one of ours that nobody changed since."""
    return any(
        match[0] == _digest(content.replace(match[0], CHECKSUM_PLACEHOLDER.encode(), 1))
        for match in _CHECKSUM.finditer(content)
    )


def _digest(content: bytes) -> bytes:
    return b"seal:" + hashlib.sha256(content).hexdigest()[:32].encode()
