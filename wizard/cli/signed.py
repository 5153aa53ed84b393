"""`signed`: who has read and signed the policy."""

import argparse
import datetime
from pathlib import Path

from wizard.answers.model import Answers
from wizard.answers.people import normalize_name
from wizard.cli.handing_out import write_about
from wizard.cli.output import give, say
from wizard.cli.refusal import RefusalError
from wizard.errors import ExitCode
from wizard.lifecycle import archive, signatures
from wizard.storage.paths import answers_folder
from wizard.storage.toml_file import read_answers
from wizard.text import printable


def run(options: argparse.Namespace) -> int:
    """Note down signatures, and print who signed and who did not."""
    path, day = Path(options.file), options.on or datetime.date.today()
    answers = read_answers(path)
    register, on_disk = signatures.read_register(signatures.register_path(path))
    before = register
    if options.staff:
        register = register.with_staff(
            row.name for row in signatures.read_names(Path(options.staff))
        )
    names = [_known(signatures.name(name), register, answers) for name in options.names]
    listed = signatures.read_names(Path(options.source)) if options.source else ()
    if names or listed:
        version = _signable(path, answers, options.version)
        register = register.signed(names, version, day)
        for row in listed:
            register = register.signed([row.name], row.version or version, row.on or day)
    if register != before:
        signatures.write_register(signatures.register_path(path), register, on_disk)
        say(f"Noted down in {printable(signatures.register_path(path))}.")
    now = signatures.signature_status(register, answers)
    for signature in now.signed:
        give(f"signed: {signature.name}, version {signature.version}, {signature.on or 'no date'}")
    for name in now.missing:
        give(f"missing: {name}")
    if options.sheet:
        return _sheet(path, answers, now)
    return ExitCode.OK


def _known(name: str, register: signatures.SignatureRegister, answers: Answers) -> str:
    """Return the whole name of somebody on the list or in the policy; a first name will do if only one has it."""
    known = {normalize_name(row.name): row.name for row in register.rows}
    known |= {
        normalize_name(person.name): person.name
        for person in answers.people
        if person.left_on is None
    }
    first = [whole for key, whole in known.items() if key.split()[:1] == [normalize_name(name)]]
    if normalize_name(name) in known or len(first) != 1:
        if normalize_name(name) not in known:
            say(f"{name} was not on the list of staff before; check the spelling.")
        return known.get(normalize_name(name), name)
    return first[0]


def _signable(path: Path, answers: Answers, wanted: str) -> str:
    """Return the version that was signed, if it is one that was adopted."""
    adopted = {row.version for row in answers.revisions if row.version} | {
        answers.adopted.version
    } - {""}
    adopted |= {version.version for version in archive.archived_versions(path)}
    if wanted:
        if wanted not in adopted:
            raise RefusalError(
                f"There is no version {printable(wanted)} of this policy that anybody could have signed."
            )
        return wanted
    version = answers.adopted.version
    if not version:
        raise RefusalError(
            "No version is adopted yet, so there is nothing to sign; adopt the policy first."
        )
    return version


def _sheet(path: Path, answers: Answers, now: signatures.SignatureStatus) -> int:
    if not now.missing:
        say("Everybody has signed, so there is no sheet to print.")
        return ExitCode.OK
    version = answers.adopted.version or now.read_from
    if not version:
        raise RefusalError(
            "No version is adopted yet, so there is nothing to sign; adopt the policy first."
        )
    extra = {"missing": now.missing, "signs": version}
    return write_about(answers_folder(path), answers, "sign-off", f"version {version}", extra)
