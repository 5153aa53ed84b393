"""Write a composed document as an email draft (.eml) that a mail program opens ready to send."""

from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from wizard.documents.checksum import CHECKSUM_PLACEHOLDER, add_checksum
from wizard.documents.compose import Document
from wizard.documents.html_writer import render_blocks
from wizard.documents.markdown import node_classes, parse_markdown, text_of_blocks

# A boundary of its own each time would make two exports of the same answers differ.
_BOUNDARY = "=_policy-wizard_="
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{subject}</title></head>
<body style="font-family: Calibri, Arial, sans-serif; font-size: 11pt; line-height: 1.4">
{body}</body>
</html>
"""


def render(document: Document) -> bytes:
    """Return `document` as an unsent message with a text and an HTML part, and with a checksum.

    Its title is the subject. Sender and recipients are left to the mail program.

    Raises:
        UnsupportedMarkdownError: a section holds Markdown that we have no HTML for.
    """
    blocks = [
        node for section in document.sections for node in parse_markdown(section.markdown).children
    ]
    body = [node for node in blocks if "title" not in node_classes(node)]
    message = EmailMessage(SMTP)
    message["Subject"] = document.title
    message["X-Unsent"] = "1"
    message["X-Revision"] = CHECKSUM_PLACEHOLDER
    message.set_content(text_of_blocks(body) + "\n", cte="quoted-printable")
    html = _PAGE.format(
        language=escape(document.language),
        subject=escape(document.title),
        body=render_blocks(body),
    )
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(_BOUNDARY)
    return add_checksum(message.as_bytes().decode("ascii"))
