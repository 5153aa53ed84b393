from wizard.answers.defaults import effective
from wizard.answers.diff import changes
from wizard.answers.fields import change, forget, get
from wizard.answers.model import Answers, Person

EMPTY = Answers()


def test_same_answers_have_no_changes() -> None:
    assert changes(EMPTY, EMPTY) == ()


def test_a_confirmed_suggestion_is_no_change() -> None:
    confirmed = change(EMPTY, "employees.stance", get(EMPTY, "employees.stance"))
    assert changes(EMPTY, confirmed) == ()


def test_a_change_says_whose_the_values_are() -> None:
    (found,) = changes(EMPTY, change(EMPTY, "business.name", "Larkspur"))
    assert (found.path, found.before, found.after) == ("business.name", "", "Larkspur")
    assert (found.was_decided, found.is_decided) == (False, True)


def test_forgetting_is_a_change_back() -> None:
    named = change(EMPTY, "business.name", "Larkspur")
    (found,) = changes(named, forget(named, "business.name"))
    assert (found.before, found.after, found.is_decided) == ("Larkspur", "", False)


def test_a_changed_row_is_one_change_of_its_table() -> None:
    one = change(EMPTY, "people", (Person(id="a", name="Ann"),))
    two = change(EMPTY, "people", (Person(id="a", name="Anna"),))
    assert [found.path for found in changes(one, two)] == ["people"]


def test_effective_answers_show_what_follows_from_a_change() -> None:
    one = change(EMPTY, "people", (Person(id="a", name="Ann"),))
    two = change(one, "roles.head", "a")
    paths = [found.path for found in changes(effective(one), effective(two))]
    assert "roles.spokespeople" in paths
