"""Commands about staff: signatures, leavers and joiners."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.command import add_date, add_file, add_option, command
from wizard.cli.files import save_answers
from wizard.cli.output import print_message, print_result
from wizard.errors import ExitCode, UserError
from wizard.text import command_line, plural

if TYPE_CHECKING:
    from wizard.answers.model import Answers
    from wizard.lifecycle.signatures import SignatureRegister, SignatureStatus

NOTHING_TO_SIGN = "No version is adopted yet, so there is nothing to sign; adopt the policy first."


def _add_signed_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("names", metavar="NAME", nargs="*", help="who signed")
    add_option(parser, "--version V", "what they signed (default: the adopted version)", default="")
    add_date(parser, "--on DATE", "the day on which they signed (default: today)")
    add_option(parser, "--from LIST.csv", "a list of those who signed", dest="source")
    add_option(parser, "--staff LIST.csv", "a list of all who have to sign")
    parser.add_argument(
        "--sheet", action="store_true", help="write a sheet to print for those who haven't signed"
    )


@command(
    "signed FILE [NAME...]", "note down who signed, or print who hasn't", _add_signed_arguments
)
def signed(options: argparse.Namespace) -> int:
    """Note down who read and signed the policy. Without a name, print who did and who didn't."""
    from wizard.lifecycle import signatures
    from wizard.storage.toml_file import read_answers

    path, day = Path(options.file), options.on or datetime.date.today()
    answers, register_path = read_answers(path), signatures.register_path(path)
    before, on_disk = signatures.read_register(register_path)
    register = before
    if options.staff:
        rows = signatures.read_names(Path(options.staff))
        register = register.with_staff(row.name for row in rows)
    names = [_full_name(signatures.parse_name(name), register, answers) for name in options.names]
    listed = signatures.read_names(Path(options.source)) if options.source else ()
    if names or listed:
        version = _signed_version(path, answers, options.version)
        register = register.signed(names, version, day)
        for row in listed:
            register = register.signed([row.name], row.version or version, row.on or day)
    if register != before:
        signatures.write_register(register_path, register, on_disk)
        print_message(f"Noted down in {register_path}.")
    state = signatures.signature_status(register, answers)
    for row in state.signed:
        print_result(f"signed: {row.name}, version {row.version}, {row.on or 'no date'}")
    for name in state.missing:
        print_result(f"missing: {name}")
    if options.sheet:
        _write_sheet(path, answers, state)
    return ExitCode.OK


def _full_name(name: str, register: SignatureRegister, answers: Answers) -> str:
    """Return the full name of somebody known; a first name is enough if only one has it."""
    from wizard.answers.people import normalize_name

    known = {normalize_name(row.name): row.name for row in register.rows}
    known |= {
        normalize_name(person.name): person.name
        for person in answers.people
        if person.left_on is None
    }
    key = normalize_name(name)
    if key in known:
        return known[key]
    by_first_name = [full for other, full in known.items() if other.split()[:1] == [key]]
    if len(by_first_name) == 1:
        return by_first_name[0]
    print_message(f"{name} was not on the list of staff before; check the spelling.")
    return name


def _signed_version(path: Path, answers: Answers, version: str) -> str:
    """Return `version` if it was adopted once; by default, the adopted version."""
    from wizard.lifecycle.archive import archived_versions

    adopted = {row.version for row in answers.revisions} | {answers.adopted.version}
    adopted |= {archived.version for archived in archived_versions(path)}
    if version and version not in adopted:
        raise UserError(
            f"There is no version {version} of this policy that anybody could have signed."
        )
    if not (version or answers.adopted.version):
        raise UserError(NOTHING_TO_SIGN)
    return version or answers.adopted.version


def _write_sheet(path: Path, answers: Answers, state: SignatureStatus) -> None:
    from wizard.lifecycle.signatures import sheet_context

    if not state.missing:
        print_message("Everybody has signed, so there is no sheet to print.")
        return
    version = answers.adopted.version or state.read_from
    if not version:
        raise UserError(NOTHING_TO_SIGN)
    context = sheet_context(state, version, answers)
    _write_document(path, None, answers, "sign-off", f"version {version}", context)


def _write_document(
    path: Path,
    to: str | None,
    answers: Answers,
    document: str,
    subject: str,
    context: Mapping[str, object],
) -> None:
    """Write a document that needs more than answers to `to`, or beside them; print its path."""
    from wizard.documents.export import export_with_context
    from wizard.storage.paths import answers_folder

    directory = Path(to) if to else answers_folder(path)
    print_result(str(export_with_context(answers, directory, document, subject, context)))


def _add_leaver_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("name", metavar="NAME", help="who leaves")
    add_option(parser, "--successor NAME", "put this person in all of their places", default="")
    add_date(parser, "--on DATE", "the last day (default: today)")
    add_option(parser, "--to FOLDER", "where to write (default: beside FILE)")


@command("leaver FILE NAME", "write what somebody who leaves hands over", _add_leaver_arguments)
def leaver(options: argparse.Namespace) -> int:
    """Write a checklist, in Word, of what somebody who leaves has to hand over."""
    from wizard.answers.people import find_person, replace_person
    from wizard.interview import load
    from wizard.lifecycle import signatures
    from wizard.lifecycle.staff_changes import LEAVER_DOCUMENT, leaver_context
    from wizard.storage.toml_file import read_with_bytes

    path, day = Path(options.file), options.on or datetime.date.today()
    answers, on_disk = read_with_bytes(path)
    person = find_person(answers, options.name)
    successor = find_person(answers, options.successor) if options.successor else None
    if successor is not None and successor.id == person.id:
        raise UserError("Somebody who leaves can't be their own successor; choose another person.")
    context = leaver_context(answers, person, successor, day, load())
    register_path = signatures.register_path(path)
    register, register_on_disk = signatures.read_register(register_path)
    # The checklist is made of the answers before: people still sign in under their old names.
    _write_document(path, options.to, answers, LEAVER_DOCUMENT, person.name, context)
    if successor is not None:
        updated = replace_person(answers, person.id, successor.id, day)
        save_answers(path, updated, on_disk)
        hint = f" To see where: {command_line('diff', path)}" if updated.adopted.version else ""
        print_message(f"{successor.name} is named wherever {person.name} was.{hint}")
    elif context["duties"]:
        count = len(context["duties"])
        jobs = "one job" if count == 1 else plural(count, "job")
        print_message(f"{person.name} has {jobs} to hand over; name a successor with --successor.")
    if register_on_disk is not None:
        register = register.without(person.name, day)
        signatures.write_register(register_path, register, register_on_disk)
    return ExitCode.OK


def _add_joiner_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument("name", metavar="NAME", help="who joins")
    add_date(parser, "--on DATE", "the first day (default: today)")
    add_option(parser, "--to FOLDER", "where to write (default: beside FILE)")


@command("joiner FILE NAME", "write what somebody new needs", _add_joiner_arguments)
def joiner(options: argparse.Namespace) -> int:
    """Write a checklist, in Word, for somebody new; they are put on the list of who has to sign."""
    from wizard.lifecycle import signatures
    from wizard.storage.toml_file import read_answers

    path, day = Path(options.file), options.on or datetime.date.today()
    answers, name = read_answers(path), signatures.parse_name(options.name)
    context = {"joiner": name, "first_day": day, "in_force": answers.adopted.version}
    register_path = signatures.register_path(path)
    register, on_disk = signatures.read_register(register_path)
    _write_document(path, options.to, answers, "joiner", name, context)
    if answers.publication.sign:
        signatures.write_register(register_path, register.with_staff([name]), on_disk)
        command = command_line("signed", path, "NAME")
        print_message(f"{name} is on the list of who has to sign. Later: {command}")
    return ExitCode.OK
