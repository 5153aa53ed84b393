"""The writer of each format, and the letterhead that Word documents go on."""

import os
import re
from pathlib import Path

from wizard.answers.model import Answers
from wizard.documents.catalog import Format, document_type
from wizard.documents.compose import Document, ExportError
from wizard.storage.paths import answers_folder
from wizard.text import printable


def render(
    document: Document, answers: Answers, form: Format, template: bytes | None = None
) -> bytes:
    """Return the file of a composed document, marked so that `is_unmodified` recognises it.

    Word documents go on `template`, or on the default template.

    Raises:
        UnsupportedMarkdownError: a section holds Markdown that the format has no form for.
        NoReviewDateError: the calendar has nothing to remind of.
        PdfError: LibreOffice can't make the PDF.
    """
    if form == "docx":
        from wizard.documents import docx_writer

        return docx_writer.render(document, template)
    if form == "pdf":
        from wizard.documents import docx_writer, pdf

        return pdf.convert(docx_writer.render(document, template))
    if form == "html":
        from wizard.documents import html_writer

        return html_writer.render(document)
    if form == "eml":
        from wizard.documents import email_writer

        return email_writer.render(document)
    if form == "ics":
        from wizard.documents import calendar

        return calendar.render(document, answers)
    from wizard.documents import text_writer

    return text_writer.render(document, sealed=document_type(document.name).sealed)


def is_unmodified(content: bytes, form: Format) -> bool:
    """Return whether we wrote this file and nobody changed it since, so that it may be replaced."""
    from wizard.documents import checksum, docx_package, pdf

    if form == "pdf":
        return pdf.is_unmodified(content)
    if form == "docx":
        return docx_package.is_unmodified(content)
    return checksum.is_unmodified(content)


def find_letterhead(answers_file: Path, letterhead: str) -> Path | None:
    """Return the path of the letterhead that the answers name, None without one.

    It is relative to the answers file; "~" is the home directory.

    Raises:
        ExportError: it is on another computer. Whoever wrote the answers could make this one call
            there, and some systems then send the user's name and a proof of the password.
    """
    if not letterhead:
        return None
    directory = answers_folder(answers_file)
    try:
        path = directory / Path(letterhead).expanduser()
    except RuntimeError:  # no home directory
        path = directory / letterhead
    host = network_host(letterhead) or network_host(str(path))
    if host and host not in (network_host(str(answers_file)), network_host(str(directory))):
        raise ExportError(
            f"The letterhead {printable(letterhead)} is on another computer; copy it beside your "
            "answers, and name the copy."
        )
    return path


def network_host(path: str) -> str:
    r"""Return the computer that a path such as \\server\share or /net/server leads to, else ""."""
    if re.match(r"[\\/]{2}", path):
        return "//" + "".join(re.split(r"[\\/]+", path)[1:2]).casefold()
    root, *names = Path(os.path.normpath(path)).parts or ("",)
    is_mounted = root == "/" and names and names[0].casefold() in ("net", "network")
    return "/".join(names[:2]).casefold() if is_mounted else ""
