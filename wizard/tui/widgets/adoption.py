"""From a draft to a version, on screen: what it would be first, and once the owner agrees, it is."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.answers.dates import format_date_for
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
class _Proposal:
    """An adoption as it was shown to the owner."""

    answers: Answers
    """The answers that it was made for."""
    plan: "AdoptionPlan"
    options: "AdoptionOptions"


class Adoption(Vertical):
    """Says which version the pages carry, and offers to adopt a draft that has no errors.

    The first press shows what we propose. Then the owner agrees, or has it otherwise: another number, day or line in
    the list of versions, and whether staff sign again.
    """

    DEFAULT_CSS = "Adoption { height: auto; margin-top: 1; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.busy = False
        self._about = Static(markup=False)
        self._adopt = Link("", id="adopt")
        self._change = Link("Change its number, day or words…", id="adopt-change")
        self._again = Link("", id="adopt-again")
        self._news = Link("", id="adopt-news")
        self._proposal: _Proposal | None = None
        self._adopted: Answers | None = None
        """The answers that were adopted here, while they are as they were then."""
        self._has_news = False
        """Whether there was a version before it."""
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out the sentences and the links."""
        yield self._about
        yield self._adopt
        yield self._change
        yield self._again
        yield self._news

    def renew(self) -> None:
        """Show how the answers stand now; a plan made for others is dropped."""
        answers = self.session.answers
        if self._proposal and self._proposal.answers is not answers:
            self._proposal, self._said = None, ""
        if self._adopted is not None and self._adopted is not answers:
            self._adopted, self._said = None, ""
        label = version_label(answers)
        is_draft = label.startswith(DRAFT)
        wrong = any(finding.severity == "error" for finding in self.session.findings())
        self._about.update(Content(self._said or _state(label, wrong=wrong)))
        made = self._proposal
        self._adopt.display = (is_draft or not answers.adopted.version) and not wrong
        self._adopt.set_label(
            f"Yes, adopt version {made.plan.version}" if made else "Adopt it as a version…"
        )
        self._change.display = made is not None
        self._again.display = made is not None and answers.publication.sign and bool(made.plan.last)
        again = made is not None and made.plan.read_again
        self._again.set_label(
            "Have staff only be told, not sign again" if again else "Have staff sign it again"
        )
        after = self._adopted is not None and self._has_news
        self._news.set_label(
            "See what changed, and write a note to staff" if after else "See what changed"
        )
        self._news.display = after or (is_draft and bool(answers.adopted.version))

    def on_link_chosen(self, message: Link.Chosen) -> None:
        """Show what would be adopted; once that was shown, adopt it or have it otherwise."""
        message.stop()
        made = self._proposal
        if message.link is self._news:
            self.post_message(PlaceChosen("changes"))
        elif self.session.read_only:
            self.app.notify(self.session.read_only, severity="warning")
        elif self.busy:
            return
        elif made is None or made.answers is not self.session.answers:
            self._plan_as(None)
        elif message.link is self._change:
            self._ask(made)
        elif message.link is self._again:
            self._plan_as(replace(made.options, read_again=not made.plan.read_again))
        else:
            self.busy = True
            self._say("Adopting… this takes a few seconds.")
            self.run_worker(lambda: self._carry_out(made), thread=True, exclusive=True)

    def _ask(self, made: _Proposal) -> None:
        """Let the owner put another number, day, text or person into the line of the list of versions."""
        from wizard.tui.dialogs.row import RowDialog
        from wizard.tui.editors.rows import RowDraft

        question = self.session.interview.question("revisions")
        row = made.plan.answers.revisions[-1]
        draft = RowDraft(
            {
                key: value
                for key in question.columns
                if (value := getattr(row, key)) not in (None, "")
            }
        )

        def close(edited: RowDraft | None) -> None:
            if edited is None:
                return
            said = edited.values
            for text in edited.unfinished.values():
                self.app.notify(
                    f"“{printable(text)}” was left out: it is not finished.", severity="warning"
                )
            self._plan_as(
                replace(
                    made.options,
                    version=said.get("version", ""),
                    on=said.get("on"),
                    by=said.get("by", ""),
                    note=said.get("what", ""),
                )
            )

        self.app.push_screen(RowDialog("The version to come", question, draft, self.session), close)

    def _plan_as(self, options: "AdoptionOptions | None") -> None:
        self.busy = True
        self._say("Comparing with what was adopted before…")
        answers = self.session.answers
        self.run_worker(lambda: self._plan(answers, options), thread=True, exclusive=True)

    def _plan(self, answers: Answers, options: "AdoptionOptions | None") -> None:
        """Plan the version; runs in a thread of its own, on answers that can't change."""
        try:
            from wizard.lifecycle.adoption import AdoptionOptions, plan_adoption

            options = options or AdoptionOptions()
            session = self.session
            plan = plan_adoption(session.path, answers, session.interview, session.today(), options)
        except Exception as error:
            self.app.call_from_thread(self._fail, error)
            return
        proposal = _Proposal(answers, plan, options)
        if plan.interrupted is not None:
            self._carry_out(proposal)
        else:
            self.app.call_from_thread(self._propose, proposal)

    def _propose(self, made: _Proposal) -> None:
        self.busy = False
        self._proposal = made
        row = made.plan.answers.revisions[-1]
        names = {person.id: person.name for person in made.plan.answers.people}
        signs = (
            "Everybody signs it."
            if made.plan.read_again
            else "Staff need not sign again, only be told."
        )
        lines = [
            f"This becomes version {made.plan.version}, from {format_date_for(made.plan.on, made.answers.business.country)}.",
            made.plan.why,
            f"Approved by: {names.get(row.by or '') or 'nobody yet'}",
            f"What is new: {row.what}",
            signs if made.answers.publication.sign else "",
            *made.plan.warnings,
        ]
        self._say("\n".join(line for line in lines if line))

    def _carry_out(self, proposal: _Proposal) -> None:
        """Adopt the planned version; runs in a thread of its own."""
        plan = proposal.plan
        try:
            from wizard.documents.export import update_calendar
            from wizard.lifecycle.adoption import adopt

            version = adopt(
                self.session.path,
                plan,
                lambda answers: self.app.call_from_thread(self._save, proposal.answers, answers),
            )
            with suppress(Exception):  # a calendar that is open elsewhere is no reason not to adopt
                update_calendar(plan.answers, answers_folder(self.session.path))
        except Exception as error:
            self.app.call_from_thread(self._fail, error)
            return
        message = (
            f"✓ The adoption of version {plan.version} had been cut off; it is complete now."
            if plan.interrupted
            else f"✓ Version {plan.version} is adopted, and kept in {version.folder}"
        )
        self.app.call_from_thread(self._be_adopted, message, bool(plan.last))

    def _save(self, before: Answers, adopted: Answers) -> None:
        from wizard.lifecycle.adoption import AdoptionError

        if before is not self.session.answers:
            raise AdoptionError(
                "An answer changed in the meantime, so nothing was adopted. Try again."
            )
        self.session.replace_answers(adopted)
        if not self.session.flush():
            self.session.replace_answers(before)
            raise AdoptionError(
                self.session.save_error or "The answers can't be saved, so nothing was adopted."
            )

    def _be_adopted(self, said: str, has_news: bool) -> None:
        self._has_news = has_news
        self.busy, self._proposal, self._adopted = False, None, self.session.answers
        had_focus = self.screen.focused in (self._adopt, self._change, self._again)
        self._say(f"{said}\nWrite the documents for staff now: they say the version.")
        if had_focus:  # what had it is gone
            take_focus(self._news if self._news.display else self.screen.query_one("#see-open"))

    def _fail(self, why: Exception) -> None:
        self.busy, self._proposal = False, None
        found = getattr(why, "findings", ())  # of answers that aren't ready
        self._say(
            "\n".join([f"! {printable(why)}", *(f"  {printable(one.text)}" for one in found)])
        )
        if self.screen.focused in (self._change, self._again):
            take_focus(self._adopt)

    def _say(self, text: str) -> None:
        self._said = text
        self.renew()

    def on_resize(self) -> None:
        """Have it in sight: it has grown."""
        if isinstance(self.parent, Pane):
            self.parent.keep_in_sight()


def _state(label: str, *, wrong: bool) -> str:
    if not label.startswith(DRAFT):
        return f"The pages say: version {label}."
    if wrong:
        return f"The pages say: {label}. You can adopt it as a version when the above is put right."
    return f"The pages say: {label}. Adopting gives it a number, and keeps this version in a folder of its own."
