"""The command `export`."""

import sys
from pathlib import Path

import docx
import pytest

from tests.processes import refused, run
from wizard.disclaimers import NO_LEGAL_ADVICE
from wizard.documents.catalog import catalog


def test_export_writes_beside_the_file_and_prints_paths(example: Path) -> None:
    done = run("export", "acme.toml", cwd=example.parent)
    assert done.returncode == 0
    paths = [example.parent / line for line in done.stdout.splitlines()]
    assert len(paths) == 2
    assert all(path.suffix == ".docx" and path.is_file() for path in paths)
    choices, advice = done.stderr.splitlines()
    assert choices.startswith("You chose: United States, Oregon; Café")
    assert advice == NO_LEGAL_ADVICE


def test_export_of_named_documents_and_formats_writes_those(example: Path) -> None:
    documents = ("--document", "summary", "--document", "policy", "--format", "html")
    done = run("export", str(example), *documents)
    assert done.returncode == 0
    assert [Path(line).suffix for line in done.stdout.splitlines()] == [".html", ".html"]
    done = run("export", str(example), "--document", "all")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(catalog())


def test_export_of_unknown_document_or_format_lists_the_known(example: Path) -> None:
    path = str(example)
    assert "policy, crisis-plan, summary" in refused("export", path, "--document", "handbook")
    assert "docx, pdf, html, md, eml, ics" in refused("export", path, "--format", "odt")
    calendar = ("--document", "review-calendar", "--format", "md")
    assert "is only available as ics" in refused("export", path, *calendar)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="LibreOffice isn't on the PATH")
def test_export_of_pdf_without_libreoffice_says_how_to_save_one_from_word(
    example: Path, tmp_path: Path
) -> None:
    command = ("export", str(example), "--format", "pdf")
    message = (
        "No PDF was created, because LibreOffice isn't installed: open the document in Word and "
        "choose File, Save As, PDF.\n"
    )
    assert refused(*command, PATH=str(tmp_path)).endswith(message)
    done = run(*command, "--format", "docx", PATH=str(tmp_path))
    assert [Path(line).suffix for line in done.stdout.splitlines()] == [".docx", ".docx"]
    assert done.stderr.count(message) == 1


def test_export_help_lists_documents_and_formats() -> None:
    text = run("export", "--help").stdout
    for document in catalog():
        (line,) = [line for line in text.splitlines() if line.startswith(f"  {document.name} ")]
        expected = f"{' '.join(document.formats):<14} {document.audience}"
        assert line.split(maxsplit=1)[1] == expected


def test_export_leaves_changed_file_alone_and_says_so(example: Path) -> None:
    first = Path(run("export", str(example)).stdout.splitlines()[0])
    first.write_bytes(b"mine")
    done = run("export", str(example))
    assert done.returncode == 0
    new_name = f"{first.stem} (2).docx"
    message = f"{first.name} was changed since we wrote it, so the new one is called {new_name}."
    assert message in done.stderr
    assert first.read_bytes() == b"mine"


def test_export_takes_letterhead_from_option_or_answers(example: Path, tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "ours.docx"))
    export = ("export", str(example), "--to", str(tmp_path / "out"))
    assert run(*export, "--letterhead", "ours.docx", cwd=tmp_path).returncode == 0
    assert "gone.docx is not there" in refused(*export, "--letterhead", "gone.docx")
    named = b'\nformat = 2\nletterhead = "gone.docx"\n'
    example.write_bytes(example.read_bytes().replace(b"\nformat = 2\n", named, 1))
    assert str(example.parent / "gone.docx") in refused(*export)
    assert run(*export, "--letterhead", "").returncode == 0


def test_export_in_ascii_locale_replaces_other_letters_in_names(example: Path) -> None:
    example.write_text("format = 2\n[business]\nname = 'Café 🥐'\n", encoding="utf-8")
    done = run("export", str(example), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 1
    assert Path(done.stdout.splitlines()[0]).name == "Caf_ - Social media policy.docx"


def test_export_makes_the_folder(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert run("export", str(example), "--to", str(folder)).returncode == 0
    assert len(list(folder.glob("*.docx"))) == 2
    assert "is no folder" in refused("export", str(example), "--to", str(example))


def test_export_with_errors_writes_drafts_and_prints_them(example: Path) -> None:
    example.write_text("format = 2\n[business]\nname = 'Acme'\n")
    done = run("export", str(example))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "Who runs the business" in done.stderr
    assert "draft" in done.stderr


def test_export_of_bad_file_writes_nothing(example: Path) -> None:
    example.write_text("format = 3\n")
    folder = str(example.parent / "out")
    assert "newer Policy Wizard" in refused("export", str(example), "--to", folder)
    assert [path.name for path in example.parent.iterdir()] == ["acme.toml"]
