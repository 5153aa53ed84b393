"""Preview of the policy beside the questions: the sections that the questions are about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static
from textual.worker import get_current_worker

from wizard.answers.model import Answers
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.option_list import HangingIndent

CHANGE_BAR, NO_BAR = "▌ ", "  "


@dataclass(frozen=True)
class Block:
    """A paragraph, list item or table row, with the mark that stands before its first line."""

    text: Content
    mark: str = ""
    space_before: bool = True

    @property
    def plain(self) -> str:
        """The text without styles."""
        return self.mark + self.text.plain


@dataclass(frozen=True)
class Section:
    """A rendered section of a document."""

    # The document and the section, such as "policy/security".
    name: str
    document_title: str
    blocks: tuple[Block, ...]


@dataclass
class SectionVisual(Visual):
    """The blocks of a section below each other, with a bar beside those that changed."""

    blocks: Sequence[Block]
    changed: frozenset[int] = field(default_factory=frozenset)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.line_of(len(self.blocks), rules, width)

    def line_of(self, index: int, rules: RulesMap, width: int) -> int:
        """Return the line where a block starts."""
        width = max(1, width - len(NO_BAR))
        return sum(
            block.space_before + HangingIndent(block.mark, block.text).get_height(rules, width)
            for block in self.blocks[:index]
        )

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        lines: list[Strip] = []
        text_width = max(1, width - len(NO_BAR))
        for index, block in enumerate(self.blocks):
            bar = Content.styled(CHANGE_BAR, "$text-accent") if index in self.changed else NO_BAR
            edge = Content.assemble(bar).render_strips(len(NO_BAR), 1, style, options)
            lines += [Strip.blank(width, style.rich_style)] * block.space_before
            text = HangingIndent(block.mark, block.text).render_strips(
                text_width, None, style, options
            )
            lines += [Strip.join([*edge, line]) for line in text]
        lines = [line.extend_cell_length(width, style.rich_style) for line in lines]
        return lines if height is None else lines[:height]


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

    # Without a description, Textual would write all answers into the worker's.
    @work(thread=True, exclusive=True, group="preview", description="preview")
    def render_sections(self, place: str, answers: Answers, names: Sequence[str]) -> None:
        """Render the sections of these names in a thread, and show them."""
        from wizard.data import DataError
        from wizard.documents.compose import CompositionError
        from wizard.tui.preview_renderer import render_sections

        sections: tuple[Section, ...] = ()
        error = ""
        try:
            sections = render_sections(answers, names)
        except (CompositionError, DataError) as problem:
            error = str(problem)
        if not get_current_worker().is_cancelled:
            self.call_later(self.show, place, sections, error)

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
        await self.app.run_action("app.back_to_questions")

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


def changed_blocks(before: Section, after: Section) -> frozenset[int]:
    """Return the indexes of blocks that are new or different, or follow a deleted block."""
    old, new = ([block.plain for block in section.blocks] for section in (before, after))
    changed: set[int] = set()
    for kind, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "delete":
            changed.add(min(start, len(new) - 1))
        elif kind != "equal":
            changed.update(range(start, end))
    return frozenset(changed) if new else frozenset()
