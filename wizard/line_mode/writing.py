"""Writes the documents, and says where they are."""

from wizard.line_mode.talk import Talk
from wizard.session import Session
from wizard.storage.paths import answers_folder


def write(session: Session, talk: Talk) -> None:
    """Write the policy and the crisis plan beside the answers; say where each is, or why that can't be done."""
    from wizard.documents.compose import ExportError
    from wizard.documents.export import export
    from wizard.documents.formats import find_letterhead

    errors = sum(finding.severity == "error" for finding in session.findings())
    folder = answers_folder(session.path)
    try:
        done = export(
            session.answers,
            folder,
            letterhead=find_letterhead(session.path, session.answers.letterhead),
        )
    except (ExportError, OSError) as error:
        talk.say(str(error))
        return
    for made in done.written:
        talk.say(f"Written: {made.path}")
    for note in done.notes:
        talk.say(note)
    if errors:
        talk.say("They are drafts: type open to hear what keeps them from being right.")
    talk.say(
        "Read them through before you hand them on. This is no legal advice; ask a lawyer to read them too."
    )
