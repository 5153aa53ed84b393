"""A Word document as a person holds it in their hands: its pages, by LibreOffice, and the words on them."""

import subprocess
from pathlib import Path

from tests.outside_programs import outside_program


def pdf(document: Path, folder: Path) -> Path:
    """Turn a .docx into a PDF in `folder` and return its path; skips the test where LibreOffice is missing."""
    soffice = outside_program("soffice")
    # A profile of its own: LibreOffice hands its work to another that has the same one open, and ends at once.
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
    """Return the words on the pages of a PDF with single blanks between them; a form feed ends each page."""
    pdftotext = outside_program("pdftotext")
    command = [pdftotext, "-layout", "-enc", "UTF-8", str(printed), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return "\f".join(" ".join(page.split()) for page in text.split("\f"))
