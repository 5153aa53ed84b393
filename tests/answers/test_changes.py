from wizard.answers.defaults import resolve
from wizard.answers.diff import find_changes
from wizard.answers.fields import clear_value, get_answer, replace_value
from wizard.answers.model import Answers, Person

EMPTY = Answers()


def test_same_answers_have_no_changes() -> None:
    assert find_changes(EMPTY, EMPTY) == ()


def test_a_confirmed_suggestion_is_no_change() -> None:
    confirmed = replace_value(EMPTY, "employees.stance", get_answer(EMPTY, "employees.stance"))
    assert find_changes(EMPTY, confirmed) == ()


def test_a_change_says_whose_the_values_are() -> None:
    (found,) = find_changes(EMPTY, replace_value(EMPTY, "business.name", "Larkspur"))
    assert (found.path, found.before, found.after) == ("business.name", "", "Larkspur")
    assert (found.was_set, found.is_set) == (False, True)


def test_forgetting_is_a_change_back() -> None:
    named = replace_value(EMPTY, "business.name", "Larkspur")
    (found,) = find_changes(named, clear_value(named, "business.name"))
    assert (found.before, found.after, found.is_set) == ("Larkspur", "", False)


def test_a_changed_row_is_one_change_of_its_table() -> None:
    one = replace_value(EMPTY, "people", (Person(id="a", name="Ann"),))
    two = replace_value(EMPTY, "people", (Person(id="a", name="Anna"),))
    assert [found.path for found in find_changes(one, two)] == ["people"]


def test_effective_answers_show_what_follows_from_a_change() -> None:
    one = replace_value(EMPTY, "people", (Person(id="a", name="Ann"),))
    two = replace_value(one, "roles.head", "a")
    paths = [found.path for found in find_changes(resolve(one), resolve(two))]
    assert "roles.spokespeople" in paths
