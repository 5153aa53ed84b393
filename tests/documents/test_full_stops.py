"""An answer that ends a sentence by itself: the sentence around it doesn't end a second time."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.businesses import example
from tests.documents.said import lines
from wizard.answers.base import AnswerModel
from wizard.answers.fields import replace_value
from wizard.documents.catalog import catalog
from wizard.documents.compose import compose
from wizard.documents.markdown import escape_markdown, merge_periods, strip_period


def ending(value: Any, sign: str, key: str = "") -> Any:
    """Return answers in which each text of the owner's own ends with `sign`."""
    if isinstance(value, AnswerModel):
        ends = {each: ending(getattr(value, each), sign, each) for each in value.model_fields_set}
        return value.model_copy(update=ends)
    if isinstance(value, tuple):
        return tuple(ending(item, sign, key) for item in value)
    if isinstance(value, str) and " " in value:  # ids, choices and addresses have no spaces
        return value.rstrip(".") + sign
    return value


@pytest.mark.parametrize("called", ["we", "name"])
@pytest.mark.parametrize("length", ["short", "standard", "full"])
def test_a_name_with_a_full_stop_brings_the_sentence_s_own(length: str, called: str) -> None:
    answers = replace_value(
        replace_value(example(), "business.length", length), "business.company_called", called
    )
    answers = ending(answers, ".")
    printed = [
        line for name in [each.name for each in catalog()] for line in lines(compose(answers, name))
    ]
    assert [line for line in printed if "Castellano. " in line]
    assert not [line for line in printed if ".." in line]


@pytest.mark.parametrize("length", ["short", "full"])
def test_a_task_or_a_topic_stands_inside_a_sentence_without_its_full_stop(length: str) -> None:
    answers = replace_value(example(), "business.length", length)
    answers = replace_value(answers, "legal.topics", ("Allergens.",))
    answers = replace_value(answers, "roles.other", ending(answers.roles.other, "."))
    printed = [
        line for name in ("policy", "contact-card") for line in lines(compose(answers, name))
    ]
    assert [
        line for line in printed if line.startswith("Allergens: ask") or " Allergens: ask" in line
    ]
    assert not [line for line in printed if re.search(r"[a-z]\.[,:;]", line)]


@given(st.text("a.1 *\\\n", max_size=8), st.text("a.1 *\\", max_size=8))
def test_nothing_but_one_stop_goes(name: str, words: str) -> None:
    before = f"{escape_markdown(name)}. {escape_markdown(words)}."
    after = merge_periods(before, [name])
    assert after.replace(".", "").replace("\\", "") == before.replace(".", "").replace("\\", "")
    if not name.endswith("."):
        assert after == before


def test_dots_of_the_owner_s_own_stay() -> None:
    before = "We are Wait.... And on... And on.."
    assert merge_periods(before, ["Wait..."]) == "We are Wait... And on... And on.."


@pytest.mark.parametrize("words", ["cakes, etc.", "and so on...", "cakes"])
def test_a_stop_that_belongs_to_the_words_stays(words: str) -> None:
    assert strip_period(words) == words
