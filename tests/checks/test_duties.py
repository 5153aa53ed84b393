"""Who does what, on an ordinary day and in a crisis: what fails is found, and a small shop is left in peace."""

import pytest

from tests.checks.looking import changed, found
from wizard.checks.crisis import minutes_in

TWO = "people = [{id = 'a', name = 'Ann', phone = '1'}, {id = 'b', name = 'Bo', phone = '2'}]\n"
ONE = "people = [{id = 'a', name = 'Ann', email = 'ann@acme.example'}]\n"


class TestDuties:
    @pytest.mark.parametrize(
        "key", ["advertising", "strategy", "legal_approval", "crisis_response"]
    )
    def test_a_duty_taken_from_everybody(self, key: str) -> None:
        one = found(f"[roles]\n{key} = []")["nobody"]
        assert (one.severity, one.path) == ("warning", f"roles.{key}")
        assert "nobody" not in found("[roles]\nhead = 'a'")

    def test_speakers_whom_nobody_prepares(self) -> None:
        one = changed(('training = ["priya-nair"]', "training = []"))["untrained-spokesperson"]
        assert "Maria Castellano and Devon Brooks speak" in one.what

    @pytest.mark.parametrize(("staff", "severity"), [(3, "advice"), (11, "warning")])
    def test_who_approves_their_own_posts(self, staff: int, severity: str) -> None:
        text = f"{TWO}business = {{staff = {staff}}}\nroles = {{publishing = ['a'], legal_approval = ['a']}}"
        one = found(text)["own-posts"]
        assert (one.severity, one.path) == (severity, "roles.legal_approval")
        assert "Ann writes" in one.what
        assert "Bo" in one.do

    @pytest.mark.parametrize(
        "text",
        [
            ONE + "roles = {publishing = ['a'], legal_approval = ['a']}",
            TWO + "roles = {publishing = ['a'], legal_approval = ['b']}",
            TWO + "roles = {publishing = ['a', 'b'], legal_approval = ['a']}",
            TWO + "roles = {approval = 'author', publishing = ['a'], legal_approval = ['a']}",
        ],
    )
    def test_where_there_is_nobody_else_or_no_need(self, text: str) -> None:
        assert "own-posts" not in found(text)

    def test_more_people_than_staff(self) -> None:
        assert (
            found(f"{TWO}business = {{staff = 1}}")["more-people-than-staff"].severity == "advice"
        )
        assert "more-people-than-staff" not in found(f"{TWO}business = {{staff = 2}}")


class TestTheCrisisPlan:
    def test_no_stand_in(self) -> None:
        one = found(f"{TWO}roles = {{head = 'a', lead = 'a'}}")["no-stand-in"]
        assert (one.severity, one.path) == ("warning", "crisis.stand_in")
        assert "Bo" in one.do
        assert "no-stand-in" not in found(f"{TWO}roles = {{head = 'a', lead = 'b'}}")
        assert "no-stand-in" not in found(f"{ONE}roles = {{head = 'a', lead = 'a'}}")

    def test_nobody_to_be_phoned(self) -> None:
        people = "people = [{id = 'a', name = 'Ann', email = 'ann@acme.example'}]\nroles = {head = 'a', lead = 'a'}\n"
        assert "nobody-at-night" in found(f"{people}crisis = {{updates = 'hourly'}}")
        assert "nobody-at-night" not in found(people)
        assert "nobody-at-night" not in found(
            f"{people}[[crisis.levels]]\nname = 'All'\nwithin = 'two days'"
        )
        assert "nobody-at-night" not in found(
            "people = [{id = 'a', name = 'Ann', phone = '1'}]\n"
            "roles = {head = 'a', lead = 'a'}\ncrisis.updates = 'hourly'"
        )

    def test_a_promise_of_nights_that_one_person_keeps(self) -> None:
        rule = "roles = {{lead = 'a', publishing = {}, posting = ['We answer messages 24/7']}}"
        assert found(TWO + rule.format("['a']"))["nobody-at-night"].path == "roles.posting"
        assert "nobody-at-night" not in found(TWO + rule.format("['a', 'b']"))
        quiet = "roles = {lead = 'a', posting = ['Nobody has to answer messages at night']}"
        assert "nobody-at-night" not in found(TWO + quiet)

    def test_another_voice_in_a_crisis(self) -> None:
        one = changed(('public_relations = "devon-brooks"', 'public_relations = "tom-okafor"'))[
            "crisis-voice"
        ]
        assert "Tom Okafor" in one.what

    def test_who_decides_has_no_place_in_the_order(self) -> None:
        assert "decider-left-out" in changed(
            (
                'approval_order = ["devon-brooks", "maria-castellano"]',
                'approval_order = ["devon-brooks"]',
            )
        )

    def test_times_of_the_levels(self) -> None:
        assert "levels-order" in changed(('within = "two hours"', 'within = "three days"'))
        assert "slower-in-crisis" in changed(
            ('within = "the same working day"', 'within = "three weeks"'),
            ('within = "two hours"', 'within = "two weeks"'),
            ('within = "30 minutes"', 'within = "one week"'),
        )

    @pytest.mark.parametrize(
        ("words", "minutes"),
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
    def test_times_in_words(self, words: str, minutes: int | None) -> None:
        assert minutes_in(words) == minutes


class TestTheWebsite:
    PLACES = "publication = {places = ['website'], website_address = 'https://acme.example'}\n"

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            (
                "roles = {accounts = [{platform = 'WhatsApp', handle = '+44 7700 900123'}]}",
                "private-in-public",
            ),
            ("employees = {expectations = ['Ask ann about bakes']}", "private-in-public"),
            ("employees = {expectations = ['Write to ann [at] gmail.com']}", "private-in-public"),
            ("employees = {expectations = ['Call 07700 900123']}", "left-out-of-public"),
            ("personal_use = {code = 'From ann@acme.example'}", "left-out-of-public"),
        ],
    )
    def test_private_details(self, text: str, rule: str) -> None:
        assert rule in found(f"{TWO}{self.PLACES}{text}")
        assert rule not in found(f"{TWO}{text}")

    @pytest.mark.parametrize(
        "text",
        [
            "Ask Ann about bakes",
            "Answer within 24 hours, 7 days a week",
            "The fair of 2026-09-12",
            "Rules from 01.10.2026 on",
            "You may ask",
            "Bring it to the fair on 31/12/2026",
        ],
    )
    def test_what_is_not_private_or_left_out_anyway(self, text: str) -> None:
        people = "people = [{id = 'a', name = 'Ann May', phone = '1'}]\n"
        rules = found(f"{people}{self.PLACES}employees = {{expectations = ['{text}']}}")
        assert not {"private-in-public", "left-out-of-public"} & set(rules)
