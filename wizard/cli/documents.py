"""Commands about what the answers say: `export`, `check` and `rules`."""

from __future__ import annotations

import argparse
import datetime
import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from wizard.cli.command import add_file, add_option, command
from wizard.cli.output import print_json, print_message, print_result, print_wrapped
from wizard.errors import ExitCode, UserError
from wizard.text import did_you_mean

if TYPE_CHECKING:
    from wizard.checks import Finding
    from wizard.documents.catalog import Format
    from wizard.interview import Interview
    from wizard.laws.models import Rule, RuleSet

CLEAN = "No known risk found. This does not mean that the policy is lawful: have a lawyer read it."
RULES_WIDTH = 80
_COUNTS = {
    "error": ("error keeps", "errors keep", "the documents from being right"),
    "warning": ("warning is", "warnings are", "about what is risky or looks wrong"),
    "advice": ("piece of advice is", "pieces of advice are", "about what could be better"),
}


def _add_export_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    add_option(parser, "--to FOLDER", "where to write; made if missing (default: beside FILE)")
    documents = (
        "a document to write, or all; may be given more than once (default: policy and crisis-plan)"
    )
    add_option(parser, "--document NAME", documents, [], action="append")
    formats = (
        "docx (Word), pdf (needs LibreOffice), html (web page), md (plain text), eml (email "
        "draft), ics (calendar); may be given more than once (default: the first that is listed "
        "for the document)"
    )
    add_option(parser, "--format FORMAT", formats, [], action="append")
    letterhead = (
        "your letterhead, a Word document or template (.dotx): header, footer, logo, fonts, "
        'colours and margins are kept (default: the one chosen on screen; "" for none)'
    )
    add_option(parser, "--letterhead FILE.docx", letterhead, None)


def list_documents() -> str:
    """Return the part of `export --help` that lists the documents and their formats."""
    from wizard.data_dirs import templates_dir

    files = templates_dir().glob("*/document.toml")
    described = {path.parent.name: tomllib.loads(path.read_text("utf-8")) for path in files}
    lines = [
        f"  {name:<18}{' '.join(document.get('formats', ['docx'])):<15}{document['for']}"
        for name, document in sorted(described.items(), key=lambda item: item[1].get("order", 99))
        if "needs" not in document
    ]
    return "\n".join(
        ["documents, and the formats of each (what comes as docx also comes as pdf):", *lines]
    )


@command(
    "export FILE [--to FOLDER]",
    "write the documents, and print where each is",
    _add_export_arguments,
    epilog=list_documents,
)
def export(options: argparse.Namespace) -> int:
    """Write the policy and the crisis plan as Word documents, and print where each is."""
    from wizard import checks, disclaimers
    from wizard.documents.export import export as export_documents
    from wizard.documents.formats import find_letterhead
    from wizard.documents.omissions import describe_omissions, find_omissions
    from wizard.interview import load
    from wizard.storage.toml_file import read_answers

    path, today = Path(options.file), datetime.date.today()
    names, formats = _document_names(options.document), _formats(options.format)
    answers = read_answers(path)
    interview = load()
    errors = checks.check_errors(answers, interview, today)
    letterhead = find_letterhead(path, answers.letterhead)
    if options.letterhead is not None:
        letterhead = Path(options.letterhead) if options.letterhead else None
    directory = Path(options.to) if options.to else path.parent
    result = export_documents(answers, directory, names, formats, letterhead=letterhead)
    for file in result.written:
        print_result(str(file.path))
    for note in result.notes:
        print_message(note)
    if "policy" in names and (omitted := describe_omissions(find_omissions(answers, interview))):
        print_message(omitted)
    print_message(disclaimers.export_notice(answers, interview, today))
    print_message(disclaimers.NO_LEGAL_ADVICE)
    for error in errors:
        print_message(f"{error.severity}: {checks.format_location(error, interview)}: {error.text}")
    if errors:
        print_message("The documents are written, but they are drafts until this is put right.")
    return ExitCode.PROBLEMS if errors else ExitCode.OK


def _document_names(names: Sequence[str]) -> Sequence[str]:
    from wizard.documents.catalog import DEFAULT_DOCUMENTS, catalog

    if not names:
        return DEFAULT_DOCUMENTS
    known = [document.name for document in catalog()]
    for name in names:
        if name not in (*known, "all"):
            message = f"There is no document '{name}'; choose from {', '.join(known)}, or all."
            raise UserError(message)
    return known if "all" in names else names


def _formats(names: Sequence[str]) -> tuple[Format, ...]:
    from wizard.documents.catalog import Format

    known = get_args(Format)
    for name in names:
        if name not in known:
            raise UserError(f"There is no format '{name}'; choose from {', '.join(known)}.")
    return cast("tuple[Format, ...]", tuple(names))


def _add_check_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("--json", action="store_true", help="print a list of objects, for programs")


@command("check FILE", "print what is missing, wrong or risky", _add_check_arguments)
def check(options: argparse.Namespace) -> int:
    """Print what is missing, wrong or risky in the answers, why, and what to do."""
    from wizard.checks import check_answers
    from wizard.interview import load
    from wizard.laws.gaps import describe_gaps
    from wizard.storage.store import file_warnings
    from wizard.storage.toml_file import read_answers

    path, interview = Path(options.file), load()
    answers = read_answers(path)
    found = check_answers(answers, interview, datetime.date.today())
    if options.json:
        print_json([_finding_as_json(finding, interview) for finding in found])
    else:
        _print_findings(found, interview)
    if answers.legal.reviewed_on and (gaps := describe_gaps(answers, interview)):
        print_message(gaps)
    for warning in file_warnings(path):
        print_message(warning)
    has_errors = any(finding.severity == "error" for finding in found)
    return ExitCode.PROBLEMS if has_errors else ExitCode.OK


def _print_findings(findings: Sequence[Finding], interview: Interview) -> None:
    from wizard.checks import SEVERITIES, format_location

    if not findings:
        print_result(CLEAN)
    for severity in SEVERITIES:
        group = [finding for finding in findings if finding.severity == severity]
        if not group:
            continue
        singular, several, rest = _COUNTS[severity]
        print_result(f"{len(group)} {singular if len(group) == 1 else several} {rest}:")
        print_result("")
        for finding in group:
            print_wrapped(f"{severity}: {format_location(finding, interview)}")
            print_wrapped(finding.message, "  ")
            if finding.why:
                print_wrapped(f"Why it matters: {finding.why}", "  ")
            print_wrapped(f"What to do: {finding.fix}", "  ")
            if finding.source:
                print_wrapped(f"Source: {finding.source}.", "  ")
            print_result("")


def _finding_as_json(finding: Finding, interview: Interview) -> dict[str, Any]:
    """Return the finding for other programs; step and question are null for the whole file."""
    from wizard.checks.model import find_question

    question = find_question(interview, finding.path)
    return {
        "severity": finding.severity,
        "step": interview.step_of(question.path).number if question else None,
        "question": question.ask if question else None,
        "path": finding.path,
        "what": finding.message,
        "why": finding.why,
        "do": finding.fix,
        "safer": finding.suggestion,
        "source": finding.source,
        "rule": finding.rule,
    }


def _add_rules_arguments(parser: argparse.ArgumentParser) -> None:
    add_option(parser, "--region R", "a country or a trade, such as GB or food (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


@command("rules [--region R]", "list the rules of law that we know", _add_rules_arguments)
def rules(options: argparse.Namespace) -> int:
    """List the rules of law that we know, with their sources: for an adviser to go through."""
    packs, today = _select_packs(options.region), datetime.date.today()
    if options.json:
        print_json([_pack_as_json(pack, today) for pack in packs])
        return ExitCode.OK
    for number, pack in enumerate(packs):
        if number:
            print_result("")
        for line in _pack_lines(pack, today):
            print_result(line)
    print_message(
        "This is no legal advice. We are not lawyers: whoever advises you should check each rule "
        "before you use it."
    )
    return ExitCode.OK


def _select_packs(region: str | None) -> Sequence[RuleSet]:
    """Return the packs of a country ("GB"), a trade ("food"), a key ("uk") or a title."""
    from wizard.laws import models

    packs = models.load_rule_sets()
    if not region:
        return packs
    selected = [
        pack
        for pack in packs
        if region.casefold()
        in (name.casefold() for name in (pack.key, pack.title, *pack.applies_to))
    ]
    if not selected:
        known = sorted({name for pack in packs for name in (pack.key, *pack.applies_to)})
        hint = did_you_mean(region, known)
        raise UserError(f"There are no rules for '{region}'{hint}; choose from {', '.join(known)}.")
    return selected


def _pack_lines(pack: RuleSet, today: datetime.date) -> Iterator[str]:
    from wizard.answers.dates import format_date
    from wizard.laws import models

    checked = format_date(pack.checked)
    yield f"{pack.title} ({pack.key}): {len(pack.rules)} rules, checked {checked}"
    if pack.is_outdated(today):
        months = models.MAX_AGE_MONTHS
        yield f"  ! This was checked more than {months} months ago. Have somebody look at it again."
    if pack.note:
        yield from _wrap(pack.note, "  ")
    for rule in pack.rules:
        yield ""
        topic = rule.topic.replace("-", " ")
        yield from _wrap(f"{rule.id}: {topic}; {_when_printed(rule)}", "  ")
        yield from _wrap(rule.clause)
        yield from _wrap(f"Source: {rule.citation}")
        yield f"    {rule.address}"
        yield from _wrap(f"How sure we are: {rule.certainty}")
        yield from _wrap(f"To watch: {rule.caution_text}")
        yield f"    Checked: {checked}"


def _when_printed(rule: Rule) -> str:
    from wizard.laws import models
    from wizard.laws.selection import state_name

    index, conditions = models.load_index(), []
    if rule.countries:
        conditions.append(f"in {', '.join(rule.countries)}")
    if rule.states:
        conditions.append(f"in {', '.join(map(state_name, rule.states))}")
    if rule.staff_at_least is not None:
        conditions.append(f"from {rule.staff_at_least} people on")
    conditions += [f"if {index.needs[need]}" for need in rule.needs]
    start = "in the policy if the owner takes it in"
    if rule.core:
        start = "in the policy unless the owner leaves it out"
    if rule.core and rule.always:
        start = "always in the policy"
    return f"{start}; only {'; '.join(conditions)}" if conditions else start


def _wrap(text: str, indent: str = "    ") -> list[str]:
    return textwrap.wrap(
        text,
        RULES_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _pack_as_json(pack: RuleSet, today: datetime.date) -> dict[str, Any]:
    """Return the pack for other programs; the keys stay the same from release to release."""
    return {
        "pack": pack.key,
        "kind": pack.kind,
        "title": pack.title,
        "applies_to": list(pack.applies_to),
        "checked": pack.checked.isoformat(),
        "out_of_date": pack.is_outdated(today),
        "rules": [_rule_as_json(rule, pack) for rule in pack.rules],
    }


def _rule_as_json(rule: Rule, pack: RuleSet) -> dict[str, Any]:
    from wizard.laws import models

    sources = models.load_sources()
    return {
        "id": rule.id,
        "topic": rule.topic,
        "clause": rule.clause,
        "citation": rule.citation,
        "address": rule.address,
        "caution": rule.caution,
        "status": rule.status,
        "checked": pack.checked.isoformat(),
        "printed": rule.core,
        "always": rule.always,
        "countries": list(rule.countries),
        "states": list(rule.states),
        "staff_at_least": rule.staff_at_least,
        "needs": list(rule.needs),
        "read": {mark: sources[mark]["where"] for mark in rule.marks if mark in sources},
    }
