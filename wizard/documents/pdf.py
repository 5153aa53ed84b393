"""PDF files, which LibreOffice makes from our Word documents.

The same Word document gives the same PDF: its dates are those of the Word document, and its
identifier is a checksum, by which we know later that nobody changed it.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from wizard.documents import docx_package
from wizard.documents.compose import ExportError

SAVE_FROM_WORD = "open the document in Word and choose File, Save As, PDF"
TIMEOUT_S = 120
_OPTIONS = ("PDFUACompliance", "UseTaggedPDF", "ExportBookmarks")
_WINDOWS_PATH = "LibreOffice/program/soffice.com"
_MAC_PATH = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_CREATED = re.compile(rb"<dcterms:created[^>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)")
_INFO_DATE = re.compile(rb"(?<=Date\(D:)\d{14}")
_XMP_DATE = re.compile(rb"(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
# Two equal identifiers in the trailer, and a checksum that only LibreOffice writes.
_IDENTIFIER = re.compile(
    rb"(/ID \[ <)([0-9A-F]{32})(>\s+<)([0-9A-F]{32})(> \]\s*(?:/DocChecksum /)?)([0-9A-F]{32})?"
)


class PdfError(ExportError):
    """There is no PDF; the message says how to save one from Word."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No PDF was created, because {reason}: {SAVE_FROM_WORD}.")


def find_libreoffice() -> str | None:
    """Return the path of LibreOffice's program, None if it isn't installed."""
    if program := shutil.which("soffice") or shutil.which("libreoffice"):
        return program
    candidates = [_MAC_PATH] if sys.platform == "darwin" else []
    if sys.platform == "win32":
        directories = (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)"))
        candidates = [Path(directory, _WINDOWS_PATH) for directory in directories if directory]
    return next((str(path) for path in candidates if path.is_file()), None)


def convert(word_document: bytes) -> bytes:
    """Return a .docx file as a tagged PDF that declares to meet PDF/UA.

    Raises:
        PdfError: LibreOffice isn't installed, fails or takes too long.
    """
    program = find_libreoffice()
    if program is None:
        raise PdfError("LibreOffice isn't installed")
    # Its processes may still hold files on Windows, which then stay behind.
    with tempfile.TemporaryDirectory(prefix="policy-wizard-", ignore_cleanup_errors=True) as name:
        directory = Path(name).resolve()
        source, target = directory / "document.docx", directory / "document.pdf"
        source.write_bytes(word_document)
        _run(program, source)
        try:
            content = target.read_bytes()
        except OSError as error:
            raise PdfError("LibreOffice can't convert the document") from error
    return _make_reproducible(content, word_document)


def is_unmodified(content: bytes) -> bool:
    """Return whether this PDF is one of ours that nobody changed since."""
    found = _IDENTIFIER.search(content)
    return found is not None and found[2] == _digest(content)


def _run(program: str, source: Path) -> None:
    options = {name: {"type": "boolean", "value": "true"} for name in _OPTIONS}
    command = [
        program,
        # With a profile of its own it doesn't hand the work to a window that is open.
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck"),
        *("--convert-to", f"pdf:writer_pdf_Export:{json.dumps(options)}"),
        *("--outdir", str(source.parent), str(source)),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "UTC"},
            start_new_session=True,
        )
    except OSError as error:
        raise PdfError("LibreOffice can't be started") from error
    try:
        process.wait(TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        raise PdfError(f"LibreOffice took longer than {TIMEOUT_S} seconds") from error
    finally:
        if process.returncode is None:
            _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill LibreOffice with the processes that it started."""
    if sys.platform == "win32":
        kill = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(kill, check=False, capture_output=True)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _make_reproducible(content: bytes, word_document: bytes) -> bytes:
    properties = docx_package.read(word_document)["docProps/core.xml"]
    if created := _CREATED.search(properties):
        content = _XMP_DATE.sub(created[1], content)
        content = _INFO_DATE.sub(re.sub(rb"\D", b"", created[1]), content)
    return _with_identifier(content, _digest(content))


def _with_identifier(content: bytes, identifier: bytes) -> bytes:
    """Return the PDF with another identifier of 32 digits, so that no offset in it moves."""
    return _IDENTIFIER.sub(
        lambda match: b"".join(
            identifier if part and number % 2 else part or b""
            for number, part in enumerate(match.groups())
        ),
        content,
        count=1,
    )


def _digest(content: bytes) -> bytes:
    without = _with_identifier(content, b"0" * 32)
    return hashlib.sha256(without).hexdigest()[:32].upper().encode()
