"""The file of a document in each of its formats: the one place that knows who draws what."""

from typing import TYPE_CHECKING

from wizard.answers.model import Answers
from wizard.documents.catalog import Format, document_type
from wizard.documents.compose import Document

if TYPE_CHECKING:
    from wizard.documents.word_base import Base


class NoReviewDateError(Exception):
    """There is no date for the next review, so there is nothing to put into a calendar; the message is a sentence."""


def render(
    document: Document, answers: Answers, form: Format, start: "Base | None" = None
) -> bytes:
    """Return the file of a document composed of `answers` in this format, sealed so that `is_unmodified` knows it again.

    A Word file begins with the empty document `start`, if one is given, and else with ours.

    Raises:
        UnsupportedMarkdownError: a section holds something that can't be drawn.
        NoReviewDateError: the calendar has nothing to remind of.
    """
    if form == "docx":
        from wizard.documents import docx_writer

        return docx_writer.render(document, start)
    if form == "html":
        from wizard.documents import html_writer

        return html_writer.render(document)
    if form == "ics":
        from wizard.documents import calendar

        return calendar.render(document, answers)
    from wizard.documents import text_writer

    return text_writer.render(document, sealed=document_type(document.name).is_sealed)


def is_unmodified(content: bytes, form: Format) -> bool:
    """Tell whether a file of this format is one that we wrote and nobody changed since, so that it may be replaced."""
    from wizard.documents import checksum, docx_package

    return (
        docx_package.is_unmodified(content) if form == "docx" else checksum.is_unmodified(content)
    )
