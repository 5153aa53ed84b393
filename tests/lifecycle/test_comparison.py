import datetime
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from tests import word_validators
from tests.documents.read_back import W, body
from tests.example import ANSWERS
from tests.printed import pdf, words
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render
from wizard.lifecycle.comparison import RedlineError, redline

BEFORE = ANSWERS
AFTER = replace_value(replace_value(BEFORE, "employees.stance", "free"), "roles.head", "tom-okafor")
DAY = datetime.date(2027, 3, 1)


def test_redline_without_the_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_redlines", None)
    with pytest.raises(RedlineError, match=r"\[redline\]"):
        redline(BEFORE, AFTER, DAY)


@pytest.fixture(scope="module")
def tracked() -> bytes:
    pytest.importorskip("python_redlines", reason="the extra [redline] is not installed")
    return redline(BEFORE, AFTER, DAY)


# What marks words of the old policy alone, and of the new one.
OLD, NEW = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")


def without(document: Element, gone: tuple[str, ...]) -> list[str]:
    """Return the lines of a document that aren't blank, without changes of the kinds `gone`."""
    lines = [_words(paragraph, gone) for paragraph in document.iter(f"{W}p")]
    return [" ".join(line.split()) for line in lines if line.strip()]


def _words(node: Element, gone: tuple[str, ...]) -> str:
    if node.tag in gone:
        return ""
    if node.tag in (f"{W}t", f"{W}delText"):
        return node.text or ""
    return "".join(_words(child, gone) for child in node)


def plain(answers: Answers) -> list[str]:
    return without(body(render(compose(answers, "policy"))), ())


def test_redline_all_accepted_is_the_new_policy(tracked: bytes) -> None:
    document = body(tracked)
    assert without(document, OLD) == plain(AFTER)
    assert without(document, NEW) == plain(BEFORE)


def test_redline_changes_have_author_and_date(tracked: bytes) -> None:
    marks = [node for kind in (*OLD, *NEW) for node in body(tracked).iter(kind)]
    assert {node.get(f"{W}author") for node in marks} == {BEFORE.business.name}
    assert {node.get(f"{W}date") for node in marks} == {"2027-03-01T00:00:00Z"}


def test_redline_same_versions_give_the_same_bytes(tracked: bytes) -> None:
    assert redline(BEFORE, AFTER, DAY) == tracked


def test_redline_is_valid_word(tracked: bytes, tmp_path: Path) -> None:
    path = tmp_path / "changes.docx"
    path.write_bytes(tracked)
    assert word_validators.open_xml_sdk(path) == []
    assert word_validators.audit(path) == []
    assert "Talking about" in words(pdf(path, tmp_path))
