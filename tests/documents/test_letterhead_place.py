"""Answers by somebody else can't have this computer call another one."""

from pathlib import Path

import pytest

from wizard.documents.compose import ExportError
from wizard.documents.formats import find_letterhead, network_host

ELSEWHERE = [
    "\\\\server\\share\\x.docx",
    "//server/share/x.docx",
    "\\/server/share/x.docx",
    "/\\server\\share\\x.docx",
    "\\\\server@80\\share\\x.docx",
    "\\\\?\\UNC\\server\\share\\x.docx",
    "\\\\.\\UNC\\server\\share\\x.docx",
    "\\\\server",
    "/net/server/x.docx",
    "/Network/Servers/x.docx",
    "/x/../NET/server/x.docx",
]
HERE = [
    "letterhead.docx",
    "../letterhead.docx",
    "/srv/net/x.docx",
    "C:\\Users\\x.docx",
    "/Users/a/x.docx",
    "net/x.docx",
]


@pytest.mark.parametrize("name", [*ELSEWHERE, "../" * 40 + "net/server/x.docx"])
def test_a_letterhead_on_another_computer_is_refused_before_anything_is_looked_up(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(ExportError) as caught:
        find_letterhead(tmp_path / "acme.toml", name)
    said = str(caught.value)
    assert "lies on another computer; copy it beside your answers" in said
    assert said.endswith(".")
    assert said.isprintable()


@pytest.mark.parametrize("name", HERE)
def test_any_other_is_seen_from_the_answers(name: str, tmp_path: Path) -> None:
    assert find_letterhead(tmp_path / "acme.toml", name) == tmp_path.resolve() / name
    assert find_letterhead(tmp_path / "acme.toml", "") is None


def test_answers_on_another_computer_may_have_a_letterhead_there() -> None:
    assert find_letterhead(Path("/net/server/acme.toml"), "letterhead.docx") == Path(
        "/net/server/letterhead.docx"
    )
    with pytest.raises(ExportError):
        find_letterhead(Path("/net/server/acme.toml"), "/net/another/letterhead.docx")


def test_places() -> None:
    assert [each for each in ELSEWHERE if not network_host(each)] == []
    assert [each for each in HERE if network_host(each)] == []
    assert network_host("\\\\NAS\\a") == network_host("//nas/b") == "//nas"
