"""Print a Word document with LibreOffice, and read the text of its pages."""

import subprocess
from pathlib import Path

from tests.outside_programs import outside_program


def pdf(document: Path, folder: Path) -> Path:
    """Convert a .docx to a PDF in `folder`; skip the test where LibreOffice is missing."""
    soffice = outside_program("soffice")
    # LibreOffice hands its work to a running instance with the same profile, and exits.
    profile = f"-env:UserInstallation={(folder / 'libreoffice').resolve().as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(document),
    ]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=180)
    return folder / f"{document.stem}.pdf"


def words(printed: Path) -> str:
    """Return the text of a PDF with single spaces; a form feed ends each page."""
    pdftotext = outside_program("pdftotext")
    command = [pdftotext, "-layout", "-enc", "UTF-8", str(printed), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return "\f".join(" ".join(page.split()) for page in text.split("\f"))
