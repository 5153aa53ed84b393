"""What the answers make of the policy, as it stands: the sections that the questions here are about."""

from difflib import SequenceMatcher

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.visual import RenderOptions
from textual.widget import Widget
from textual.widgets import Static

from wizard.tui.preview_renderer import Drawing, Part
from wizard.tui.widgets.focus import take_focus


class Preview(VerticalScroll):
    """Shows sections of documents; only those that changed are drawn again."""

    HINTS = (("↑↓", "scroll", "down"), ("Esc", "back to the questions", "escape"))
    BINDINGS = [Binding("tab,shift+tab", "back", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.can_focus = False
        self._head = Static(classes="page-head", markup=False)
        self.place = ""
        """Where the owner was when this was drawn."""
        self._parts: dict[str, Part] = {}
        self._sections: list[Section] = []

    def compose(self) -> ComposeResult:
        """Lay out the line at the top; the sections come with `show`."""
        yield self._head

    def show(self, place: str, parts: tuple[Part, ...]) -> None:
        """Show these sections; `place` tells whether they are others than before, or the same with other words."""
        fresh = place != self.place
        if not fresh and parts == tuple(self._parts.values()):
            return
        before, self.place, self._parts = self._parts, place, {part.name: part for part in parts}
        titles = dict.fromkeys(part.title for part in parts)
        self._head.update(Content(" · ".join(titles) or "Nothing is printed yet"))
        for section in self._sections[len(parts) :]:
            section.clear()
        reached: Section | None = None
        for section, part in zip(self._sections_for(len(parts)), parts, strict=True):
            changed = section.say(part, None if fresh else before.get(part.name))
            reached = reached or (section if changed else None)
        if fresh:
            self.scroll_home(animate=False)
        elif reached is not None:
            self.call_after_refresh(self._reveal, reached)

    def _sections_for(self, count: int) -> list["Section"]:
        """Return so many widgets, made when they are first needed and kept: Textual holds on to those taken away."""
        missing = [Section() for _ in range(count - len(self._sections))]
        if missing:
            self.mount_all(missing)
            self._sections += missing
        return self._sections[:count]

    def complain(self, why: str) -> None:
        """Say why nothing can be shown."""
        self._head.update(Content(f"! {why}"))

    def take_focus(self) -> None:
        """Take the focus, to be scrolled by keys. It is passed by otherwise."""
        self.can_focus = True
        take_focus(self)

    def on_blur(self) -> None:
        """Be passed by again."""
        self.can_focus = False

    async def action_back(self) -> None:
        """Go back to the question."""
        await self.app.run_action("hide_steps")

    def _reveal(self, section: "Section") -> None:
        if section.is_attached:
            line = section.virtual_region.y + section.first_change()
            if not self.scroll_offset.y <= line < self.scroll_offset.y + self.size.height - 1:
                self.scroll_to(y=max(0, line - self.size.height // 3), animate=False)


class Section(Widget):
    """One section, with a bar before what has just changed in it; only the lines in sight are ever drawn."""

    def __init__(self) -> None:
        super().__init__(classes="page-section")
        self._part: Part | None = None
        self._drawing = Drawing(())
        self._changed: frozenset[int] = frozenset()

    def say(self, part: Part, before: Part | None) -> bool:
        """Show a section, and mark what is other than before; return whether there is such a thing."""
        changed = _changes(before, part) if before is not None else frozenset[int]()
        self.display = True
        if part != self._part or changed != self._changed:
            self._part, self._changed = part, changed
            self._drawing = Drawing(part.blocks, changed)
            self.refresh(layout=True)
        return bool(changed)

    def clear(self) -> None:
        """Show nothing."""
        self._part, self._changed, self._drawing = None, frozenset(), Drawing(())
        self.display = False

    def first_change(self) -> int:
        """Return the line of the first thing that changed."""
        return self._drawing.line_of(
            min(self._changed, default=0), self.styles.get_rules(), self.content_size.width
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height at this width."""
        return self._drawing.height(self.styles.get_rules(), width)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        options = RenderOptions(self._get_style, self.styles.get_rules())
        return self._drawing.line(y, self.content_size.width, self.visual_style, options)

    def notify_style_update(self) -> None:
        """Draw all anew: the look may be another."""
        if self._part is not None:
            self._drawing = Drawing(self._part.blocks, self._changed)
        super().notify_style_update()


def _changes(before: Part, after: Part) -> frozenset[int]:
    """Return the places of the blocks that are new or other than before, and of those where something went away."""
    old, new = ([block.plain for block in part.blocks] for part in (before, after))
    changed: set[int] = set()
    for kind, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "delete":
            changed.add(min(start, len(new) - 1))
        elif kind != "equal":
            changed.update(range(start, end))
    return frozenset(changed) if new else frozenset()
