"""Lists of contacts as programs write them, and as nobody should."""

import contextlib
import datetime
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wizard.answers.model import Person
from wizard.contacts.contact import Contacts, ContactsError
from wizard.contacts.merge import merge
from wizard.contacts.sources import MAX_BYTES, looks_like_list, parse_bytes, parse_text, read_file
from wizard.text import printable

Row = tuple[str, str, str, str]


def rows(contacts: Contacts) -> list[Row]:
    return [(person.name, person.job, person.email, person.phone) for person in contacts.people]


ANA: Row = ("Ana Ruiz", "", "ana@x.org", "+44 20 7946 0018")
DAN: Row = ("Dan Fox", "", "dan@x.org", "")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz\tana@x.org\t+44 20 7946 0018\nDan Fox\tdan@x.org\t",
        "ana@x.org,+44 20 7946 0018,Ana Ruiz\ndan@x.org,,Dan Fox",
        "+44 20 7946 0018; Ana Ruiz; ana@x.org\r\n\r\n; Dan Fox; dan@x.org\r\n",
        "Name,E-mail,Phone\nAna Ruiz,ana@x.org,+44 20 7946 0018\nDan Fox,dan@x.org,",
        'E-mail Address;Mobile;Full name\nana@x.org;"+44 20 7946 0018";"Ruiz, Ana"\n'
        'dan@x.org;;"Fox, Dan"',
        '"First Name","Last Name","E-mail Address","Business Phone","Mobile Phone"\n'
        '"Ana","Ruiz","ana@x.org","1","+44 20 7946 0018"\n"Dan","Fox","dan@x.org","",""',
        "sep=;\nName;Mail;Telephone\nAna Ruiz;ana@x.org;+44 20 7946 0018\nDan Fox;dan@x.org;",
        "Ana Ruiz\t<ana@x.org>\t+44 20 7946 0018\nDan Fox\tmailto:dan@x.org\t".replace(
            "<", ""
        ).replace(">", ""),
    ],
)
def test_parse_text_of_rows_in_any_order_and_form_returns_people(text: str) -> None:
    assert rows(parse_text(text)) == [ANA, DAN]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz <ana@x.org>, Dan Fox <dan@x.org>",
        "Ruiz, Ana <ana@x.org>; Fox, Dan <dan@x.org>",
        "\"Ruiz, Ana\" <ana@x.org>\n'Dan Fox' <mailto:dan@x.org>",
        "Ana Ruiz <ana@x.org>; dan.fox@x.org".replace("dan.fox@x.org", "Dan Fox <dan@x.org>"),
    ],
)
def test_parse_text_of_addresses_with_names_returns_people(text: str) -> None:
    assert [(person.name, person.email) for person in parse_text(text).people] == [
        ("Ana Ruiz", "ana@x.org"),
        ("Dan Fox", "dan@x.org"),
    ]


def test_parse_text_of_bare_addresses_takes_names_from_them() -> None:
    people = parse_text("dan.fox@x.org, info@x.org; ana_maria_ruiz@x.org").people
    assert [person.name for person in people] == ["Dan Fox", "", "Ana Maria Ruiz"]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Ana Ruiz ana@x.org", ("Ana Ruiz", "", "ana@x.org", "")),
        ("Ana Ruiz - ana@x.org - 020 7946 0018", ("Ana Ruiz", "", "ana@x.org", "020 7946 0018")),
        ("Ana Ruiz (ana@x.org)", ("Ana Ruiz", "", "ana@x.org", "")),
        ("Ana Ruiz: +44 20 7946 0018", ("Ana Ruiz", "", "", "+44 20 7946 0018")),
        ("ana@x.org Ana Ruiz", ("Ana Ruiz", "", "ana@x.org", "")),
        ("Shop 24", ("Shop 24", "", "", "")),
        ("Unit 12345", ("Unit 12345", "", "", "")),
    ],
)
def test_parse_text_of_typed_line_finds_name_and_details(line: str, row: Row) -> None:
    assert rows(parse_text(line)) == [row]


def test_parse_text_of_mixed_separators_returns_people() -> None:
    text = "Ana Ruiz, Counter, ana@x.org\nDan Fox\tDeliveries\tdan@x.org\n"
    assert rows(parse_text(text)) == [
        ("Ana Ruiz", "Counter", "ana@x.org", ""),
        ("Dan Fox", "Deliveries", "dan@x.org", ""),
    ]


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_parse_bytes_in_any_encoding_returns_text(coding: str) -> None:
    text = "Name;Job title;Mail\r\nZoë Müller;Köchin;zoe@example.org\r\n"
    assert rows(parse_bytes(text.encode(coding))) == [
        ("Zoë Müller", "Köchin", "zoe@example.org", "")
    ]


def test_parse_text_with_unreadable_rows_names_their_lines() -> None:
    found = parse_text(
        f'Name,Birthday,Mail\nAna,1 May,ana@x.org\n\n---,,\n"Two\nlines",,t@x.org\n{"x" * 300},,\n'
    )
    assert [person.name for person in found.people] == ["Ana", "Two lines"]
    assert [(unread.line, unread.reason) for unread in found.skipped] == [
        (4, "there is no name in it"),
        (7, "it is too long"),
    ]
    assert found.left_out == ("Birthday",)


def test_parse_text_with_unclosed_quote_loses_nobody() -> None:
    lines = [f"Person {number}\tp{number}@x.org" for number in range(30)]
    lines[3] = 'Ana "the boss\tana@x.org'
    lines[4] = '"Bo\tbo@x.org'
    assert len(parse_text("\n".join(lines)).people) == 30


def test_parse_text_keeps_comma_of_company() -> None:
    assert parse_text("Name;Mail\nAcme, Ltd;a@x.org").people[0].name == "Acme, Ltd"


CARDS = """BEGIN:VCARD\r
VERSION:3.0\r
N:Ruiz;Ana;;Dr.;\r
FN:Ana\r
  Ruiz\r
item1.EMAIL;type=INTERNET;type=pref:ana@x.org\r
EMAIL;type=INTERNET:old@x.org\r
TEL;type=HOME:111111\r
TEL;type=CELL:222222\r
TITLE:Head\\, sales\r
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r
 SkZJRgABAQ\r
END:VCARD\r
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=
=C3=AB
TEL;CELL:+49 30 1
END:VCARD
begin:vcard
version:2.1
N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:G=F3mez;Luis
EMAIL;INTERNET:l@x.org
end:vcard
BEGIN:VCARD
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN;LANGUAGE="a;b:c":Bo Li
TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+1-555-0100
TEL;VALUE=uri:tel:+1-555-0199
ORG:Acme;Sales
BEGIN:VCARD
ORG:Acme\\; Sons;Sales
EMAIL:hello@acme.example
"""


def test_parse_text_of_vcards_of_each_version_returns_people() -> None:
    found = parse_text(CARDS)
    assert rows(found) == [
        ("Ana Ruiz", "Head, sales", "ana@x.org", "222222"),
        ("Zoë Müller", "", "", "+49 30 1"),
        ("Luis Gómez", "", "l@x.org", ""),
        ("Bo Li", "", "", "+1-555-0100"),
        ("Acme; Sons", "", "hello@acme.example", ""),
    ]
    assert [unread.line for unread in found.skipped] == [25]
    assert found.left_out


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_parse_bytes_of_vcards_with_any_line_end_returns_people(line_end: str) -> None:
    data = CARDS.replace("\r", "").replace("\n", line_end).encode()
    assert len(parse_bytes(data).people) == 5


def test_parse_text_drops_terminal_sequences() -> None:
    (person,) = parse_text("An\x1b[31ma\x1b]0;owned\x07 Ru\u202eiz\x00\tana@x.org\x9b2J").people
    assert (person.name, person.email) == ("Ana Ruiz", "ana@x.org")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04rest", "Save As"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(32)) * 40, "no text"),
        (b"Name;Mail\n", "Nobody"),
        (b"1;2\n3;4\n", "Nobody"),
        (b"a@x.org\n" * 501, "500"),
        (b"BEGIN:VCARD\nFN:A\n" * 501, "500"),
        (b"1\n" * 60_000, "500"),
        (b"BEGIN:VCARD\n" * 30_000, "500"),
        (b"a@" * 1_000_000, "500"),
    ],
)
def test_parse_bytes_of_no_list_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ContactsError, match=why) as caught:
        parse_bytes(data)
    assert str(caught.value).endswith(".")


def test_read_file_by_typed_name_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "my list.csv"
    file.write_text("Ana;ana@x.org")
    names = [
        str(file),
        f'"{file}"',
        f"'{file}' ",
        str(file).replace(" ", "\\ "),
        file.as_uri(),
        "~/my list.csv",
    ]
    for name in names:
        assert len(read_file(name).people) == 1
    big = tmp_path / "big.csv"
    with big.open("wb") as opened:
        opened.truncate(MAX_BYTES + 1)
    os.mkfifo(tmp_path / "pipe")
    for name, why in [
        ("no.csv", "no file"),
        (".", "folder"),
        ("big.csv", "too big"),
        ("pipe", "ordinary"),
        ("a\0b", "read"),
    ]:
        with pytest.raises(ContactsError, match=why):
            read_file(f"{tmp_path}/{name}")


@pytest.mark.parametrize("text", ["Ana\tana", "ana@x.org", "Ana\nDan", "BEGIN:VCARD"])
def test_looks_like_list_is_true_for_lists_only(text: str) -> None:
    assert looks_like_list(text)
    assert not looks_like_list("Ana Ruiz\n")


def person(name: str, email: str = "", **rest: str) -> Person:
    return Person(id=rest.pop("id", ""), name=name, email=email, **rest)


def test_merge_adds_nobody_twice() -> None:
    here = (person("Ana Ruiz", "ana@x.org", id="ana"), person("Dan Fox", id="dan", job="Cook"))
    new = (
        person("A. Ruiz", "ANA@x.org", phone="123456"),
        person("dan  fox", "dan@x.org", job="Waiter"),
        person("Ana Ruiz", "other@x.org"),
        person("Bo"),
        person("BO", "bo@x.org"),
    )
    merged = merge(here, new)
    assert [(p.id, p.name, p.job, p.email, p.phone) for p in merged.people] == [
        ("ana", "Ana Ruiz", "", "ana@x.org", "123456"),
        ("dan", "Dan Fox", "Cook", "dan@x.org", ""),
        ("", "Ana Ruiz", "", "other@x.org", ""),
        ("", "Bo", "", "bo@x.org", ""),
    ]
    assert (len(merged.added), len(merged.completed), merged.known) == (2, 2, 3)
    again = merge(merged.people, new)
    assert (again.people, again.added, again.completed) == (merged.people, (), ())


def test_merge_ignores_people_who_left() -> None:
    here = (Person(id="ana", name="Ana", left_on=datetime.date(2026, 1, 1)),)
    assert len(merge(here, (person("Ana"),)).added) == 1


CARD = b"BEGIN:VCARD\n"
HOSTILE_LISTS = {
    "long word": b"@@" + b"a" * 900_000,
    "headings": b"name," + b"x," * 450_000,
    "cells": (b"," * 18 + b"\n") * 49_999,
    "empty lines": b"a@b.c\n" + b"\n" * 900_000,
    "unclosed quotes": b'"\n' * 49_999,
    "commas": b"," * 900_000,
    "card with parameters": CARD + b"TEL" + b";" * 900_000 + b":1",
    "card with numbers": CARD + b"TEL:1\n" * 150_000,
    "card with soft breaks": CARD + b"N;QUOTED-PRINTABLE:" + b"=\n" * 400_000,
    "card with encodings": CARD + b"QUOTED-PRINTABLE" * 50_000,
    "card with slow codec": CARD + b"FN;QUOTED-PRINTABLE;CHARSET=punycode:" + b"a-b" * 300_000,
}


@pytest.mark.parametrize("kind", HOSTILE_LISTS)
def test_parse_bytes_of_hostile_list_ends(kind: str) -> None:
    with contextlib.suppress(ContactsError):
        parse_bytes(HOSTILE_LISTS[kind])


FRAGMENTS = [
    *("\n", "\r\n", "\t", ";", ",", '"', "'", "<", ">", "@", "=", ":", "\\", " ", "\x1b[", "\x00"),
    *("\u202e", "Ana", "a@x.org", "+44 20 7946", "Name", "E-mail", "sep=;", "=\n", "x" * 250, "é"),
    *("\ud800", "BEGIN:VCARD\n", "END:VCARD\n", "FN:", "N:", "TEL", "EMAIL", ";CHARSET=x"),
    ";ENCODING=QUOTED-PRINTABLE",
]
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


def check_parsing(parse: Callable[[Any], Contacts], source: Any) -> None:
    """Check that parsing returns printable people, or refuses in one sentence."""
    people: tuple[Person, ...] = ()
    try:
        people = parse(source).people
    except ContactsError as error:
        message = str(error)
    else:
        message = ""
    if message:
        assert re.fullmatch(r"[^\n]*\.", message)
        return
    assert people
    for person in people:
        assert person.name or person.email
        for cell in (person.name, person.job, person.email, person.phone):
            assert len(cell) <= 200
            assert printable(cell) == cell


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(max_size=200))
@example("BEGIN:VCARD\nTEL")
def test_parse_text_of_any_text_returns_people_or_one_sentence(text: str) -> None:
    check_parsing(parse_text, text)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_parse_bytes_of_any_bytes_returns_people_or_one_sentence(data: bytes) -> None:
    check_parsing(parse_bytes, data)
