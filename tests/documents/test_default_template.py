"""`default.docx` is what its script makes, in today's Word format, under Word's own names."""

import io

import docx

from tests.documents.read_back import W, part
from tests.word_validators import findings
from wizard.data_dirs import data_dir
from wizard.documents import docx_package

FILE = data_dir("output_templates") / "default.docx"


def test_the_file_is_valid() -> None:
    assert findings(FILE) == []


def test_word_opens_it_in_todays_mode_without_a_thumbnail_or_a_program_named() -> None:
    content = FILE.read_bytes()
    settings = part(content, "word/settings.xml")
    modes = {
        each.get(f"{W}name"): each.get(f"{W}val") for each in settings.iter(f"{W}compatSetting")
    }
    assert modes["compatibilityMode"] == "15"
    assert not any("thumbnail" in name or "app.xml" in name for name in docx_package.read(content))
    assert not docx.Document(io.BytesIO(content)).core_properties.comments


def test_styles_go_by_the_names_that_word_gives_them() -> None:
    names = {style.name for style in docx.Document(str(FILE)).styles}
    assert {
        "Normal", "Body Text", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "TOC Heading", "toc 1",
        "Quote", "Caption", "List Bullet", "List Number", "List Continue", "Strong",
        "Emphasis", "Hyperlink",
    } <= names  # fmt: skip
