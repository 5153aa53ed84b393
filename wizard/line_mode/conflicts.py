"""Asks what to do about another program's changes, and about answers that were not saved."""

from wizard.formatting import describe_changes
from wizard.line_mode.console import Console
from wizard.session import Session
from wizard.storage import FileError
from wizard.storage.store import Recovery

FLUSH_TIMEOUT_S = 1.0
MAX_CHANGES_LISTED = 20


def resolve_external_change(session: Session, console: Console) -> None:
    """Ask what to do while the file has another program's changes; nothing is saved before.

    Raises:
        EndOfInputError: there are no more lines.
    """
    while (change := session.external_change) is not None:
        console.say(change.message)
        if change.answers is None:
            console.say(
                "Type mine to write the answers here to the file again, or both to write them to a "
                "copy beside it."
            )
        else:
            differences = describe_changes(session.answers, change.answers, session.interview)
            for difference in differences[:MAX_CHANGES_LISTED]:
                title, lines = difference.step.numbered_title, " ".join(difference.lines)
                console.say(f"{title}: {difference.ask} In the file: {lines}", indent="  ")
            console.say(
                "Type mine to keep the answers here, theirs to take those in the file, or both to "
                "keep these as a copy."
            )
        choice = console.read_line().lower()
        if change is not session.external_change:  # the file changed again in the meantime
            continue
        if choice == "mine":
            session.overwrite()
        elif choice == "theirs" and change.answers is not None:
            session.reload()
        elif choice == "both":
            try:
                console.say(f"Your answers are in {session.keep_both()}.")
            except FileError as error:
                console.say(str(error))
        session.flush(FLUSH_TIMEOUT_S)


def offer_recovery(session: Session, recovery: Recovery, console: Console) -> None:
    """Ask whether to take answers that could not be saved; otherwise they stay as a backup.

    Raises:
        EndOfInputError: there are no more lines; it is asked again the next time.
    """
    console.say(
        f"Answers of {recovery.copy.created_at} could not be saved where they belong. "
        "We kept a copy."
    )
    question = "Type take to go on with them, or leave to go on with those in the file."
    choice = console.read_word(question, ("take", "leave"))
    session.resolve_recovery(recovery, take=choice == "take")
