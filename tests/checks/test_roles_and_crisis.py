"""Who does what, on an ordinary day and in a crisis; a small shop is left in peace."""

import pytest

from tests.checks.helpers import by_rule, check, check_example
from wizard.checks.crisis import parse_minutes

TWO = "people = [{id = 'a', name = 'Ann', phone = '1'}, {id = 'b', name = 'Bo', phone = '2'}]\n"
ONE = "people = [{id = 'a', name = 'Ann', email = 'ann@acme.example'}]\n"
NIGHT = "nobody-at-night"


@pytest.mark.parametrize(("staff", "severity"), [(3, "advice"), (11, "warning")])
def test_own_posts_severity_follows_the_number_of_staff(staff: int, severity: str) -> None:
    roles = "roles = {publishing = ['a'], legal_approval = ['a']}"
    finding = by_rule(check(f"{TWO}business = {{staff = {staff}}}\n{roles}"))["own-posts"]
    assert (finding.severity, finding.path) == (severity, "roles.legal_approval")
    assert "Ann writes" in finding.message
    assert "Bo" in finding.fix


@pytest.mark.parametrize(
    "text",
    [
        ONE + "roles = {publishing = ['a'], legal_approval = ['a']}",
        TWO + "roles = {publishing = ['a'], legal_approval = ['b']}",
        TWO + "roles = {publishing = ['a', 'b'], legal_approval = ['a']}",
        TWO + "roles = {approval = 'author', publishing = ['a'], legal_approval = ['a']}",
    ],
)
def test_own_posts_without_an_alternative_or_need_are_left_alone(text: str) -> None:
    assert "own-posts" not in by_rule(check(text))


@pytest.mark.parametrize(("staff", "is_found"), [(1, True), (2, False)])
def test_more_people_than_staff(staff: int, is_found: bool) -> None:
    findings = by_rule(check(f"{TWO}business = {{staff = {staff}}}"))
    assert ("more-people-than-staff" in findings) is is_found


def test_stand_in_who_is_the_leader_is_found() -> None:
    finding = by_rule(check(f"{TWO}roles = {{head = 'a', lead = 'a'}}"))["no-stand-in"]
    assert (finding.severity, finding.path) == ("warning", "crisis.stand_in")
    assert "Bo" in finding.fix
    for people, lead in ((TWO, "b"), (ONE, "a")):
        text = f"{people}roles = {{head = 'a', lead = '{lead}'}}"
        assert "no-stand-in" not in by_rule(check(text))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        (f"{ONE}roles = {{head = 'a', lead = 'a'}}\ncrisis = {{updates = 'hourly'}}", True),
        (f"{ONE}roles = {{head = 'a', lead = 'a'}}", False),
        (
            f"{ONE}roles = {{head = 'a'}}\n[[crisis.levels]]\nname = 'All'\nwithin = 'two days'",
            False,
        ),
        (f"{TWO}roles = {{head = 'a', lead = 'a'}}\ncrisis = {{updates = 'hourly'}}", False),
        (f"{TWO}roles = {{publishing = ['a'], posting = ['We answer messages 24/7']}}", True),
        (f"{TWO}roles = {{publishing = ['a', 'b'], posting = ['We answer messages 24/7']}}", False),
        (
            f"{TWO}roles = {{lead = 'a', posting = ['Nobody has to answer messages at night']}}",
            False,
        ),
    ],
)
def test_promise_that_nobody_can_keep(text: str, is_found: bool) -> None:
    assert (NIGHT in by_rule(check(text))) is is_found


def test_crisis_levels_out_of_order_or_slow_are_found() -> None:
    levels = check_example(('within = "two hours"', 'within = "three days"'))
    assert "levels-order" in by_rule(levels)
    slow = check_example(
        ('within = "the same working day"', 'within = "three weeks"'),
        ('within = "two hours"', 'within = "two weeks"'),
        ('within = "30 minutes"', 'within = "one week"'),
    )
    assert "slower-in-crisis" in by_rule(slow)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("two hours", 120),
        ("30 minutes", 30),
        ("half an hour", 30),
        ("within the same working day", 480),
        ("a day", 480),
        ("at once", None),
        ("", None),
    ],
)
def test_parse_minutes(text: str, minutes: int | None) -> None:
    assert parse_minutes(text) == minutes
