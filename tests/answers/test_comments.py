"""A person's comments stay where they are, whatever is changed around them."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wizard.storage.toml_format import serialise_over

from tests.example import TEXT as EXAMPLE
from wizard.answers.fields import clear_value, replace_value
from wizard.answers.model import Answers
from wizard.storage.toml_file import END, parse_answers, serialize, to_dict, write_answers

OURS = serialize(parse_answers(EXAMPLE.encode(), Path("x"))).decode()
NAME = Path("x")

COMMENTED = """# Ours. Ask Maria.

format = 1 # never change this

# Who we are
[business] # us

# As on the sign.
# In full.
name = "Acme" # with a capital
staff = 11

# Everybody
[[people]]
# Ann is new
id = "ann" # short
name = "Ann"

[[people]]
id = "bo"
name = "Bo" # the boss

[security]
sign_in = [ # the list
  "two-factor", # best
  # one more
  "manager",
] # end of list

[[legal.regional_rules]]
place = "Oregon"
rule = '''
One # no comment
Two''' # behind a text

# below everything
"""


def saved(answers: Answers, text: str = COMMENTED) -> str:
    """Return what is written over a file of this text, after checking that it holds these answers."""
    made = serialise_over(answers, text)
    assert to_dict(parse_answers(made, NAME)) == to_dict(answers)
    assert serialise_over(answers, made.decode()) == made  # a second save moves nothing
    return made.decode()


def comments(text: str) -> list[str]:
    return re.findall(r"#(?: [A-Za-z].*| c\d+)$", text, re.M)


@pytest.fixture
def answers() -> Answers:
    return parse_answers(COMMENTED.encode(), NAME)


def test_each_comment_stays_at_its_answer(answers: Answers) -> None:
    made = saved(replace_value(answers, "business.staff", 12))
    for piece in (
        "# Ours. Ask Maria.\n\n# Policy Wizard",
        "format = 1  # never change this\n",
        "\n# Who we are\n[business]  # us\n# As on the sign.\n# In full.\n",
        '# In full.\nname = "Acme"  # with a capital\nstaff = 12\n',
        '\n# Everybody\n[[people]]\n# Ann is new\nid = "ann"  # short\nname = "Ann"\n',
        'name = "Bo"  # the boss\n',
        "# the list\n# best\n# one more\n# end of list\nsign_in = [",
        "# behind a text\nrule =",
        f"# below everything\n\n{END}\n",
    ):
        assert piece in made
    assert "One # no comment\nTwo" in made


def test_rows_take_their_comments_along(answers: Answers) -> None:
    ann, bo = answers.people
    made = saved(replace_value(answers, "people", (bo.model_copy(update={"phone": "1"}), ann)))
    assert 'name = "Bo"  # the boss\n' in made
    assert '# Ann is new\nid = "ann"  # short\n' in made
    assert made.index("# the boss") < made.index("# Everybody") < made.index("# Ann is new")


def test_the_comments_of_what_is_gone_stay_in_the_file(answers: Answers) -> None:
    made = saved(replace_value(clear_value(answers, "business.name"), "people", answers.people[1:]))
    assert "# As on the sign.\n# In full.\n# with a capital\n[business]" in made
    for said in ("# Everybody", "# Ann is new", "# short"):
        assert made.index("# below everything") > made.index(said) > made.index("Two")


def test_nothing_is_done_where_there_are_none(answers: Answers) -> None:
    assert serialise_over(answers, serialize(answers).decode()) == serialize(answers)


def test_the_line_we_used_to_write_is_none_of_theirs(answers: Answers) -> None:
    old = (
        serialize(answers)
        .decode()
        .replace("Comments of your own stay.", "Notes of your own stay if they are above this.")
    )
    assert serialise_over(answers, old) == serialize(answers)


def test_they_survive_a_save(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    data = COMMENTED.replace("\n", "\r\n").encode()
    path.write_bytes(data)
    for staff in (12, 13):
        data = write_answers(
            path, replace_value(parse_answers(data, path), "business.staff", staff), data
        )
    assert sorted(
        set(comments(data.decode())) - set(comments(serialize(Answers()).decode()))
    ) == sorted(comments(COMMENTED))


LINES = st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=12)


@settings(max_examples=60)
@given(
    places=LINES,
    which=st.integers(0, 7),
    text=st.sampled_from([EXAMPLE, OURS, COMMENTED]),
    data=st.data(),
)
def test_none_is_ever_lost_and_no_answer_changed(
    places: list[tuple[int, bool]], which: int, text: str, data: st.DataObject
) -> None:
    lines = text.split("\n")
    before = to_dict(parse_answers(text.encode(), NAME))
    wanted = []
    for number, (at, alone) in enumerate(places):
        said = f"# c{number}"
        line = at % len(lines)
        tried = [*lines]
        if alone:
            tried.insert(line, said)
        else:
            tried[line] = f"{tried[line]} {said}"
        try:
            same = to_dict(parse_answers("\n".join(tried).encode(), NAME)) == before
        except Exception:
            same = False
        if same and tried[line].rstrip().endswith(said) and (not alone or line < len(lines) - 2):
            lines = tried
            wanted.append(said)
    commented = "\n".join(lines)
    answers = parse_answers(commented.encode(), NAME)
    match which:
        case 0:
            answers = replace_value(answers, "people", answers.people[1:])
        case 1:
            answers = replace_value(answers, "people", answers.people[::-1])
        case 2:
            answers = clear_value(answers, "business.name")
        case 3:
            answers = replace_value(answers, "business.name", data.draw(st.text(max_size=20)))
        case 4:
            answers = replace_value(answers, "roles.accounts", ())
        case 5:
            answers = replace_value(answers, "crisis.signs", ("leak", "# no comment", 'a "b" # c'))
        case 6:
            answers = Answers()
    made = saved(answers, commented)
    found = re.findall(r"# c\d+\b", made)
    assert sorted(found) == sorted(said for said in wanted if not _in_a_text(commented, said))


def _in_a_text(text: str, said: str) -> bool:
    """Tell whether the parser takes it as a part of an answer."""
    return said in repr(to_dict(parse_answers(text.encode(), NAME)))
