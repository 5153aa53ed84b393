"""Which documents there are, and what each is, as its `document.toml` says."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wizard.answers.model import Length
from wizard.data import DataLine, DataModel, read_data
from wizard.data_dirs import templates_dir

Format = Literal["docx", "pdf", "html", "md", "eml", "ics"]
Sections = Annotated[tuple[DataLine, ...], Field(min_length=1)]

DEFAULT_DOCUMENTS = ("policy", "crisis-plan")


class DocumentType(DataModel):
    """A document, before any answers are in it."""

    name: str = ""
    title: DataLine
    # Its templates, in order, in the standard length, and in other lengths.
    sections: Sections
    lengths: dict[Length, Sections] = {}
    # Whom it is for, in a line for the user.
    audience: str = Field("", alias="for")
    order: int = 99
    # The formats we write it in, the default first; a Word document can also be had as a PDF.
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = ("docx",)
    # Its chapters are numbered through all its parts, and referred to by number.
    numbered: bool = False
    # It is made from answers without people, their details and the security measures.
    public: bool = False
    # As plain text, it ends with a checksum, by which we know later that nobody changed it.
    sealed: bool = True
    # One person writes it to another: "we" and "you" in each voice.
    letter: bool = False
    # What it is composed of besides answers: who leaves, what is new.
    needs: tuple[DataLine, ...] = ()

    @property
    def available_formats(self) -> tuple[Format, ...]:
        """The formats it can be had in, the default first."""
        return (*self.formats, "pdf") if "docx" in self.formats else self.formats


@cache
def document_type(name: str, directory: Path | None = None) -> DocumentType:
    """Return the description of a document.

    Raises:
        DataError: there is no document of this name, or its description is wrong.
    """
    path = (directory or templates_dir()) / name / "document.toml"
    return read_data(path, DocumentType).model_copy(update={"name": name})


def catalog() -> tuple[DocumentType, ...]:
    """Return every document that can be composed of answers alone, in the order of the menu.

    Raises:
        DataError: a description is wrong.
    """
    files = templates_dir().glob("*/document.toml")
    documents = [document_type(path.parent.name) for path in files]
    return tuple(
        sorted(
            (document for document in documents if not document.needs),
            key=lambda document: (document.order, document.name),
        )
    )
