"""Panel that turns a draft into a version: shows the proposal first, then adopts it."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve
from wizard.answers.diff import DRAFT, version_label
from wizard.answers.model import Answers
from wizard.session import Session
from wizard.storage.paths import answers_folder
from wizard.text import printable
from wizard.tui.messages import PlaceChosen
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.link import Link

if TYPE_CHECKING:
    from wizard.lifecycle.adoption import AdoptionOptions, AdoptionPlan


@dataclass(frozen=True)
class Proposal:
    """An adoption as it was shown to the user."""

    answers: Answers
    plan: "AdoptionPlan"
    options: "AdoptionOptions"


class AdoptionPanel(Vertical):
    """Says which version the documents carry, and offers to adopt a draft without errors."""

    DEFAULT_CSS = "AdoptionPanel { height: auto; margin-top: 1; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._message = Static(markup=False)
        self._adopt = Link("", id="adopt")
        self._change = Link("Change its number, day or words…", id="adopt-change")
        self._resign = Link("", id="adopt-again")
        self._news = Link("", id="adopt-news")
        self._proposal: Proposal | None = None
        # The answers that were adopted here, and whether there was a version before.
        self._adopted: Answers | None = None
        self._has_news = False
        self._text = ""
        self._is_busy = False

    def compose(self) -> ComposeResult:
        yield self._message
        yield self._adopt
        yield self._change
        yield self._resign
        yield self._news

    def refresh_answers(self) -> None:
        """Show the state of the current answers; a proposal for others is dropped."""
        answers = self.session.answers
        if self._proposal and self._proposal.answers is not answers:
            self._proposal, self._text = None, ""
        if self._adopted is not None and self._adopted is not answers:
            self._adopted, self._text = None, ""
        self._show()

    def _show(self) -> None:
        answers, proposal = self.session.answers, self._proposal
        label = version_label(answers)
        is_draft = label.startswith(DRAFT)
        has_errors = any(finding.severity == "error" for finding in self.session.findings())
        self._message.update(Content(self._text or _state(label, has_errors=has_errors)))
        self._adopt.display = (is_draft or not answers.adopted.version) and not has_errors
        self._adopt.set_label(
            f"Yes, adopt version {proposal.plan.version}" if proposal else "Adopt it as a version…"
        )
        self._change.display = proposal is not None
        self._resign.display = bool(proposal and answers.publication.sign and proposal.plan.last)
        self._resign.set_label(
            "Have staff only be told, not sign again"
            if proposal and proposal.plan.read_again
            else "Have staff sign it again"
        )
        just_adopted = self._adopted is not None and self._has_news
        self._news.display = just_adopted or (is_draft and bool(answers.adopted.version))
        self._news.set_label(
            "See what changed, and write a note to staff" if just_adopted else "See what changed"
        )

    @on(Link.Chosen)
    def choose(self, message: Link.Chosen) -> None:
        """Propose an adoption, change the proposal, or adopt it."""
        message.stop()
        proposal = self._proposal
        if message.link is self._news:
            self.post_message(PlaceChosen("changes"))
        elif self.session.read_only:
            self.app.notify(self.session.read_only, severity="warning")
        elif self._is_busy:
            return
        elif proposal is None or proposal.answers is not self.session.answers:
            self.run_step("Comparing with what was adopted before…", self._propose(None))
        elif message.link is self._change:
            self.change_proposal(proposal)
        elif message.link is self._resign:
            options = replace(proposal.options, read_again=not proposal.plan.read_again)
            self.run_step("Comparing with what was adopted before…", self._propose(options))
        else:
            self.run_step("Adopting… this takes a few seconds.", self._adopt_proposal(proposal))

    @work
    async def run_step(self, text: str, step: Awaitable[None]) -> None:
        """Show `text` and run a step that takes a while; show what is wrong if it fails."""
        from wizard.lifecycle.adoption import NotReadyError

        self._is_busy = True
        self._show_text(text)
        try:
            await step
        except Exception as error:
            self._proposal = None
            findings = error.findings if isinstance(error, NotReadyError) else ()
            lines = [f"! {printable(error)}", *(f"  {printable(f.text)}" for f in findings)]
            self._show_text("\n".join(lines))
            if self.screen.focused in (self._change, self._resign):
                take_focus(self._adopt)
        finally:
            self._is_busy = False

    @work
    async def change_proposal(self, proposal: Proposal) -> None:
        """Ask for another number, day, text or person."""
        from wizard.tui.dialogs.row import RowDialog
        from wizard.tui.editors.rows import RowDraft

        question = self.session.interview.question("revisions")
        columns = {key: column for key, column in question.columns.items() if key != "adopted"}
        question = question.model_copy(update={"columns": columns})
        row = proposal.plan.answers.revisions[-1]
        values = {key: getattr(row, key) for key in question.columns}
        draft = RowDraft({key: value for key, value in values.items() if value not in (None, "")})
        title = "The version to come"
        edited = await self.app.push_screen_wait(RowDialog(title, question, draft, self.session))
        draft = edited or draft
        for text in draft.unfinished.values():
            self.app.notify(
                f"“{printable(text)}” was left out: it is not finished.", severity="warning"
            )
        options = replace(
            proposal.options,
            version=draft.values.get("version", ""),
            on=draft.values.get("on"),
            author=draft.values.get("by", ""),
            note=draft.values.get("what", ""),
        )
        self.run_step("Comparing with what was adopted before…", self._propose(options))

    async def _propose(self, options: "AdoptionOptions | None") -> None:
        from wizard.lifecycle.adoption import AdoptionOptions, plan_adoption

        session, answers = self.session, self.session.answers
        options = options or AdoptionOptions()
        plan = await asyncio.to_thread(
            plan_adoption, session.path, answers, session.interview, session.today(), options
        )
        proposal = Proposal(answers, plan, options)
        if plan.interrupted is not None:
            await self._adopt_proposal(proposal)
            return
        self._proposal = proposal
        row = plan.answers.revisions[-1]
        day = format_date_for(plan.on, answers.business.country)
        approver = resolve(plan.answers).review.approved_by
        by = next((person.name for person in plan.answers.people if person.id == approver), "")
        signing = "Staff need not sign again, only be told."
        if plan.read_again:
            signing = "Everybody signs it."
        lines = [
            f"This becomes version {plan.version}, from {day}.",
            plan.why,
            f"Approved by: {by or 'nobody yet'}",
            f"What is new: {row.what}",
            signing if answers.publication.sign else "",
            *plan.warnings,
        ]
        self._show_text("\n".join(line for line in lines if line))

    async def _adopt_proposal(self, proposal: Proposal) -> None:
        from wizard.documents.export import update_calendar
        from wizard.lifecycle.adoption import adopt

        path, plan = self.session.path, proposal.plan
        has_focus = self.has_focus_within

        def save(answers: Answers) -> None:
            self.app.call_from_thread(self._save, proposal.answers, answers)

        version = await asyncio.to_thread(adopt, path, plan, save)
        # A calendar that is open elsewhere is no reason not to adopt.
        with suppress(Exception):
            await asyncio.to_thread(update_calendar, plan.answers, answers_folder(path))
        text = f"✓ Version {plan.version} is adopted, and kept in {version.folder}"
        if plan.interrupted:
            text = f"✓ The adoption of version {plan.version} had been cut off; it is complete now."
        self._has_news = bool(plan.last)
        self._proposal, self._adopted = None, self.session.answers
        self._show_text(f"{text}\nWrite the documents for staff now: they say the version.")
        # The link that had the focus is hidden now.
        if has_focus:
            take_focus(self._news if self._news.display else self.screen.query_one("#see-open"))

    def _save(self, before: Answers, adopted: Answers) -> None:
        from wizard.lifecycle.adoption import AdoptionError

        session = self.session
        if before is not session.answers:
            raise AdoptionError(
                "An answer changed in the meantime, so nothing was adopted. Try again."
            )
        session.replace_answers(adopted)
        if not session.flush():
            session.replace_answers(before)
            raise AdoptionError(
                session.save_error or "The answers can't be saved, so nothing was adopted."
            )

    def on_resize(self) -> None:
        if isinstance(self.parent, Pane):
            self.parent.scroll_focus_visible()

    def _show_text(self, text: str) -> None:
        self._text = text
        self._show()


def _state(label: str, *, has_errors: bool) -> str:
    if not label.startswith(DRAFT):
        return f"The pages say: version {label}."
    if has_errors:
        return f"The pages say: {label}. You can adopt it as a version when the above is put right."
    return (
        f"The pages say: {label}. Adopting gives it a number, "
        "and keeps this version in a folder of its own."
    )
