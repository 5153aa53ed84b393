"""Two sets of answers are the same if a file would hold the same of both."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.example import ANSWERS as EXAMPLE
from wizard.answers.fields import all_fields, clear_value, get_answer, replace_value
from wizard.answers.model import Answers, Person
from wizard.storage.toml_file import to_dict
from wizard.storage.toml_format import same

EXTRA = Answers.model_validate({"business": {"motto": "Bread"}, "of_another": {"version": (1, 2)}})
STARTS = st.sampled_from([Answers(), EXAMPLE, EXTRA])


def put(answers: Answers, edit: tuple[str, Any]) -> Answers:
    path, value = edit
    try:
        return clear_value(answers, path) if value is None else replace_value(answers, path, value)
    except ValueError:
        return answers


EDITS = st.lists(
    st.tuples(
        st.sampled_from(list(all_fields())),
        st.one_of(
            st.none(),
            st.sampled_from(
                [
                    "",
                    "Ana",
                    True,
                    False,
                    (),
                    ("ana",),
                    1,
                    Person(id="ana"),
                    (Person(id="b", name="B"),),
                ]
            ),
            st.sampled_from([get_answer(EXAMPLE, path) for path in all_fields()]),
        ),
    ),
    max_size=6,
)
OWN = st.fixed_dictionaries(
    {},
    optional={
        "unsure": st.sampled_from([(), ("roles.head",)]),
        "unfinished": st.sampled_from([{}, {"roles.head": "x"}]),
        "left_at": st.sampled_from(["", "roles.head"]),
    },
)


@given(STARTS, EDITS, OWN, STARTS, EDITS, OWN)
def test_the_quick_look_agrees_with_the_thorough_one(
    start: Answers,
    edits: list[Any],
    own: Any,
    other_start: Answers,
    other_edits: list[Any],
    other_own: Any,
) -> None:
    one, other = start.model_copy(update=own), other_start.model_copy(update=other_own)
    for edit in edits:
        one = put(one, edit)
    for edit in (*other_edits, *edits):
        other = put(other, edit)
    assert same(one, other) == (to_dict(one) == to_dict(other))
    assert same(one, one.model_copy())
