"""The .docx as a package of parts: the same parts give the same bytes, and a seal tells whether somebody edited it."""

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

_PROPERTIES = "docProps/core.xml"
_SEAL = re.compile(rb"(<dc:identifier>)([^<]*)(</dc:identifier>)")
UNMARKED = "unsealed"
_UNSEALED = rb"\g<1>unsealed\g<3>"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LARGEST = 50_000_000
"""The most bytes of parts that we look at to find out whether a file is ours."""


def write(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a package: content types first as Word wants them, the rest by name, no date of today's."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name], compresslevel=6)
    return packed.getvalue()


def read(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name.

    Raises:
        zipfile.BadZipFile: it is none, it is damaged, or it holds more than a document of ours could.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            entries = archive.infolist()
            if len(entries) > 1000 or sum(entry.file_size for entry in entries) > _LARGEST:
                raise zipfile.BadZipFile("too large")
            if any(
                entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
                for entry in entries
            ):
                raise zipfile.BadZipFile("not packed as Word does it")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        struct.error,
        zlib.error,
        ValueError,
    ) as error:
        raise zipfile.BadZipFile(str(error)) from error


def write_marked(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a package, with the digest of them all as the identifier among its properties.

    Its properties must have an identifier, whatever it says.
    """
    properties = _SEAL.sub(_UNSEALED, parts[_PROPERTIES])
    digest = _digest({**parts, _PROPERTIES: properties})
    return write({**parts, _PROPERTIES: _SEAL.sub(rb"\g<1>" + digest + rb"\g<3>", properties)})


def is_unmodified(package: bytes) -> bool:
    """Tell whether this is a document of ours that nobody changed since."""
    try:
        parts = read(package)
    except zipfile.BadZipFile:
        return False
    found = _SEAL.search(parts.get(_PROPERTIES, b""))
    if not found:
        return False
    parts[_PROPERTIES] = _SEAL.sub(_UNSEALED, parts[_PROPERTIES])
    return found[2] == _digest(parts)


def _digest(parts: Mapping[str, bytes]) -> bytes:
    whole = hashlib.sha256()
    for name in sorted(parts):
        whole.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return b"sha256:" + whole.hexdigest().encode()
