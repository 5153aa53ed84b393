"""Safer words take the place of what was found, and of nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.answers.model import Answers
from wizard.checks import Finding, findings
from wizard.checks.finding import Finding as Made
from wizard.checks.safer_words import taken_over
from wizard.interview import load
from wizard.sentences import sentences, spans
from wizard.session import Session
from wizard.storage.toml_file import parse_answers
from wizard.wording import shipped

INTERVIEW = load()
SAFER = next(one.safer for one in shipped().all if one.id == "rw-03")


def answers(text: str) -> Answers:
    return parse_answers(f"format = 1\nlegal.places = ['US']\n{text}\n".encode(), Path("acme.toml"))


def first(given: Answers) -> Finding:
    return next(one for one in findings(given, INTERVIEW) if one.safer)


def test_one_sentence_of_several() -> None:
    given = answers(
        "publication.own_clauses = [{section = 'law', text = 'Be kind. Never discuss your pay! Smile.'}]"
    )
    (row,) = taken_over(given, first(given))
    assert (row.section, row.text) == ("law", f"Be kind. {SAFER} Smile.")


def test_a_point_of_a_list_over_two_lines() -> None:
    text = "Staff must not:\\n- discuss\\ntheir wages;\\n- post customers' names\\nThat is all."
    given = answers(f'publication.own_clauses = [{{text = "{text}"}}]')
    (row,) = taken_over(given, first(given))
    assert row.text == f"Staff must not:\n- {SAFER}\n- post customers' names\nThat is all."


def test_the_owner_s_line_of_a_checklist() -> None:
    given = answers("employees.expectations = ['ask', 'Never discuss your pay', 'Smile']")
    assert taken_over(given, first(given)) == ("ask", SAFER, "Smile")


def test_a_line_that_is_there_already_is_not_doubled() -> None:
    given = answers(f'employees.expectations = ["{SAFER}", "Never discuss your pay"]')
    assert taken_over(given, first(given)) == (SAFER,)


def test_the_cell_of_a_row() -> None:
    rows = "[{platform = 'X', handle = '@x', duties = 'Posts'}, {platform = 'Y', duties = 'Never discuss your pay'}]"
    given = answers(f"roles.accounts = {rows}")
    new = taken_over(given, first(given))
    assert new[0] == given.roles.accounts[0]
    assert (new[1].platform, new[1].duties) == ("Y", SAFER)
    assert new[1].model_fields_set == {"platform", "duties"}


def test_what_is_gone_is_told() -> None:
    given = answers("employees.expectations = ['Never discuss your pay']")
    one = first(given)
    with pytest.raises(LookupError):
        taken_over(answers("employees.expectations = ['Smile']"), one)
    with pytest.raises(LookupError):
        taken_over(
            given,
            Made("warning", "employees.expectations", "W.", "D.", found="Never discuss your pay"),
        )


def test_each_caution_goes_when_its_words_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    rules = "['Never discuss your pay.', 'Never talk to reporters.', 'Keep all company information confidential.']"
    file.write_text(f"format = 1\nlegal.places = ['US']\nemployees.expectations = {rules}\n")
    session = Session(file, INTERVIEW)
    try:
        for _ in range(3):
            one = first(session.answers)
            session.set_answer(one.path, taken_over(session.answers, one))
        assert not [one for one in session.findings() if one.safer]
    finally:
        session.close()


@given(st.text("ab.;!:- \n\"'", max_size=60) | st.text(max_size=60))
def test_spans_hold_their_sentences(text: str) -> None:
    assert [sentence for sentence, _, _ in spans(text)] == sentences(text)
    end = 0
    for sentence, begin, after in spans(text):
        assert end <= begin < after <= len(text)
        ends = range(begin + 1, after + 1)
        assert any(sentence.endswith(text[begin:stop].replace("\n", " ")) for stop in ends)
        end = after
