"""What the owner must know all the time: that nothing is saved, or that nothing can be changed here."""

from textual.content import Content
from textual.widgets import Static


class Banner(Static):
    """A few lines below the top; not there at all while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__(id="banner", markup=False)
        self._said = ""

    def say(self, words: str) -> None:
        """Show these words; none at all hide the banner."""
        if words != self._said:
            self._said = words
            self.update(Content(f"! {words}"))
            self.display = bool(words)
