"""What happened to the file meanwhile: another program changed it, or an earlier time left answers unsaved."""

from wizard.formatting import describe_changes
from wizard.line_mode.talk import Talk
from wizard.session import Session
from wizard.storage import FileError
from wizard.storage.store import Recovery


def settle_news(session: Session, talk: Talk) -> None:
    """Ask what to do if another program changed the file; nothing is saved until that is settled.

    Raises:
        EndOfInputError: whoever typed has gone.
    """
    while (other := session.external_change) is not None:
        talk.say(other.message)
        if other.answers is not None:
            for one in describe_changes(session.answers, other.answers, session.interview)[:20]:
                talk.say(
                    f"{one.step.numbered_title}: {one.ask} In the file: {' '.join(one.lines)}",
                    indent="  ",
                )
        talk.say(
            "Type mine to keep the answers here, theirs to take those in the file, or both to keep these as a copy."
            if other.answers is not None
            else "Type mine to write the answers here to the file again, or both to write them to a copy beside it."
        )
        typed = talk.listen().lower()
        if other is not session.external_change:  # it changed again while the owner was reading
            continue
        match typed:
            case "mine":
                session.overwrite()
            case "theirs" if other.answers is not None:
                session.reload()
            case "both":
                try:
                    talk.say(f"Your answers are in {session.keep_both()}.")
                except FileError as error:
                    talk.say(str(error))
        session.flush(1.0)


def settle_unsaved(session: Session, unsaved: Recovery, talk: Talk) -> None:
    """Ask whether to take answers that could not be saved last time; those not taken stay among the backups.

    Raises:
        EndOfInputError: whoever typed has gone; the question comes again the next time.
    """
    talk.say(
        f"Answers of {unsaved.copy.created_at} could not be saved where they belong. We kept a copy."
    )
    typed = ""
    while typed not in ("take", "leave"):
        talk.say("Type take to go on with them, or leave to go on with those in the file.")
        typed = talk.listen().lower()
    session.resolve_recovery(unsaved, take=typed == "take")
