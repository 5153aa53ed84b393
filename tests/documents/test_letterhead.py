"""Documents on the user's letterhead: their looks stay, and nothing active comes along."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.letterheads import LETTERHEADS, LOGO, plain, with_logo
from tests.documents.read_back import blocks
from tests.documents.sample import sample
from tests.example import FILE as EXAMPLE
from tests.printed import pdf, words
from tests.word_validators import findings
from wizard.answers.model import Answers
from wizard.documents import docx_package
from wizard.documents.compose import ExportError
from wizard.documents.docx_writer import render
from wizard.documents.export import export
from wizard.documents.formats import find_letterhead
from wizard.documents.letterhead import LetterheadError, open_letterhead
from wizard.storage.toml_file import read_answers


def save(directory: Path, content: bytes, name: str = "letterhead.docx") -> Path:
    path = directory / name
    path.write_bytes(content)
    return path


def write_sample(directory: Path, letterhead: bytes) -> bytes:
    return render(sample("Harbour Street"), open_letterhead(save(directory, letterhead)))


# --- what stays, and what is added


def without_places(found: list[str]) -> set[str]:
    """Return findings without numbers and places, to compare two files."""
    return {re.sub(r"\d+|Location\(.*?\)|excerpt=.*", "", finding) for finding in found}


@pytest.mark.parametrize("name", LETTERHEADS)
def test_validators_find_nothing_new(name: str, tmp_path: Path) -> None:
    letterhead = LETTERHEADS[name](tmp_path)
    before = without_places(findings(save(tmp_path, letterhead))) if name != "template" else set()
    written = save(tmp_path, write_sample(tmp_path, letterhead), "written.docx")
    # That rule takes headings for lists.
    after = [each for each in findings(written) if "list-numbering-continuity" not in each]
    assert without_places(after) <= before, after


@pytest.mark.parametrize("name", LETTERHEADS)
def test_libreoffice_prints_it_with_numbers_on_every_page(name: str, tmp_path: Path) -> None:
    written = write_sample(tmp_path, LETTERHEADS[name](tmp_path))
    pages = words(pdf(save(tmp_path, written, "written.docx"), tmp_path)).rstrip("\f").split("\f")
    printed = " ".join(pages)
    for number, page in enumerate(pages, 1):
        assert f"Page {number}" in page
    assert "1 Purpose and scope 2 Team roles 3 Security To sign" in printed
    assert re.search(r"1\.1 Who it is for \(a\) You, if you work here", printed)
    page_break = r"(Page \d of \d [^.]*Harbour Street )?"
    assert re.search(rf"a\. By phone first\. b\. Then by e-mail\. {page_break}3\. ", printed)
    if name == "template":
        assert "First page of Harbour Street" in pages[0]
        assert "Even page of Harbour Street" in pages[1]
        assert all("Company number 1234" in page for page in pages[2::2])
    if name == "plain":
        assert "Version 1.0" in pages[1]


@pytest.mark.parametrize("name", [name for name in LETTERHEADS if name != "libreoffice"])
def test_page_fonts_and_styles_stay(name: str, tmp_path: Path) -> None:
    letterhead = LETTERHEADS[name](tmp_path)
    before, after = (
        docx_package.read(letterhead),
        docx_package.read(write_sample(tmp_path, letterhead)),
    )
    theme, fonts = "word/theme/theme1.xml", rb'<a:latin typeface="([^"]*)"'
    assert re.findall(fonts, after.get(theme, b"")) == re.findall(fonts, before.get(theme, b""))
    for mark in (rb"<w:pgSz [^>]*>", rb"<w:pgMar [^>]*>"):
        pages = [re.findall(mark, parts[BODY]) for parts in (before, after)]
        sizes = [set(re.findall(rb'w:\w+="\d+"', page)) for (page,) in pages]
        assert sizes[0] == sizes[1]
    style_name = rb'<w:name w:val="([^"]+)"'
    names = re.findall(style_name, after[STYLES])
    assert len({style.lower() for style in names}) == len(names)
    assert set(re.findall(style_name, before[STYLES])) <= set(names)


def test_styles_are_matched_by_name(tmp_path: Path) -> None:
    written = docx.Document(io.BytesIO(write_sample(tmp_path, LETTERHEADS["german"](tmp_path))))
    headings = [each for each in written.paragraphs if each.style.name == "Heading 1"]
    assert {heading.style.style_id for heading in headings} == {"berschrift1"}


def test_style_of_the_same_name_and_another_type_is_renamed(tmp_path: Path) -> None:
    source = docx.Document()
    source.styles.add_style("Callout", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    content = io.BytesIO()
    source.save(content)
    written = docx.Document(io.BytesIO(write_sample(tmp_path, content.getvalue())))
    assert written.styles["Callout"].type == docx.enum.style.WD_STYLE_TYPE.PARAGRAPH
    assert "Callout (letterhead)" in [style.name for style in written.styles]


def test_fields_in_the_text_and_high_list_numbers_are_no_problem(tmp_path: Path) -> None:
    field_in_body = change(tmp_path, BODY, "<w:p>", f"<w:p>{field('DDEAUTO c:/x')}")
    assert b"DDEAUTO" not in docx_package.read(write_sample(tmp_path, field_in_body))[BODY]
    high = change(tmp_path, LISTS, FIRST_LIST, 'w:abstractNumId="2147483647"')
    assert b'"2147483648"' not in docx_package.read(write_sample(tmp_path, high))[LISTS]


def test_document_of_ours_can_be_the_letterhead(tmp_path: Path) -> None:
    first = write_sample(tmp_path, with_logo(tmp_path))
    second = write_sample(tmp_path, first)
    assert [(b.style, b.words) for b in blocks(first)] == [
        (b.style, b.words) for b in blocks(second)
    ]
    names = [docx.Document(io.BytesIO(each)).styles for each in (first, second)]
    assert {style.name for style in names[0]} == {style.name for style in names[1]}


def test_header_footer_logo_and_links_stay_and_text_goes(tmp_path: Path) -> None:
    content = write_sample(tmp_path, with_logo(tmp_path))
    written, parts = docx.Document(io.BytesIO(content)), docx_package.read(content)
    (section,) = written.sections
    assert section.header.paragraphs[0].text.strip() == "Harbour Street Bakery"
    assert "12 Harbour Street" in section.footer.paragraphs[0].text
    assert LOGO in parts.values()
    assert not any("Dear Sir" in paragraph.text for paragraph in written.paragraphs)
    footers = [parts[name] for name in parts if name.startswith("word/footer")]
    assert sum(footer.count(b" PAGE ") for footer in footers) == 1


def test_header_in_a_content_control_stays(tmp_path: Path) -> None:
    parts = docx_package.read(with_logo(tmp_path))
    control = rb"<w:sdt><w:sdtContent>\g<0></w:sdtContent></w:sdt>"
    parts[HEADER] = re.sub(rb"<w:p>.*</w:p>", control, parts[HEADER], flags=re.DOTALL)
    written = docx_package.read(write_sample(tmp_path, docx_package.write(parts)))
    assert b"Harbour Street Bakery" in written[HEADER]
    assert b"Version 1.0" not in written[HEADER]


def test_tables_are_as_wide_as_the_page_allows(tmp_path: Path) -> None:
    written = docx.Document(io.BytesIO(write_sample(tmp_path, with_logo(tmp_path))))
    for table in written.tables:
        width = sum(column.width for column in table.columns)
        assert width == pytest.approx(Cm(21 - 4 - 3), abs=3 * 635)


def test_page_with_fractions_and_without_margins_is_read(tmp_path: Path) -> None:
    content = change(tmp_path, BODY, 'w:w="11906"', 'w:w="11906.0000000002"')
    parts = docx_package.read(content)
    parts[BODY] = re.sub(rb"<w:pgMar [^>]*>", b"", parts[BODY])
    written = docx.Document(io.BytesIO(write_sample(tmp_path, docx_package.write(parts))))
    assert written.sections[0].page_width.twips == 11906
    assert written.sections[0].left_margin.twips == 1440


def test_same_letterhead_gives_the_same_bytes_and_a_mark(tmp_path: Path) -> None:
    first, second = (write_sample(tmp_path, with_logo(tmp_path)) for _ in range(2))
    assert first == second
    assert docx_package.is_unmodified(first)


def test_parts_about_the_file_are_dropped(tmp_path: Path) -> None:
    setting = ("<w:compat>", "<w:documentProtection/><w:compat>")
    content = change(tmp_path, "word/settings.xml", *setting, {"customXml/item1.xml": b"<secret/>"})
    written = docx_package.read(write_sample(tmp_path, content))
    assert b"documentProtection" not in written["word/settings.xml"]
    dropped = ("customXml", "docProps/app", "docProps/custom", "docProps/thumbnail")
    assert not [name for name in written if name.startswith(dropped)]
    assert not any(b"python-docx" in part for part in written.values())


def test_export_puts_word_documents_on_the_letterhead(tmp_path: Path) -> None:
    path = save(tmp_path, with_logo(tmp_path))
    done = export(
        read_answers(EXAMPLE), tmp_path / "out", ("policy", "announcement"), letterhead=path
    )
    assert LOGO in docx_package.read(done.written[0].path.read_bytes()).values()
    with pytest.raises(ExportError, match="is not there; give the name of a"):
        export(Answers(), tmp_path / "none", letterhead=tmp_path / "gone.docx")
    assert not (tmp_path / "none").exists()


# --- what is refused

BODY, HEADER, STYLES = "word/document.xml", "word/header1.xml", "word/styles.xml"
LISTS, TYPES, HEADER_RELS = (
    "word/numbering.xml",
    "[Content_Types].xml",
    "word/_rels/header1.xml.rels",
)
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONSHIP = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" {}/></Relationships>'
)
OUTSIDE, INSIDE = 'Target="{}" TargetMode="External"', 'Target="theme/theme1.xml"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
SVG = 'xmlns="http://www.w3.org/2000/svg"'

Make = Callable[[Path], bytes]


def change(
    directory: Path, name: str, old: str, new: str, more: dict[str, bytes] | None = None
) -> bytes:
    parts = docx_package.read(with_logo(directory))
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    return docx_package.write({**parts, **(more or {})})


def changed(name: str, old: str, new: str, more: dict[str, bytes] | None = None) -> Make:
    return lambda directory: change(directory, name, old, new, more)


def related(kind: str, target: str, name: str = "word/_rels/document.xml.rels") -> Make:
    return changed(name, "</Relationships>", RELATIONSHIP.format(kind, target))


def in_header(xml: str) -> Make:
    return changed(HEADER, "</w:hdr>", f"<w:p>{xml}</w:p></w:hdr>")


def based_on(_: Path) -> bytes:
    source = docx.Document()
    first, second = source.styles["Heading 1"], source.styles["Heading 2"]
    first.base_style, second.base_style = second, first
    content = io.BytesIO()
    source.save(content)
    return content.getvalue()


def with_picture(directory: Path, picture: bytes) -> bytes:
    """Return a letterhead with `picture` in place of its logo, called a PNG."""
    parts = docx_package.read(with_logo(directory))
    return docx_package.write(
        {name: picture if "media/" in name else content for name, content in parts.items()}
    )


def field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


SPLIT = field('D</w:instrText></w:r><w:r><w:instrText>DEAUTO c:\\x "y"')
NESTED = field(f"</w:instrText></w:r>{field('QUOTE 68 68 69')}<w:r><w:instrText> cmd")
SHARE_LINK = r'<w:fldSimple w:instr="HYPERLINK &quot;\\server\share&quot;"/>'
LINKED_IMAGE = f'<w:r><w:pict {VML}><v:imagedata o:href="https://e.example/x.png"/></w:pict></w:r>'
FILM = (
    '<x:webVideoPr xmlns:x="u:x" embeddedHtml="&lt;iframe src=&quot;https://e.example&quot;&gt;"/>'
)
FIRST_LIST = 'w:abstractNumId="8"'

REFUSED: dict[str, tuple[Make, str]] = {
    "macros by type": (changed(TYPES, "document.main", "document.macroEnabled.main"), "macros"),
    "macros by part": (changed(BODY, "w", "w", {"word/vbaProject.bin": b"x"}), "macros"),
    "template": (related("attachedTemplate", OUTSIDE.format("file:///c:/x.dotm")), "template"),
    "object": (related("oleObject", INSIDE), "embedded"),
    "chunk": (related("aFChunk", INSIDE), "embedded"),
    "picture elsewhere": (related("image", OUTSIDE.format("https://x.example/p")), "elsewhere"),
    "file link": (related("hyperlink", OUTSIDE.format("file://server/share")), "elsewhere"),
    "header elsewhere": (related("image", OUTSIDE.format(r"\\s\p"), HEADER_RELS), "elsewhere"),
    "chart": (related("chart", INSIDE, HEADER_RELS), "chart"),
    "unknown picture": (related("image", INSIDE, HEADER_RELS), "kind"),
    "DDE in the header": (in_header(field(" dde x")), "DDE"),
    "DDE in pieces": (in_header(SPLIT), "DDEAUTO"),
    "DDE put together": (in_header(NESTED), "field"),
    "DDE as one": (in_header('<w:fldSimple w:instr="DDE x"/>'), "DDE"),
    "picture field": (in_header(field('INCLUDEPICTURE "https://x"')), "INCLUDEPICTURE"),
    "entity": (changed(HEADER, "<w:hdr ", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:hdr "), "type"),
    "object element": (in_header("<w:r><w:object/></w:r>"), "embedded"),
    "page by link": (in_header(SHARE_LINK), "HYPERLINK"),
    "picture by link": (changed(HEADER, "r:embed=", "r:link="), "elsewhere"),
    "picture by address": (in_header(LINKED_IMAGE), "elsewhere"),
    "film": (in_header(FILM), "embedded"),
    "wide": (changed(BODY, 'w:w="11906"', 'w:w="99999999"'), "wider than Word knows"),
    "endless": (changed(BODY, 'w:w="11906"', 'w:w="inf"'), "margins"),
    "narrow": (changed(BODY, 'w:left="2268"', 'w:left="9268"'), "no room"),
    "list without a number": (changed(LISTS, FIRST_LIST, 'w:abstractNumId="x"'), "damaged"),
    "circle of styles": (based_on, "damaged"),
    "much to look through": (in_header("<w:p/>" * 1_100_000), "too large"),
    "strict": (changed(BODY, MAIN, STRICT), "Strict"),
    "broken part": (changed(STYLES, "<w:style ", "<w:style <"), "damaged"),
    "text": (lambda _: b"hello", "not a Word document"),
    "zip": (lambda _: docx_package.write({"a.txt": b"x"}), "not a Word document"),
    "password": (lambda _: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
    "bomb": (changed(BODY, "w", "w", {"word/media/x.png": b"\0" * 60_000_000}), "too large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_letterhead_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    make, reason = REFUSED[name]
    path = save(tmp_path, make(tmp_path))
    with pytest.raises(LetterheadError, match=reason) as caught:
        open_letterhead(path)
    assert re.fullmatch(
        rf"The letterhead {re.escape(str(path))} [^\n]+; [^\n]+\.", str(caught.value)
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize(
    "picture",
    [
        f"<svg {SVG}><script>x</script></svg>",
        f"<svg {SVG} onload='x()'/>",
        f"<svg {SVG}><foreignObject/></svg>",
        f"<svg {SVG}><image href='http://e.example/x'/></svg>",
        f"<svg {SVG}><image href='&#104;ttp://e.example/x'/></svg>",
        f"<svg {SVG}><image href='//e.example/x'/></svg>",
        f"<svg {SVG}><image href='data:image/svg+xml,x'/></svg>",
        f"<svg {SVG}><style>@import 'x';</style></svg>",
        f"<svg {SVG}><style>a {{ fill: u\\72l(http://e.example) }}</style></svg>",
        f"<svg {SVG}><g fill='url(http://e.example)'/></svg>",
        f"<svg {SVG}><g fill=\"url('http://e.example')\"/></svg>",
        f"<?xml-stylesheet href='x'?><svg {SVG}/>",
        f"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg {SVG}/>",
        f"<!DOCTYPE svg SYSTEM 'http://e.example'><svg {SVG}/>",
    ],
)
def test_picture_that_acts_or_fetches_is_refused(
    picture: str, encoding: str, tmp_path: Path
) -> None:
    path = save(tmp_path, with_picture(tmp_path, picture.encode(encoding)))
    with pytest.raises(LetterheadError, match="holds a picture that runs or fetches something"):
        open_letterhead(path)


def test_passive_picture_and_links_to_pages_stay(tmp_path: Path) -> None:
    standard = "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"
    picture = (
        f"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' '{standard}'>"
        f"<!-- by hand --><svg {SVG} xmlns:x='http://www.w3.org/1999/xlink'>"
        "<style>.a { fill: url(#b); }</style><g fill='url(#b)'/><g fill=\"url( '#b' )\"/>"
        "<use x:href='#b'/><image x:href='data:image/png;base64,AAAA'/></svg>"
    ).encode()
    written = write_sample(tmp_path, with_picture(tmp_path, picture))
    assert picture in docx_package.read(written).values()
    for link in ("https://harbour.example", '"mailto:a@harbour.example"', r"\l top"):
        write_sample(tmp_path, in_header(field(f"HYPERLINK {link}"))(tmp_path))


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    special = ("/dev/zero", "/proc/kmsg", "/proc/self/pagemap", "nul\0", "x" * 5000)
    for path in (tmp_path, tmp_path / "gone.docx", tmp_path / "pipe.docx", *map(Path, special)):
        with pytest.raises(LetterheadError):
            open_letterhead(path)


@given(start=st.integers(0, 10**6), size=st.integers(0, 30), put=st.binary(max_size=30))
@settings(max_examples=60, deadline=None)
def test_damaged_letterhead_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, start: int, size: int, put: bytes
) -> None:
    directory = tmp_path_factory.getbasetemp()
    whole = plain(directory)
    start %= len(whole)
    path = save(directory, whole[:start] + put + whole[start + size :], "damaged.docx")
    try:
        template = open_letterhead(path)
    except LetterheadError:
        return
    render(sample(sections=()), template)


# --- where it is


@pytest.mark.parametrize(
    "name",
    [
        "\\\\server\\share\\x.docx",
        "//server/share/x.docx",
        "\\\\?\\UNC\\server\\share\\x.docx",
        "\\\\server",
        "/net/server/x.docx",
        "/x/../NET/server/x.docx",
        "../" * 40 + "net/server/x.docx",
    ],
)
def test_letterhead_on_another_computer_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is on another computer; copy it beside") as caught:
        find_letterhead(tmp_path / "acme.toml", name)
    assert str(caught.value).endswith(".")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "letterhead.docx",
        "../letterhead.docx",
        "/srv/net/x.docx",
        "C:\\Users\\x.docx",
        "net/x.docx",
    ],
)
def test_letterhead_is_found_relative_to_the_answers(name: str, tmp_path: Path) -> None:
    assert find_letterhead(tmp_path / "acme.toml", name) == tmp_path.resolve() / name
    assert find_letterhead(tmp_path / "acme.toml", "") is None


def test_letterhead_on_the_computer_of_the_answers_is_found() -> None:
    answers = Path("/net/server/acme.toml")
    assert find_letterhead(answers, "letterhead.docx") == Path("/net/server/letterhead.docx")
    with pytest.raises(ExportError):
        find_letterhead(answers, "/net/another/letterhead.docx")
    assert find_letterhead(Path("//NAS/a/acme.toml"), "\\\\nas\\b.docx") is not None
