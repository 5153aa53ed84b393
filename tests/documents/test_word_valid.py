"""Independent programs accept our Word files, and LibreOffice prints them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.sample import sample
from tests.example import FILE as EXAMPLE
from tests.printed import pdf, words
from tests.word_validators import findings
from wizard.documents.compose import Document, Section, compose
from wizard.documents.docx_writer import render
from wizard.storage.toml_file import read_answers

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "sample": sample,
    "sample-a4-rtl": lambda: sample("מאפיית הנמל", paper="a4", language="en-GB"),
    "empty": lambda: sample(sections=()),
    "table-only": lambda: sample(sections=(Section("one", '{title="t"}\n| a |\n|---|\n| b |'),)),
    "policy": lambda: compose(read_answers(EXAMPLE), "policy"),
    "crisis-plan": lambda: compose(read_answers(EXAMPLE), "crisis-plan"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_validators_find_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(render(DOCUMENTS[name]()))
    assert findings(path) == []


def test_the_validators_would_find_something(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    whole = render(sample())
    broken.write_bytes(whole)
    from wizard.documents import docx_package

    parts = docx_package.read(whole)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:tblGrid>", b"<w:tblGrid/><w:nonsense>", 1
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"</w:tblGrid>", b"</w:nonsense>", 1
    )
    broken.write_bytes(docx_package.write(parts))
    kinds = {finding.partition(":")[0] for finding in findings(broken)}
    assert {"SDK", "audit"} <= kinds


def test_libreoffice_prints_it(tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(render(sample("Harbour Street")))
    printed = words(pdf(path, tmp_path))
    pages = printed.rstrip("\f").split("\f")
    assert pages[0].startswith(
        "Social media policy Harbour Street Version 1.0, adopted on March 2, 2026"
    )
    assert "Contents 1 Purpose and scope 2 Team roles 3 Security To sign" in pages[0]
    assert "1.1 Who it is for (a) You, if you work here, paid or not. (b) Anyone" in pages[0]
    assert "2.1 Before you post" in printed
    assert "(a) Letters begin again under the next number." in printed
    assert "a. By phone first. b. Then by e-mail. 3. Harbour Street" in printed
    assert "And again from the beginning: 1. First 2. Second" in printed
    assert "☐ Two-factor sign-in is on" in printed
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"Page {number} of {len(pages)}")
        assert page.startswith("Harbour Street · Social media policy Version 1.0") == (number > 1)
    assert pages[-1].split("Version 1.0 ")[1].startswith("To sign I have read")
