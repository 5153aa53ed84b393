"""The parts of a .docx file: reproducible bytes, and a mark of files that nobody edited."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

# The identifier among the properties of a document that `write_marked` puts the mark into.
UNMARKED = "unsealed"

_CONTENT_TYPES = "[Content_Types].xml"
_PROPERTIES = "docProps/core.xml"
_MARK = re.compile(rb"(<dc:identifier>)([^<]*)(</dc:identifier>)")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_MAX_PARTS, _MAX_UNPACKED_BYTES = 1000, 50_000_000


def read(content: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx file by name.

    Raises:
        zipfile.BadZipFile: it is damaged, no such file, or suspiciously large when unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > _MAX_PARTS or size > _MAX_UNPACKED_BYTES:
                raise zipfile.BadZipFile("too large")
            if {entry.compress_type for entry in entries} - {
                zipfile.ZIP_STORED,
                zipfile.ZIP_DEFLATED,
            }:
                raise zipfile.BadZipFile("not packed as Word does it")
            return {entry.filename: archive.read(entry) for entry in entries}
    except zipfile.BadZipFile:
        raise
    except Exception as error:  # zipfile raises all kinds of errors at a damaged file
        raise zipfile.BadZipFile(str(error)) from error


def write(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a .docx file: the content types first, as Word wants them."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name], compresslevel=6)
    return content.getvalue()


def write_marked(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a .docx file, with a digest of all of them in place of `UNMARKED`."""
    return write({**parts, _PROPERTIES: _with_mark(parts, _digest(parts))})


def is_unmodified(content: bytes) -> bool:
    """Return whether we wrote this .docx file, and nobody changed it since."""
    try:
        parts = read(content)
    except zipfile.BadZipFile:
        return False
    mark = _MARK.search(parts.get(_PROPERTIES, b""))
    return mark is not None and mark[2] == _digest(parts)


def _with_mark(parts: Mapping[str, bytes], mark: bytes) -> bytes:
    return _MARK.sub(rb"\g<1>" + mark + rb"\g<3>", parts[_PROPERTIES])


def _digest(parts: Mapping[str, bytes]) -> bytes:
    unmarked = {**parts, _PROPERTIES: _with_mark(parts, UNMARKED.encode())}
    whole = hashlib.sha256()
    for name in sorted(unmarked):
        whole.update(name.encode() + b"\0" + hashlib.sha256(unmarked[name]).digest())
    return b"sha256:" + whole.hexdigest().encode()
