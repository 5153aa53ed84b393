"""The panes of the app, in order, and how one is made at its first visit."""

from wizard.interview import Interview, Step
from wizard.session import Session
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.step_list import Place

AFTERWARDS = (
    Place("review", "Do the review"),
    Place("changes", "What changed"),
    Place("signatures", "Who has signed"),
)
"""The panes that keep an adopted policy alive."""


def places(session: Session) -> tuple[Place, ...]:
    """Return all panes in the order in which they follow each other."""
    steps = (Place(step_key(step), step.title, step.number) for step in session.interview.steps)
    return (
        Place("welcome", "Start"),
        *steps,
        Place("summary", "What's open"),
        Place("export", "Documents"),
    )


def step_key(step: Step) -> str:
    """Return the key of a step's pane."""
    return f"step-{step.number}"


def places_after(session: Session) -> tuple[Place, ...]:
    """Return the panes for the years after, off the way from step to step; none before the first adoption."""
    return AFTERWARDS if session.answers.adopted.version else ()


def make_pane(key: str, session: Session) -> Pane:
    """Return a new pane. What only it needs is imported now, for a fast start."""
    if key == "welcome":
        from wizard.tui.screens.welcome import WelcomePane

        return WelcomePane(key, session)
    if key == "summary":
        from wizard.tui.screens.summary import SummaryPane

        return SummaryPane(key, session)
    if key == "export":
        from wizard.tui.screens.export import ExportPane

        return ExportPane(key, session)
    if key == "review":
        from wizard.tui.screens.review import ReviewPane

        return ReviewPane(key, session)
    if key == "changes":
        from wizard.tui.screens.changes import ChangesPane

        return ChangesPane(key, session)
    if key == "signatures":
        from wizard.tui.screens.signatures import SignaturesPane

        return SignaturesPane(key, session)
    from wizard.tui.screens.step import StepPane

    steps = session.interview.steps
    at = next(at for at, step in enumerate(steps) if step_key(step) == key)
    following = (
        f"step {steps[at + 1].number}, {steps[at + 1].title}"
        if at + 1 < len(steps)
        else "what's open"
    )
    return StepPane(key, steps[at], session, following)


def place_words(place: Place, last: int | None = None) -> str:
    """Return where the owner is: "Step 3 of 8 · Crisis"; without the last step's number, "Step 3 · Crisis"."""
    of = f" of {last}" if last else ""
    return f"Step {place.number}{of} · {place.title}" if place.number else place.title


def shown_at(place: str, interview: Interview) -> tuple[str, ...]:
    """Return the sections of documents that belong beside a pane: those of its step, or the whole policy."""
    if place == "welcome":
        return interview.steps[0].shows
    return next((step.shows for step in interview.steps if step_key(step) == place), ("policy",))
