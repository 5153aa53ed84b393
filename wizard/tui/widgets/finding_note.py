"""What a check has to say about the answer above: it asks, gives the reason and the source, and offers other words."""

from collections.abc import Callable

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from wizard.checks.finding import Finding

_TOLD_ELSEWHERE = frozenset({"open", "unsure", "unfinished", "unknown-key"})
"""Rules of which the line below the question speaks already, or that have no place on the screen."""


class FindingNote(Static):
    """The most urgent of what was found at one question; how many more there are stands at its end."""

    def __init__(self, grown: Callable[[], None]) -> None:
        """Call `grown` whenever its size has changed."""
        super().__init__(classes="finding", markup=False)
        self._grown = grown
        self.told: tuple[Finding, ...] = ()

    def on_resize(self) -> None:
        """Tell that there is more, or less, to be had in sight."""
        self._grown()

    def tell(self, found: tuple[Finding, ...]) -> bool:
        """Show these, or nothing; return whether that is anything new."""
        if found == self.told:
            return False
        self.told = found
        self.display = bool(found)
        if found:
            self.update(_words(found[0], len(found) - 1))
        return True


def worth_telling(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what of this is told at the question itself: risky words, and what looks wrong; words to mend first."""
    told = (
        one
        for one in found
        if one.rule not in _TOLD_ELSEWHERE and (one.safer or one.severity != "advice")
    )
    return tuple(sorted(told, key=lambda one: not one.safer))


def _words(finding: Finding, more: int) -> Content:
    lines = [
        Content.styled(
            f"? {finding.what}" if finding.safer else f"! {finding.what}", "$text-warning"
        )
    ]
    if finding.why:
        lines.append(Content(finding.why))
    lines.append(Content(finding.do))
    if finding.safer:
        take = Content.styled(" → Take the safer words (Alt+W) ", "$text-accent")
        lines.append(
            take.stylize(Style.from_meta({"@click": f"app.safer_words({finding.path!r})"}))
        )
    if finding.source:
        lines.append(Content.styled(f"Source: {finding.source}.", "$foreground-muted"))
    if more:
        lines.append(
            Content.styled(
                f"{more} more about this answer: see what's open (F9).", "$foreground-muted"
            )
        )
    return Content("\n").join(lines)
