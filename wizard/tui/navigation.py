"""The panes of the app, their order, and how the user moves between them."""

from textual import work
from textual.widgets import ContentSwitcher

from wizard.interview import Step
from wizard.session import Session
from wizard.tui.actions import BACK, BAR_LABELS
from wizard.tui.editors.lists import ListEditor
from wizard.tui.messages import FindingsComputed
from wizard.tui.screens.pane import Pane
from wizard.tui.screens.welcome import WelcomePane
from wizard.tui.widgets.step_list import Place

START = "welcome"
LIFECYCLE_PLACES = {
    Place("review", "Do the review"): "Go through what grows old, and note down that you did.",
    Place("changes", "What changed"): "See what is new since the version that was adopted.",
    Place("signatures", "Who has signed"): (
        "See who has read and signed the policy, and note it down."
    ),
}


def step_key(step: Step) -> str:
    """Return the key of a step's pane."""
    return f"step-{step.number}"


class Navigator(ContentSwitcher):
    """Shows one pane at a time; each is mounted at its first visit."""

    def __init__(self, session: Session) -> None:
        super().__init__(WelcomePane(START, session), initial=START, id="panes")
        self._session = session
        steps = session.interview.steps
        # Panes that follow each other; the lifecycle panes are off this path.
        self.path = (
            Place(START, "Start"),
            *(Place(step_key(step), step.title, step.number) for step in steps),
            Place("summary", "What's open"),
            Place("export", "Documents"),
        )
        self.last_step = max(step.number for step in steps)
        self._keys = [place.key for place in self.path]
        self._places = {place.key: place for place in (*self.path, *LIFECYCLE_PLACES)}
        # Where the key for "back" leads from a lifecycle pane.
        self._left_path_at = START
        # The lifecycle pane that led to the current question, if one did.
        self.return_to: Place | None = None

    @property
    def key(self) -> str:
        """Key of the current pane."""
        return self.current or START

    @property
    def place(self) -> Place:
        """The current pane, as lists name it."""
        return self._places[self.key]

    @property
    def pane(self) -> Pane:
        """The current pane."""
        return self.get_child_by_id(self.key, Pane)

    @property
    def step(self) -> Step | None:
        """The interview step of the current pane."""
        steps = self._session.interview.steps
        return next((step for step in steps if step_key(step) == self.key), None)

    @property
    def is_off_path(self) -> bool:
        """Whether a lifecycle pane is shown."""
        return self.key not in self._keys

    def places(self) -> tuple[Place, ...]:
        """Return all panes; those of the lifecycle only after the first adoption."""
        is_adopted = bool(self._session.answers.adopted.version)
        return (*self.path, *LIFECYCLE_PLACES) if is_adopted else self.path

    @work(thread=True, exclusive=True, group="checks")
    def run_checks(self) -> None:
        """Run the checks in a thread, and post `FindingsComputed`."""
        session = self._session
        progress = {step_key(step): session.step_progress(step) for step in session.interview.steps}
        self.post_message(FindingsComputed(progress, session.findings()))

    def preview_sections(self) -> tuple[str, ...]:
        """Return the sections of documents that belong to the current pane."""
        if self.key == START:
            return self._session.interview.steps[0].shows
        return self.step.shows if self.step else ("policy",)

    def bar_labels(self) -> dict[str, str]:
        """Return the commands of the key bar that do anything here, with their labels."""
        field = self.pane.focused_field
        is_last = self.place is self.path[-1]
        hidden = {
            "unsure": field is None,
            "safer_words": field is None or not field.has_safer_words,
            BACK: self.place is self.path[0],
            "go_by(1)": is_last or self.is_off_path,
            f"go_to('{self.key}')": True,
        }
        return {name: label for name, label in BAR_LABELS.items() if not hidden.get(name)}

    async def go_to(self, key: str, path: str = "") -> None:
        """Show a pane, and focus the question for `path` in it, or what had the focus last."""
        pane = next((child for child in self.query_children(Pane) if child.id == key), None)
        if pane is None:
            pane = self._make_pane(key)
            await self.add_content(pane)
        if key not in self._keys and not self.is_off_path and self.return_to is None:
            self._left_path_at = self.key
        self.return_to = None
        self.current = key
        pane.enter()
        pane.take_focus(path)

    async def go_to_question(self, path: str, row: int | None = None) -> None:
        """Go to the question for `path`, and to one of its rows if it is a table."""
        came_from = self.place if self.is_off_path else None
        await self.go_to(step_key(self._session.interview.step_of(path)), path)
        self.return_to = came_from
        if row is not None and isinstance(self.screen.focused, ListEditor):
            self.screen.focused.highlight_row(row)

    async def go_by(self, offset: int, *, at_start: bool = False) -> None:
        """Go to the next pane or the previous one; `at_start`: at its first question."""
        if offset < 0 and self.return_to is not None:
            await self.go_to(self.return_to.key)
        elif self.is_off_path:
            if offset < 0:
                await self.go_to(self._left_path_at)
        else:
            index = self._keys.index(self.key) + offset
            if 0 <= index < len(self._keys):
                for pane in self.query_children(Pane):
                    if at_start and pane.id == self._keys[index]:
                        pane.forget_focus()
                await self.go_to(self._keys[index])

    def _make_pane(self, key: str) -> Pane:
        from wizard.tui.screens.changes import ChangesPane
        from wizard.tui.screens.export import ExportPane
        from wizard.tui.screens.review import ReviewPane
        from wizard.tui.screens.signatures import SignaturesPane
        from wizard.tui.screens.step import StepPane
        from wizard.tui.screens.summary import SummaryPane

        session = self._session
        match key:
            case "summary":
                return SummaryPane(key, session)
            case "export":
                return ExportPane(key, session)
            case "review":
                return ReviewPane(key, session)
            case "changes":
                return ChangesPane(key, session)
            case "signatures":
                return SignaturesPane(key, session)
        steps = [*session.interview.steps, None]
        index = next(i for i, step in enumerate(steps) if step and step_key(step) == key)
        step, following = steps[index : index + 2]
        assert step is not None
        next_title = f"step {following.number}, {following.title}" if following else "what's open"
        return StepPane(key, step, session, next_title)
