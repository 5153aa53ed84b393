"""The list of contents: filled in beforehand, each entry a link, inside a field that Word can bring up to date."""

from dataclasses import dataclass

from wizard.documents.word_text import escape, run

# No page numbers (\n): only Word could know them, and it would first have to ask the reader frightening questions.
_FIELD = r'TOC \o "1-1" \n \h \z \u'


@dataclass(frozen=True)
class Entry:
    """A heading that the contents name."""

    bookmark: str
    number: str
    """The number that Word gives the heading, or "" for an unnumbered one."""
    words: str
    rtl: bool


def contents(heading: str, entries: list[Entry]) -> str:
    """Return the contents with `heading` (a drawn paragraph) above the list."""
    if not entries:
        return heading
    last = len(entries) - 1
    lines = (
        _line(entry, first=number == 0, last=number == last) for number, entry in enumerate(entries)
    )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{heading}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _line(entry: Entry, first: bool, last: bool) -> str:
    words = run(f"{entry.number}\t{entry.words}" if entry.number else entry.words, rtl=entry.rtl)
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(_FIELD)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    bidi = "<w:bidi/>" if entry.rtl else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC1"/>{bidi}</w:pPr>{begin if first else ""}'
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{words}</w:hyperlink>{end if last else ""}</w:p>'
    )
