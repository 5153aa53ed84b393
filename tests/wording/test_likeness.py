"""Likeness: what sentences teach about others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.wording.likeness import (
    HARMLESS,
    Likeness,
    Verdict,
    features,
    learn,
    read_file,
    written,
)

TAUGHT = [
    ("Never talk about your pay.", ["pay"]),
    ("Do not tell anybody what you earn.", ["pay"]),
    ("Nobody here talks about wages.", ["pay"]),
    ("Never criticise the boss.", ["critics"]),
    ("Do not run the shop down.", ["critics"]),
    ("Nobody here criticises the owner.", ["critics"]),
    ("Never give customers' data away.", []),
    ("Tom answers comments on our page.", []),
    ("Maria posts the week's menu on Monday.", []),
    ("We pay by the end of the month.", []),
]
LEARNED = learn(TAUGHT)


@pytest.mark.parametrize(
    ("sentence", "like"),
    [
        ("Never talk about what you earn.", "pay"),
        ("NEVER TALK ABOUT YOUR PAY", "pay"),
        ("Do not criticise the owner of the shop.", "critics"),
        ("Criticising the boss, never.", "critics"),
        ("Tom posts on our page.", ""),
        ("Never give data away.", ""),
    ],
)
def test_a_sentence_is_like_those_it_shares_words_with(sentence: str, like: str) -> None:
    assert LEARNED.read(sentence).like == like


@pytest.mark.parametrize("sentence", ["", "…", "Zyx wvut."])
def test_nothing_is_said_of_words_never_seen(sentence: str) -> None:
    assert LEARNED.read(sentence) == Verdict(0.0, "")
    assert Likeness({}, {}, {}).read(sentence) == Verdict(0.0, "")


def test_a_sentence_teaches_each_of_its_kinds() -> None:
    both = learn([*TAUGHT, ("Moan about neither wages nor boss.", ["pay", "critics"])])
    assert both.sentences == {"pay": 4, "critics": 4, HARMLESS: 4}
    assert both.seen["boss"] == "critics:2 pay"


def test_features() -> None:
    assert features("You don’t criticise.") == {
        "you", "don't", "criticise", "^ you", "you don't", "don't criticise", "criticise $", "critic…",
    }  # fmt: skip


def test_what_was_learned_is_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "learned.json"
    path.write_text(written(LEARNED), encoding="utf-8")
    kept = read_file(path)
    assert kept.seen == LEARNED.seen
    assert kept.sentences == LEARNED.sentences
    assert kept.features == LEARNED.features
    assert written(kept) == written(LEARNED)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"sentences": {}, "features": {}, "seen": {}}']
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "learned.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r".+"):
        read_file(path)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert LEARNED.read(text).like in ("", "pay", "critics")
