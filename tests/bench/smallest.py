"""The smallest Textual app that imports pydantic and shows one Input: what the wizard's speed is compared with."""

from pydantic import BaseModel
from textual.app import App, ComposeResult
from textual.widgets import Input, Label


class Answer(BaseModel):
    text: str = ""


class Smallest(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("What is your name?")
        yield Input(Answer().text)


if __name__ == "__main__":
    Smallest().run()
