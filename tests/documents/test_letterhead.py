"""Documents on the owner's letterhead: theirs stays, ours fits in, and nothing that acts on its own comes along."""

import io
import os
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.letterheads import LETTERHEADS, logo, plain, with_logo
from tests.documents.sample import sample
from tests.example import FILE as EXAMPLE
from tests.printed import pdf, words
from tests.word_validators import findings
from wizard.answers.model import Answers
from wizard.documents import docx_package
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render
from wizard.documents.export import ExportError, export
from wizard.documents.letterhead import LetterheadError, open_letterhead
from wizard.storage.toml_file import read_answers

RELATION = '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" {}/>'


def at(folder: Path, content: bytes, name: str = "letterhead.docx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def kinds(found: list[str]) -> set[str]:
    """Return findings without the places, so that a file can be compared with one that has more in it."""
    return {re.sub(r"\d+|Location\(.*?\)|excerpt=.*", "", each) for each in found}


@pytest.mark.parametrize("name", LETTERHEADS)
def test_the_validators_find_nothing_new(name: str, tmp_path: Path) -> None:
    letterhead = at(tmp_path, LETTERHEADS[name](tmp_path))
    before = kinds(findings(letterhead)) if name != "template" else set()
    start = open_letterhead(letterhead)
    for document in (sample(), compose(read_answers(EXAMPLE), "policy")):
        made = at(tmp_path, render(document, start), "made.docx")
        after = [
            each for each in findings(made) if "list-numbering-continuity" not in each
        ]  # takes headings for lists
        assert kinds(after) <= before, after


@pytest.mark.parametrize("name", [name for name in LETTERHEADS if name != "libreoffice"])
def test_page_fonts_and_styles_are_theirs(name: str, tmp_path: Path) -> None:
    letterhead = LETTERHEADS[name](tmp_path)
    made = docx_package.read(render(sample(), open_letterhead(at(tmp_path, letterhead))))
    theirs = docx_package.read(letterhead)
    if "word/theme/theme1.xml" in theirs:
        assert b"<a:latin" in made["word/theme/theme1.xml"]
        faces = re.findall(rb'<a:latin typeface="([^"]*)"', theirs["word/theme/theme1.xml"])
        assert re.findall(rb'<a:latin typeface="([^"]*)"', made["word/theme/theme1.xml"]) == faces
    for mark in (rb"<w:pgSz [^>]*>", rb"<w:pgMar [^>]*>"):
        (mine,) = re.findall(mark, made["word/document.xml"])
        (yours,) = re.findall(mark, theirs["word/document.xml"])
        assert sorted(re.findall(rb'w:\w+="\d+"', mine)) == sorted(
            re.findall(rb'w:\w+="\d+"', yours)
        )
    names = re.findall(rb'<w:name w:val="([^"]+)"', made["word/styles.xml"])
    assert len({each.lower() for each in names}) == len(names)
    assert set(re.findall(rb'<w:name w:val="([^"]+)"', theirs["word/styles.xml"])) <= set(names)


def test_styles_are_matched_by_name(tmp_path: Path) -> None:
    made = docx.Document(
        io.BytesIO(render(sample(), open_letterhead(at(tmp_path, LETTERHEADS["german"](tmp_path)))))
    )
    headings = [each for each in made.paragraphs if each.style.name == "Heading 1"]
    assert headings
    assert {each.style.style_id for each in headings} == {"berschrift1"}


def test_header_footer_logo_and_links_stay(tmp_path: Path) -> None:
    made = render(sample(), open_letterhead(at(tmp_path, with_logo(tmp_path))))
    opened = docx.Document(io.BytesIO(made))
    (section,) = opened.sections
    assert section.header.paragraphs[0].text.strip() == "Harbour Street Bakery"
    assert "12 Harbour Street" in section.footer.paragraphs[0].text
    assert logo() in docx_package.read(made).values()
    assert not any("Dear Sir" in each.text for each in opened.paragraphs)
    footers = [
        content
        for name, content in docx_package.read(made).items()
        if name.startswith("word/footer")
    ]
    assert sum(content.count(b" PAGE ") for content in footers) == 1


@pytest.mark.parametrize("name", LETTERHEADS)
def test_libreoffice_prints_it_with_numbers_on_every_page(name: str, tmp_path: Path) -> None:
    made = at(
        tmp_path,
        render(
            sample("Harbour Street"), open_letterhead(at(tmp_path, LETTERHEADS[name](tmp_path)))
        ),
        "made.docx",
    )
    pages = words(pdf(made, tmp_path)).rstrip("\f").split("\f")
    printed = " ".join(pages)
    for number, page in enumerate(pages, 1):
        assert f"Page {number}" in page
    assert "1 Purpose and scope 2 Team roles 3 Security To sign" in printed
    assert re.search(r"1\.1 Who it is for \(a\) You, if you work here", printed)
    foot_and_head = r"(Page \d of \d [^.]*Harbour Street )?"  # a page may end between two steps
    assert re.search(rf"a\. By phone first\. b\. Then by e-mail\. {foot_and_head}3\. ", printed)
    if name == "template":
        assert "First page of Harbour Street" in pages[0]
        assert "Even page of Harbour Street" in pages[1]
        assert all("Company number 1234" in page for page in pages[2::2])
    if name == "plain":
        assert "Version 1.0" in pages[1]


def test_tables_are_as_wide_as_the_page_allows(tmp_path: Path) -> None:
    start = open_letterhead(at(tmp_path, with_logo(tmp_path)))
    for table in docx.Document(io.BytesIO(render(sample(), start))).tables:
        assert sum(column.width for column in table.columns) == pytest.approx(
            Cm(21 - 4 - 3), abs=3 * 635
        )


def test_the_same_letterhead_gives_the_same_bytes_and_a_seal(tmp_path: Path) -> None:
    path = at(tmp_path, with_logo(tmp_path))
    one, two = render(sample(), open_letterhead(path)), render(sample(), open_letterhead(path))
    assert one == two
    assert docx_package.is_unmodified(one)


def test_an_export_uses_it_for_word_only(tmp_path: Path) -> None:
    path = at(tmp_path, with_logo(tmp_path))
    done = export(
        read_answers(EXAMPLE), tmp_path / "out", ("policy", "announcement"), letterhead=path
    )
    assert logo() in docx_package.read(done.written[0].path.read_bytes()).values()
    with pytest.raises(ExportError, match="is not there; give the name of a"):
        export(Answers(), tmp_path / "none", letterhead=tmp_path / "gone.docx")
    assert not (tmp_path / "none").exists()


# --- what is refused --------------------------------------------------------------------------------------------------


def changed(
    folder: Path, name: str, old: str, new: str, more: dict[str, bytes] | None = None
) -> bytes:
    parts = docx_package.read(with_logo(folder))
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    return docx_package.write({**parts, **(more or {})})


def related(
    folder: Path, kind: str, target: str, name: str = "word/_rels/document.xml.rels"
) -> bytes:
    return changed(
        folder,
        name,
        "</Relationships>",
        RELATION.format(kind, target) + "</Relationships>",
        {"word/x.bin": b"x"},
    )


def in_header(folder: Path, xml: str) -> bytes:
    return changed(folder, "word/header1.xml", "</w:hdr>", xml + "</w:hdr>")


def drawn(folder: Path, picture: bytes) -> bytes:
    """Return a letterhead with this in the place of its logo, called a PNG."""
    parts = docx_package.read(with_logo(folder))
    return docx_package.write(
        {name: picture if "media/" in name else content for name, content in parts.items()}
    )


def field(code: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


SPLIT = field('D</w:instrText></w:r><w:r><w:instrText>DEAUTO c:\\x "y"')
NESTED = field(f"</w:instrText></w:r></w:p>{field('QUOTE 68 68 69')}<w:p><w:r><w:instrText> cmd")
OUTSIDE = 'Target="{}" TargetMode="External"'
INSIDE = 'Target="x.bin"'
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
HEAD = "word/_rels/header1.xml.rels"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

LISTS = "word/numbering.xml"
FIRST_LIST = 'w:abstractNumId="8"'
SVG = 'xmlns="http://www.w3.org/2000/svg"'
UNC_FIELD = r"HYPERLINK &quot;\\server\share&quot;"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
IMAGE_DATA = (
    f'<w:p><w:r><w:pict {VML}><v:imagedata o:href="https://e.example/x.png"/></w:pict></w:r></w:p>'
)
FILM = '<w:p><x:webVideoPr xmlns:x="u:x" embeddedHtml="&lt;iframe src=&quot;https://e.example&quot;&gt;"/></w:p>'

REFUSED: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "macros by type": (lambda at: changed(at, TYPES, "document.main", "document.macroEnabled.main"), "macros"),
    "macros by part": (lambda at: changed(at, BODY, "<w:body>", "<w:body>", {"word/vbaProject.bin": b"x"}), "macros"),
    "template": (lambda at: related(at, "attachedTemplate", OUTSIDE.format("file:///c:/x.dotm")), "template"),
    "object": (lambda at: related(at, "oleObject", INSIDE), "embedded"),
    "package": (lambda at: related(at, "package", INSIDE), "embedded"),
    "control": (lambda at: related(at, "control", INSIDE), "embedded"),
    "chunk": (lambda at: related(at, "aFChunk", INSIDE), "embedded"),
    "picture elsewhere": (lambda at: related(at, "image", OUTSIDE.format("https://x.example/p.png")), "elsewhere"),
    "file link": (lambda at: related(at, "hyperlink", OUTSIDE.format("file://server/share")), "elsewhere"),
    "header elsewhere": (lambda at: related(at, "image", OUTSIDE.format(r"\\server\p.png"), HEAD), "elsewhere"),
    "chart": (lambda at: related(at, "chart", 'Target="theme/theme1.xml"', HEAD), "chart"),
    "DDE in the body": (lambda at: changed(at, BODY, "<w:body>", f"<w:body>{field('DDEAUTO c:/x')}"), "DDEAUTO"),
    "DDE in the header": (lambda at: in_header(at, field(" dde x")), "DDE"),
    "DDE in pieces": (lambda at: in_header(at, SPLIT), "DDEAUTO"),
    "DDE put together": (lambda at: in_header(at, NESTED), "field"),
    "DDE as one": (lambda at: in_header(at, '<w:p><w:fldSimple w:instr="DDE x"/></w:p>'), "DDE"),
    "picture field": (lambda at: in_header(at, field('INCLUDEPICTURE "https://x"')), "INCLUDEPICTURE"),
    "entity": (lambda at: changed(at, "word/header1.xml", "<w:hdr ", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:hdr "), "type"),
    "object element": (lambda at: in_header(at, "<w:p><w:r><w:object/></w:r></w:p>"), "embedded"),
    "page by link": (lambda at: in_header(at, f'<w:p><w:fldSimple w:instr="{UNC_FIELD}"/></w:p>'), "HYPERLINK"),
    "picture by link": (lambda at: changed(at, "word/header1.xml", "r:embed=", "r:link="), "elsewhere"),
    "picture by address": (lambda at: in_header(at, IMAGE_DATA), "elsewhere"),
    "film": (lambda at: in_header(at, FILM), "embedded"),
    "wide": (lambda at: changed(at, BODY, 'w:w="11906"', 'w:w="99999999"'), "wider than Word knows"),
    "endless": (lambda at: changed(at, BODY, 'w:w="11906"', 'w:w="inf"'), "margins"),
    "list without a number": (lambda at: changed(at, LISTS, FIRST_LIST, 'w:abstractNumId="x"'), "damaged"),
    "list of a high number": (lambda at: changed(at, LISTS, FIRST_LIST, 'w:abstractNumId="2147483647"'), "lists"),
    "much to look through": (lambda at: in_header(at, "<w:p/>" * 1_100_000), "too large"),
    "strict": (lambda at: changed(at, BODY, MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main"), "Strict"),
    "broken part": (lambda at: changed(at, "word/styles.xml", "<w:style ", "<w:style <"), "damaged"),
    "narrow": (lambda at: changed(at, BODY, 'w:left="2268"', 'w:left="9268"'), "no room"),
    "text": (lambda at: b"hello", "not a Word document"),
    "zip": (lambda at: docx_package.write({"a.txt": b"x"}), "not a Word document"),
    "password": (lambda at: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    make, why = REFUSED[name]
    with pytest.raises(LetterheadError, match=why) as caught:
        open_letterhead(at(tmp_path, make(tmp_path)))
    said = str(caught.value)
    assert said.startswith(f"The letterhead {tmp_path / 'letterhead.docx'} ")
    assert said.endswith(".")
    assert "\n" not in said


ACTING = [
    f"<svg {SVG}><script>x</script></svg>",
    f"<svg {SVG} onload='x()'/>",
    f"<svg {SVG}><foreignObject/></svg>",
    f"<svg {SVG}><image href='http://e.example/x'/></svg>",
    f"<svg {SVG}><image href='//e.example/x'/></svg>",
    f"<svg {SVG}><image href='data:image/svg+xml,x'/></svg>",
    f"<svg {SVG}><style>@import 'x';</style></svg>",
    f"<svg {SVG}><style>a {{ fill: u\\72l(http://e.example) }}</style></svg>",
    f"<svg {SVG}><g fill='url(http://e.example)'/></svg>",
    f"<?xml-stylesheet href='x'?><svg {SVG}/>",
    f"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg {SVG}/>",
    f"<!DOCTYPE svg SYSTEM 'http://e.example'><svg {SVG}/>",
]


@pytest.mark.parametrize("picture", ACTING)
@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_picture_that_acts_or_fetches_is_refused_whatever_it_is_called(
    picture: str, coding: str, tmp_path: Path
) -> None:
    with pytest.raises(
        LetterheadError, match="holds a picture that runs or fetches something"
    ):
        open_letterhead(at(tmp_path, drawn(tmp_path, picture.encode(coding))))


def test_an_ordinary_drawn_picture_and_links_to_pages_stay(tmp_path: Path) -> None:
    standard = "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"
    picture = (
        f"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' '{standard}'><!-- made by hand -->"
        f"<svg {SVG} xmlns:x='http://www.w3.org/1999/xlink'><style>.a {{ fill: url(#b); }}</style><g fill='url(#b)'/>"
        "<use x:href='#b'/><image x:href='data:image/png;base64,AAAA'/></svg>"
    ).encode()
    start = open_letterhead(at(tmp_path, drawn(tmp_path, picture)))
    assert picture in docx_package.read(start.content).values()
    for code in (
        "HYPERLINK https://harbour.example",
        'HYPERLINK "mailto:a@harbour.example"',
        r"HYPERLINK \l top",
    ):
        open_letterhead(at(tmp_path, in_header(tmp_path, field(code))))


def test_a_field_in_many_pieces_takes_no_time(tmp_path: Path) -> None:
    pieces = "</w:instrText></w:r><w:r><w:instrText>".join(["PAGE ", *(["x" * 50] * 40_000)])
    begun = time.process_time()
    open_letterhead(at(tmp_path, in_header(tmp_path, field(pieces))))
    assert time.process_time() - begun < 2


def test_a_pipe_and_what_never_ends_are_not_waited_for(tmp_path: Path) -> None:
    """Some names of the system look like ordinary, empty files."""
    os.mkfifo(tmp_path / "pipe.docx")
    for name in (
        tmp_path / "pipe.docx",
        Path("/dev/zero"),
        Path("/proc/kmsg"),
        Path("/proc/self/pagemap"),
    ):
        with pytest.raises(LetterheadError):
            open_letterhead(name)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    parts = docx_package.read(plain(tmp_path))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("word/media/image1.png", b"\0" * 60_000_000)
    with pytest.raises(LetterheadError, match="too large"):
        open_letterhead(at(tmp_path, bomb.getvalue()))


def test_a_folder_and_nothing_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.docx", Path("nul\0"), Path("x" * 5000)):
        with pytest.raises(LetterheadError):
            open_letterhead(path)


def test_what_is_about_the_file_stays_behind(tmp_path: Path) -> None:
    content = changed(
        tmp_path,
        "word/settings.xml",
        "<w:compat>",
        "<w:documentProtection/><w:compat>",
        {"customXml/item1.xml": b"<secret/>"},
    )
    made = docx_package.read(render(sample(), open_letterhead(at(tmp_path, content))))
    assert b"documentProtection" not in made["word/settings.xml"]
    assert not [name for name in made if name.startswith("customXml") or "thumbnail" in name]
    assert not any(b"python-docx" in content for content in made.values())


@given(at_byte=st.integers(0, 10**6), size=st.integers(0, 30), put=st.binary(max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_damaged_letterhead_is_never_a_fault(
    tmp_path_factory: pytest.TempPathFactory, at_byte: int, size: int, put: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = plain(folder)
    at_byte %= len(whole)
    path = at(folder, whole[:at_byte] + put + whole[at_byte + size :], "damaged.docx")
    try:
        start = open_letterhead(path)
    except LetterheadError:
        return
    render(sample(sections=()), start)
