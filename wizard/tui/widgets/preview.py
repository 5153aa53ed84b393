"""Preview of the policy beside the questions: the sections that the questions are about."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wizard.tui.preview_renderer import Section, SectionVisual, changed_blocks
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.focus import take_focus


class Preview(VerticalScroll):
    """Shows one `Static` for each section, and marks what has just changed in it."""

    BINDINGS = [Binding("tab,shift+tab", "back", show=False)]

    def __init__(self) -> None:
        super().__init__()
        # Tab passes by; the preview is focused by its own key only.
        self.can_focus = False
        # The pane that the sections were rendered for.
        self.place = ""
        self._sections: dict[str, Section] = {}
        self._widgets: list[Static] = []

    def compose(self) -> ComposeResult:
        yield Static(classes="page-head", markup=False)

    def hints(self) -> tuple[Hint, ...]:
        return (("↑↓", "scroll", "down"), ("Esc", "back to the questions", "escape"))

    async def show(self, place: str, sections: tuple[Section, ...], error: str = "") -> None:
        """Show the sections for a pane; blocks that changed since the last call get a bar."""
        head = self.query_one(".page-head", Static)
        if error:
            head.update(Content(f"! {error}"))
            return
        is_new_place = place != self.place
        before = {} if is_new_place else self._sections
        if not is_new_place and sections == tuple(before.values()):
            return
        self.place, self._sections = place, {section.name: section for section in sections}
        titles = dict.fromkeys(section.document_title for section in sections)
        head.update(Content(" · ".join(titles) or "Nothing is printed yet"))
        first_change: tuple[Static, int] | None = None
        await self._mount_widgets(len(sections))
        for widget, section in zip(self._widgets, sections, strict=False):
            old = before.get(section.name)
            changed = changed_blocks(old, section) if old else frozenset[int]()
            widget.update(SectionVisual(section.blocks, changed))
            if changed and first_change is None:
                first_change = widget, min(changed)
        if is_new_place:
            self.scroll_home(animate=False)
        elif first_change:
            self.call_after_refresh(self._reveal, *first_change)

    def take_focus(self) -> None:
        """Take the focus, so that keys scroll the preview."""
        self.can_focus = True
        take_focus(self)

    def on_blur(self) -> None:
        self.can_focus = False

    async def action_back(self) -> None:
        await self.app.run_action("back_to_questions")

    async def _mount_widgets(self, count: int) -> None:
        """Have `count` widgets displayed; they are reused, since Textual keeps removed ones."""
        new = [Static(classes="page-section") for _ in range(count - len(self._widgets))]
        if new:
            self._widgets += new
            await self.mount_all(new)
        for index, widget in enumerate(self._widgets):
            widget.display = index < count

    def _reveal(self, widget: Static, block: int) -> None:
        visual = widget.visual
        if not widget.is_attached or not isinstance(visual, SectionVisual):
            return
        rules, width = widget.styles.get_rules(), widget.content_size.width
        line = widget.virtual_region.y + visual.line_of(block, rules, width)
        if not self.scroll_offset.y <= line < self.scroll_offset.y + self.size.height - 1:
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False)
