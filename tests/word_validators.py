"""What independent programs find wrong with a Word document: the Open XML SDK, and three that share no code with it."""

import json
import subprocess
from pathlib import Path

import docx
import ooxml_integrity
import openxml_audit
from docx_plus.lint import Finding, lint

from tests.outside_programs import open_xml_validator

HEADINGS = 1
"""The list that numbers our headings."""
NOT_FOR_US = ("trailing-whitespace",)  # a line to sign on ends in a tab, whose leader is that line


def findings(document: Path) -> list[str]:
    """Return everything that the four validators find in a .docx, a line each; none is too small to be told."""
    return [*open_xml_sdk(document), *audit(document), *integrity(document), *habits(document)]


def open_xml_sdk(document: Path) -> list[str]:
    """Return what Microsoft's own library finds: schema, relationships, package."""
    command = [open_xml_validator(), str(document), "Microsoft365"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=120
    )
    try:
        errors = json.loads(done.stdout)["errors"]
    except (ValueError, KeyError):
        return [f"SDK: no answer ({done.returncode}): {done.stdout[:200]} {done.stderr[:200]}"]
    return [f"SDK: {error}" for error in errors]


def audit(document: Path) -> list[str]:
    """Return what openxml-audit finds: schema, and names that lead nowhere."""
    newest = openxml_audit.FileFormat.MICROSOFT_365
    return [
        f"audit: {error}"
        for error in openxml_audit.OpenXmlValidator(newest).validate(document).errors
    ]


def integrity(document: Path) -> list[str]:
    """Return what ooxml-integrity finds: parts, content types, grids of tables."""
    return [f"integrity: {finding}" for finding in ooxml_integrity.check(str(document))]


def habits(document: Path) -> list[str]:
    """Return what docx-plus finds: skipped levels, typed bullets, formatting that fights the styles."""
    found = lint(docx.Document(str(document)), exclude=NOT_FOR_US)
    return [f"habits: {each}" for each in found if not _mistakes_a_heading(each)]


def _mistakes_a_heading(found: Finding) -> bool:
    """Tell whether docx-plus took a numbered heading and the list beside it for two items of one list."""
    headings = f"numId={HEADINGS}"
    return found.rule == "list-numbering-continuity" and headings in (
        found.observed,
        found.expected,
    )
