"""From a draft to a version, on screen: what it would be first, and at the second press it is."""

import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.answers import adoption
from wizard.answers.model import Answers
from wizard.dates import words
from wizard.session import Session
from wizard.tui.widgets.link import Link

if TYPE_CHECKING:
    from wizard.versions.adopt import Plan
    from wizard.versions.archive import Frozen


class Adoption(Vertical):
    """Says which version the pages carry, and offers to adopt a draft that has no errors."""

    DEFAULT_CSS = "Adoption { height: auto; margin-top: 1; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.busy = False
        self._about = Static(markup=False)
        self._link = Link("", id="adopt")
        self._planned: tuple[Answers, Plan] | None = None
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out the sentence and the link."""
        yield self._about
        yield self._link

    def renew(self) -> None:
        """Show how the answers stand now; a plan made for others is dropped."""
        if self._planned and self._planned[0] is not self.session.answers:
            self._planned, self._said = None, ""
        label = adoption.version(self.session.answers)
        is_draft = label.startswith(adoption.DRAFT)
        wrong = any(finding.severity == "error" for finding in self.session.findings())
        self._about.update(Content(self._said or _state(label, wrong=wrong)))
        self._link.display = (is_draft or not self.session.answers.adopted.version) and not wrong
        number = f" {self._planned[1].version}" if self._planned else "…"
        self._link.update(Content(f" → {'Yes, adopt version' if self._planned else 'Adopt it as a version'}{number} "))

    def on_link_chosen(self, message: Link.Chosen) -> None:
        """Show what would be adopted; once that was shown, adopt it."""
        message.stop()
        if self.busy:
            return
        self.busy = True
        planned, answers = self._planned, self.session.answers
        if planned is not None and planned[0] is answers:
            self._say("Adopting… this takes a few seconds.")
            self.run_worker(lambda: self._freeze(planned[1]), thread=True, exclusive=True)
        else:
            self._say("Comparing with what was adopted before…")
            self.run_worker(lambda: self._plan(answers), thread=True, exclusive=True)

    def _plan(self, answers: Answers) -> None:
        """Work out the version; runs in a thread of its own, on answers that can't change."""
        try:
            from wizard.versions.adopt import interrupted, plan

            half = interrupted(self.session.path, answers)
            if half is not None:
                self.app.call_from_thread(self._complete, half, half.answers())
                return
            made = plan(self.session.path, answers, self.session.interview, datetime.date.today())
        except Exception as error:
            self.app.call_from_thread(self._fail, error)
        else:
            self.app.call_from_thread(self._propose, answers, made)

    def _propose(self, answers: Answers, made: "Plan") -> None:
        self.busy = False
        self._planned = answers, made
        row = made.answers.revisions[-1]
        names = {person.id: person.name for person in made.answers.people}
        lines = [
            f"This becomes version {made.version}, from {words(made.on)}.",
            made.why,
            f"Approved by: {names.get(row.by or '') or 'nobody yet'}",
            f"What is new: {row.what}",
            "" if not answers.publication.sign or made.read_again else "Staff need not sign again.",
            *made.warnings,
        ]
        self._say("\n".join(line for line in lines if line))

    def _complete(self, half: "Frozen", adopted: Answers) -> None:
        """Note down a version that was kept already: the adoption had been cut off before its end."""
        self.busy = False
        self.session.take_over(adopted)
        self._planned = None
        self._say(f"✓ The adoption of version {half.version} had been cut off; it is complete now.")

    def _freeze(self, planned: "Plan") -> None:
        """Keep the version in its folder; runs in a thread of its own."""
        try:
            from wizard.versions.adopt import freeze

            version = freeze(self.session.path, planned)
        except Exception as error:
            self.app.call_from_thread(self._fail, error)
        else:
            self.app.call_from_thread(self._finish, planned, version)

    def _finish(self, planned: "Plan", version: "Frozen") -> None:
        from wizard.versions.archive import take_back

        before = self._planned[0] if self._planned else None
        if before is not self.session.answers:
            take_back(version)
            self._fail(ValueError("An answer changed in the meantime, so nothing was adopted. Try again."))
            return
        self.session.take_over(planned.answers)
        if not self.session.flush():
            take_back(version)
            self.session.take_over(before)
            self._fail(ValueError(self.session.problem or "The answers can't be saved, so nothing was adopted."))
            return
        self.busy = False
        self._planned = self.session.answers, planned
        self._say(f"✓ Version {planned.version} is adopted, and kept in {version.folder}")

    def _fail(self, why: Exception) -> None:
        self.busy, self._planned = False, None
        self._say(f"! {why}")

    def _say(self, text: str) -> None:
        self._said = text
        self.renew()
        self.call_after_refresh(self.scroll_visible, animate=False)  # it has grown, maybe out of sight


def _state(label: str, *, wrong: bool) -> str:
    if not label.startswith(adoption.DRAFT):
        return f"The pages say: version {label}."
    if wrong:
        return f"The pages say: {label}. You can adopt it as a version when the above is put right."
    return f"The pages say: {label}. Adopting gives it a number, and keeps this version in a folder of its own."
