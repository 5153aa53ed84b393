"""What several commands hand out: a checklist for somebody, a calendar brought up to date."""

from collections.abc import Mapping
from pathlib import Path

from wizard.answers.model import Answers
from wizard.cli.output import give, say
from wizard.documents.export import ExportError, export_with_context, update_calendar
from wizard.errors import ExitCode
from wizard.storage.paths import answers_folder
from wizard.text import printable


def tell_calendar(path: Path, answers: Answers) -> None:
    """Bring the calendar beside the answers up to date, if there is one, and say so."""
    try:
        calendar = update_calendar(answers, answers_folder(path))
    except ExportError as error:
        say(str(error))
    else:
        if calendar is not None:
            say(
                f"{printable(calendar.name)} has the days of the next reviews; open it once more in your calendar."
            )


def target(path: Path, to: str | None) -> Path:
    """Return the folder to write to: by default that of the answers."""
    return Path(to) if to else answers_folder(path)


def write_about(
    folder: Path, answers: Answers, name: str, subject: str, extra: Mapping[str, object]
) -> int:
    """Write a document that needs more than answers, print its address, and return the exit status.

    Raises:
        ExportError: it can't be written.
    """
    give(str(export_with_context(answers, folder, name, subject, extra)))
    return ExitCode.OK
