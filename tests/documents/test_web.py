"""The web page: it loads and runs nothing, shows text as it was typed, and reads well aloud."""

import base64
import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.businesses import BUSINESSES, example
from tests.documents.said import HOSTILE, filled
from tests.documents.sample import sample
from wizard.data_dirs import data_dir
from wizard.documents.catalog import catalog
from wizard.documents.checksum import is_unmodified
from wizard.documents.compose import Document, Section, compose
from wizard.documents.html_writer import render
from wizard.documents.markdown import UnsupportedMarkdownError, escape_markdown
from wizard.text import clean_text

VOID = {"meta", "br", "col", "link", "img", "input", "hr"}
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer"),
    *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "div", "table", "caption"),
    *("colgroup", "col", "thead", "tbody", "tr", "th", "td", "strong", "em", "br"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "tabindex"),
    *("role", "aria-labelledby", "scope", "dir", "start"),
}
ATTACKS = (
    " ".join(HOSTILE),
    """<script>alert(1)</script> "><img src=x onerror=alert(1)>""",
    """' onmouseover='alert(1) &lt;b&gt; &#10; &amp;""",
    "</style><script>alert(1)</script> -->]]><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "https://x.example/\"onclick='alert(1)'",
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def all(self, *tags: str) -> "list[Element]":
        found = [self] if self.tag in tags or not tags else []
        return found + [
            each
            for child in self.children
            if isinstance(child, Element)
            for each in child.all(*tags)
        ]

    @property
    def words(self) -> str:
        if self.tag == "br":
            return "\n"
        return "".join(child if isinstance(child, str) else child.words for child in self.children)


class Reader(HTMLParser):
    """Reads a page as a browser does, and refuses one whose elements aren't closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def read(document: Document) -> Element:
    reader = Reader()
    reader.feed(render(document).decode())
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


@cache
def pages() -> dict[str, Element]:
    documents = {
        f"{name} {key}": compose(make(), name)
        for name in [each.name for each in catalog()]
        for key, make in BUSINESSES.items()
    }
    return {key: read(document) for key, document in (documents | {"sample": sample()}).items()}


# --- what is typed ---


@cache
def calm_page(name: str) -> Element:
    return read(compose(filled(example(), "w"), name))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", [each.name for each in catalog()])
def test_hostile_text_runs_nothing(name: str, attack: str) -> None:
    page = read(compose(filled(example(), attack), name))
    calm = calm_page(name)
    assert {each.tag for each in page.all()} <= {"", *ALLOWED}
    assert {key for each in page.all() for key in each.attributes} <= ATTRIBUTES
    assert [each.tag for each in page.all() if each.tag not in ("a", "br")] == [
        each.tag for each in calm.all() if each.tag not in ("a", "br")
    ]
    for link in page.all("a"):
        assert re.match(
            r"https?://[^\s\"'<>]+$|mailto:[^\s\"'<>]+$|#[a-z0-9.-]+$", link.attributes["href"]
        )


PLACES = (
    "@",
    "# @",
    "- @",
    "| @ |\n|---|\n| @ |",
    "> @",
    "a **@** b",
    "{.title}\n@",
    "{.callout}\n@",
)


@settings(max_examples=60)
@pytest.mark.parametrize("place", PLACES)
@given(typed=st.text(min_size=1).map(clean_text).filter(bool))
@case(typed="a\nb")
@case(typed=" two  spaces ")
@case(typed="شركة <b>")
def test_what_is_typed_is_shown_as_it_was_typed(place: str, typed: str) -> None:
    pages = [
        read(
            replace(sample(), sections=(Section("a", place.replace("@", escape_markdown(words))),))
        )
        for words in (typed, "XYZ")
    ]
    shown, calm = (page.all("main")[0].words for page in pages)
    assert lines_of(shown) == lines_of(calm.replace("XYZ", typed))


def lines_of(words: str) -> list[str]:
    return [line for line in words.split("\n") if line]


def test_words_from_right_to_left_say_so() -> None:
    page = read(
        replace(sample(), sections=(Section("a", "# שלום\n\nabc\n\n| שלום | x |\n|---|---|\n"),))
    )
    assert [each.tag for each in page.all() if each.attributes.get("dir") == "rtl"] == ["h2", "th"]


@pytest.mark.parametrize(
    "markdown", ["`code`", "---", "#### four", "{.odd}\nwords", "![x](y.png)", "    code"]
)
def test_what_can_t_be_shown_is_told(markdown: str) -> None:
    with pytest.raises(UnsupportedMarkdownError):
        render(replace(sample(), sections=(Section("a", markdown),)))


# --- self-contained and locked ---


def test_nothing_but_its_own_style_may_act_on_the_page() -> None:
    for page in pages().values():
        (policy,) = (each for each in page.all("meta") if each.attributes.get("http-equiv"))
        (style,) = page.all("style")
        digest = base64.b64encode(hashlib.sha256(style.words.encode()).digest()).decode()
        assert policy.attributes["content"] == (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )
        assert "url(" not in style.words
        assert "@import" not in style.words
        assert not [
            each for each in page.all() if "src" in each.attributes or "style" in each.attributes
        ]


def test_the_same_document_gives_the_same_bytes_and_an_edited_one_is_known() -> None:
    page = render(sample())
    assert page == render(sample())
    assert is_unmodified(page)
    assert not is_unmodified(page.replace(b"Ana", b"Eva"))


# --- for everyone ---


def test_language_title_and_landmarks_are_there() -> None:
    for key, page in pages().items():
        (root,) = page.all("html")
        assert re.fullmatch("en-[A-Z]{2}", root.attributes["lang"])
        assert page.all("title")[0].words.strip()
        assert len(page.all("main")) == len(page.all("footer")) == len(page.all("h1")) == 1, key
        first = page.all("a")[0]
        assert first.attributes == {"class": "skip", "href": "#main"}


def test_headings_come_in_order_and_none_is_empty() -> None:
    for key, page in pages().items():
        before = 0
        for heading in page.all("h1", "h2", "h3", "h4"):
            assert heading.words.strip()
            assert int(heading.tag[1]) <= before + 1, (key, heading.words)
            before = int(heading.tag[1])


def test_every_anchor_is_unique_and_every_link_inside_leads_somewhere() -> None:
    for page in pages().values():
        anchors = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
        assert len(anchors) == len(set(anchors))
        inside = [
            each.attributes["href"][1:]
            for each in page.all("a")
            if each.attributes["href"].startswith("#")
        ]
        assert set(inside) <= set(anchors)
        for each in page.all():
            assert each.attributes.get("aria-labelledby", anchors[0]) in anchors


def test_the_contents_name_each_part_and_chapter() -> None:
    page = pages()["policy example"]
    (nav,) = page.all("nav")
    entries = [each.words for each in nav.all("li")]
    assert entries == [each.words for each in page.all("main")[0].all("h2", "h3")]
    assert entries[1:3] == ["Part 1: For everyone", "1. Your own accounts and your rights"]


def test_tables_have_a_name_and_their_headers_a_scope() -> None:
    for page in pages().values():
        for table in page.all("table"):
            for header in table.all("th"):
                assert header.attributes["scope"] in ("col", "row")
                assert header.words.strip()
            assert table.all("th")
        for place in page.all("div"):
            assert place.attributes.get("role", "region") == "region"
    assert pages()["policy example"].all("caption")[0].words == "Key facts"


def test_a_ladder_has_its_steps_as_headers_of_their_rows() -> None:
    rows = "| Level | Sign |\n|---|---|\n| Watch | few |\n| Crisis | many |\n"
    levels = '{.ladder title="Levels"}\n' + rows
    page = read(replace(sample(), sections=(Section("a", levels),)))
    (ladder,) = page.all("table")
    assert ladder.attributes["class"] == "ladder"
    scopes = [(each.words, each.attributes["scope"]) for each in ladder.all("th")]
    assert scopes == [("Level", "col"), ("Sign", "col"), ("Watch", "row"), ("Crisis", "row")]


def test_lists_and_signatures_keep_what_they_are() -> None:
    page = pages()["sample"]
    kinds = {each.attributes.get("class") for each in page.all("ul", "ol")}
    assert {"checklist", "clauses"} <= kinds
    assert [
        each.words for each in page.all("p") if each.attributes.get("class") == "signature"
    ] == [
        "Name",
        "Signature",
        "Date",
    ]


def test_colours_stand_out_in_light_dark_and_print() -> None:
    style = (data_dir("output_templates") / "web.css").read_text(encoding="utf-8")
    palettes = [
        dict(re.findall(r"--(\w+): (#\w{6})", block))
        for block in re.findall(r":root \{([^}]*)\}", style)
    ]
    assert len(palettes) == 3
    for colours in palettes:
        for front in ("ink", "soft", "accent"):
            for back in ("paper", "band"):
                assert contrast(colours[front], colours[back]) >= 4.5, (front, back, colours)


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
