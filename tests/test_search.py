"""Search finds words in questions and answers."""

from wizard.answers.model import Answers, Person
from wizard.interview import load
from wizard.search import MatchKind, SearchIndex, excerpt

INTERVIEW = load()


def test_index_finds_questions_before_rows() -> None:
    answers = Answers.model_validate(
        {"people": (Person(id="x", name="Zoë López", email="z@x.org"),)}
    )
    index = SearchIndex(answers, INTERVIEW)
    assert index.find("") == []
    (found,) = index.find("lopez zoe")
    assert (found.path, found.kind, found.row) == ("people", MatchKind.ROW, 0)
    places = [one.kind for one in index.find("password")]
    assert places == sorted(places)
    assert places[0] is MatchKind.ASK


def test_index_lists_beginnings_of_words_first() -> None:
    people = (
        Person(id="c", name="Chris Customer"),
        Person(id="t", name="Tom (Thomas) O'Neil", email="tom.x@x.org"),
    )
    index = SearchIndex(Answers.model_validate({"people": people}), INTERVIEW)
    for typed in ("tom", "thom", "neil", "tom.x@x"):
        assert index.find(typed)[0].row == 1
    assert any(one.row == 0 for one in index.find("tom"))


def test_excerpt_has_the_word() -> None:
    text = f"{'a ' * 80}needle {'b ' * 80}"
    assert "needle" in excerpt(text, "Needle x", 60)
    assert len(excerpt(text, "Needle x", 60)) <= 62
    assert excerpt("short", "z", 60) == "short"
