"""What independent programs find wrong with a Word document."""

import json
import subprocess
from pathlib import Path

import docx
import ooxml_integrity
import openxml_audit
from docx_plus.lint import Finding, lint

from tests.outside_programs import open_xml_validator

# The list that numbers our headings.
HEADINGS_LIST = 1
# A line to sign on ends in a tab, whose leader is that line; numbers of chapters are typed.
EXCLUDED_RULES = ("trailing-whitespace", "manual-list")


def findings(document: Path) -> list[str]:
    """Return everything that the four validators find in a .docx, a line each."""
    word = docx.Document(str(document))
    habits = lint(word, exclude=EXCLUDED_RULES)
    titles = {each.text for each in word.paragraphs if each.style.name.startswith("Heading")}
    return [
        *open_xml_sdk(document),
        *audit(document),
        *(f"integrity: {finding}" for finding in ooxml_integrity.check(str(document))),
        *(f"habits: {finding}" for finding in habits if not _is_about_headings(finding, titles)),
    ]


def open_xml_sdk(document: Path) -> list[str]:
    """Return what Microsoft's own library finds: schema, relationships, package."""
    command = [open_xml_validator(), str(document), "Microsoft365"]
    run = subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    try:
        return [f"SDK: {error}" for error in json.loads(run.stdout)["errors"]]
    except (ValueError, KeyError):
        return [f"SDK: no answer ({run.returncode}): {run.stdout[:200]} {run.stderr[:200]}"]


def audit(document: Path) -> list[str]:
    """Return what openxml-audit finds: schema, and references to nothing."""
    validator = openxml_audit.OpenXmlValidator(openxml_audit.FileFormat.MICROSOFT_365)
    return [f"audit: {error}" for error in validator.validate(document).errors]


def _is_about_headings(finding: Finding, titles: set[str]) -> bool:
    """Return whether docx-plus took a heading and the list beside it for items of one list.

    Or a numbered heading for an item of a list.
    """
    if finding.rule == "manual-list":
        return finding.location.excerpt in titles
    headings = f"numId={HEADINGS_LIST}"
    is_continuity = finding.rule == "list-numbering-continuity"
    return is_continuity and headings in (finding.observed, finding.expected)
