"""The baseline: the smallest Textual app that imports pydantic and shows one Input."""

from pydantic import BaseModel
from textual.app import App, ComposeResult
from textual.widgets import Input, Label


class Answer(BaseModel):
    text: str = ""


class SmallestApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("What is your name?")
        yield Input(Answer().text)


if __name__ == "__main__":
    SmallestApp().run()
