"""Taking back the owner's last step, or doing it again: it leads to where that was, and says what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.session import ReadOnlyError

if TYPE_CHECKING:
    from wizard.tui.frame import Frame

NOTHING = {True: "There is nothing to undo.", False: "There is nothing to do again."}


async def travel(app: Frame, *, back: bool) -> None:
    """Go one step back or forward, show the question that changed, and say what it says now."""
    from wizard.formatting import describe_undo

    app.collect()
    session = app.session
    app.clear_notifications()  # what the step before said is out of date
    try:
        step = session.undo() if back else session.redo()
    except ReadOnlyError as error:
        app.notify(str(error), severity="warning")
        return
    if step is None:
        app.notify(NOTHING[back])
        return
    path, said = describe_undo(
        *((step.after, step.before) if back else (step.before, step.after)),
        session.interview,
        undone=back,
        external=step.external,
    )
    if path:
        await app.go_to_question(path)
    way = "Ctrl+Y does it again." if back else "Ctrl+Z undoes it."
    app.notify(f"{said} {way}")
