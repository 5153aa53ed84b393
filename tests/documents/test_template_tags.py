"""Templates: two voices, ids, numbered chapters, the spelling and terms of a country."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from wizard.answers.model import Answers
from wizard.data_dirs import templates_dir
from wizard.documents import docx_writer, html_writer, text_writer
from wizard.documents.compose import compose
from wizard.errors import UserError

DESCRIPTION = 'title = "Rules"\nnumbered = true\nsections = ["rules"]\n'
RULES = """\
{## A comment. ##}
# Part 1: For everyone {#part-1}

## At a glance {.front #glance}

- We recognize {{ business.name }}. {#glance-name}

## Who to tell {#who}

{% direct %}
Call us on {{ terms.emergency_number }}. {#who-call}
{% formal %}
Employees must call {{ terms.emergency_number }}. {#who-call}
{% endvoice %}

## Replies {#replies}

See [section](#who), and the coworkers of {{ "color"|spelled }}. {#replies-see}
"""


def _compose(folder: Path, rules: str, **business: str) -> str:
    document = _document(folder, rules, **business)
    return text_writer.render(document, sealed=False).decode()


def _document(folder: Path, rules: str, **business: str):
    for name in ("spelling.toml", "terms.toml"):
        (folder / name).write_bytes((templates_dir() / name).read_bytes())
    (folder / "rules").mkdir()
    (folder / "rules" / "document.toml").write_text(DESCRIPTION)
    (folder / "rules" / "rules.md").write_text(rules)
    answers = Answers.model_validate({"business": {"name": "Color Labor", **business}})
    return compose(answers, "rules", folder)


def test_direct_voice_prints_its_sentence_and_numbers_chapters(tmp_path):
    text = _compose(tmp_path, RULES, country="US")
    assert "Call us on 911.\n" in text
    assert "Employees" not in text
    assert "At a glance\n" in text
    assert "1. Who to tell" in text
    assert "2. Replies" in text
    assert "See section\u00a01, and the coworkers of color." in text


def test_formal_voice_prints_its_sentence(tmp_path):
    text = _compose(tmp_path, RULES, country="GB", voice="formal")
    assert "Employees must call 999.\n" in text
    assert "Call us" not in text


def test_british_spelling_changes_the_template_and_not_the_name(tmp_path):
    text = _compose(tmp_path, RULES, country="GB")
    assert "We recognise Color Labor." in text
    assert "the colleagues of colour." in text


def test_ids_become_bookmarks_in_word_and_ids_on_the_web(tmp_path):
    document = _document(tmp_path, RULES, country="US")
    body = docx.Document(io.BytesIO(docx_writer.render(document))).element.body
    bookmarks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    assert {"glance_name", "who", "who_call", "replies_see"} <= bookmarks
    links = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    assert "who" in links
    page = html_writer.render(document).decode()
    assert '<li id="glance-name">' in page
    assert '<p id="who-call">' in page
    assert '<a href="#who">' in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            "One. {#same}\n\nTwo. {#same}",
            "rules.md, line 3: the id '#same' is used twice, first in rules.md; give each",
        ),
        ("One. {#Wrong_Id}", "rules.md, line 1: the id '#Wrong_Id' may have only small letters"),
        ("A.\n\nSee [section](#nowhere).", "rules.md, line 3: a reference leads to '#nowhere'"),
        (
            "\n{% direct %}\nWe ask.\n{% endvoice %}",
            "rules.md, line 2: the formal voice is missing",
        ),
        (
            "{{ busines.name }}",
            "rules.md, line 1: 'busines' is undefined; did you mean 'business'?",
        ),
        ('\n\n{% include "odd.md" %}', "odd.md, line 2: Encountered unknown tag 'dirct'"),
        ('\n{% from "odd.md" import ask %}', "odd.md, line 2: Encountered unknown tag 'dirct'"),
        (
            '{% include "even.md" %}',
            "even.md, line 2: 'compny' is undefined; did you mean",
        ),
    ],
)
def test_wrong_template_is_refused_with_its_place(tmp_path, wrong, message):
    (tmp_path / "odd.md").write_text("\n{% dirct %}We ask.{% endvoice %}\n")
    (tmp_path / "even.md").write_text("\n{{ compny }}\n")
    with pytest.raises(UserError) as caught:
        _compose(tmp_path, wrong, country="US")
    assert message in str(caught.value)
    assert str(tmp_path) in str(caught.value)
